#ifndef NODE_DELETER_2_HPP
#define NODE_DELETER_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class NodeDeleter2 {
public:
  explicit NodeDeleter2(Node *&node)
      : node(node) {}
  void operator()() const {
    delete node;
    node = nullptr;
  }

private:
  Node *&node;
};

#endif // NODE_DELETER_2_HPP
