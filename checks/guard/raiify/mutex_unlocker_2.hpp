#ifndef MUTEX_UNLOCKER_2_HPP
#define MUTEX_UNLOCKER_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class MutexUnlocker2 {
public:
  explicit MutexUnlocker2(Mutex &mutex)
      : mutex(mutex) {}
  void operator()() const { mutex.unlock(); }

private:
  Mutex &mutex;
};

#endif // MUTEX_UNLOCKER_2_HPP
