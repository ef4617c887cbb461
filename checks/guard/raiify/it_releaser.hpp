#ifndef IT_RELEASER_HPP
#define IT_RELEASER_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class ItReleaser {
public:
  explicit ItReleaser(int &value)
      : value(value) {}
  void operator()() const { ::release_it(value); }

private:
  int &value;
};

#endif // IT_RELEASER_HPP
