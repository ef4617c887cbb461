//===- JudgeFunctionObjectTest.cpp - Guards that hold function objects ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function object of references does what a lambda with [&] does.
// JudgeFunctionObjectTrapsTest.cpp has what looks like one and is not.
//
//===----------------------------------------------------------------------===//

#include "FunctionObjects.h"

#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;

TEST(FunctionObjectTest, DeletesWhatItRefersTo) {
  EXPECT_THAT(judged(Deletes, deleter() +
                                  "void f(Noisy *n) { raiify::scope_exit "
                                  "g(D{n}); work(); }"),
              "equivalent [handled]");
  EXPECT_THAT(judged(Deletes, deleter() +
                                  "void f(Noisy *n) { raiify::scope_exit "
                                  "g((D(n))); work(); }"),
              "equivalent [handled]");
  EXPECT_THAT(judged(Deletes, deleter() +
                                  "void f(Noisy *n) { auto g = "
                                  "raiify::make_scope_exit(D{n}); work(); }"),
              "equivalent [handled]");
}

TEST(FunctionObjectTest, OlderStandards) {
  JudgedReading Old;
  for (const char *Standard : {"-std=c++11", "-std=c++14"}) {
    Old.Flags = {Standard};
    EXPECT_THAT(judged(Deletes,
                       deleter() + "void f(Noisy *n) { auto g = "
                                   "raiify::make_scope_exit(D{n}); work(); }",
                       Old),
                "equivalent [handled]");
  }
}

TEST(FunctionObjectTest, Templates) {
  const char *Class = "template <class T> class D { public: explicit D(T &p) : "
                      "p(p) {} void operator()() const { delete p; } private: "
                      "T &p; }; ";
  EXPECT_THAT(judged(Deletes, std::string(Class) +
                                  "void f(Noisy *n) { raiify::scope_exit "
                                  "g(D{n}); work(); }"),
              "equivalent [handled]");
  JudgedReading Old;
  Old.Flags = {"-std=c++11"};
  EXPECT_THAT(judged(Deletes,
                     std::string(Class) +
                         "void f(Noisy *n) { auto g = "
                         "raiify::make_scope_exit(D<Noisy *>{n}); "
                         "work(); }",
                     Old),
              "equivalent [handled]");
  // Defined outside of the class.
  EXPECT_THAT(judged(Deletes, "template <class T> class D { public: explicit "
                              "D(T &p); void operator()() const; private: "
                              "T &p; }; template <class T> D<T>::D(T &p) : "
                              "p(p) {} template <class T> void "
                              "D<T>::operator()() const { delete p; } void "
                              "f(Noisy *n) { raiify::scope_exit g(D{n}); "
                              "work(); }"),
              "equivalent [handled]");
  // Another code for this type.
  EXPECT_THAT(judged(Deletes, std::string(Class) +
                                  "template <> void D<Noisy *>::operator()() "
                                  "const { delete p; p = nullptr; } void "
                                  "f(Noisy *n) { raiify::scope_exit "
                                  "g(D{n}); work(); }"),
              StartsWith("changes-behavior"));
}

TEST(FunctionObjectTest, MembersOfThis) {
  const char *Before = "struct F { F(); bool running; void close(); }; F::F() "
                       "{ try { work(); } catch (...) { running = false; "
                       "throw; } running = false; }";
  const char *Class = "struct F { F(); bool running; void close(); }; class R "
                      "{ public: explicit R(bool &flag) : flag(flag) {} void "
                      "operator()() const { flag = false; } private: bool "
                      "&flag; }; ";
  EXPECT_THAT(judged(Before, std::string(Class) +
                                 "F::F() { raiify::scope_exit g(R{running}); "
                                 "work(); }"),
              "equivalent [handled]");
  EXPECT_THAT(
      judged(Before, std::string(Class) +
                         "F::F() { raiify::scope_exit g(R{this->running}); "
                         "work(); }"),
      "equivalent [handled]");
}

/// A class with a base, members, and what the constructor of `F` does.
std::string owner(const std::string &Constructor,
                  const std::string &Class = "") {
  return "struct Base { void stop() const; int left; }; struct Part { int "
         "size; }; struct F : Base { F(); Part part; Part &other; Noisy *q; "
         "void close(); int operator[](int); }; void tell(F *); void "
         "tell(Base &); " +
         Class + "F::F() : other(part) { " + Constructor + " }";
}

/// Compares \p Cleanup of a constructor with a function object that does
/// \p Body to `F &self`.
std::string ofThis(const std::string &Cleanup, const std::string &Body,
                   const std::string &Argument = "*this",
                   const std::string &Type = "F") {
  std::string Class = "class S { public: explicit S(" + Type +
                      " &self) : self(self) {} void operator()() const { " +
                      Body + " } private: " + Type + " &self; }; ";
  return judged(
      owner("try { work(); } catch (...) { " + Cleanup + " throw; } " +
            Cleanup),
      owner("raiify::scope_exit g(S{" + Argument + "}); work();", Class));
}

TEST(FunctionObjectTest, TheObjectItself) {
  for (auto [Cleanup, Body] :
       std::vector<std::pair<const char *, const char *>>{
           {"part.size = 0;", "self.part.size = 0;"},
           {"left = 0;", "self.left = 0;"},
           {"this->left = 0;", "self.left = 0;"},
           {"(*this).left = 0;", "self.left = 0;"},
           {"tell(this);", "tell(&self);"},
           {"tell(*this);", "tell(self);"},
           {"if (q) delete q;", "if (self.q) delete self.q;"}})
    EXPECT_THAT(ofThis(Cleanup, Body),
                AnyOf(StartsWith("equivalent"), StartsWith("conditional")))
        << Cleanup;
  EXPECT_THAT(ofThis("close();", "self.close();"),
              StartsWith("conditional [handled; nothrow-cleanup"));
  // A const member of a base class.
  EXPECT_THAT(ofThis("stop();", "self.stop();"),
              StartsWith("conditional [handled; nothrow-cleanup"));
  EXPECT_THAT(ofThis("(*this)[1];", "self[1];"),
              StartsWith("conditional [handled; nothrow-cleanup"));
  EXPECT_THAT(ofThis("part.size = 0;", "self.size = 0;", "part", "Part"),
              "equivalent [handled]");
  EXPECT_THAT(ofThis("part.size = 0;", "self = 0;", "part.size", "int"),
              "equivalent [handled]");
  EXPECT_THAT(ofThis("left = 0;", "self = 0;", "left", "int"),
              "equivalent [handled]");
  EXPECT_THAT(ofThis("delete q;", "delete self;", "q", "Noisy *"),
              "equivalent [handled]");
}

TEST(FunctionObjectTest, WhatItDoesToTheObjectMustBeTheSame) {
  EXPECT_THAT(ofThis("part.size = 0;", "self.left = 0;"), isNotProved());
  EXPECT_THAT(ofThis("tell(this);", "tell(self);"), isNotProved());
  EXPECT_THAT(ofThis("left = 0;", "self = 0;", "part.size", "int"),
              isNotProved());
  // A copy, not the object.
  EXPECT_THAT(ofThis("left = 0;", "F copy(self); copy.left = 0;"),
              isNotProved());
}

TEST(FunctionObjectTest, ArgumentsMayNotHop) {
  // Through a reference or a pointer to what may be another object later.
  EXPECT_THAT(ofThis("other.size = 0;", "self = 0;", "other.size", "int"),
              isNotProved());
  EXPECT_THAT(ofThis("q->value = 0;", "self = 0;", "q->value", "int"),
              isNotProved());
  const char *Class = "class R { public: explicit R(int &v) : v(v) {} void "
                      "operator()() const { v = 0; } private: int &v; }; ";
  auto ofLocal = [&](const char *Cleanup, const char *Argument) {
    return judged(std::string("int *at(); struct P { int v; }; void f(P *p, "
                              "int *a, int i, P &r) { try { work(); } catch "
                              "(...) { ") +
                      Cleanup + " throw; } " + Cleanup + " }",
                  std::string("int *at(); struct P { int v; }; ") + Class +
                      "void f(P *p, int *a, int i, P &r) { raiify::scope_exit "
                      "g(R{" +
                      Argument + "}); work(); }");
  };
  EXPECT_THAT(ofLocal("i = 0;", "i"), "equivalent [handled]");
  EXPECT_THAT(ofLocal("r.v = 0;", "r.v"), "equivalent [handled]");
  EXPECT_THAT(ofLocal("count = 0;", "count"), "equivalent [handled]");
  EXPECT_THAT(ofLocal("p->v = 0;", "p->v"), isNotProved());
  EXPECT_THAT(ofLocal("*a = 0;", "*a"), isNotProved());
  EXPECT_THAT(ofLocal("a[i] = 0;", "a[i]"), isNotProved());
  EXPECT_THAT(ofLocal("*at() = 0;", "*at()"), isNotProved());
  EXPECT_THAT(ofLocal("i = 0;", "i += 1"), isNotProved());
  EXPECT_THAT(ofLocal("i = 0;", "(work(), i)"), isNotProved());
}

TEST(FunctionObjectTest, SeveralMembers) {
  const char *Before = "void f(Noisy *a, Noisy *b) { try { work(); } catch "
                       "(...) { delete a; delete b; throw; } delete a; delete "
                       "b; }";
  auto withClass = [&](const char *Inits, const char *Body,
                       const char *Arguments) {
    return judged(Before,
                  std::string("class D { public: D(Noisy *&x, Noisy *&y) : ") +
                      Inits + " {} void operator()() const { " + Body +
                      " } private: Noisy *&p; Noisy *&q; }; void f(Noisy *a, "
                      "Noisy *b) { raiify::scope_exit g(D{" +
                      Arguments + "}); work(); }");
  };
  EXPECT_THAT(withClass("p(x), q(y)", "delete p; delete q;", "a, b"),
              "equivalent [handled]");
  // Swapped once, and twice.
  EXPECT_THAT(withClass("p(y), q(x)", "delete p; delete q;", "a, b"),
              StartsWith("changes-behavior"));
  EXPECT_THAT(withClass("p(x), q(y)", "delete p; delete q;", "b, a"),
              StartsWith("changes-behavior"));
  EXPECT_THAT(withClass("p(y), q(x)", "delete p; delete q;", "b, a"),
              "equivalent [handled]");
  // Both bound to one.
  EXPECT_THAT(withClass("p(x), q(x)", "delete p; delete q;", "a, b"),
              StartsWith("changes-behavior"));
  EXPECT_THAT(withClass("p(x), q(y)", "delete p; delete q;", "a, a"),
              StartsWith("changes-behavior"));
  // One through the other.
  EXPECT_THAT(withClass("p(x), q(p)", "delete p; delete q;", "a, b"),
              isNotProved());
  // Bound to something that is no parameter.
  EXPECT_THAT(judged(Before, "Noisy *global; class D { public: D(Noisy *&x, "
                             "Noisy *&y) : p(x), q(global) {} void "
                             "operator()() const { delete p; delete q; } "
                             "Noisy *&p; Noisy *&q; }; void f(Noisy *a, Noisy "
                             "*b) { raiify::scope_exit g(D{a, b}); work(); }"),
              isNotProved());
}

TEST(FunctionObjectTest, VariablesAndLoopsOfItsOwn) {
  EXPECT_THAT(
      judged("void f(Noisy **all, int n) { try { work(); } catch (...) { for "
             "(int i = 0; i < n; ++i) delete all[i]; throw; } for (int i = "
             "0; i < n; ++i) delete all[i]; }",
             "class D { public: D(Noisy **&all, int &n) : all(all), n(n) {} "
             "void operator()() const { for (int i = 0; i < n; ++i) delete "
             "all[i]; } private: Noisy **&all; int &n; }; void f(Noisy "
             "**all, int n) { raiify::scope_exit g(D{all, n}); work(); }"),
      "equivalent [handled]");
  EXPECT_THAT(
      judged("void f() { Noisy *all[3]; try { work(); } catch (...) { for "
             "(Noisy *n : all) delete n; throw; } for (Noisy *n : all) "
             "delete n; }",
             "class D { public: explicit D(Noisy *(&all)[3]) : all(all) {} "
             "void operator()() const { for (Noisy *n : all) delete n; } "
             "private: Noisy *(&all)[3]; }; void f() { Noisy *all[3]; "
             "raiify::scope_exit g(D{all}); work(); }"),
      "equivalent [handled]");
  // Handlers of its own.
  EXPECT_THAT(
      judged("void f(int i) { try { work(); } catch (...) { try { work(i); } "
             "catch (Error &) { } catch (...) { quit(); } throw; } try { "
             "work(i); } catch (Error &) { } catch (...) { quit(); } }",
             "class D { public: explicit D(int &i) : i(i) {} void "
             "operator()() const { try { work(i); } catch (Error &) { } "
             "catch (...) { quit(); } } private: int &i; }; void f(int i) { "
             "raiify::scope_exit g(D{i}); work(); }"),
      "equivalent [handled]");
}

TEST(FunctionObjectTest, TwoGuardsOfOneClass) {
  const char *Before = "void f(Noisy *a, Noisy *b) { try { work(); } catch "
                       "(...) { delete b; delete a; throw; } delete b; delete "
                       "a; }";
  EXPECT_THAT(judged(Before, deleter() +
                                 "void f(Noisy *a, Noisy *b) { "
                                 "raiify::scope_exit g(D{a}); "
                                 "raiify::scope_exit h(D{b}); work(); }"),
              "equivalent [handled]");
  EXPECT_THAT(judged(Before, deleter() +
                                 "void f(Noisy *a, Noisy *b) { "
                                 "raiify::scope_exit g(D{b}); "
                                 "raiify::scope_exit h(D{a}); work(); }"),
              StartsWith("changes-behavior"));
  EXPECT_THAT(judged(Before, deleter() +
                                 "void f(Noisy *a, Noisy *b) { "
                                 "raiify::scope_exit g(D{a}); "
                                 "raiify::scope_exit h(D{a}); work(); }"),
              StartsWith("changes-behavior"));
  // Beside a lambda, and run where its place matters.
  EXPECT_THAT(judged(Before, deleter() +
                                 "void f(Noisy *a, Noisy *b) { "
                                 "raiify::scope_exit g(D{a}); "
                                 "raiify::scope_exit h([&] { delete b; }); "
                                 "work(); h.run(); g.run(); }"),
              "equivalent [handled]");
  // Names cannot tell the variables of two bodies apart.
  const char *Counts = "class D { public: explicit D(int &n) : n(n) {} void "
                       "operator()() const { int i = n; shut(i); } private: "
                       "int &n; }; ";
  EXPECT_THAT(
      judged("void f(int a, int b) { try { work(); } catch (...) { { int i = "
             "b; shut(i); } { int i = a; shut(i); } throw; } { int i = b; "
             "shut(i); } { int i = a; shut(i); } }",
             std::string(Counts) +
                 "void f(int a, int b) { raiify::scope_exit g(D{a}); "
                 "raiify::scope_exit h(D{b}); work(); }"),
      HasSubstr("two guards with a function object that declares 'i'"));
}

TEST(FunctionObjectTest, ReturnValuesThatItWrites) {
  const char *Class = "class R { public: explicit R(int &v) : v(v) {} void "
                      "operator()() const { v = 0; } private: int &v; }; ";
  // `return i;` takes the value before the guard runs.
  EXPECT_THAT(judged("int f(int i) { try { work(); } catch (...) { i = 0; "
                     "throw; } i = 0; return i; }",
                     std::string(Class) + "int f(int i) { raiify::scope_exit "
                                          "g(R{i}); work(); return i; }"),
              StartsWith("changes-behavior"));
  EXPECT_THAT(judged("int f(int i, int j) { try { work(); } catch (...) { i = "
                     "0; throw; } i = 0; return j; }",
                     std::string(Class) +
                         "int f(int i, int j) { raiify::scope_exit g(R{i}); "
                         "work(); return j; }"),
              "equivalent [handled]");
}

TEST(FunctionObjectTest, ReleaseRunAndOtherGuards) {
  EXPECT_THAT(judged("Noisy *f(Noisy *n) { try { work(); } catch (...) { "
                     "delete n; throw; } return n; }",
                     deleter() + "Noisy *f(Noisy *n) { "
                                 "raiify::rollback_guard g(D{n}); work(); "
                                 "g.commit(); return n; }"),
              "equivalent [handled]");
  EXPECT_THAT(judged("Noisy *f(Noisy *n) { try { work(); } catch (...) { "
                     "delete n; throw; } return n; }",
                     deleter() + "Noisy *f(Noisy *n) { raiify::scope_fail "
                                 "g(D{n}); work(); return n; }"),
              "equivalent [handled]");
  EXPECT_THAT(judged("Noisy *f(Noisy *n) { try { work(); } catch (...) { "
                     "delete n; throw; } return n; }",
                     deleter() + "Noisy *f(Noisy *n) { raiify::scope_exit "
                                 "g(D{n}); work(); return n; }"),
              StartsWith("changes-behavior"));
  EXPECT_THAT(judged("int f(Noisy *n) { try { work(); } catch (...) { delete "
                     "n; throw; } delete n; return acquire(); }",
                     deleter() + "int f(Noisy *n) { raiify::scope_exit "
                                 "g(D{n}); work(); g.run(); return acquire(); "
                                 "}"),
              "equivalent [handled]");
}

TEST(FunctionObjectTest, CleanupThatThrows) {
  const char *Class = "class S { public: explicit S(int &v) : v(v) {} void "
                      "operator()() const { use(v); } private: int &v; }; ";
  EXPECT_THAT(judged("void f(int h) { try { work(); } catch (...) { use(h); "
                     "throw; } use(h); }",
                     std::string(Class) + "void f(int h) { raiify::scope_exit "
                                          "g(S{h}); work(); }"),
              "conditional [handled; nothrow-cleanup: 'use()' may throw, "
              "input.cc:1]");
}

} // namespace
} // namespace raiify
