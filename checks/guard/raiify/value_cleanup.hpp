#ifndef VALUE_CLEANUP_HPP
#define VALUE_CLEANUP_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ValueCleanup {
public:
  explicit ValueCleanup(int &value)
      : value(value) {}
  void operator()() const { if (value >= 0) ::close_it(value); }

private:
  int &value;
};

#endif // VALUE_CLEANUP_HPP
