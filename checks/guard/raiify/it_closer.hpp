#ifndef IT_CLOSER_HPP
#define IT_CLOSER_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItCloser {
public:
  explicit ItCloser(int &value)
      : value(value) {}
  void operator()() const { ::close_it(value); }

private:
  int &value;
};

#endif // IT_CLOSER_HPP
