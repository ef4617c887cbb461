//===- MissedCopiesNegativeTest.cpp - Functions that forget nothing -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Forgetful.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::IsEmpty;

TEST(MissedCopiesNegativeTest, TwoFunctionsAreNoRule) {
  EXPECT_THAT(missedIn(releasing(2) + forgetful("P *p = new P;", "p->run();")),
              IsEmpty());
}

TEST(MissedCopiesNegativeTest, MinCopiesMayAskForMore) {
  EXPECT_THAT(
      missedIn(releasing(3) + forgetful("P *p = new P;", "p->run();"), 4),
      IsEmpty());
}

TEST(MissedCopiesNegativeTest, ManyThatForgetMakeNoRule) {
  EXPECT_THAT(missedIn(releasing(3) + forgetful("P *p = new P;", "p->run();") +
                       "void another() { P *p = new P; try { p->run(); } catch "
                       "(...) { throw; } }"),
              IsEmpty());
}

TEST(MissedCopiesNegativeTest, OtherTypesAreAcquiredInAnotherWay) {
  EXPECT_THAT(
      missedIn(releasing(3) + forgetful("P *p = new Derived;", "p->run();")),
      IsEmpty());
  EXPECT_THAT(missedIn(releasing(3) + forgetful("P *p = made();", "look(p);")),
              IsEmpty());
}

TEST(MissedCopiesNegativeTest, ReleasedInSomeWay) {
  for (const char *Work : {"delete p;", "p->run(); if (p) delete p;",
                           "dropped(p);", "p->stop();", "keep(p);"})
    EXPECT_THAT(missedIn(releasing(3) + forgetful("P *p = new P;", Work)),
                IsEmpty())
        << Work;
  EXPECT_THAT(missedIn(releasing(3) +
                       forgetful("P *p = new P;", "p->run();", "delete p;")),
              IsEmpty());
}

TEST(MissedCopiesNegativeTest, InOtherHands) {
  for (const char *Work :
       {"Global = p;", "P *q = p; look(q);", "P **q = &p; look(*q);",
        "auto l = [p] { p->run(); }; l();", "struct H { H(P *); } h(p);",
        "P &q = *p; q.run();", "throw p;", "P *a[] = {p}; look(a[0]);"})
    EXPECT_THAT(missedIn(releasing(3) + forgetful("P *p = new P;", Work)),
                IsEmpty())
        << Work;
  EXPECT_THAT(missedIn(releasing(3) +
                       "P *forgets() { P *p = new P; try { p->run(); } catch "
                       "(...) { throw; } return p; }"),
              IsEmpty());
}

TEST(MissedCopiesNegativeTest, WhoeverGivesItAwayMayBeRight) {
  EXPECT_THAT(missedIn(releasing(4) + forgetful("P *p = new P;", "p->run();") +
                       "P *gives() { P *p = new P; try { p->run(); } catch "
                       "(...) { throw; } return p; }"),
              IsEmpty());
}

TEST(MissedCopiesNegativeTest, AnotherShape) {
  EXPECT_THAT(
      missedIn(releasing(3) + forgetful("P *p = new P;", "p->run(); keep(p);")),
      IsEmpty());
  EXPECT_THAT(missedIn(releasing(3) + forgetful("P *p = new P;", "p->Q = 0;")),
              IsEmpty());
}

TEST(MissedCopiesNegativeTest, WithoutATryThereIsNothingToCompare) {
  EXPECT_THAT(missedIn(releasing(3) + "void f() { P *p = new P; p->run(); }"),
              IsEmpty());
  EXPECT_THAT(missedIn(releasing(3) +
                       "void f() { try { work(); } catch (...) { throw; } P *p "
                       "= new P; p->run(); }"),
              IsEmpty());
}

TEST(MissedCopiesNegativeTest, ReleasesThatDifferMakeNoRule) {
  std::string Code;
  for (const char *Release : {"delete p", "dropped(p)", "delete p"})
    Code += std::string("void f") + std::to_string(Code.size()) +
            "() { P *p = new P; try { p->run(); } catch (...) { " + Release +
            "; throw; } " + Release + "; }\n";
  EXPECT_THAT(missedIn(Code + forgetful("P *p = new P;", "p->run();")),
              IsEmpty());
}

TEST(MissedCopiesNegativeTest, AssignedTwice) {
  EXPECT_THAT(missedIn(releasing(3) +
                       forgetful("P *p = new P; p = new P;", "p->run();")),
              IsEmpty());
}

} // namespace
} // namespace raiify
