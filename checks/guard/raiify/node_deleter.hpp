#ifndef NODE_DELETER_HPP
#define NODE_DELETER_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class NodeDeleter {
public:
  explicit NodeDeleter(Node *&node)
      : node(node) {}
  void operator()() const { delete node; }

private:
  Node *&node;
};

#endif // NODE_DELETER_HPP
