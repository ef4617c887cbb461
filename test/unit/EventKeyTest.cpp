//===- EventKeyTest.cpp - Code that only looks alike ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pairs of codes whose steps read alike and mean something else. Equal keys
// would let the judge take one for the other.
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

TEST(EventKeyTest, NamesInAGuardThatRunsNow) {
  EXPECT_THAT(judged("void f() { int t = 1; { } { int t = 2; } use(t); }",
                     "void f() { raiify::scope_exit g([&] { int t = 2; }); int "
                     "t = 1; g.run(); use(t); }"),
              "equivalent [handled]");
  EXPECT_THAT(judged("void f() { { int t = 1; } int t = 2; use(t); }",
                     "void f() { raiify::scope_exit g([&] { int t = 2; }); int "
                     "t = 1; g.run(); use(t); }"),
              rejected());
}

TEST(EventKeyTest, StaticVariablesOfCopies) {
  EXPECT_THAT(
      judged("void f() { try { work(); } catch (...) { { static int n; use(++n)"
             "; } throw; } { static int n; use(++n); } }",
             "void f() { raiify::scope_exit g([&] { { static int n; use(++n); }"
             " }); work(); }"),
      rejected());
}

TEST(EventKeyTest, NameOfTheFunction) {
  EXPECT_THAT(
      judged(
          "void log(const char *) noexcept; void f() { try { work(); } catch "
          "(...) { log(__func__); throw; } log(__func__); }",
          "void log(const char *) noexcept; void f() { raiify::scope_exit "
          "g([&] { log(__func__); }); work(); }"),
      rejected());
  EXPECT_THAT(
      judged("void log(const char * = __builtin_FUNCTION()) noexcept; void f() "
             "{ try { work(); } catch (...) { log(); throw; } log(); }",
             "void log(const char * = __builtin_FUNCTION()) noexcept; void f() "
             "{ raiify::scope_exit g([&] { log(); }); work(); }"),
      rejected());
  EXPECT_THAT(
      judged(
          "void log(const char *) noexcept; template <class T> void f(T t) { "
          "try { t(); } catch (...) { log(__func__); throw; } log(__func__);"
          " }",
          "void log(const char *) noexcept; template <class T> void f(T t) { "
          "raiify::scope_exit g([&] { log(__func__); }); t(); }"),
      rejected());
}

TEST(EventKeyTest, CodeThatLooksAlike) {
  EXPECT_THAT(judged("struct S { int n; private: int m; public: int s() { "
                     "return m; } }; void f() { S s = S(); use(s.s()); }",
                     "struct S { int n; private: int m; public: int s() { "
                     "return m; } }; void f() { S s; use(s.s()); }"),
              rejected());
  EXPECT_THAT(
      judged("void f(int *p) { delete p; }", "void f(int *p) { delete[] p; }"),
      rejected());
  EXPECT_THAT(judged("struct B { virtual void m(); }; void f(B &b) { b.m(); }",
                     "struct B { virtual void m(); }; void f(B &b) { b.B::m(); "
                     "}"),
              rejected());
  EXPECT_THAT(judged("static void g(); void f() { g(); }",
                     "namespace { void g(); } void f() { g(); }"),
              rejected());
  EXPECT_THAT(judged("struct S { ~S(); }; void f() { struct S { ~S() { use(1); "
                     "} }; S s; }",
                     "struct S { ~S(); }; void f() { S s; }"),
              rejected());
  EXPECT_THAT(judged("void f() { struct S { ~S() { use(1); } }; S s; }",
                     "void f() { struct S { ~S() { use(2); } }; S s; }"),
              rejected());
  EXPECT_THAT(judged("template <class F> void call() { F()(); } void f() { "
                     "auto a = [] { use(1); }; auto b = [] { use(2); }; "
                     "call<decltype(a)>(); }",
                     "template <class F> void call() { F()(); } void f() { "
                     "auto a = [] { use(1); }; auto b = [] { use(2); }; "
                     "call<decltype(b)>(); }",
                     {{}, {"-std=c++20"}}),
              rejected());
  EXPECT_THAT(judged("enum { Limit = 1 }; void f() { use(Limit); }",
                     "enum { Limit = 2 }; void f() { use(Limit); }"),
              rejected());
  EXPECT_THAT(judged("template <class... T> void f(T... t) { use((t + ...)); }",
                     "template <class... T> void f(T... t) { use((t - ...)); "
                     "}"),
              rejected());
  EXPECT_THAT(judged("void f() { if (__is_class(Error)) use(1); }",
                     "void f() { if (__is_union(Error)) use(1); }"),
              rejected());
  EXPECT_THAT(judged("struct F { int n; F() : n(work()) { park(); } };",
                     "struct F { int n; F() : n(0) { park(); } };"),
              rejected());
}

} // namespace
} // namespace raiify
