#ifndef MUTEX_UNLOCKER_3_HPP
#define MUTEX_UNLOCKER_3_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class MutexUnlocker3 {
public:
  explicit MutexUnlocker3(Mutex &mutex, Mutex &mutex2)
      : mutex(mutex), mutex2(mutex2) {}
  void operator()() const {
    mutex.unlock();
    mutex2.unlock();
  }

private:
  Mutex &mutex;
  Mutex &mutex2;
};

#endif // MUTEX_UNLOCKER_3_HPP
