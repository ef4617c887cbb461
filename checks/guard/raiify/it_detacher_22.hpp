#ifndef IT_DETACHER_2_HPP
#define IT_DETACHER_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItDetacher2 {
public:
  explicit ItDetacher2(int &value, Mutex &mutex)
      : value(value), mutex(mutex) {}
  void operator()() const {
    ::detach_it(value);
    mutex.unlock();
  }

private:
  int &value;
  Mutex &mutex;
};

#endif // IT_DETACHER_2_HPP
