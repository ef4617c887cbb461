//===- VerdictTextTest.cpp - A rewrite's verdict for people ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/VerdictText.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::SizeIs;

Judgement judged(Verdict V, std::vector<Assumption> Assumptions = {}) {
  Judgement J;
  J.Verdict = V;
  J.Assumptions = std::move(Assumptions);
  return J;
}

Judgement different(Counterexample Difference) {
  Judgement J = judged(Verdict::ChangesBehavior);
  J.Difference = std::move(Difference);
  return J;
}

TEST(VerdictTextTest, Equivalent) {
  EXPECT_THAT(verdictLines(judged(Verdict::Equivalent)),
              ElementsAre("   = rewrite: equivalent"));
  EXPECT_THAT(
      verdictLines(judged(Verdict::Equivalent,
                          {{AssumptionKind::Handled, "f has callers"}})),
      ElementsAre("   = rewrite: equivalent, assuming handled (f has "
                  "callers)"));
}

TEST(VerdictTextTest, ConditionalListsWhatToGrant) {
  EXPECT_THAT(
      verdictLines(judged(Verdict::Conditional,
                          {{AssumptionKind::Handled, "f has callers"},
                           {AssumptionKind::NothrowCleanup, "'c()' may "
                                                            "throw"}})),
      ElementsAre("   = rewrite: conditional",
                  "     assuming handled: f has callers; granted by default",
                  "     assuming nothrow-cleanup: 'c()' may throw; grant with "
                  "--assume=nothrow-cleanup"));
}

TEST(VerdictTextTest, RefusedNamesTheReason) {
  EXPECT_THAT(verdictLines(Judgement::refused(Reason::Goto)),
              ElementsAre("   = not rewritten: the function has labels or a "
                          "goto, which may jump past a guard [goto]"));
  EXPECT_THAT(verdictLines(Judgement::refused(Reason::Goto, "label 'out'")),
              ElementsAre(EndsWith("[goto] (label 'out')")));
}

TEST(VerdictTextTest, OneSentence) {
  EXPECT_EQ(verdictSentence(Judgement()), "");
  EXPECT_EQ(verdictSentence(Judgement::refused(Reason::Goto, "label 'out'")),
            "not rewritten: the function has labels or a goto, which may jump "
            "past a guard [goto] (label 'out')");
  EXPECT_EQ(verdictSentence(judged(Verdict::Equivalent)),
            "rewrite: equivalent");
  EXPECT_EQ(verdictSentence(judged(Verdict::Equivalent,
                                   {{AssumptionKind::Handled, "somebody"}})),
            "rewrite: equivalent, assuming handled (somebody)");
  EXPECT_EQ(
      verdictSentence(judged(Verdict::Conditional,
                             {{AssumptionKind::Handled, "somebody"},
                              {AssumptionKind::NothrowCleanup, "'c()'"}})),
      "rewrite: conditional, assuming handled: somebody; granted by default, "
      "and nothrow-cleanup: 'c()'; grant with --assume=nothrow-cleanup");
  EXPECT_EQ(verdictSentence(different({{"a", "b"}, {"a"}})),
            "rewrite: changes-behavior; today: a, b; with the guard: a");
}

TEST(VerdictTextTest, TracesStandSideBySide) {
  EXPECT_THAT(
      verdictLines(different(
          {{"open(fd)", "close(fd)", "returns 0"}, {"open(fd)", "returns 0"}})),
      ElementsAre("   = rewrite: changes-behavior; the first difference is "
                  "marked",
                  "       today      with the guard",
                  "       open(fd)   open(fd)", "     > close(fd)  returns 0",
                  "       returns 0"));
}

TEST(VerdictTextTest, LongEventsAreCut) {
  std::string Long(120, 'x');
  std::vector<std::string> Lines =
      verdictLines(different({{Long, "a"}, {Long, "b"}}));
  EXPECT_THAT(Lines, Each(SizeIs(testing::Le(100u))));
  EXPECT_THAT(Lines[2], HasSubstr("...  xxx"));
  EXPECT_THAT(Lines[2], EndsWith("..."));
}

TEST(VerdictTextTest, AShortTraceLeavesTheRoomToTheOther) {
  std::string Long(80, 'x');
  for (const Counterexample &Difference :
       {Counterexample{{"a"}, {Long}}, Counterexample{{Long}, {"a"}}}) {
    std::vector<std::string> Lines = verdictLines(different(Difference));
    EXPECT_THAT(Lines, Each(SizeIs(testing::Le(100u))));
    EXPECT_THAT(Lines[2], HasSubstr(std::string(70, 'x')));
  }
}

TEST(VerdictTextTest, CuttingKeepsLettersWhole) {
  std::string Long;
  for (unsigned I = 0; I < 120; ++I)
    Long += "\xC3\xA9";
  std::vector<std::string> Lines =
      verdictLines(different({{Long, "a"}, {Long, "b"}}));
  EXPECT_THAT(Lines[2], HasSubstr("\xC3\xA9...  \xC3\xA9"));
}

} // namespace
} // namespace raiify
