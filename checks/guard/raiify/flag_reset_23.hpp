#ifndef FLAG_RESET_2_HPP
#define FLAG_RESET_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class FlagReset2 {
public:
  explicit FlagReset2(Gate &gate)
      : gate(gate) {}
  void operator()() const {
    ::g_busy = false;
    gate.close();
  }

private:
  Gate &gate;
};

#endif // FLAG_RESET_2_HPP
