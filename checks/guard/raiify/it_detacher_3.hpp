#ifndef IT_DETACHER_3_HPP
#define IT_DETACHER_3_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItDetacher3 {
public:
  explicit ItDetacher3(int &value)
      : value(value) {}
  void operator()() const {
    ::detach_it(value);
    ::g_busy = false;
  }

private:
  int &value;
};

#endif // IT_DETACHER_3_HPP
