#ifndef NODE_DELETER_2_HPP
#define NODE_DELETER_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class NodeDeleter2 {
public:
  explicit NodeDeleter2(Node *&node, int &value)
      : node(node), value(value) {}
  void operator()() const {
    delete node;
    ::close_it(value);
  }

private:
  Node *&node;
  int &value;
};

#endif // NODE_DELETER_2_HPP
