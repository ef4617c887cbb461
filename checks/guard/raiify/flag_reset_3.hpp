#ifndef FLAG_RESET_3_HPP
#define FLAG_RESET_3_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class FlagReset3 {
public:
  explicit FlagReset3(Stack &stack)
      : stack(stack) {}
  void operator()() const {
    ::g_busy = false;
    stack.pop();
  }

private:
  Stack &stack;
};

#endif // FLAG_RESET_3_HPP
