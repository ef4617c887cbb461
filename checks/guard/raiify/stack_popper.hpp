#ifndef STACK_POPPER_HPP
#define STACK_POPPER_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class StackPopper {
public:
  explicit StackPopper(Stack &stack)
      : stack(stack) {}
  void operator()() const { stack.pop(); }

private:
  Stack &stack;
};

#endif // STACK_POPPER_HPP
