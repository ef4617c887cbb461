#ifndef FLAG_RESET_2_HPP
#define FLAG_RESET_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class FlagReset2 {
public:
  explicit FlagReset2(Mutex &mutex)
      : mutex(mutex) {}
  void operator()() const {
    ::g_busy = false;
    mutex.unlock();
  }

private:
  Mutex &mutex;
};

#endif // FLAG_RESET_2_HPP
