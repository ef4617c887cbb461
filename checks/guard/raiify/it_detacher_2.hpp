#ifndef IT_DETACHER_2_HPP
#define IT_DETACHER_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItDetacher2 {
public:
  explicit ItDetacher2(int &value, Node *&node)
      : value(value), node(node) {}
  void operator()() const {
    ::detach_it(value);
    delete node;
  }

private:
  int &value;
  Node *&node;
};

#endif // IT_DETACHER_2_HPP
