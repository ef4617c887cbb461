//===- JudgeFunctionObjectTrapsTest.cpp - What is no such object ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is a little more or other than references and a body is never found
// equivalent.
//
//===----------------------------------------------------------------------===//

#include "FunctionObjects.h"

#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(FunctionObjectTrapsTest, ReassignedVariablesAreSeen) {
  const char *Before = "void f(Noisy *n) { try { n = new Noisy; work(); } "
                       "catch (...) { delete n; throw; } delete n; }";
  EXPECT_THAT(judged(Before, deleter() +
                                 "void f(Noisy *n) { raiify::scope_exit "
                                 "g(D{n}); n = new Noisy; work(); }"),
              "equivalent [handled]");
  // A pointer by value is the one of before.
  EXPECT_THAT(judged(Before,
                     "class D { public: explicit D(Noisy *p) : p(p) {} void "
                     "operator()() const { delete p; } private: Noisy *p; }; "
                     "void f(Noisy *n) { raiify::scope_exit g(D{n}); n = new "
                     "Noisy; work(); }"),
              isNotProved());
  EXPECT_THAT(judged(Before,
                     "class D { public: explicit D(Noisy *&p) : p(p) {} void "
                     "operator()() const { delete p; } private: Noisy *p; }; "
                     "void f(Noisy *n) { raiify::scope_exit g(D{n}); n = new "
                     "Noisy; work(); }"),
              isNotProved());
  EXPECT_THAT(judged(Before,
                     "class D { public: explicit D(Noisy *const &p) : p(p) {} "
                     "void operator()() const { delete p; } private: Noisy "
                     "*const &p; }; void f(Noisy *n) { raiify::scope_exit "
                     "g(D{n}); n = new Noisy; work(); }"),
              isNotProved());
}

TEST(FunctionObjectTrapsTest, MoreThanReferences) {
  auto with = [](const std::string &Class) {
    return judged(Deletes, Class + "void f(Noisy *n) { raiify::scope_exit "
                                   "g(D{n}); work(); }");
  };
  ASSERT_THAT(with(deleter()), "equivalent [handled]");
  EXPECT_THAT(with(deleter("delete p;", "public: explicit D(Noisy *&p) : p(p) "
                                        "{ work(); }")),
              isNotProved());
  EXPECT_THAT(with(deleter("delete p;", "public: explicit D(Noisy *&p) : p(p) "
                                        "{ p = nullptr; }")),
              isNotProved());
  EXPECT_THAT(with(deleter("delete p;", "public: explicit D(Noisy *&p) : "
                                        "p((work(), p)) {}")),
              isNotProved());
  EXPECT_THAT(with(deleter("delete p;", "public: explicit D(Noisy *&p) : p(p) "
                                        "{} ~D() { work(); }")),
              isNotProved());
  EXPECT_THAT(with(deleter("delete p;",
                           "public: explicit D(Noisy *&p) : p(p) {} D(const D "
                           "&o) : p(o.p) { work(); }")),
              isNotProved());
  EXPECT_THAT(with(deleter("delete p;", "public: explicit D(Noisy *&p, int = "
                                        "work()) : p(p) {}")),
              isNotProved());
  EXPECT_THAT(with(deleter("delete p;", "Noisy n; public: explicit D(Noisy "
                                        "*&p) : p(p) {}")),
              isNotProved());
  EXPECT_THAT(with(deleter("delete p;", "int i = work(); public: explicit "
                                        "D(Noisy *&p) : p(p) {}")),
              isNotProved());
  EXPECT_THAT(with("struct B { B(); ~B(); }; class D : B { public: explicit "
                   "D(Noisy *&p) : p(p) {} void operator()() const { delete "
                   "p; } private: Noisy *&p; }; "),
              isNotProved());
  EXPECT_THAT(with(deleter("delete p;", "public: explicit D(Noisy *&p) : p(p) "
                                        "{} virtual void more() {}")),
              isNotProved());
  // A body that is not in sight.
  EXPECT_THAT(with("class D { public: explicit D(Noisy *&p) : p(p) {} void "
                   "operator()() const; private: Noisy *&p; }; "),
              isNotProved());
  EXPECT_THAT(with("class D { public: explicit D(Noisy *&p); void operator()() "
                   "const { delete p; } private: Noisy *&p; }; "),
              isNotProved());
  // A body that may be replaced.
  EXPECT_THAT(with("class D { public: explicit D(Noisy *&p) : p(p) {} "
                   "__attribute__((weak)) void operator()() const { delete p; "
                   "} private: Noisy *&p; }; "),
              isNotProved());
  // Which of two is called?
  EXPECT_THAT(with("class D { public: explicit D(Noisy *&p) : p(p) {} void "
                   "operator()() const { delete p; } void operator()() { "
                   "work(); } private: Noisy *&p; }; "),
              isNotProved());
  EXPECT_THAT(with("template <class T> struct Of { T value; operator T() { "
                   "return value; } }; " +
                   deleter()),
              "equivalent [handled]");
}

TEST(FunctionObjectTrapsTest, OtherBodies) {
  auto with = [](const std::string &Body) {
    return judged(Deletes,
                  "extern Noisy *global; " + deleter(Body) +
                      "void f(Noisy *n) { raiify::scope_exit g(D{n}); work(); "
                      "}");
  };
  EXPECT_THAT(with("delete p; quit();"), StartsWith("changes-behavior"));
  EXPECT_THAT(with("quit(); delete p;"), StartsWith("changes-behavior"));
  EXPECT_THAT(with(""), StartsWith("changes-behavior"));
  EXPECT_THAT(with("delete global;"), StartsWith("changes-behavior"));
  EXPECT_THAT(with("delete[] p;"), StartsWith("changes-behavior"));
  EXPECT_THAT(with("if (ready()) delete p;"), StartsWith("changes-behavior"));
  EXPECT_THAT(with("delete p; p = nullptr;"), StartsWith("changes-behavior"));
  EXPECT_THAT(with("if (p) delete p;"), "equivalent [handled]");
  // Variables that all users of the class would share, or that hide.
  EXPECT_THAT(with("static int calls; ++calls; delete p;"), isNotProved());
  EXPECT_THAT(with("Noisy *p = nullptr; delete p;"), isNotProved());
  EXPECT_THAT(with("[this] { delete p; }();"), isNotProved());
  EXPECT_THAT(with("const D *self = this; delete self->p;"), isNotProved());
  EXPECT_THAT(with("if (std::uncaught_exceptions()) delete p;"),
              HasSubstr("reads-exception"));
}

TEST(FunctionObjectTrapsTest, StaticVariables) {
  // One for each function before, one for all of them after.
  EXPECT_THAT(
      judged("void f(int i) { try { work(); } catch (...) { static int n; n "
             "= i; throw; } }",
             "class D { public: explicit D(int &i) : i(i) {} void "
             "operator()() const { static int n; n = i; } private: int &i; "
             "}; void f(int i) { raiify::scope_fail g(D{i}); work(); }"),
      isNotProved());
}

TEST(FunctionObjectTrapsTest, InTheClassItself) {
  // There the members have two meanings.
  const char *Before =
      "class F { public: explicit F(Noisy *&p) : p(p) {} void operator()() "
      "const { delete p; } Noisy *&p; void g(Noisy *n); }; void F::g(Noisy *n) "
      "{ auto f = [&] { try { work(); } catch (...) { delete p; throw; } "
      "delete p; }; f(); }";
  const char *After =
      "class F { public: explicit F(Noisy *&p) : p(p) {} void operator()() "
      "const { delete p; } Noisy *&p; void g(Noisy *n); }; void F::g(Noisy *n) "
      "{ auto f = [&] { raiify::scope_exit g(F{n}); work(); }; f(); }";
  EXPECT_THAT(judged(Before, After), isNotProved());
}

TEST(FunctionObjectTrapsTest, MadeInAnotherWay) {
  auto with = [](const char *Guard) {
    return judged(Deletes, deleter() +
                               "struct K { D d; Noisy *&o; operator "
                               "D(); }; Noisy *other; D made(Noisy *&); "
                               "void f(Noisy *n) { " +
                               Guard + " work(); }");
  };
  ASSERT_THAT(with("raiify::scope_exit g(D{n});"), "equivalent [handled]");
  EXPECT_THAT(with("raiify::scope_exit g{D{n}};"), "equivalent [handled]");
  EXPECT_THAT(with("D d{n}; raiify::scope_exit g(d);"), isNotProved());
  EXPECT_THAT(with("raiify::scope_exit g(made(n));"), isNotProved());
  EXPECT_THAT(with("raiify::scope_exit<D> g(K{D{n}, other});"), isNotProved());
  EXPECT_THAT(with("raiify::scope_exit g((work(), D{n}));"), isNotProved());
  EXPECT_THAT(with("raiify::scope_exit g(ready() ? D{n} : D{other});"),
              isNotProved());
}

TEST(FunctionObjectTrapsTest, InTemplates) {
  // What depends on the arguments of the function is not known to be one.
  EXPECT_THAT(judged("template <class T> void f(T *n) { try { work(); } catch "
                     "(...) { delete n; throw; } delete n; }",
                     "template <class T> class D { public: explicit D(T &p) : "
                     "p(p) {} void operator()() const { delete p; } private: "
                     "T &p; }; template <class T> void f(T *n) { "
                     "raiify::scope_exit g(D{n}); work(); }"),
              isNotProved());
}

} // namespace
} // namespace raiify
