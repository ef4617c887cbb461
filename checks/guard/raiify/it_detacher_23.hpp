#ifndef IT_DETACHER_2_HPP
#define IT_DETACHER_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItDetacher2 {
public:
  explicit ItDetacher2(int &value, int &value2)
      : value(value), value2(value2) {}
  void operator()() const {
    ::detach_it(value);
    ::close_it(value2);
  }

private:
  int &value;
  int &value2;
};

#endif // IT_DETACHER_2_HPP
