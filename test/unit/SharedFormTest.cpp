//===- SharedFormTest.cpp - A cleanup, free of its function ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MarkedCode.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "llvm/ADT/StringExtras.h"

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Ne;

/// The shared form of the first site in \p Code: statements, then parameters;
/// or what stands against it.
std::string shared(llvm::StringRef Code) {
  std::vector<Site> Sites = rawSitesIn(Code);
  if (Sites.empty())
    return "no site";
  const SharedForm &Form = Sites.front().Shared;
  if (!Form.Obstacle.empty())
    return "obstacle: " + Form.Obstacle;
  std::string Text = llvm::join(Form.Body, "; ");
  for (const CleanupParameter &P : Form.Parameters)
    Text += " | " + P.Type + " = " + P.Argument;
  return Text;
}

/// A function that rolls \p Cleanup back, behind \p Before.
std::string rollback(llvm::StringRef Before, llvm::StringRef Cleanup) {
  return ("void f() { " + Before + " try { work(); } catch (...) { " + Cleanup +
          " throw; } }")
      .str();
}

/// The family keys of all sites in \p Code.
std::vector<std::string> families(llvm::StringRef Code) {
  std::vector<std::string> Keys;
  for (const Site &S : rawSitesIn(Code))
    Keys.push_back(S.Shared.FamilyKey);
  return Keys;
}

TEST(SharedFormTest, LocalsBecomeParameters) {
  EXPECT_EQ(shared(rollback("int *P = new int;", "delete P;")),
            "delete $0 | int * = P");
  EXPECT_EQ(shared("struct S { int *Q; }; void f(S &P) { P.Q = new int; try { "
                   "work(); } catch (...) { delete P.Q; P.Q = 0; throw; } }"),
            "delete $0.Q; $0.Q = nullptr | S = P");
}

TEST(SharedFormTest, ParametersComeInTheOrderOfUse) {
  EXPECT_EQ(shared(rollback("int A = open(\"a\", 0); int B = open(\"b\", 0);",
                            "close(B); close(A);")),
            "::close($0); ::close($1) | int = B | int = A");
}

TEST(SharedFormTest, AllSpellingsOfTheSameAreOne) {
  EXPECT_EQ(shared(rollback("int *P = new int;", "if (P) { delete P; }")),
            "delete $0 | int * = P");
  EXPECT_EQ(shared(rollback("int *P = new int;", "delete /*gone*/  P ;")),
            "delete $0 | int * = P");
}

TEST(SharedFormTest, OwnMembersAreHandedOver) {
  llvm::StringRef Class =
      "class C { bool Running; int *Data; void f(); void g() const; };";
  EXPECT_EQ(shared((Class + "void C::f() { Running = true; try { work(); } "
                            "catch (...) { this->Running = false; throw; } }")
                       .str()),
            "$0 = false | bool = this->Running");
  EXPECT_EQ(shared((Class + "void C::f() { Data = new int; try { work(); } "
                            "catch (...) { delete Data; throw; } }")
                       .str()),
            "delete $0 | int * = Data");
}

TEST(SharedFormTest, OwnMethodsAreCalledOnTheObject) {
  EXPECT_EQ(shared("struct C { int *P; void lock(); void unlock(); void f(); };"
                   "void C::f() { lock(); try { work(); } "
                   "catch (...) { unlock(); throw; } }"),
            "$0.unlock() | C = *this");
  EXPECT_EQ(shared("class C { int *P; void lock(); void unlock(); void f(); };"
                   "void C::f() { lock(); try { work(); } "
                   "catch (...) { unlock(); throw; } }"),
            "obstacle: 'unlock' is private");
}

TEST(SharedFormTest, PathsKeepTheirHead) {
  EXPECT_EQ(shared("struct S { int *Q; }; void f(S *P) { P->Q = new int; "
                   "try { work(); } catch (...) { delete P->Q; throw; } }"),
            "delete $0->Q | S * = P");
  EXPECT_EQ(shared("class S { int *Q; friend void f(S *); }; void f(S *P) { "
                   "P->Q = new int; "
                   "try { work(); } catch (...) { delete P->Q; throw; } }"),
            "obstacle: 'Q' is private");
}

TEST(SharedFormTest, OtherNamesMeanTheSameElsewhere) {
  EXPECT_EQ(shared("namespace n { int *allocate(); void release(int *); "
                   "void f() { int *P = allocate(); try { work(); } "
                   "catch (...) { release(P); throw; } } }"),
            "n::release($0) | int * = P");
  EXPECT_EQ(shared("namespace n { struct T {}; void release(void *); void f() "
                   "{ T *P = new T; try { work(); } "
                   "catch (...) { release((T *)P); throw; } } }"),
            "n::release((n::T *)$0) | n::T * = P");
}

TEST(SharedFormTest, DollarSignsStayThemselves) {
  EXPECT_EQ(shared("int *allocate(); void release(int *, const char *); void "
                   "f() { int *P = allocate(); try { work(); } "
                   "catch (...) { release(P, \"$0\"); throw; } }"),
            "::release($0, \"$$0\") | int * = P");
}

TEST(SharedFormTest, WhatHasNoNameElsewhere) {
  EXPECT_EQ(shared("\n#define DROP(p) delete p\n" +
                   rollback("int *P = new int;", "DROP(P);")),
            "obstacle: a macro");
  EXPECT_EQ(shared(rollback("struct L {}; L *P = new L;", "delete P;")),
            "obstacle: the type 'L' is local");
  EXPECT_EQ(
      shared("template <class T> " + rollback("T *P = new T;", "delete P;")),
      "obstacle: it depends on template arguments");
  EXPECT_EQ(shared("class S { ~S(); friend void f(); }; " +
                   rollback("S *P = new S;", "delete P;")),
            "obstacle: '~S' is private");
  EXPECT_EQ(shared("class S { struct T {}; void f(); }; void S::f() { T *P = "
                   "new T; try { work(); } "
                   "catch (...) { delete P; throw; } }"),
            "obstacle: 'T' is private");
}

TEST(SharedFormTest, AClassCannotStandInFrontOfWhatItNames) {
  EXPECT_EQ(shared("struct C { int *P; void lock(); void unlock(); void f() { "
                   "lock(); try { work(); } catch (...) { unlock(); throw; } "
                   "} };"),
            "obstacle: 'C' is declared behind the place for a class");
  EXPECT_EQ(shared("struct C { bool On; void f() { On = true; try { work(); } "
                   "catch (...) { On = false; throw; } } };"),
            "$0 = false | bool = On");
}

TEST(SharedFormTest, ATypedefNamesAnUnnamedType) {
  EXPECT_EQ(shared("typedef struct { int I; } T; " +
                   rollback("T *P = new T;", "delete P;")),
            "delete $0 | T * = P");
}

TEST(SharedFormTest, WhatNoReferenceBindsTo) {
  EXPECT_EQ(shared("struct S { unsigned On : 1; void f(); }; void S::f() { On "
                   "= 1; try { work(); } catch (...) { On = 0; throw; } }"),
            "obstacle: a bit-field or a member of an unnamed struct");
}

TEST(SharedFormTest, RelativesAreOneFamily) {
  llvm::StringRef Two = "void f() { A *P = new A; try { work(); } catch (...) "
                        "{ delete P; throw; } } void g() { B *Q = new B; try { "
                        "work(); } catch (...) { delete Q; throw; } }";
  std::vector<std::string> Keys =
      families(("struct Base { int I; }; struct Middle : Base {}; struct A : "
                "Middle {}; struct B : Base {}; " +
                Two)
                   .str());
  EXPECT_THAT(Keys, ElementsAre("delete $0:Base *", "delete $0:Base *"));
  Keys = families(("struct A {}; struct B {}; " + Two).str());
  ASSERT_EQ(Keys.size(), 2u);
  EXPECT_THAT(Keys[0], Ne(Keys[1]));
}

TEST(SharedFormTest, AMixinMakesNoFamily) {
  std::vector<std::string> Keys = families(
      "struct Mixin { virtual void save() = 0; }; struct A : Mixin { void "
      "save(); }; struct B : Mixin { void save(); }; void f() { A "
      "*P = new A; try { work(); } catch (...) { delete P; throw; } } void g() "
      "{ B *Q = new B; try { work(); } catch (...) { delete Q; throw; } }");
  ASSERT_EQ(Keys.size(), 2u);
  EXPECT_THAT(Keys[0], Ne(Keys[1]));
}

TEST(SharedFormTest, BuiltinTypesAreNoRelatives) {
  std::vector<std::string> Keys =
      families("void f() { int *P = new int; try { work(); } catch (...) { "
               "delete P; throw; } } void g() { long *P = new long; try { "
               "work(); } catch (...) { delete P; throw; } }");
  ASSERT_EQ(Keys.size(), 2u);
  EXPECT_THAT(Keys[0], Ne(Keys[1]));
}

TEST(SharedFormTest, WhatOneFileHidesIsNobodyElses) {
  std::vector<std::string> Keys =
      families("int *allocate(); static void release(int *P); void f() { int "
               "*P = allocate(); try { work(); } catch (...) { release(P); "
               "throw; } }");
  ASSERT_EQ(Keys.size(), 1u);
  EXPECT_THAT(Keys[0], HasSubstr("\n"));
}

TEST(SharedFormTest, PlaceIsInFrontOfTheOutermostDeclaration) {
  std::vector<Site> Sites =
      rawSitesIn("namespace a { inline namespace v { namespace b {\n"
                 "  struct S { void f() { int *P = new int; try { work(); } "
                 "catch (...) { delete P; throw; } } }; } } }");
  ASSERT_EQ(Sites.size(), 1u);
  EXPECT_EQ(Sites[0].Shared.Namespace, "a::b");
  EXPECT_EQ(Sites[0].Shared.Place.Line, 2u);
  EXPECT_EQ(Sites[0].Shared.Place.Column, 3u);
}

} // namespace
} // namespace raiify
