//===- scope_guard.hpp - Guards that run a cleanup --------------*- C++ -*-===//
//
// Part of raiify, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// You may use this file in any program, copy it into your sources and change
// it. Keep this notice and say where you changed the file. Who gets it from you
// as source gets the license, too (https://llvm.org/LICENSE.txt); programs
// compiled with it need neither: that is what the exception grants.
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Objects that run a callable at the end of their scope, so that a cleanup is
/// written once for all ways out. C++11 and later, also with -fno-exceptions.
///
///   raiify::scope_exit cleanup([&] { close(fd); });              // C++17
///   auto cleanup = raiify::make_scope_exit([&] { close(fd); });  // C++11
///
/// scope_exit, scope_fail and scope_success are those of P0052. run(), which
/// all guards have, disarms and runs the callable, and what that throws goes to
/// the caller; it does nothing after release(), commit(), run() or a move from.
///
/// A guard is the callable and a flag. It can be moved, not copied or assigned.
/// If copying the callable into a new guard throws, the callable is run (not by
/// scope_success), then the exception goes on.
///
//===----------------------------------------------------------------------===//

#if !defined(RAIIFY_SCOPE_GUARD_HPP) && defined(__cplusplus) // C sees nothing.
#define RAIIFY_SCOPE_GUARD_HPP

#include <exception>
#include <type_traits>

#ifdef __cpp_deduction_guides // C++17
#define RAIIFY_NODISCARD [[nodiscard]]
#else
#define RAIIFY_NODISCARD
#endif

#if defined(__cpp_exceptions) || defined(__EXCEPTIONS) || defined(_CPPUNWIND)
#define RAIIFY_EXCEPTIONS
#endif
#if defined(__GLIBCXX__) && !defined(__cpp_lib_uncaught_exceptions)
namespace __cxxabiv1 {
struct __cxa_eh_globals;
extern "C" __cxa_eh_globals *__cxa_get_globals() noexcept;
} // namespace __cxxabiv1
#endif

namespace raiify {
namespace detail { // Not part of the interface.
template <class F> F &object() noexcept; // std::declval without <utility>.

inline int uncaught() noexcept {
#ifndef RAIIFY_EXCEPTIONS
  return 0;
#elif defined(__cpp_lib_uncaught_exceptions) || !defined(__GLIBCXX__)
  return std::uncaught_exceptions();
#else // libstdc++ hides it in -std=c++11 and c++14; others always declare it.
  struct globals { // The start of __cxa_eh_globals, Itanium C++ ABI 2.2.2.
    void *caught;
    unsigned uncaught;
  };
  const auto *own = __cxxabiv1::__cxa_get_globals();
  return static_cast<int>(reinterpret_cast<const globals *>(own)->uncaught);
#endif
}

// When a guard is due. What `cleans_up` is called even if the guard cannot be
// built, and must not throw at the end of the scope.
struct always {
  static constexpr bool cleans_up = true;
  bool due() const noexcept { return true; }
};
template <bool Failure> struct after {
  static constexpr bool cleans_up = Failure;
  bool due() const noexcept { return (uncaught() > before) == Failure; }
  int before = uncaught();
};

// An F is moved from a P only where that cannot throw; else it is copied.
template <class F, class P, class Moves = std::is_nothrow_constructible<F, P>>
using source = typename std::conditional<Moves::value, P &&, P &>::type;
template <class F, class P>
using quietly_built = std::is_nothrow_constructible<F, source<F, P>>;

template <class F, class When> struct guard : private When {
  template <class P, class D = typename std::decay<P>::type,
            typename std::enable_if<!std::is_base_of<guard, D>::value &&
                                        std::is_constructible<F, P>::value,
                                    int>::type = 0>
  explicit guard(P &&f) noexcept(quietly_built<F, P>::value)
#ifdef RAIIFY_EXCEPTIONS
      try
#endif
      : When(), function(static_cast<source<F, P>>(f)) {
  }
#ifdef RAIIFY_EXCEPTIONS
  catch (...) {
    if (When::cleans_up)
      static_cast<void>(f());
  }
#endif
  guard(guard &&other) noexcept(quietly_built<F, F>::value)
      : When(other), function(static_cast<source<F, F>>(other.function)),
        armed(other.armed) {
    other.armed = false;
  }

protected:
  ~guard() noexcept(When::cleans_up || noexcept(detail::object<F>()())) {
    if (armed && When::due())
      static_cast<void>(function());
  }
  void run_now() noexcept(noexcept(detail::object<F>()())) {
    if (armed) {
      armed = false;
      static_cast<void>(function());
    }
  }
  F function;
  bool armed = true;
};

} // namespace detail

/// Runs the callable on every way out of the scope. If it throws there, the
/// program ends. Costs what the cleanup written on every way out costs.
template <class F>
class RAIIFY_NODISCARD scope_exit : detail::guard<F, detail::always> {
public:
  using detail::guard<F, detail::always>::guard;
  void release() noexcept { this->armed = false; }
  void run() noexcept(noexcept(detail::object<F>()())) { this->run_now(); }
};

/// Runs the callable unless commit() was called: takes back what was done, on
/// every way out before the success. Else as scope_exit. It counts no
/// exceptions, so it is right on early returns and in coroutines, too.
template <class F>
class RAIIFY_NODISCARD rollback_guard : detail::guard<F, detail::always> {
public:
  using detail::guard<F, detail::always>::guard;
  void commit() noexcept { this->armed = false; }
  void run() noexcept(noexcept(detail::object<F>()())) { this->run_now(); }
};

/// Runs the callable if an exception leaves the scope: if more are uncaught on
/// the thread at its end than when the guard was made. Holds an int besides and
/// costs two calls into the C++ runtime. Never runs with -fno-exceptions.
template <class F>
class RAIIFY_NODISCARD scope_fail : detail::guard<F, detail::after<true>> {
public:
  using detail::guard<F, detail::after<true>>::guard;
  void release() noexcept { this->armed = false; }
  void run() noexcept(noexcept(detail::object<F>()())) { this->run_now(); }
};

/// Runs the callable if no exception leaves the scope. What it throws goes to
/// the caller. Always runs with -fno-exceptions. Else as scope_fail.
template <class F>
class RAIIFY_NODISCARD scope_success : detail::guard<F, detail::after<false>> {
public:
  using detail::guard<F, detail::after<false>>::guard;
  void release() noexcept { this->armed = false; }
  void run() noexcept(noexcept(detail::object<F>()())) { this->run_now(); }
};

#ifdef __cpp_deduction_guides
template <class F> scope_exit(F) -> scope_exit<F>;
template <class F> rollback_guard(F) -> rollback_guard<F>;
template <class F> scope_fail(F) -> scope_fail<F>;
template <class F> scope_success(F) -> scope_success<F>;
#endif

// For C++11 and 14, which cannot deduce a guard's type.
template <class F, class G = scope_exit<typename std::decay<F>::type>>
G make_scope_exit(F &&f) noexcept(noexcept(G(static_cast<F &&>(f)))) {
  return G(static_cast<F &&>(f));
}
template <class F, class G = rollback_guard<typename std::decay<F>::type>>
G make_rollback_guard(F &&f) noexcept(noexcept(G(static_cast<F &&>(f)))) {
  return G(static_cast<F &&>(f));
}
template <class F, class G = scope_fail<typename std::decay<F>::type>>
G make_scope_fail(F &&f) noexcept(noexcept(G(static_cast<F &&>(f)))) {
  return G(static_cast<F &&>(f));
}
template <class F, class G = scope_success<typename std::decay<F>::type>>
G make_scope_success(F &&f) noexcept(noexcept(G(static_cast<F &&>(f)))) {
  return G(static_cast<F &&>(f));
}

} // namespace raiify

#undef RAIIFY_NODISCARD
#undef RAIIFY_EXCEPTIONS
#endif // RAIIFY_SCOPE_GUARD_HPP
