//===- ShardCopiesTest.cpp - What merged shards have in common ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shards.h"

#include "tool/Paths.h"
#include "tool/ShardSet.h"

#include "cluster/Catalogue.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <random>

namespace raiify {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

using Shards = std::vector<std::string>;

Shards shardsOf(const MadeResults &Made) {
  Shards Result;
  for (const auto &[File, Unit] : Made)
    Result.push_back(writeUnitShard({1, 1}, File, Unit, {}, "/p"));
  return Result;
}

void addAll(ShardSet &Set, const Shards &Some) {
  for (const std::string &Bytes : Some)
    ASSERT_FALSE(
        static_cast<bool>(Set.add(llvm::MemoryBufferRef(Bytes, "in a test"))));
}

ReportedRun mergedRun(const Shards &Some) {
  ShardSet Set("/p");
  addAll(Set, Some);
  return {linesOf(Set.report()), writeCatalogue(Set.copies(), displayPath)};
}

/// Merges some, puts the result back, until one is left.
Shards mergedInGroups(Shards Left, std::mt19937 &Random) {
  while (Left.size() > 1) {
    std::shuffle(Left.begin(), Left.end(), Random);
    ShardSet Set("/p");
    addAll(Set, {Left[0], Left[1]});
    Left.erase(Left.begin());
    Left.front() = Set.write();
  }
  return Left;
}

/// Expects of the shards, in several orders and groupings, what one run says;
/// gives that.
ReportedRun expectTheSame(const MadeResults &Made) {
  ReportedRun Expected = oneRun(Made);
  Shards All = shardsOf(Made);
  std::mt19937 Random(3);
  for (unsigned Round = 0; Round < 10; ++Round) {
    std::shuffle(All.begin(), All.end(), Random);
    for (const Shards &Some : {All, mergedInGroups(All, Random)}) {
      ReportedRun Merged = mergedRun(Some);
      EXPECT_EQ(Merged.Findings, Expected.Findings);
      EXPECT_EQ(Merged.Catalogue, Expected.Catalogue);
    }
  }
  return Expected;
}

MadeResults units(unsigned Count) {
  MadeResults Made;
  for (unsigned I = 0; I < Count; ++I) {
    std::string File = "/p/src/u" + std::to_string(I) + ".cpp";
    Made[File] = madeResult(File, 1 + I % 3);
  }
  return Made;
}

constexpr llvm::StringLiteral First = "/p/src/u0.cpp";

TEST(ShardCopiesTest, SameAsOneRun) {
  ReportedRun Run = expectTheSame(units(5));
  EXPECT_THAT(Run.Findings, Contains(HasSubstr("would write it once")));
  EXPECT_THAT(Run.Findings, Not(Contains(HasSubstr("probably a leak"))));
}

TEST(ShardCopiesTest, EqualFingerprintsHaveTheSameNumbers) {
  // Sites of one name in two functions of a file, and of other files.
  MadeResults Made = units(4);
  for (auto &[File, Unit] : Made)
    for (auto &&[F, S] : llvm::zip_equal(Unit.Findings, Unit.Sites)) {
      S.Function = "ns::f";
      F.Function = S.Function;
      F.Fingerprint = describe(S).Fingerprint;
    }
  expectTheSame(Made);
}

TEST(ShardCopiesTest, SitesWithoutFindingsAreCopies) {
  MadeResults Made = units(3);
  for (auto &[File, Unit] : Made) {
    Unit.Findings.clear();
    Unit.Sites.clear();
  }
  ReportedRun Run = expectTheSame(Made);
  ASSERT_EQ(Run.Findings.size(), 1u);
  EXPECT_THAT(Run.Findings[0], HasSubstr("refused"));
}

TEST(ShardCopiesTest, EachUnitHasItsMinCopies) {
  MadeResults Made = units(3);
  // The first site says how many functions it takes: that of the header.
  for (auto &[File, Unit] : Made)
    Unit.Copied.back().MinCopies = 99;
  EXPECT_THAT(expectTheSame(Made).Findings,
              Each(Not(HasSubstr("raii-copied-cleanup"))));
  EXPECT_THAT(expectTheSame(Made).Findings,
              Each(Not(HasSubstr("would write it once"))));
  // The least of what units say of a header counts.
  Made[First.str()].Copied.back().MinCopies = 2;
  EXPECT_THAT(expectTheSame(Made).Findings,
              Contains(HasSubstr("would write it once")));
}

TEST(ShardCopiesTest, UnitsThatSeeDifferentCodeInAHeader) {
  MadeResults Made = units(4);
  SharedForm &Form = Made[First.str()].Copied.back().What.Shared;
  Form.Body.clear();
  Form.Obstacle = "something private";
  expectTheSame(Made);
  // A key that nobody else has: the place still is one of disagreement.
  Form.FamilyKey = "shut(int)";
  expectTheSame(Made);
  Form.FamilyKey = "aaa(int)";
  expectTheSame(Made);
}

TEST(ShardCopiesTest, PlacesThatBringKeysTogether) {
  // What is cleaned up is one of some keys, in the header that all see, too.
  std::mt19937 Random(5);
  std::size_t Copies = 0;
  for (unsigned Keys = 1; Keys < 8; ++Keys) {
    MadeResults Made = units(6);
    for (auto &[File, Unit] : Made)
      for (CopiedSite &S : Unit.Copied)
        S.What.Shared.FamilyKey = "k" + std::to_string(Random() % Keys);
    for (const std::string &Line : expectTheSame(Made).Findings)
      Copies += llvm::StringRef(Line).contains("would write it once");
  }
  EXPECT_GE(Copies, 7u);
}

TEST(ShardCopiesTest, KeysOfOneFileOnly) {
  MadeResults Made = units(3);
  std::size_t Before = expectTheSame(Made).Findings.size();
  for (auto &[File, Unit] : Made)
    for (CopiedSite &S : Unit.Copied)
      if (S.What.Where.File == File)
        S.What.Shared.FamilyKey = "close(int)\n" + File;
  // Two functions of one file and three of another; all others stand alone.
  EXPECT_EQ(expectTheSame(Made).Findings.size(), Before + 1);
  for (const std::string &Bytes : shardsOf(Made))
    EXPECT_EQ(Bytes.find("/p/"), std::string::npos);
}

TEST(ShardCopiesTest, OneFolderForGuardsOrNone) {
  MadeResults Made = units(3);
  for (auto &[File, Unit] : Made)
    Unit.GuardFolder.clear();
  std::vector<std::string> Findings = mergedRun(shardsOf(Made)).Findings;
  EXPECT_THAT(Findings, Contains(AllOf(HasSubstr("would write it once"),
                                       HasSubstr("refused"))));
  Made = units(3);
  EXPECT_THAT(mergedRun(shardsOf(Made)).Findings,
              Each(Not(HasSubstr("refused"))));
  Made[First.str()].GuardFolder = "/p/elsewhere";
  EXPECT_EQ(mergedRun(shardsOf(Made)).Findings.size(), Findings.size());
  EXPECT_THAT(
      mergedRun(shardsOf(Made)).Findings,
      Contains(AllOf(HasSubstr("would write it once"), HasSubstr("refused"))));
}

/// A unit whose function does as the others do and does not release.
UnitResult forgetfulUnit(const std::string &File) {
  UnitResult Unit = madeResult(File, 1);
  Acquisition &A = Unit.Acquisitions.front().What;
  A.ReleaseKey.clear();
  A.Release.clear();
  A.InHandler = false;
  return Unit;
}

TEST(ShardCopiesTest, TheOneThatForgets) {
  MadeResults Made = units(4);
  Made["/p/src/x.cpp"] = forgetfulUnit("/p/src/x.cpp");
  EXPECT_THAT(expectTheSame(Made).Findings,
              Contains(AllOf(HasSubstr("/p/src/x.cpp:5 "),
                             HasSubstr("probably a leak"))));
  // It asks for more functions than there are.
  Made["/p/src/x.cpp"].Acquisitions.front().MinCopies = 6;
  EXPECT_THAT(expectTheSame(Made).Findings,
              Each(Not(HasSubstr("probably a leak"))));
}

TEST(ShardCopiesTest, ThreeMustReleaseAndHeadersCountOnce) {
  // Two units and the header that both include.
  MadeResults Made = units(2);
  Made["/p/src/x.cpp"] = forgetfulUnit("/p/src/x.cpp");
  EXPECT_THAT(expectTheSame(Made).Findings,
              Contains(HasSubstr("probably a leak")));
  Made.erase(First.str());
  EXPECT_THAT(expectTheSame(Made).Findings,
              Each(Not(HasSubstr("probably a leak"))));
}

TEST(ShardCopiesTest, AForgottenReleaseAtTheSitesOfOthers) {
  MadeResults Made = units(4);
  UnitResult Unit = forgetfulUnit("/p/src/x.cpp");
  // A finding of the same check stands there, too.
  Site S = madeSite("/p/src/x.cpp", 5);
  S.Check = CheckKind::MissedCleanup;
  Unit.Findings.push_back(describe(S));
  Unit.Findings.back().Rewrite = Judgement::refused(Reason::MissedCleanup);
  Unit.Sites.push_back(S);
  Made["/p/src/x.cpp"] = Unit;
  expectTheSame(Made);
}

} // namespace
} // namespace raiify
