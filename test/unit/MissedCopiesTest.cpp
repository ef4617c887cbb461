//===- MissedCopiesTest.cpp - The function that forgets -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Forgetful.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <algorithm>

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

TEST(MissedCopiesTest, OneOfFourForgets) {
  EXPECT_THAT(
      missedIn(releasing(3) + forgetful("P *p = new P;", "p->run();")),
      ElementsAre("forgets: 'p' is acquired here and never released; 3 other "
                  "functions that acquire the same run 'delete p' when an "
                  "exception leaves; this is probably a leak"));
}

TEST(MissedCopiesTest, LaterAssignmentsCountAsWell) {
  EXPECT_THAT(missedIn(releasing(3) +
                       forgetful("P *p = nullptr; p = new P;", "look(p);")),
              SizeIs(1));
}

TEST(MissedCopiesTest, AnotherOperandIsNamed) {
  EXPECT_THAT(missedIn(releasing(3) +
                       "void forgets(P *q) { P *p = new P; try { p->run(); } "
                       "catch (...) { delete q; throw; } delete q; }"),
              ElementsAre(HasSubstr("releases 'q', not 'p'")));
}

TEST(MissedCopiesTest, FunctionsAcquireToo) {
  std::string Code;
  for (const char *Name : {"a", "b", "c"})
    Code += std::string("void ") + Name +
            "() { P *p = made(); try { p->run(); } catch (...) { dropped(p); "
            "throw; } dropped(p); }\n";
  EXPECT_THAT(missedIn(Code + forgetful("P *p = made();", "p->run();")),
              ElementsAre(HasSubstr("'dropped(p)'")));
}

TEST(MissedCopiesTest, ItIsShownWhereItIsAcquiredWithAllCopies) {
  std::vector<Acquisition> All = acquisitionsIn(
      Types.str() + "\n" + releasing(3) + forgetful("P *p = new P;", ""));
  ASSERT_THAT(All, SizeIs(4));
  std::vector<AcquisitionCandidate> Candidates;
  for (const Acquisition &A : All)
    Candidates.push_back({&A, 0});
  std::vector<Finding> Found = findMissedCopies(Candidates);
  ASSERT_THAT(Found, SizeIs(1));
  EXPECT_EQ(Found[0].Check, CheckKind::MissedCleanup);
  EXPECT_EQ(Found[0].Where.Line, 5u);
  EXPECT_EQ(Found[0].Rewrite.Reason, Reason::MissedCleanup);
  ASSERT_THAT(Found[0].Related, SizeIs(4));
  EXPECT_EQ(Found[0].Related[0].Message,
            "'delete p' releases this one, in 'r0'");
  EXPECT_EQ(Found[0].Related[2].Where.Line, 4u);
}

TEST(MissedCopiesTest, NoOrderMattersAndUnitsCountOnce) {
  std::vector<Acquisition> All = acquisitionsIn(
      Types.str() + "\n" + releasing(4) + forgetful("P *p = new P;", ""));
  ASSERT_THAT(All, SizeIs(5));
  std::vector<std::size_t> Order = {0, 1, 2, 3, 4, 4, 0};
  std::sort(Order.begin(), Order.end());
  do {
    std::vector<AcquisitionCandidate> Candidates;
    for (std::size_t Index : Order)
      Candidates.push_back({&All[Index], 0});
    std::vector<Finding> Found = findMissedCopies(Candidates);
    ASSERT_THAT(Found, SizeIs(1));
    ASSERT_THAT(Found[0].Related, SizeIs(5));
    ASSERT_THAT(Found[0].Message, HasSubstr("4 other"));
  } while (std::next_permutation(Order.begin(), Order.end()));
}

} // namespace
} // namespace raiify
