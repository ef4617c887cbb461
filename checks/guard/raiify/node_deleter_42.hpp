#ifndef NODE_DELETER_4_HPP
#define NODE_DELETER_4_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class NodeDeleter4 {
public:
  explicit NodeDeleter4(Node *&node)
      : node(node) {}
  void operator()() const {
    delete node;
    node = nullptr;
  }

private:
  Node *&node;
};

#endif // NODE_DELETER_4_HPP
