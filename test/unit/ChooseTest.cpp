//===- ChooseTest.cpp - Which rewrites to apply together ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/Choose.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <string>
#include <vector>

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// An equivalent rewrite in the function \p Function, shown at \p Offset.
Finding fixable(const char *Function, unsigned Offset, std::vector<Edit> Edits,
                const char *File = "/a.cpp") {
  Finding F;
  F.Function = Function;
  F.Where.File = File;
  F.Where.Offset = Offset;
  F.Rewrite.Verdict = Verdict::Equivalent;
  F.Edits = std::move(Edits);
  return F;
}

Edit edit(unsigned Offset, unsigned Length, const char *Text = "x",
          const char *File = "/a.cpp") {
  return {File, Offset, Length, Text};
}

/// The functions whose rewrites are chosen.
std::vector<std::string> chosen(const std::vector<Finding> &Findings,
                                const std::set<std::string> &LeftAlone = {}) {
  std::vector<std::string> Names;
  for (const Finding *F : chooseFindings(Findings, FixPolicy(), LeftAlone))
    Names.push_back(F->Function);
  return Names;
}

TEST(ApplicableTest, ByVerdict) {
  FixPolicy Plain{{AssumptionKind::Handled}, /*Unsafe=*/false};
  FixPolicy Unsafe{{AssumptionKind::Handled}, /*Unsafe=*/true};
  Judgement J;
  J.Verdict = Verdict::Equivalent;
  EXPECT_TRUE(isApplicable(J, Plain));
  J.Verdict = Verdict::ChangesBehavior;
  EXPECT_FALSE(isApplicable(J, Plain));
  EXPECT_TRUE(isApplicable(J, Unsafe));
  J = Judgement::refused(Reason::Goto);
  EXPECT_FALSE(isApplicable(J, Unsafe));
}

TEST(ApplicableTest, ConditionalNeedsAllItsAssumptions) {
  Judgement J;
  J.Verdict = Verdict::Conditional;
  J.Assumptions = {{AssumptionKind::Handled, ""},
                   {AssumptionKind::NothrowCleanup, ""}};
  EXPECT_FALSE(isApplicable(J, {{AssumptionKind::Handled}, true}));
  EXPECT_FALSE(isApplicable(J, {{AssumptionKind::NothrowCleanup}, false}));
  EXPECT_TRUE(isApplicable(
      J, {{AssumptionKind::Handled, AssumptionKind::NothrowCleanup}, false}));
}

TEST(ChooseTest, OneForEachFunction) {
  EXPECT_THAT(
      chosen({fixable("f", 1, {edit(1, 1)}), fixable("f", 9, {edit(9, 1)}),
              fixable("g", 20, {edit(20, 1)})}),
      ElementsAre("f", "g"));
}

TEST(ChooseTest, NoOverlaps) {
  EXPECT_THAT(
      chosen({fixable("f", 1, {edit(1, 5)}), fixable("g", 2, {edit(5, 1)}),
              fixable("h", 3, {edit(6, 1)})}),
      ElementsAre("f", "h"));
  // Which of two insertions at one place comes first is not known.
  EXPECT_THAT(chosen({fixable("f", 1, {edit(1, 0, "a")}),
                      fixable("g", 2, {edit(1, 0, "b")})}),
              ElementsAre("f"));
}

TEST(ChooseTest, TheSameOffsetsOfAnotherFileDoNotMatter) {
  EXPECT_THAT(chosen({fixable("f", 1, {edit(1, 5)}),
                      fixable("g", 1, {edit(1, 5, "x", "/b.cpp")}, "/b.cpp")}),
              ElementsAre("f", "g"));
}

TEST(ChooseTest, WhatSeveralHaveAlikeIsDoneOnce) {
  Edit Include = edit(0, 0, "#include \"raiify/scope_guard.hpp\"\n");
  std::vector<Finding> Findings = {fixable("f", 1, {Include, edit(1, 5)}),
                                   fixable("g", 9, {Include, edit(9, 1)})};
  std::vector<const Finding *> Chosen =
      chooseFindings(Findings, FixPolicy(), {});
  EXPECT_EQ(Chosen.size(), 2u);
  EXPECT_THAT(collectEdits(Chosen),
              ElementsAre(Include, edit(1, 5), edit(9, 1)));
}

TEST(ChooseTest, NothingInFilesThatAreLeftAlone) {
  EXPECT_THAT(chosen({fixable("f", 1, {edit(1, 5)})}, {"/a.cpp"}), IsEmpty());
  EXPECT_THAT(chosen({fixable("f", 1, {edit(1, 5)})}, {"/b.cpp"}),
              ElementsAre("f"));
}

TEST(ChooseTest, KnowsWhenTheHeaderIsNeeded) {
  EXPECT_TRUE(includesHeader({edit(0, 0, "#include \"../g/scope_guard.hpp\"")},
                             "/src/g/scope_guard.hpp"));
  EXPECT_FALSE(includesHeader({edit(0, 0, "#include \"other.hpp\"")},
                              "/src/g/scope_guard.hpp"));
}

} // namespace
} // namespace raiify
