#ifndef IT_DETACHER_HPP
#define IT_DETACHER_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItDetacher {
public:
  explicit ItDetacher(int &value)
      : value(value) {}
  void operator()() const { ::detach_it(value); }

private:
  int &value;
};

#endif // IT_DETACHER_HPP
