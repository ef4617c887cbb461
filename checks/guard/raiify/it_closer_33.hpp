#ifndef IT_CLOSER_3_HPP
#define IT_CLOSER_3_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItCloser3 {
public:
  explicit ItCloser3(int &value, Stack &stack)
      : value(value), stack(stack) {}
  void operator()() const {
    ::close_it(value);
    stack.pop();
  }

private:
  int &value;
  Stack &stack;
};

#endif // IT_CLOSER_3_HPP
