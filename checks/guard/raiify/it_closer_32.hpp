#ifndef IT_CLOSER_3_HPP
#define IT_CLOSER_3_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItCloser3 {
public:
  explicit ItCloser3(int &value, Node *&node)
      : value(value), node(node) {}
  void operator()() const {
    ::close_it(value);
    delete node;
  }

private:
  int &value;
  Node *&node;
};

#endif // IT_CLOSER_3_HPP
