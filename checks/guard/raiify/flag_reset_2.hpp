#ifndef FLAG_RESET_2_HPP
#define FLAG_RESET_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class FlagReset2 {
public:
  explicit FlagReset2(bool &busy)
      : busy(busy) {}
  void operator()() const {
    ::g_busy = false;
    busy = false;
  }

private:
  bool &busy;
};

#endif // FLAG_RESET_2_HPP
