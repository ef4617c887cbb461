#ifndef NODE_DELETER_4_HPP
#define NODE_DELETER_4_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class NodeDeleter4 {
public:
  explicit NodeDeleter4(Node *&node, Node *&node2)
      : node(node), node2(node2) {}
  void operator()() const {
    delete node;
    delete node2;
  }

private:
  Node *&node;
  Node *&node2;
};

#endif // NODE_DELETER_4_HPP
