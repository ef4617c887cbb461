#ifndef IT_DETACHER_4_HPP
#define IT_DETACHER_4_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItDetacher4 {
public:
  explicit ItDetacher4(int &value, int &value2)
      : value(value), value2(value2) {}
  void operator()() const {
    ::detach_it(value);
    ::detach_it(value2);
  }

private:
  int &value;
  int &value2;
};

#endif // IT_DETACHER_4_HPP
