//===- FindingTest.cpp - Sites put into words -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Finding.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

Location at(unsigned Line, const char *File = "/src/a.cpp") {
  Location Where;
  Where.File = File;
  Where.Line = Line;
  Where.Column = 5;
  Where.Offset = Line * 100;
  return Where;
}

/// A site with two copies, from \p Line on.
Site siteAt(unsigned Line, CheckKind Check = CheckKind::EmulatedFinally) {
  Site S;
  S.Check = Check;
  S.Where = at(Line);
  S.Region = at(Line - 2);
  S.Function = "ns::f";
  S.Cleanup = {"close(Fd)"};
  S.Key = "close($0)";
  S.Copies = {{at(Line), CopyRole::Handler, false},
              {at(Line + 3), CopyRole::AfterTry, false}};
  S.Handlers = 1;
  return S;
}

std::vector<std::string> prints(const std::vector<Finding> &Findings) {
  std::vector<std::string> Result;
  for (const Finding &F : Findings)
    Result.push_back(F.Where.File + ":" + std::to_string(F.Where.Line) + " " +
                     checkInfo(F.Check).Name.str() + " " + F.Fingerprint);
  return Result;
}

TEST(DescribeTest, TellsWhereEachCopyStands) {
  Finding F = describe(siteAt(10));
  EXPECT_THAT(F.Message, HasSubstr("'close(Fd)' is written 2 times"));
  std::vector<unsigned> Lines;
  for (const Note &N : F.Related)
    Lines.push_back(N.Where.Line);
  // The other copy, the region, and the page at the finding itself.
  EXPECT_THAT(Lines, ElementsAre(13, 8, 10));
  EXPECT_THAT(F.Related[0].Message, HasSubstr("after the try"));
  EXPECT_THAT(F.Related[2].Message, EndsWith("raii-emulated-finally.md"));
}

TEST(DescribeTest, EveryCheckHasWords) {
  for (const CheckInfo &Info : allChecks()) {
    if (Info.Kind == CheckKind::CopiedCleanup)
      continue; // speaks of several sites, see ClustersTest
    Finding F = describe(siteAt(10, Info.Kind));
    EXPECT_THAT(F.Message, HasSubstr("'close(Fd)'")) << Info.Name.str();
    EXPECT_THAT(F.Message, Not(EndsWith("."))) << Info.Name.str();
    for (const Note &N : F.Related)
      EXPECT_FALSE(N.Message.empty()) << Info.Name.str();
    EXPECT_THAT(F.Related.back().Message,
                EndsWith("/" + Info.Name.str() + ".md"));
  }
}

TEST(DescribeTest, EveryRoleHasWords) {
  for (CopyRole Role : {CopyRole::Handler, CopyRole::TryEnd, CopyRole::AfterTry,
                        CopyRole::Return, CopyRole::Throw, CopyRole::Jump,
                        CopyRole::FallThrough}) {
    Site S = siteAt(10);
    S.Copies[1].Role = Role;
    EXPECT_FALSE(describe(S).Related[0].Message.empty());
    EXPECT_FALSE(roleName(Role).empty());
  }
}

TEST(DescribeTest, LongCleanupIsCutAndCounted) {
  Site S = siteAt(10);
  S.Cleanup = {std::string(80, 'x'), "second()", "third()"};
  EXPECT_THAT(describe(S).Message, HasSubstr("'" + std::string(60, 'x') +
                                             "...' and 2 more statements"));
}

TEST(DescribeTest, CuttingKeepsLettersWhole) {
  Site S = siteAt(10);
  // A letter of two bytes stands across the place of the cut.
  S.Cleanup = {std::string(59, 'x') + "\xC3\xA9" + std::string(20, 'y')};
  EXPECT_THAT(describe(S).Message,
              HasSubstr("'" + std::string(59, 'x') + "...'"));
}

TEST(DescribeTest, MacrosAreMarked) {
  Site S = siteAt(10);
  EXPECT_THAT(describe(S).Message, Not(HasSubstr("macro")));
  S.InMacro = true;
  EXPECT_THAT(describe(S).Message, EndsWith(" (in a macro)"));
}

TEST(DescribeTest, OtherExitsThatMissItAreNoted) {
  Site S = siteAt(10, CheckKind::MissedCleanup);
  S.Missing = {{at(10), CopyRole::Return, false},
               {at(12), CopyRole::Return, false}};
  S.Copies = {{at(14), CopyRole::Return, false}};
  Finding F = describe(S);
  EXPECT_THAT(F.Message, HasSubstr("that 1 other exit runs"));
  EXPECT_EQ(F.Related[1].Where.Line, 12u);
  EXPECT_THAT(F.Related[1].Message, HasSubstr("too"));
}

TEST(FingerprintTest, Is16HexadecimalDigits) {
  EXPECT_THAT(describe(siteAt(10)).Fingerprint, MatchesRegex("[0-9a-f]{16}"));
}

TEST(FingerprintTest, SurvivesMovedLines) {
  EXPECT_EQ(describe(siteAt(10)).Fingerprint, describe(siteAt(99)).Fingerprint);
}

TEST(FingerprintTest, SurvivesOtherSpellings) {
  Site Renamed = siteAt(10);
  Renamed.Cleanup = {"close( Handle )"};
  EXPECT_EQ(describe(siteAt(10)).Fingerprint, describe(Renamed).Fingerprint);
}

TEST(FingerprintTest, DependsOnCheckFunctionAndCleanup) {
  Site Function = siteAt(10), Key = siteAt(10);
  Function.Function = "ns::g";
  Key.Key = "free($0)";
  std::string First = describe(siteAt(10)).Fingerprint;
  EXPECT_NE(First, describe(Function).Fingerprint);
  EXPECT_NE(First, describe(Key).Fingerprint);
  EXPECT_NE(First, describe(siteAt(10, CheckKind::ExitCleanup)).Fingerprint);
}

TEST(NormalizeTest, SortsByPlace) {
  Site Elsewhere = siteAt(1);
  Elsewhere.Where = at(1, "/src/b.cpp");
  std::vector<Finding> Findings = {describe(Elsewhere), describe(siteAt(30)),
                                   describe(siteAt(10, CheckKind::ExitCleanup)),
                                   describe(siteAt(10))};
  normalize(Findings);
  std::vector<std::tuple<std::string, unsigned, CheckKind>> Places;
  for (const Finding &F : Findings)
    Places.emplace_back(F.Where.File, F.Where.Line, F.Check);
  EXPECT_THAT(
      Places,
      ElementsAre(
          std::make_tuple("/src/a.cpp", 10u, CheckKind::EmulatedFinally),
          std::make_tuple("/src/a.cpp", 10u, CheckKind::ExitCleanup),
          std::make_tuple("/src/a.cpp", 30u, CheckKind::EmulatedFinally),
          std::make_tuple("/src/b.cpp", 1u, CheckKind::EmulatedFinally)));
}

TEST(NormalizeTest, EachOrderGivesTheSame) {
  Site Other = siteAt(40);
  Other.Function = "ns::g";
  std::vector<Site> Sites = {siteAt(10), siteAt(20), siteAt(20),
                             siteAt(10, CheckKind::MissedCleanup), Other};
  std::vector<unsigned> Order = {0, 1, 2, 3, 4};
  std::vector<std::string> First;
  do {
    std::vector<Finding> Findings;
    for (unsigned Index : Order)
      Findings.push_back(describe(Sites[Index]));
    normalize(Findings);
    if (First.empty())
      First = prints(Findings);
    ASSERT_EQ(prints(Findings), First);
  } while (std::next_permutation(Order.begin(), Order.end()));
  EXPECT_EQ(First.size(), 4u);
}

TEST(NormalizeTest, TellsEqualOnesApartAndAgainTheSame) {
  std::vector<Finding> Findings = {describe(siteAt(20)), describe(siteAt(10))};
  std::string Plain = Findings[0].Fingerprint;
  normalize(Findings);
  ASSERT_EQ(Findings.size(), 2u);
  EXPECT_EQ(Findings[0].Fingerprint, Plain);
  EXPECT_NE(Findings[1].Fingerprint, Plain);
  EXPECT_THAT(Findings[1].Fingerprint, MatchesRegex("[0-9a-f]{16}"));

  std::vector<Finding> Moved = {describe(siteAt(50)), describe(siteAt(70))};
  normalize(Moved);
  EXPECT_EQ(Moved[0].Fingerprint, Findings[0].Fingerprint);
  EXPECT_EQ(Moved[1].Fingerprint, Findings[1].Fingerprint);
}

TEST(NormalizeTest, EqualOnesOfAnotherFileChangeNoNumber) {
  auto In = [](const char *File, unsigned Line) {
    Site S = siteAt(Line);
    S.Where = at(Line, File);
    return describe(S);
  };
  std::vector<Finding> Alone = {In("/src/b.cpp", 10), In("/src/b.cpp", 20)};
  std::vector<Finding> Both = {In("/src/b.cpp", 10), In("/src/b.cpp", 20),
                               In("/src/a.cpp", 10), In("/src/a.cpp", 20)};
  normalize(Alone);
  normalize(Both);
  ASSERT_EQ(Both.size(), 4u);
  EXPECT_EQ(Both[2].Where.File, "/src/b.cpp");
  EXPECT_EQ(Both[2].Fingerprint, Alone[0].Fingerprint);
  EXPECT_EQ(Both[3].Fingerprint, Alone[1].Fingerprint);
  // The file has no part in it: what moves as a whole stays known.
  EXPECT_EQ(Both[0].Fingerprint, Alone[0].Fingerprint);
  EXPECT_EQ(Both[1].Fingerprint, Alone[1].Fingerprint);
}

TEST(NormalizeTest, NumbersTwiceAreNumbersOnce) {
  std::vector<Finding> Findings = {describe(siteAt(10)), describe(siteAt(20)),
                                   describe(siteAt(30))};
  normalize(Findings);
  std::vector<std::string> Once = prints(Findings);
  normalize(Findings);
  EXPECT_EQ(prints(Findings), Once);
}

TEST(NormalizeTest, WhatTwoUnitsSawStandsOnce) {
  // Two translation units may name the function differently.
  Site Other = siteAt(10);
  Other.Function = "ns::f<int>";
  std::vector<Finding> OneWay = {describe(siteAt(10)), describe(Other)};
  std::vector<Finding> OtherWay = {describe(Other), describe(siteAt(10))};
  normalize(OneWay);
  normalize(OtherWay);
  EXPECT_EQ(OneWay.size(), 1u);
  EXPECT_EQ(prints(OneWay), prints(OtherWay));
}

/// A finding with a rewrite, as one of several units sees it.
Finding judgedAs(Verdict V, std::vector<Assumption> Assumptions = {},
                 const char *Text = "guard;") {
  Finding F = describe(siteAt(10));
  F.Rewrite.Verdict = V;
  F.Rewrite.Assumptions = std::move(Assumptions);
  F.Edits = {{"/src/a.cpp", 100, 3, Text}};
  return F;
}

Finding refusedFor(Reason Why, std::string Detail = "") {
  Finding F = describe(siteAt(10));
  F.Rewrite = Judgement::refused(Why, std::move(Detail));
  return F;
}

/// What is known of the one site that \p Findings are of; every order has to
/// give the same.
Finding joined(std::vector<Finding> Findings) {
  std::vector<unsigned> Order(Findings.size());
  std::iota(Order.begin(), Order.end(), 0);
  std::vector<Finding> Results;
  do {
    std::vector<Finding> Ordered;
    for (unsigned Index : Order)
      Ordered.push_back(Findings[Index]);
    normalize(Ordered);
    EXPECT_EQ(Ordered.size(), 1u);
    Results.push_back(Ordered.front());
    EXPECT_EQ(Results.back().Rewrite, Results.front().Rewrite);
    EXPECT_EQ(Results.back().Edits, Results.front().Edits);
  } while (std::next_permutation(Order.begin(), Order.end()));
  return Results.front();
}

TEST(NormalizeTest, UnitsThatAgreeKeepTheRewrite) {
  Assumption Handled{AssumptionKind::Handled, "in main"};
  Assumption Nothrow{AssumptionKind::NothrowCleanup, "'c()' may throw"};
  Finding F = joined({judgedAs(Verdict::Conditional, {Nothrow}),
                      judgedAs(Verdict::Conditional, {Handled, Nothrow}),
                      judgedAs(Verdict::Conditional, {Handled})});
  EXPECT_EQ(F.Rewrite.Verdict, Verdict::Conditional);
  EXPECT_THAT(F.Rewrite.Assumptions, ElementsAre(Handled, Nothrow));
  EXPECT_EQ(F.Edits.size(), 1u);
}

TEST(NormalizeTest, UnitsThatDifferLeaveItRefused) {
  Finding Equivalent = judgedAs(Verdict::Equivalent);
  for (const Finding &Other :
       {judgedAs(Verdict::Conditional), judgedAs(Verdict::Equivalent, {}, "x"),
        refusedFor(Reason::LanguageStandard)}) {
    Finding F = joined({Equivalent, Other, Equivalent, Other});
    EXPECT_EQ(F.Rewrite, Judgement::refused(Reason::DiffersBetweenUnits));
    EXPECT_TRUE(F.Edits.empty());
  }
}

TEST(NormalizeTest, OfTwoReasonsTheFirstOfTheTableIsShown) {
  Finding F = joined({refusedFor(Reason::Macro, "b"), refusedFor(Reason::Goto),
                      refusedFor(Reason::Macro, "a")});
  EXPECT_EQ(F.Rewrite, Judgement::refused(Reason::Goto));
}

TEST(NormalizeTest, OfTwoCounterexamplesOneIsShown) {
  Finding A = judgedAs(Verdict::ChangesBehavior);
  Finding B = A;
  A.Rewrite.Difference = {{"f()", "throws"}, {"f()", "returns"}};
  B.Rewrite.Difference = {{"e()", "throws"}, {"e()", "returns"}};
  EXPECT_EQ(joined({A, B, A}).Rewrite, B.Rewrite);
}

TEST(NormalizeTest, NothingStaysNothing) {
  std::vector<Finding> Findings;
  normalize(Findings);
  EXPECT_TRUE(Findings.empty());
}

} // namespace
} // namespace raiify
