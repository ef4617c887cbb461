#ifndef DECREMENTER_HPP
#define DECREMENTER_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class Decrementer {
public:
  void operator()() const { --::g_depth; }
};

#endif // DECREMENTER_HPP
