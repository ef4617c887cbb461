#ifndef FLAG_RESET_HPP
#define FLAG_RESET_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class FlagReset {
public:
  void operator()() const { ::g_busy = false; }
};

#endif // FLAG_RESET_HPP
