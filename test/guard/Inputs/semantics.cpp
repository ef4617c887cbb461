// What the guards do, step by step. Each case writes letters to a log, which
// must spell what is expected. Ends with status 0 if all of them do.

#include "raiify/scope_guard.hpp"

#include <cstdio>
#include <string>
#if defined(__cpp_impl_coroutine)
#include <coroutine>
#endif

using raiify::make_rollback_guard;
using raiify::make_scope_exit;
using raiify::make_scope_fail;
using raiify::make_scope_success;

void useInterface();

namespace {

std::string Log;
int Failures = 0;

// Writes its letter when called.
struct Writes {
  char Letter;
  void operator()() const noexcept { Log += Letter; }
};

void expect(const char *Case, const char *Expected) {
  if (Log != Expected) {
    std::printf("%s: '%s' instead of '%s'\n", Case, Log.c_str(), Expected);
    ++Failures;
  }
  Log.clear();
}

// All four guards around `Body`, so that they run in the order S F R E.
template <class Body> void inAllGuards(Body Run) {
  auto Exit = make_scope_exit(Writes{'E'});
  auto Rollback = make_rollback_guard(Writes{'R'});
  auto Fail = make_scope_fail(Writes{'F'});
  auto Success = make_scope_success(Writes{'S'});
  Run();
}

void normalExit() {
  inAllGuards([] { Log += '.'; });
  expect("end of scope", ".SRE");
  {
    auto Rollback = make_rollback_guard(Writes{'R'});
    Rollback.commit();
  }
  expect("committed", "");
  {
    auto First = make_scope_exit(Writes{'1'});
    auto Second = make_scope_exit(Writes{'2'});
    {
      auto Inner = make_scope_exit(Writes{'i'});
    }
    auto Third = make_scope_exit(Writes{'3'});
  }
  expect("reverse order", "i321");
}

int earlyReturn(int Way) {
  auto Exit = make_scope_exit(Writes{'E'});
  auto Rollback = make_rollback_guard(Writes{'R'});
  auto Fail = make_scope_fail(Writes{'F'});
  auto Success = make_scope_success(Writes{'S'});
  if (Way == 0)
    return 0;
  for (int I = 0; I < 3; ++I) {
    auto Round = make_scope_exit(Writes{'r'});
    if (I == 1 && Way == 1)
      break;
    if (I == 0)
      continue;
    Log += 'b';
  }
  Rollback.commit();
  return 1;
}

void exits() {
  earlyReturn(0);
  expect("return", "SRE");
  earlyReturn(1);
  expect("break", "rrSE");
  earlyReturn(2);
  expect("continue", "rbrbrSE");
  int Value = 1;
  const int Returned = [&Value] {
    auto Exit = make_scope_exit([&Value] { Value = 2; });
    return Value;
  }();
  Log += Returned == 1 && Value == 2 ? 'y' : 'n';
  expect("the returned value is taken first", "y");
}

void released() {
  {
    auto Exit = make_scope_exit(Writes{'E'});
    auto Fail = make_scope_fail(Writes{'F'});
    auto Success = make_scope_success(Writes{'S'});
    Exit.release();
    Fail.release();
    Success.release();
    Success.release();
    Exit.run();
    Fail.run();
    Success.run();
    auto Rollback = make_rollback_guard(Writes{'R'});
    Rollback.commit();
    Rollback.run();
  }
  expect("released, then run", "");
}

void runNow() {
  {
    auto Exit = make_scope_exit(Writes{'E'});
    auto Fail = make_scope_fail(Writes{'F'});
    auto Success = make_scope_success(Writes{'S'});
    auto Rollback = make_rollback_guard(Writes{'R'});
    Exit.run();
    Fail.run();
    Success.run();
    Rollback.run();
    Log += '.';
    Exit.run();
    Rollback.run();
    Rollback.commit();
  }
  expect("run once, and not at the end", "EFSR.");
}

void moved() {
  {
    auto From = make_scope_exit(Writes{'E'});
    {
      auto To = std::move(From);
      Log += '.';
    }
    Log += '.';
    From.run();
  }
  expect("moved: runs where it went", ".E.");
  {
    auto From = make_rollback_guard(Writes{'R'});
    From.commit();
    auto To = std::move(From);
  }
  expect("moved: stays committed", "");
  {
    auto From = make_scope_success(Writes{'S'});
    auto To = std::move(From);
    auto Fail = make_scope_fail(Writes{'F'});
    auto Failed = std::move(Fail);
  }
  expect("moved: one of two", "S");
}

void references() {
  int Calls = 0;
  auto Count = [&Calls] { ++Calls; };
  {
    raiify::scope_exit<decltype(Count) &> Exit(Count);
    auto Moved = std::move(Exit);
  }
  Log += static_cast<char>('0' + Calls);
  expect("by reference", "1");
}

#if defined(__cpp_exceptions)

void exceptions() {
  try {
    inAllGuards([] { throw 1; });
  } catch (int) {
    Log += 'c';
  }
  expect("exception", "FREc");
  try {
    auto Exit = make_scope_exit(Writes{'E'});
    auto Fail = make_scope_fail(Writes{'F'});
    auto Rollback = make_rollback_guard(Writes{'R'});
    Rollback.commit();
    Fail.release();
    throw 1;
  } catch (int) {
  }
  expect("exception after commit and release", "E");
  try {
    throw 1;
  } catch (int) {
    // Caught, so no longer uncaught.
    inAllGuards([] {});
  }
  expect("in a handler", "SRE");
  try {
    try {
      throw 1;
    } catch (int) {
      auto Fail = make_scope_fail(Writes{'F'});
      auto Success = make_scope_success(Writes{'S'});
      throw;
    }
  } catch (int) {
  }
  expect("rethrown in a handler", "F");
  try {
    auto Fail = make_scope_fail(Writes{'F'});
    auto To = std::move(Fail);
    throw 1;
  } catch (int) {
  }
  expect("moved scope_fail", "F");
}

// Uses guards while another exception unwinds the stack.
struct UnwindingScope {
  bool Throws;
  ~UnwindingScope() {
    try {
      inAllGuards([this] {
        if (Throws)
          throw 2;
      });
    } catch (int) {
      Log += 'c';
    }
  }
};

void unwinding() {
  try {
    UnwindingScope Scope{false};
    throw 1;
  } catch (int) {
  }
  expect("normal exit during unwinding", "SRE");
  try {
    UnwindingScope Scope{true};
    throw 1;
  } catch (int) {
  }
  expect("exception during unwinding", "FREc");
  try {
    auto Outer = make_scope_fail(Writes{'o'});
    UnwindingScope First{true};
    UnwindingScope Second{false};
    throw 1;
  } catch (int) {
  }
  expect("nested", "SREFREco");
}

struct Throws {
  void operator()() const {
    Log += 't';
    throw 3;
  }
};

template <class Guard> void runThrows(Guard Made) {
  auto Other = make_scope_exit(Writes{'o'});
  try {
    Made.run();
  } catch (int) {
    Log += 'c';
  }
  Made.run();
}

void throwingCallables() {
  runThrows(make_scope_exit(Throws()));
  runThrows(make_scope_fail(Throws()));
  runThrows(make_scope_success(Throws()));
  runThrows(make_rollback_guard(Throws()));
  expect("run() throws once", "tcotcotcotco");
  try {
    auto Exit = make_scope_exit(Throws());
    auto Other = make_scope_exit(Writes{'o'});
    Exit.run();
  } catch (int) {
    Log += 'c';
  }
  expect("run() throws out of the scope", "toc");
  try {
    auto Other = make_scope_exit(Writes{'o'});
    auto Success = make_scope_success(Throws());
  } catch (int) {
    Log += 'c';
  }
  expect("scope_success throws", "toc");
}

// Copying throws when Armed; moving may, so that it is copied, too.
struct CopyThrows {
  bool Armed;
  explicit CopyThrows(bool Arm) : Armed(Arm) {}
  CopyThrows(const CopyThrows &Other) : Armed(Other.Armed) {
    if (Armed)
      throw 4;
  }
  void operator()() const { Log += 'C'; }
};

template <class Make> void copyThrows(Make Guard) {
  const CopyThrows Callable(true);
  try {
    Guard(Callable);
    Log += '!';
  } catch (int) {
    Log += 'c';
  }
}

void throwingCopies() {
  using raiify::rollback_guard;
  using raiify::scope_exit;
  using raiify::scope_fail;
  using raiify::scope_success;
  using C = CopyThrows;
  copyThrows([](const C &F) { scope_exit<C> Guard(F); });
  expect("copy throws: scope_exit", "Cc");
  copyThrows([](const C &F) { scope_fail<C> Guard(F); });
  expect("copy throws: scope_fail", "Cc");
  copyThrows([](const C &F) { scope_success<C> Guard(F); });
  expect("copy throws: scope_success", "c");
  copyThrows([](const C &F) { rollback_guard<C> Guard(F); });
  expect("copy throws: rollback_guard", "Cc");
  copyThrows([](const C &F) { auto Guard = make_scope_exit(F); });
  expect("copy throws: maker", "Cc");
  copyThrows([](const C &F) {
    scope_exit<C> Guard((CopyThrows(false)));
    (void)F;
  });
  expect("copied", "C!");
  // The guard moved from still runs when the move fails.
  struct ThrowsSecond {
    int Copies;
    explicit ThrowsSecond(int Number) : Copies(Number) {}
    ThrowsSecond(const ThrowsSecond &Other) : Copies(Other.Copies + 1) {
      if (Copies == 2)
        throw 5;
    }
    void operator()() const { Log += 'T'; }
  };
  try {
    const ThrowsSecond Callable(0);
    scope_exit<ThrowsSecond> From(Callable);
    scope_exit<ThrowsSecond> To(std::move(From));
    Log += '!';
  } catch (int) {
    Log += 'c';
  }
  expect("move throws", "Tc");
}

#else

void withoutExceptions() {
  inAllGuards([] { Log += '.'; });
  expect("without exceptions", ".SRE");
}

#endif

#if defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)

struct Task {
  struct promise_type {
    Task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { Log += 'x'; }
  };
  std::coroutine_handle<promise_type> Handle;
};

Task coroutine(bool Fails) {
  auto Exit = make_scope_exit(Writes{'E'});
  auto Rollback = make_rollback_guard(Writes{'R'});
  co_await std::suspend_always();
  if (Fails)
    throw 1;
  Rollback.commit();
}

// Resumes a coroutine while an exception unwinds the stack.
struct Resumes {
  std::coroutine_handle<> Handle;
  ~Resumes() { Handle.resume(); }
};

void coroutines() {
  for (bool Fails : {false, true}) {
    Task Made = coroutine(Fails);
    Made.Handle.resume();
    try {
      Resumes AtEnd{Made.Handle};
      throw 2;
    } catch (int) {
    }
    expect("coroutine", Fails ? "REx" : "E");
    Made.Handle.destroy();
  }
  Task Made = coroutine(false);
  Made.Handle.resume();
  Made.Handle.destroy();
  expect("destroyed coroutine", "RE");
}

#endif

} // namespace

int main() {
  normalExit();
  exits();
  released();
  runNow();
  moved();
  references();
#if defined(__cpp_exceptions)
  exceptions();
  unwinding();
  throwingCallables();
  throwingCopies();
#else
  withoutExceptions();
#endif
#if defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)
  coroutines();
#endif
  useInterface();
  return Failures ? 1 : 0;
}
