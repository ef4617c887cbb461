// Functions that do the same: hand_X by hand, raii_X with a class made for the
// purpose, guard_X with a guard.

#include "raiify/scope_guard.hpp"

extern "C" {
void work();
void cleanUp() noexcept;
int step(int Number);
int closeIt(int Handle) noexcept;

// The same cleanup on the normal way out and in a handler.
void hand_exit() {
  try {
    work();
  } catch (...) {
    cleanUp();
    throw;
  }
  cleanUp();
}
void guard_exit() {
  raiify::scope_exit Guard([] { cleanUp(); });
  work();
}

// Before each return, and on the way of an exception.
int hand_returns(int Number) {
  try {
    if (step(1) < Number) {
      cleanUp();
      return 1;
    }
    if (step(2) < Number) {
      cleanUp();
      return 2;
    }
    work();
  } catch (...) {
    cleanUp();
    throw;
  }
  cleanUp();
  return 0;
}
int guard_returns(int Number) {
  raiify::scope_exit Guard([] { cleanUp(); });
  if (step(1) < Number)
    return 1;
  if (step(2) < Number)
    return 2;
  work();
  return 0;
}

// What run() is for: the cleanup's value is used after it.
int hand_run(int Handle) {
  try {
    work();
  } catch (...) {
    closeIt(Handle);
    throw;
  }
  closeIt(Handle);
  return step(Handle);
}
int guard_run(int Handle) {
  raiify::scope_exit Guard([Handle] { closeIt(Handle); });
  work();
  Guard.run();
  return step(Handle);
}

// Nothing to do on the normal way out.
int hand_rollback(int Handle) {
  int Result;
  try {
    work();
    Result = step(Handle);
  } catch (...) {
    closeIt(Handle);
    throw;
  }
  return Result;
}
int guard_rollback(int Handle) {
  raiify::rollback_guard Guard([Handle] { closeIt(Handle); });
  work();
  const int Result = step(Handle);
  Guard.commit();
  return Result;
}
struct Closer {
  int Handle;
  bool Armed = true;
  explicit Closer(int H) : Handle(H) {}
  Closer(const Closer &) = delete;
  ~Closer() {
    if (Armed)
      closeIt(Handle);
  }
};
int raii_rollback(int Handle) {
  Closer Made(Handle);
  work();
  const int Result = step(Handle);
  Made.Armed = false;
  return Result;
}

// The path without success decides by a value, not by an exception.
int hand_decided(int Handle) {
  try {
    if (step(Handle) < 0) {
      closeIt(Handle);
      return -1;
    }
    work();
  } catch (...) {
    closeIt(Handle);
    throw;
  }
  return Handle;
}
int guard_decided(int Handle) {
  raiify::rollback_guard Guard([Handle] { closeIt(Handle); });
  if (step(Handle) < 0)
    return -1;
  work();
  Guard.commit();
  return Handle;
}

// The same with a count of uncaught exceptions, for comparison.
int fail_rollback(int Handle) {
  raiify::scope_fail Guard([Handle] { closeIt(Handle); });
  work();
  return step(Handle);
}
}
