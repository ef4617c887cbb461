#ifndef NODE_DELETER_6_HPP
#define NODE_DELETER_6_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class NodeDeleter6 {
public:
  explicit NodeDeleter6(Node *&node, Mutex &mutex)
      : node(node), mutex(mutex) {}
  void operator()() const {
    delete node;
    mutex.unlock();
  }

private:
  Node *&node;
  Mutex &mutex;
};

#endif // NODE_DELETER_6_HPP
