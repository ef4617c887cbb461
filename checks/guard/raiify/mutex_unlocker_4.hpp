#ifndef MUTEX_UNLOCKER_4_HPP
#define MUTEX_UNLOCKER_4_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class MutexUnlocker4 {
public:
  explicit MutexUnlocker4(Mutex &mutex, int &value)
      : mutex(mutex), value(value) {}
  void operator()() const {
    mutex.unlock();
    ::close_it(value);
  }

private:
  Mutex &mutex;
  int &value;
};

#endif // MUTEX_UNLOCKER_4_HPP
