//===- JudgeSoundnessTest.cpp - Pairs that must not pass ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each pair behaves differently on some path. The judge must say so, or must
// say why it cannot know.
//
//===----------------------------------------------------------------------===//

#include "Judged.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::AnyOf;
using testing::StartsWith;

/// Neither equivalent nor conditional.
testing::Matcher<std::string> rejected() {
  return AnyOf(StartsWith("changes-behavior"), StartsWith("refused"));
}

TEST(JudgeSoundnessTest, OrderOfCleanupAndDestructor) {
  EXPECT_THAT(
      judged("void f(int h) { try { Noisy n; work(); } catch (...) "
             "{ shut(h); throw; } shut(h); }",
             "void f(int h) { Noisy n; raiify::scope_exit g([&] { shut(h); });"
             " work(); }"),
      rejected());
  EXPECT_THAT(
      judged("void f(int h) { Noisy n; try { work(); } catch (...) { shut(h); "
             "throw; } shut(h); }",
             "void f(int h) { raiify::scope_exit g([&] { shut(h); }); Noisy n; "
             "work(); }"),
      rejected());
}

TEST(JudgeSoundnessTest, GuardWithoutRelease) {
  EXPECT_THAT(judged("int f(int h) { try { work(); } catch (...) { shut(h); "
                     "throw; } return h; }",
                     "int f(int h) { raiify::rollback_guard g([&] { shut(h); })"
                     "; work(); return h; }"),
              rejected());
  EXPECT_THAT(judged("int f(int h) { try { if (ready()) return 1; work(); } "
                     "catch (...) { shut(h); throw; } return h; }",
                     "int f(int h) { raiify::rollback_guard g([&] { shut(h); })"
                     "; if (ready()) return 1; work(); g.commit(); return h; "
                     "}"),
              rejected());
  EXPECT_THAT(judged("void f(int h) { try { work(); } catch (...) { shut(h); "
                     "throw; } shut(h); }",
                     "void f(int h) { raiify::scope_exit g([&] { shut(h); }); "
                     "work(); g.release(); }"),
              rejected());
}

TEST(JudgeSoundnessTest, OrderOfGuards) {
  EXPECT_THAT(
      judged("void f(int h) { try { work(); } catch (...) { shut(h); quit(); "
             "throw; } shut(h); }",
             "void f(int h) { raiify::scope_exit a([&] { shut(h); }); "
             "raiify::scope_fail b([&] { quit(); }); work(); }"),
      rejected());
}

TEST(JudgeSoundnessTest, ReassignedOperand) {
  EXPECT_THAT(judged("void f(int h) { int old = h; try { h = 2; work(); } "
                     "catch (...) { shut(old); throw; } shut(old); }",
                     "void f(int h) { int old = h; raiify::scope_exit g([&] { "
                     "shut(h); }); h = 2; work(); }"),
              rejected());
}

TEST(JudgeSoundnessTest, ReturnReadsWhatTheCleanupWrites) {
  const char *Guard = "raiify::scope_exit g([&] { count = 0; });";
  EXPECT_THAT(judged("int f() { work(); int n = count; count = 0; return n; }",
                     "int f() { raiify::scope_exit g([&] { count = 0; }); "
                     "work(); int n = count; return n; }"),
              rejected());
  EXPECT_THAT(judged("int f() { if (ready()) { count = 0; return count; } "
                     "count = 0; return count; }",
                     std::string("int f() { ") + Guard +
                         " if (ready()) return count; return count; }"),
              rejected());
  EXPECT_THAT(judged("int f() { int &r = count; count = 0; return r; }",
                     std::string("int f() { int &r = count; ") + Guard +
                         " return r; }"),
              rejected());
  EXPECT_THAT(judged("int f() { int *p = &count; count = 0; return *p; }",
                     std::string("int f() { int *p = &count; ") + Guard +
                         " return *p; }"),
              rejected());
  EXPECT_THAT(judged("int f() { static int n; n = 0; return n; }",
                     "int f() { static int n; raiify::scope_exit g([&] { n = "
                     "0; }); return n; }"),
              rejected());
  EXPECT_THAT(judged("int f(int n) { n = 0; return n; }",
                     "int f(int n) { raiify::scope_exit g([&] { n = 0; }); "
                     "return n; }"),
              rejected());
  EXPECT_THAT(judged("struct F { int n; int f(); }; int F::f() { n = 0; return "
                     "n; }",
                     "struct F { int n; int f(); }; int F::f() { "
                     "raiify::scope_exit g([&] { n = 0; }); return n; }"),
              rejected());
  EXPECT_THAT(judged("struct P { int a, b; }; int f(P p) { auto &[x, y] = p; "
                     "p.a = 0; return x; }",
                     "struct P { int a, b; }; int f(P p) { auto &[x, y] = p; "
                     "raiify::scope_exit g([&] { p.a = 0; }); return x; }"),
              rejected());
  EXPECT_THAT(judged("int f() { int n = 1; auto set = [&n] { n = 0; }; set(); "
                     "return n; }",
                     "int f() { int n = 1; auto set = [&n] { n = 0; }; "
                     "raiify::scope_exit g([&] { set(); }); return n; }"),
              rejected());
  EXPECT_THAT(judged("int f(int n) { int &r = ++n; r = 0; return n; }",
                     "int f(int n) { int &r = ++n; raiify::scope_exit g([&] { "
                     "r = 0; }); return n; }"),
              rejected());
  EXPECT_THAT(judged("int f(int n) { int *p = &(n = 1); *p = 0; return n; }",
                     "int f(int n) { int *p = &(n = 1); raiify::scope_exit "
                     "g([&] { *p = 0; }); return n; }"),
              rejected());
  EXPECT_THAT(judged("const int limit = work(); int f() { shut(1); return "
                     "limit; }",
                     "const int limit = work(); int f() { raiify::scope_exit "
                     "g([&] { shut(1); }); return limit; }"),
              rejected());
  EXPECT_THAT(judged("thread_local int t; int f() { shut(1); return t; }",
                     "thread_local int t; int f() { raiify::scope_exit g([&] { "
                     "shut(1); }); return t; }"),
              rejected());
  EXPECT_THAT(judged("int f(volatile int n) { shut(1); return n; }",
                     "int f(volatile int n) { raiify::scope_exit g([&] { "
                     "shut(1); }); return n; }"),
              rejected());
  EXPECT_THAT(judged("Noisy f() { Noisy n; shut(1); return n; }",
                     "Noisy f() { Noisy n; raiify::scope_exit g([&] { shut(1); "
                     "}); return n; }"),
              rejected());
}

TEST(JudgeSoundnessTest, HandlersByValueAndByReference) {
  EXPECT_THAT(judged("void f() { try { work(); } catch (int e) { e = 5; throw; "
                     "} }",
                     "void f() { try { work(); } catch (int &e) { e = 5; "
                     "throw; } }"),
              rejected());
  EXPECT_THAT(judged("void f() { try { work(); } catch (Error e) { park(); } }",
                     "void f() { try { work(); } catch (Error &e) { park(); } "
                     "}"),
              rejected());
}

TEST(JudgeSoundnessTest, OrderOfHandlers) {
  // An exception may be both.
  EXPECT_THAT(judged("void f() { try { work(); } catch (Error &) { use(1); } "
                     "catch (Other &) { use(2); } }",
                     "void f() { try { work(); } catch (Other &) { use(2); } "
                     "catch (Error &) { use(1); } }"),
              rejected());
  EXPECT_THAT(judged("void f() { try { work(); } catch (Late &) { use(1); } "
                     "catch (Error &) { use(2); } }",
                     "void f() { try { work(); } catch (Error &) { use(2); } "
                     "catch (Late &) { use(1); } }"),
              rejected());
  EXPECT_THAT(judged("void f() { try { work(); } catch (Error *) { use(1); } "
                     "catch (Late *) { use(2); } }",
                     "void f() { try { work(); } catch (Late *) { use(2); } "
                     "catch (Error *) { use(1); } }"),
              rejected());
  EXPECT_THAT(judged("void f() { try { throw nullptr; } catch (int *) { "
                     "use(1); } catch (...) { use(2); } }",
                     "void f() { try { throw nullptr; } catch (...) { use(2); "
                     "} }"),
              rejected());
  EXPECT_THAT(judged("struct P : private Error {}; void f() { try { work(); } "
                     "catch (Error &) { use(1); } catch (P &) { use(2); } }",
                     "struct P : private Error {}; void f() { try { work(); } "
                     "catch (Error &) { use(1); } catch (P &) { use(1); } }"),
              rejected());
}

TEST(JudgeSoundnessTest, HandlerThatSwallows) {
  EXPECT_THAT(judged("void f(int h) { try { work(); } catch (...) { shut(h); } "
                     "}",
                     "void f(int h) { raiify::scope_fail g([&] { shut(h); }); "
                     "work(); }"),
              rejected());
  EXPECT_THAT(judged("void f(int h) { try { work(); } catch (...) { shut(h); "
                     "throw Error(); } }",
                     "void f(int h) { raiify::scope_fail g([&] { shut(h); }); "
                     "work(); }"),
              rejected());
}

TEST(JudgeSoundnessTest, LocalsThatAreGone) {
  EXPECT_THAT(judged("void f() { int n = 1; shared = &n; try { work(); } catch "
                     "(...) { park(); throw; } park(); }",
                     "void f() { raiify::scope_exit g([&] { park(); }); int n "
                     "= 1; shared = &n; work(); }"),
              rejected());
  EXPECT_THAT(judged("struct P { int a[2]; }; void f() { P p; shared = "
                     "&p.a[1]; quit(); }",
                     "struct P { int a[2]; }; void f() { raiify::scope_exit "
                     "g([&] { quit(); }); P p; shared = &p.a[1]; }"),
              rejected());
  EXPECT_THAT(judged("struct P { int a[2]; }; void f() { P p; shared = p.a; "
                     "quit(); }",
                     "struct P { int a[2]; }; void f() { raiify::scope_exit "
                     "g([&] { quit(); }); P p; shared = p.a; }"),
              rejected());
  // A reference keeps a temporary alive.
  EXPECT_THAT(judged("void f() { const int &n = 1; look(&n); quit(); }",
                     "void f() { raiify::scope_exit g([&] { quit(); }); const "
                     "int &n = 1; look(&n); }"),
              rejected());
  EXPECT_THAT(judged("struct Holder { const Noisy &n; }; void f() { Holder "
                     "h{Noisy()}; quit(); }",
                     "struct Holder { const Noisy &n; }; void f() { "
                     "raiify::scope_exit g([&] { quit(); }); Holder "
                     "h{Noisy()}; }"),
              rejected());
  EXPECT_THAT(judged("void f() { const Noisy &n = make(); quit(); }",
                     "void f() { raiify::scope_exit g([&] { quit(); }); const "
                     "Noisy &n = make(); }"),
              rejected());
}

TEST(JudgeSoundnessTest, GuardsThatAreMadeInAnotherWay) {
  const char *Before = "void f(int h) { try { work(); } catch (...) { shut(h); "
                       "throw; } shut(h); }";
  auto After = [](std::string Guard, std::string Front = "") {
    return Front + "void f(int h) { " + Guard + " work(); }";
  };
  EXPECT_THAT(judged(Before, After("raiify::scope_exit g((park(), [&] { "
                                   "shut(h); }));")),
              rejected());
  EXPECT_THAT(judged(Before, After("raiify::scope_exit g([h] { shut(h); });")),
              rejected());
  EXPECT_THAT(judged(Before, After("raiify::scope_exit g([&, k = h] { shut(k); "
                                   "});")),
              rejected());
  EXPECT_THAT(judged(Before, After("raiify::scope_exit g(twice([&] { shut(h); "
                                   "}));",
                                   "template <class F> auto twice(F f) { "
                                   "return [f] { f(); f(); }; } ")),
              rejected());
  EXPECT_THAT(judged(Before, After("raiify::scope_exit<Function> g([&] { "
                                   "shut(h); });",
                                   "struct Function { template <class F> "
                                   "Function(F) {} void operator()(); }; ")),
              rejected());
  EXPECT_THAT(
      judged(Before, After("mine::raiify::scope_exit g([&] { shut(h); "
                           "});",
                           "namespace mine { namespace raiify { "
                           "template <class F> struct scope_exit { "
                           "scope_exit(F) {} ~scope_exit() {} }; } } ")),
      rejected());
  EXPECT_THAT(judged(Before, After("raiify::scope_exit g([&] { shut(h); }); "
                                   "auto &r = g; r.release();")),
              rejected());
  EXPECT_THAT(judged(Before, After("raiify::scope_exit g([&] { shut(h); }); "
                                   "auto off = [&] { g.release(); }; off();")),
              rejected());
  EXPECT_THAT(judged(Before, After("raiify::scope_exit g([&] { shut(h); }); "
                                   "auto other = static_cast<decltype(g) &&>("
                                   "g);")),
              rejected());
  EXPECT_THAT(judged(Before, After("static raiify::scope_exit g([&] { shut(h); "
                                   "});")),
              rejected());
  EXPECT_THAT(judged(Before, After("raiify::scope_exit([&] { shut(h); });")),
              rejected());
}

TEST(JudgeSoundnessTest, NoexceptGuardThatRunsNow) {
  EXPECT_THAT(judged("void f() { park(); }",
                     "void f() { raiify::scope_exit g([&]() noexcept { park(); "
                     "}); g.run(); }"),
              rejected());
}

TEST(JudgeSoundnessTest, AssumptionsCoverOnlyTheCleanup) {
  // The other call of the same function still matters.
  EXPECT_THAT(
      judged("void f() { try { park(); } catch (...) { quit(); throw; } try { "
             "work(); } catch (...) { park(); throw; } park(); }",
             "void f() { park(); raiify::scope_exit g([&] { park(); }); "
             "work(); }"),
      rejected());
}

TEST(JudgeSoundnessTest, AssumptionsThatTheCodeContradicts) {
  EXPECT_THAT(
      judged("void f(int h) { try { if (ready()) throw Other(); work(); } "
             "catch (Error &) { shut(h); throw; } }",
             "void f(int h) { raiify::scope_fail g([&] { shut(h); }); if "
             "(ready()) throw Other(); work(); }"),
      rejected());
}

TEST(JudgeSoundnessTest, TypesThatAnOuterHandlerCatches) {
  EXPECT_THAT(
      judged("void f(int h) { try { try { work(); } catch (Error &) { park(); "
             "} } catch (...) { shut(h); throw; } }",
             "void f(int h) { try { work(); } catch (Error &) { park(); } }"),
      rejected());
}

TEST(JudgeSoundnessTest, NewGuardInANoexceptFunctionWithGuards) {
  EXPECT_THAT(
      judged("void f(int h) noexcept { raiify::scope_exit a([&] { quit(); }); "
             "try { work(); } catch (...) { shut(h); throw; } shut(h); }",
             "void f(int h) noexcept { raiify::scope_exit a([&] { quit(); }); "
             "raiify::scope_exit b([&] { shut(h); }); work(); }"),
      "refused noexcept-function");
}

TEST(JudgeSoundnessTest, Loops) {
  EXPECT_THAT(judged("void f() { while (ready()) { int h = acquire(); if (h) { "
                     "shut(h); continue; } shut(h); } }",
                     "void f() { while (ready()) { int h = acquire(); "
                     "raiify::scope_exit g([&] { shut(h); }); if (h) { "
                     "g.release(); continue; } } }"),
              rejected());
  EXPECT_THAT(judged("void f(int h) { while (ready()) { shut(h); } }",
                     "void f(int h) { raiify::scope_exit g([&] { shut(h); }); "
                     "while (ready()) { } }"),
              rejected());
  EXPECT_THAT(judged("void f(int h) { while (ready()) { if (count) break; "
                     "shut(h); } }",
                     "void f(int h) { while (ready()) { raiify::scope_exit "
                     "g([&] { shut(h); }); if (count) break; } }"),
              rejected());
}

TEST(JudgeSoundnessTest, NestedHandlers) {
  // The inner handler's exception is another one.
  EXPECT_THAT(judged("void f(int h) { try { work(); } catch (...) { try { "
                     "park(); } catch (...) { shut(h); throw; } throw; } }",
                     "void f(int h) { try { work(); } catch (...) { try { "
                     "park(); } catch (...) { shut(h); } throw; } }"),
              rejected());
  EXPECT_THAT(judged("void f(int h) { try { try { work(); } catch (Error &) { "
                     "throw Other(); } } catch (Other &) { shut(h); } }",
                     "void f(int h) { try { work(); } catch (Error &) { "
                     "shut(h); } }"),
              rejected());
  EXPECT_THAT(judged("void f(int h) { try { work(); } catch (Error &) { "
                     "shut(h); throw; } catch (...) { throw; } }",
                     "void f(int h) { raiify::scope_fail g([&] { shut(h); }); "
                     "work(); }"),
              rejected());
}

TEST(JudgeSoundnessTest, WhatIsNotFollowed) {
  EXPECT_THAT(judged("void f() { again: work(); if (ready()) goto again; }",
                     "void f() { again: work(); if (ready()) goto again; }"),
              "refused goto");
  EXPECT_THAT(
      judged("void f() { ({ work(); }); }", "void f() { ({ work(); }); }"),
      StartsWith("refused not-modelled"));
  EXPECT_THAT(judged("void f() { try { work(); } catch (...) { "
                     "std::current_exception(); throw; } "
                     "std::current_exception(); }",
                     "void f() { raiify::scope_exit g([&] { "
                     "std::current_exception(); }); work(); }"),
              "refused reads-exception");
  EXPECT_THAT(judged("struct Spy { Spy() : n(std::uncaught_exceptions()) {} "
                     "~Spy(); int n; }; void f() { try { work(); } catch (...) "
                     "{ { Spy s; } throw; } { Spy s; } }",
                     "struct Spy { Spy() : n(std::uncaught_exceptions()) {} "
                     "~Spy(); int n; }; void f() { raiify::scope_exit g([&] { "
                     "{ Spy s; } }); work(); }"),
              rejected());
  EXPECT_THAT(judged("void f(int n) { int a[n]; look(a); }",
                     "void f(int n) { int a[n]; look(a); }"),
              StartsWith("refused not-modelled"));
}

} // namespace
} // namespace raiify
