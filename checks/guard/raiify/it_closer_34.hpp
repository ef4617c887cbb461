#ifndef IT_CLOSER_3_HPP
#define IT_CLOSER_3_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItCloser3 {
public:
  explicit ItCloser3(int &value, int &value2)
      : value(value), value2(value2) {}
  void operator()() const {
    ::close_it(value);
    ::close_it(value2);
  }

private:
  int &value;
  int &value2;
};

#endif // IT_CLOSER_3_HPP
