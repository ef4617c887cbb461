#ifndef IT_CLOSER_2_HPP
#define IT_CLOSER_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItCloser2 {
public:
  explicit ItCloser2(int &value, Mutex &mutex)
      : value(value), mutex(mutex) {}
  void operator()() const {
    ::close_it(value);
    mutex.unlock();
  }

private:
  int &value;
  Mutex &mutex;
};

#endif // IT_CLOSER_2_HPP
