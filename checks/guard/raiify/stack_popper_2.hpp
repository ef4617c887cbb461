#ifndef STACK_POPPER_2_HPP
#define STACK_POPPER_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class StackPopper2 {
public:
  explicit StackPopper2(Stack &stack, Mutex &mutex)
      : stack(stack), mutex(mutex) {}
  void operator()() const {
    stack.pop();
    mutex.unlock();
  }

private:
  Stack &stack;
  Mutex &mutex;
};

#endif // STACK_POPPER_2_HPP
