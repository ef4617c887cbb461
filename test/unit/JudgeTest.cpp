//===- JudgeTest.cpp - What the judge says of rewrites --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rewrites that keep what happens, the assumptions that they need, and how the
// differences of others read. JudgeSoundnessTest.cpp has the traps.
//
//===----------------------------------------------------------------------===//

#include "Judged.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::StartsWith;

TEST(JudgeTest, EmulatedFinally) {
  EXPECT_THAT(judged("void f(int h) { try { work(); } catch (...) { shut(h); "
                     "throw; } shut(h); }",
                     "void f(int h) { raiify::scope_exit g([&] { shut(h); }); "
                     "work(); }"),
              "equivalent [handled]");
  // Inside the try, and before returns.
  EXPECT_THAT(
      judged("int f(int h) { try { if (ready()) { shut(h); return 1; } "
             "work(); shut(h); } catch (...) { shut(h); throw; } return "
             "0; }",
             "int f(int h) { { raiify::scope_exit g([&] { shut(h); }); "
             "if (ready()) return 1; work(); } return 0; }"),
      "equivalent [handled]");
}

TEST(JudgeTest, FinallyThatRunsNow) {
  EXPECT_THAT(judged("int f(int h) { try { work(); } catch (...) { shut(h); "
                     "throw; } shut(h); return acquire(); }",
                     "int f(int h) { raiify::scope_exit g([&] { shut(h); }); "
                     "work(); g.run(); return acquire(); }"),
              "equivalent [handled]");
  EXPECT_THAT(judged("void f(int h) { try { work(); shut(h); } catch (...) { "
                     "shut(h); throw; } work(); }",
                     "void f(int h) { raiify::scope_exit g([&] { shut(h); }); "
                     "work(); g.run(); work(); }"),
              "equivalent [handled]");
}

TEST(JudgeTest, HandlerThatDoesMore) {
  EXPECT_THAT(judged("void f(int h) { try { work(); } catch (...) { quit(); "
                     "shut(h); throw; } shut(h); }",
                     "void f(int h) { raiify::scope_exit a([&] { shut(h); }); "
                     "raiify::scope_fail b([&] { quit(); }); work(); }"),
              "equivalent [handled]");
  EXPECT_THAT(judged("void f(int h) { try { work(); } catch (...) { shut(h); "
                     "quit(); throw; } shut(h); }",
                     "void f(int h) { raiify::scope_fail b([&] { quit(); }); "
                     "raiify::scope_exit a([&] { shut(h); }); work(); }"),
              "equivalent [handled]");
  // The handler stays, the guard is around or inside its try.
  EXPECT_THAT(
      judged("void f(int h) { try { work(); } catch (...) { use(h); "
             "shut(h); throw; } shut(h); }",
             "void f(int h) { raiify::scope_exit g([&] { shut(h); }); "
             "try { work(); } catch (...) { use(h); throw; } }"),
      "changes-behavior [handled]: 'work()' throws; 'use(h)' throws; the "
      "exception before it is dropped; the exception leaves | 'work()' "
      "throws; 'use(h)' throws; the exception before it is dropped; "
      "'shut(h)'; the exception leaves");
  EXPECT_THAT(
      judged("void f(int h) { try { work(); } catch (...) { shut(h); "
             "use(h); throw; } shut(h); }",
             "void f(int h) { try { raiify::scope_exit g([&] { shut(h); "
             "}); work(); } catch (...) { use(h); throw; } }"),
      "equivalent");
}

TEST(JudgeTest, Rollback) {
  EXPECT_THAT(
      judged("int f(int h) { try { if (ready()) return 1; work(); } catch "
             "(...) { shut(h); throw; } return h; }",
             "int f(int h) { raiify::rollback_guard g([&] { shut(h); }); "
             "if (ready()) { g.commit(); return 1; } work(); g.commit(); "
             "return h; }"),
      "equivalent [handled]");
  EXPECT_THAT(
      judged("int f(int h) { try { if (ready()) return work(); work(); } "
             "catch (...) { shut(h); throw; } return h; }",
             "int f(int h) { { raiify::scope_fail g([&] { shut(h); }); "
             "if (ready()) return work(); work(); } return h; }"),
      "equivalent [handled]");
}

TEST(JudgeTest, SiblingHandlers) {
  EXPECT_THAT(
      judged("void f(int h) { try { work(); } catch (Error &) { shut(h); "
             "use(1); } catch (...) { shut(h); use(2); } }",
             "void f(int h) { try { raiify::scope_fail g([&] { shut(h); "
             "}); work(); } catch (Error &) { use(1); } catch (...) { "
             "use(2); } }"),
      "equivalent");
  EXPECT_THAT(
      judged("void f(int h) { try { work(); } catch (Error &) { shut(h); "
             "use(1); } catch (Other &) { shut(h); use(2); } }",
             "void f(int h) { try { raiify::scope_fail g([&] { shut(h); "
             "}); work(); } catch (Error &) { use(1); } catch (Other &) "
             "{ use(2); } }"),
      "conditional [handled; caught-types: nothing but 'Error', 'Other' is "
      "thrown]");
}

TEST(JudgeTest, ExitCleanup) {
  EXPECT_THAT(
      judged("int f() { int h = acquire(); if (h == 1) { shut(h); return "
             "-1; } if (h == 2) { shut(h); return -2; } return h; }",
             "int f() { int h = acquire(); raiify::scope_exit g([&] { "
             "shut(h); }); if (h == 1) return -1; if (h == 2) return -2; "
             "g.release(); return h; }"),
      "equivalent");
  EXPECT_THAT(
      judged("int f() { int h = acquire(); if (h == 1) { close(h); return "
             "-1; } if (h == 2) { close(h); return -2; } close(h); return "
             "0; }",
             "int f() { int h = acquire(); raiify::scope_exit g([&] { "
             "close(h); }); if (h == 1) { return -1; } if (h == 2) return "
             "-2; return 0; }"),
      "equivalent");
}

TEST(JudgeTest, NullTestBeforeDelete) {
  EXPECT_THAT(
      judged("void f(int *p) { try { work(); } catch (...) { if (p) "
             "delete p; throw; } delete p; }",
             "void f(int *p) { raiify::scope_exit g([&] { delete p; }); "
             "work(); }"),
      "equivalent [handled]");
}

TEST(JudgeTest, MembersAndConstructors) {
  EXPECT_THAT(
      judged("struct F { int *p; bool busy; F(); }; F::F() : p(new int), "
             "busy(true) { try { work(); } catch (...) { delete p; busy "
             "= false; throw; } }",
             "struct F { int *p; bool busy; F(); }; F::F() : p(new int), "
             "busy(true) { raiify::rollback_guard g([&] { delete p; busy "
             "= false; }); work(); g.commit(); }"),
      "equivalent [handled]");
}

TEST(JudgeTest, Lambdas) {
  // Captures are variables of the function around.
  EXPECT_THAT(judged("auto x = [](int n) { return [&n] { try { work(); } catch "
                     "(...) { shut(n); throw; } shut(n); }; };",
                     "auto x = [](int n) { return [&n] { raiify::scope_exit "
                     "g([&] { shut(n); }); work(); }; };"),
              "refused not-modelled (the function's type differs)");
  EXPECT_THAT(
      judged("int n; auto x = [](int h) { try { work(); } catch (...) { "
             "shut(h); throw; } shut(h); };",
             "int n; auto x = [](int h) { raiify::scope_exit g([&] { "
             "shut(h); }); work(); };"),
      "equivalent [handled]");
  EXPECT_THAT(
      judged("void outer(int h) { auto x = [&] { try { work(); } catch "
             "(...) { shut(h); throw; } shut(h); }; x(); }",
             "void outer(int h) { auto x = [&] { raiify::scope_exit g([&] "
             "{ shut(h); }); work(); }; x(); }"),
      "equivalent [handled]");
}

TEST(JudgeTest, Templates) {
  EXPECT_THAT(
      judged("template <class T> void f(T t, int h) { try { t.go(); } "
             "catch (...) { shut(h); throw; } shut(h); }",
             "template <class T> void f(T t, int h) { raiify::scope_exit "
             "g([&] { shut(h); }); t.go(); }"),
      "equivalent [handled]");
  EXPECT_THAT(judged("template <class T> void f(T t, int h) { try { t.go(); } "
                     "catch (...) { shut(h); throw; } shut(h); }",
                     "template <class T> void f(T t, int h) { auto g = "
                     "raiify::make_scope_exit([&] { shut(h); }); t.go(); }",
                     {{}, {"-std=c++11"}}),
              "equivalent [handled]");
  EXPECT_THAT(judged("template <class T> void f(T t) { try { work(); } catch "
                     "(...) { t.undo(); throw; } }",
                     "template <class T> void f(T t) { raiify::rollback_guard "
                     "g([&] { t.undo(); }); work(); g.commit(); }"),
              "conditional [handled; nothrow-cleanup: 'undo()' may throw, "
              "input.cc:1]");
}

TEST(JudgeTest, LoopsAndSwitch) {
  EXPECT_THAT(
      judged("void f(int n) { for (int i = 0; i < n; ++i) { int h = "
             "acquire(); if (h == 1) { shut(h); continue; } if (h == 2) "
             "{ shut(h); break; } shut(h); } }",
             "void f(int n) { for (int i = 0; i < n; ++i) { int h = "
             "acquire(); raiify::scope_exit g([&] { shut(h); }); if (h "
             "== 1) { continue; } if (h == 2) break; } }"),
      "equivalent");
  EXPECT_THAT(
      judged("int f(int n, int h) { switch (n) { case 1: shut(h); return "
             "1; case 2: use(h); default: shut(h); break; } return 0; }",
             "int f(int n, int h) { { raiify::scope_exit g([&] { shut(h);"
             " }); switch (n) { case 1: return 1; case 2: use(h); "
             "default: break; } } return 0; }"),
      StartsWith("changes-behavior"));
  // The depth of a block is part of the hidden names of a loop over a range.
  EXPECT_THAT(
      judged("void f(int (&a)[3], int h) { try { for (int x : a) use(x); "
             "} catch (...) { shut(h); throw; } shut(h); }",
             "void f(int (&a)[3], int h) { raiify::scope_exit g([&] { "
             "shut(h); }); for (int x : a) use(x); }"),
      "equivalent [handled]");
  // A loop in a cleanup, where another variable has its counter's name.
  EXPECT_THAT(
      judged("void f(int **a, int n) { for (int i = 0; i < n; ++i) if "
             "(i == 3) { for (int i = 0; i < n; ++i) delete a[i]; "
             "return; } for (int i = 0; i < n; ++i) delete a[i]; }",
             "void f(int **a, int n) { raiify::scope_exit g([&] { for "
             "(int i = 0; i < n; ++i) delete a[i]; }); for (int i = 0; i "
             "< n; ++i) if (i == 3) { g.run(); return; } }"),
      "equivalent");
}

TEST(JudgeTest, NamesFromMacros) {
  const char *Macro = "#define PASTE(a, b) a##b\n#define NAME(a, b) PASTE(a, "
                      "b)\n#define LOCK Noisy NAME(lock_, __LINE__)\n";
  EXPECT_THAT(judged(std::string(Macro) +
                         "void f(int h) { LOCK; try { work(); } catch (...) { "
                         "shut(h); throw; } shut(h); }",
                     std::string(Macro) +
                         "\n\nvoid f(int h) { LOCK; raiify::scope_exit g([&] { "
                         "shut(h); }); work(); }"),
              "equivalent [handled]");
}

TEST(JudgeTest, CleanupThatMayThrow) {
  EXPECT_THAT(
      judged("void f() { try { work(); } catch (...) { park(); throw; } "
             "park(); }",
             "void f() { raiify::scope_exit g([&] { park(); }); work(); "
             "}"),
      "conditional [handled; nothrow-cleanup: 'park()' may throw, "
      "input.cc:1]");
  EXPECT_THAT(
      judged("void undo() { throw 1; } void f() { try { work(); } catch "
             "(...) { undo(); throw; } undo(); }",
             "void undo() { throw 1; } void f() { raiify::scope_exit g([&]"
             " { undo(); }); work(); }"),
      "refused cleanup-throws ('undo()' may throw, input.cc:1)");
  Config Named;
  Named.NoThrowFunctions = {"park"};
  EXPECT_THAT(
      judged("void f() { try { work(); } catch (...) { park(); throw; } "
             "park(); }",
             "void f() { raiify::scope_exit g([&] { park(); }); work(); "
             "}",
             {Named, {"-std=c++17"}}),
      "equivalent [handled]");
}

TEST(JudgeTest, NothingAboveCatches) {
  const char *Before = "{ try { work(); } catch (...) { quit(); throw; } "
                       "quit(); return 0; }";
  const char *After = "{ { raiify::scope_exit g([&] { quit(); }); work(); } "
                      "return 0; }";
  auto judgedAs = [&](std::string Front, std::string Back = "") {
    return judged(Front + Before + Back, Front + After + Back);
  };
  EXPECT_THAT(judgedAs("int f() "), "equivalent [handled]");
  EXPECT_THAT(judgedAs("int f() noexcept "), "refused noexcept-function");
  EXPECT_THAT(judgedAs("int f() ", " void g() { std::thread t(f); }"),
              "refused entry-function");
  EXPECT_THAT(judgedAs("int f() ", " void g() { std::thread t{&f}; }"),
              "refused entry-function");
  EXPECT_THAT(judgedAs("int f(int); int f() ", " void g() { f(); }"),
              "equivalent [handled]");
  EXPECT_THAT(judged("void *f(void *) { try { work(); } catch (...) { quit(); "
                     "throw; } quit(); return nullptr; } void g() { unsigned "
                     "long t; pthread_create(&t, nullptr, f, nullptr); }",
                     "void *f(void *) { raiify::scope_exit g([&] { quit(); }); "
                     "work(); return nullptr; } void g() { unsigned long t; "
                     "pthread_create(&t, nullptr, f, nullptr); }"),
              "refused entry-function");
  EXPECT_THAT(judged("struct F { ~F() { try { work(); } catch (...) { quit(); "
                     "throw; } quit(); } };",
                     "struct F { ~F() { raiify::scope_exit g([&] { quit(); }); "
                     "work(); } };"),
              "refused destructor");
  EXPECT_THAT(
      judged("void g() { std::thread t([] { try { work(); } catch (...) "
             "{ quit(); throw; } quit(); }); }",
             "void g() { std::thread t([] { raiify::scope_exit g([&] { "
             "quit(); }); work(); }); }"),
      "refused entry-function");
}

TEST(JudgeTest, OrderOfWhatIsReturned) {
  // The value is read before the cleanup writes it; a guard comes later.
  EXPECT_THAT(
      judged("int f() { count = 0; return count; }",
             "int f() { raiify::scope_exit g([&] { count = 0; }); return "
             "count; }"),
      "changes-behavior: 'count = 0'; return value 'count'; returns | "
      "return value 'count'; 'count = 0'; returns");
  EXPECT_THAT(judged("int f() { count = 0; return count; }",
                     "int f() { raiify::scope_exit g([&] { count = 0; }); "
                     "g.run(); return count; }"),
              "equivalent");
}

TEST(JudgeTest, OrderOfErrno) {
  const char *Errno = "extern \"C\" int *location() noexcept; ";
  EXPECT_THAT(
      judged(std::string(Errno) +
                 "int f(int h) { close(h); return *location(); }",
             std::string(Errno) +
                 "int f(int h) { raiify::scope_exit g([&] { close(h); });"
                 " return *location(); }"),
      "changes-behavior: 'close(h)'; return value '*location()'; returns "
      "| return value '*location()'; 'close(h)'; returns");
}

TEST(JudgeTest, LocalThatIsGone) {
  EXPECT_THAT(
      judged("void f() { int n = 1; look(&n); quit(); }",
             "void f() { raiify::scope_exit g([&] { quit(); }); int n = "
             "1; look(&n); }"),
      "changes-behavior [handled]: 'int n = 1'; 'look(&n)'; 'quit()', "
      "while 'n' is still there | 'int n = 1'; 'look(&n)'; 'quit()', "
      "after 'n' is gone");
}

TEST(JudgeTest, LocalThatNobodyElseReaches) {
  EXPECT_THAT(judged("struct P { int a[2]; int b; }; int f() { P p; p.a[0] = "
                     "acquire(); p.b = p.a[0]; quit(); return 0; }",
                     "struct P { int a[2]; int b; }; int f() { "
                     "raiify::rollback_guard g([&] { quit(); }); { P p; "
                     "p.a[0] = acquire(); p.b = p.a[0]; } g.run(); return 0; "
                     "}"),
              StartsWith("changes-behavior"));
  EXPECT_THAT(judged("struct P { int a[2]; int b; }; int f() { P p; p.b = 1; "
                     "p.a[p.b] = 2; use(p.a[1]); quit(); return 0; }",
                     "struct P { int a[2]; int b; }; int f() { { P p; p.b = 1;"
                     " p.a[p.b] = 2; use(p.a[1]); } quit(); return 0; }"),
              "equivalent");
}

TEST(JudgeTest, LambdasAndArraysThatNobodyElseReaches) {
  EXPECT_THAT(judged("void f() { auto a = [&](int n) { count = n; }; a(1); int "
                     "all[] = {1, 2}; for (int one : all) use(one); quit(); }",
                     "void f() { { auto a = [&](int n) { count = n; }; a(1); "
                     "int all[] = {1, 2}; for (int one : all) use(one); } "
                     "quit(); }"),
              "equivalent");
  EXPECT_THAT(judged("void f() { int all[] = {1, 2}; for (int &one : all) "
                     "look(&one); quit(); }",
                     "void f() { { int all[] = {1, 2}; for (int &one : all) "
                     "look(&one); } quit(); }"),
              StartsWith("changes-behavior"));
  EXPECT_THAT(judged("void f(int n) { auto a = [n] { look(&n); }; a(); quit(); "
                     "}",
                     "void f(int n) { { auto a = [n] { look(&n); }; a(); } "
                     "quit(); }"),
              StartsWith("changes-behavior"));
}

TEST(JudgeTest, WithoutExceptions) {
  EXPECT_THAT(
      judged("int f() { if (ready()) { park(); return 1; } park(); return "
             "0; }",
             "int f() { raiify::scope_exit g([&] { park(); }); if "
             "(ready()) return 1; return 0; }",
             {{}, {"-std=c++17", "-fno-exceptions"}}),
      "equivalent");
}

// What a lambda captures that is only called stays among the function's own
// reads and writes.
TEST(JudgeTest, LambdasThatAreOnlyCalled) {
  EXPECT_THAT(
      judged("int f(int h) { int n = 0; if (h == 1) { shut(h); return n; } "
             "auto count = [&](int k) { n = k; }; count(2); shut(h); "
             "return n; }",
             "int f(int h) { int n = 0; raiify::scope_exit g([&] { shut(h); "
             "}); if (h == 1) return n; "
             "auto count = [&](int k) { n = k; }; count(2); return n; }"),
      "equivalent");
  EXPECT_THAT(
      judged("int f(int h) { int n = 0; look(&n); auto count = [&](int k) { n "
             "= k; }; count(2); shut(h); return n; }",
             "int f(int h) { int n = 0; look(&n); raiify::scope_exit g([&] { "
             "shut(h); }); auto count = [&](int k) { n = k; }; count(2); "
             "return n; }"),
      testing::StartsWith("changes-behavior"));
}

// The code around a lambda is what is compared, and tells no types apart.
TEST(JudgeTest, LambdasInALambda) {
  EXPECT_THAT(
      judged("void host(int h) { auto inner = [&] { try { work(); auto a "
             "= [&](int k) { use(k); }; a(1); } catch (...) { "
             "shut(h); throw; } shut(h); }; inner(); }",
             "void host(int h) { auto inner = [&] { raiify::scope_exit "
             "g([&] { shut(h); }); work(); auto a = [&](int k) { "
             "use(k); }; a(1); }; inner(); }"),
      "equivalent [handled]");
}

} // namespace
} // namespace raiify
