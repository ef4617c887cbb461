// Every use of every guard that the page names, and what must not compile.

#include "raiify/scope_guard.hpp"
// A second time: include guards. <cxxabi.h> declares what the header declares.
#include "raiify/scope_guard.hpp"
#if defined(__GLIBCXX__)
#include <cxxabi.h>
#endif

#if defined(RAIIFY_NODISCARD) || defined(RAIIFY_EXCEPTIONS)
#error "the header leaves macros behind"
#endif

namespace {

int Calls = 0;

void plain() { ++Calls; }
#if __cplusplus >= 201703L
void quiet() noexcept { ++Calls; }
#endif

struct Functor {
  void operator()() noexcept { ++Calls; }
};
struct Loud {
  void operator()() { ++Calls; }
};
// Its copy may throw, its move does not.
struct ThrowingCopy {
  ThrowingCopy() = default;
  ThrowingCopy(const ThrowingCopy &) noexcept(false) {}
  ThrowingCopy(ThrowingCopy &&) noexcept {}
  void operator()() const {}
};
struct MoveOnly {
  MoveOnly() = default;
  MoveOnly(MoveOnly &&) noexcept {}
  void operator()() const {}
};
struct Answers {
  int operator()() const { return Calls; }
};
#if __cplusplus >= 201703L
struct Insists {
  [[nodiscard]] int operator()() const { return Calls; }
};
#endif

template <class Guard> void checkGuard() {
  static_assert(!std::is_copy_constructible<Guard>::value, "");
  static_assert(!std::is_copy_assignable<Guard>::value, "");
  static_assert(!std::is_move_assignable<Guard>::value, "");
  static_assert(!std::is_default_constructible<Guard>::value, "");
  static_assert(std::is_nothrow_move_constructible<Guard>::value, "");
  static_assert(!std::is_polymorphic<Guard>::value, "");
  static_assert(!std::is_constructible<Guard, int>::value, "");
  static_assert(std::is_nothrow_constructible<Guard, Functor>::value, "");
  static_assert(!std::is_convertible<Functor, Guard>::value, "explicit");
  static_assert(noexcept(std::declval<Guard &>().run()), "");
}

template <class Guard> void checkLoud() {
  static_assert(!noexcept(std::declval<Guard &>().run()), "");
}

struct CallableAndFlag {
  Functor Callable;
  bool Armed;
};

using raiify::rollback_guard;
using raiify::scope_exit;
using raiify::scope_fail;
using raiify::scope_success;

static_assert(sizeof(scope_exit<Functor>) == sizeof(CallableAndFlag), "");
static_assert(sizeof(rollback_guard<Functor>) == sizeof(CallableAndFlag), "");

static_assert(std::is_nothrow_destructible<scope_exit<Loud>>::value, "");
static_assert(std::is_nothrow_destructible<scope_fail<Loud>>::value, "");
static_assert(std::is_nothrow_destructible<rollback_guard<Loud>>::value, "");
static_assert(std::is_nothrow_destructible<scope_success<Functor>>::value, "");
static_assert(std::is_destructible<scope_success<Loud>>::value &&
                  !std::is_nothrow_destructible<scope_success<Loud>>::value,
              "");
static_assert(std::is_nothrow_constructible<scope_exit<ThrowingCopy>,
                                            ThrowingCopy>::value &&
                  !std::is_nothrow_constructible<scope_exit<ThrowingCopy>,
                                                 const ThrowingCopy &>::value,
              "");

void makers() {
  auto Exit = raiify::make_scope_exit([] { plain(); });
  auto Fail = raiify::make_scope_fail(plain);
  auto Success = raiify::make_scope_success(Functor());
  auto Rollback = raiify::make_rollback_guard(MoveOnly());
  const Answers Answer = Answers();
  auto Value = raiify::make_scope_exit(Answer);
  void (*Pointer)() = plain;
  auto Called = raiify::make_scope_exit(Pointer);
  static_assert(std::is_same<decltype(Called), scope_exit<void (*)()>>::value,
                "");
  static_assert(std::is_same<decltype(Value), scope_exit<Answers>>::value, "");
  static_assert(noexcept(raiify::make_scope_exit(Functor())), "");
  static_assert(noexcept(raiify::make_rollback_guard(Functor())), "");
  Exit.release();
  Fail.release();
  Success.release();
  Rollback.commit();
  Exit.run();
  Fail.run();
  Success.run();
  Rollback.run();
}

void byHand() {
  Functor Callable;
  scope_exit<Functor &> Reference(Callable);
  scope_exit<void (&)()> Function(plain);
  scope_fail<Functor> Fail(Callable);
  scope_success<Functor> Success{Functor()};
  rollback_guard<Functor> Rollback(std::move(Callable));
  rollback_guard<Functor> Moved(std::move(Rollback));
  scope_exit<Functor &> MovedReference(std::move(Reference));
}

#if __cplusplus >= 201703L
void deduced() {
  scope_exit Exit([] { plain(); });
  scope_fail Fail(quiet);
  scope_success Success{Insists()};
  rollback_guard Rollback(plain);
  scope_exit Moved(std::move(Exit));
  static_assert(std::is_same_v<decltype(Moved), decltype(Exit)>);
  static_assert(std::is_same_v<decltype(Rollback), rollback_guard<void (*)()>>);
  static_assert(noexcept(Fail.run()));
  static_assert(!noexcept(Rollback.run()));
}
#endif

} // namespace

void useInterface();
void useInterface() {
  checkGuard<scope_exit<Functor>>();
  checkGuard<scope_fail<Functor>>();
  checkGuard<scope_success<Functor>>();
  checkGuard<rollback_guard<Functor>>();
  checkLoud<scope_exit<Loud>>();
  checkLoud<scope_fail<Loud>>();
  checkLoud<scope_success<Loud>>();
  checkLoud<rollback_guard<Loud>>();
  makers();
  byHand();
#if __cplusplus >= 201703L
  deduced();
#endif
}
