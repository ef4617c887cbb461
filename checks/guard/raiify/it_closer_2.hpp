#ifndef IT_CLOSER_2_HPP
#define IT_CLOSER_2_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItCloser2 {
public:
  explicit ItCloser2(int &value, int &value2)
      : value(value), value2(value2) {}
  void operator()() const {
    ::close_it(value);
    ::detach_it(value2);
  }

private:
  int &value;
  int &value2;
};

#endif // IT_CLOSER_2_HPP
