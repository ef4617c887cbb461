#ifndef MUTEX_UNLOCKER_HPP
#define MUTEX_UNLOCKER_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class MutexUnlocker {
public:
  explicit MutexUnlocker(Mutex &mutex)
      : mutex(mutex) {}
  void operator()() const { mutex.unlock(); }

private:
  Mutex &mutex;
};

#endif // MUTEX_UNLOCKER_HPP
