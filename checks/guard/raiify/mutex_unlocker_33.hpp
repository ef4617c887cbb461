#ifndef MUTEX_UNLOCKER_3_HPP
#define MUTEX_UNLOCKER_3_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class MutexUnlocker3 {
public:
  explicit MutexUnlocker3(Mutex &mutex, int &value)
      : mutex(mutex), value(value) {}
  void operator()() const {
    mutex.unlock();
    ::close_it(value);
  }

private:
  Mutex &mutex;
  int &value;
};

#endif // MUTEX_UNLOCKER_3_HPP
