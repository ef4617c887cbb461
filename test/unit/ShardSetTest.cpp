//===- ShardSetTest.cpp - Merging in any order and grouping ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shards.h"

#include "tool/ShardSet.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <algorithm>
#include <random>

namespace raiify {
namespace {

using Shards = std::vector<std::string>;

std::string merged(const Shards &Some) {
  ShardSet Set("/p");
  for (const std::string &Bytes : Some)
    EXPECT_FALSE(
        static_cast<bool>(Set.add(llvm::MemoryBufferRef(Bytes, "in a test"))));
  return Set.write();
}

/// A unit that sees the shared header's finding with the verdict \p V.
std::string disagreeing(const std::string &File, Verdict V) {
  UnitResult Result = madeResult(File, 1);
  Finding &F = Result.Findings.back();
  F.Rewrite = V == Verdict::Refused ? Judgement::refused(Reason::Macro, File)
                                    : Judgement();
  F.Rewrite.Verdict = V;
  if (V == Verdict::Refused)
    F.Edits.clear();
  return writeUnitShard({1, 1}, File, Result, {}, "/p");
}

Shards tenShards() {
  Shards Result;
  for (unsigned I = 0; I < 8; ++I)
    Result.push_back(
        madeShard("/p/src/u" + std::to_string(I * 7 % 8) + ".cpp", I % 4));
  Result.push_back(disagreeing("/p/src/v.cpp", Verdict::Refused));
  Result.push_back(disagreeing("/p/src/w.cpp", Verdict::Conditional));
  return Result;
}

TEST(ShardSetTest, OrderChangesNothing) {
  Shards All = tenShards();
  std::string Expected = merged(All);
  std::mt19937 Random(1);
  for (unsigned Round = 0; Round < 50; ++Round) {
    std::shuffle(All.begin(), All.end(), Random);
    ASSERT_EQ(merged(All), Expected);
  }
}

TEST(ShardSetTest, GroupingChangesNothing) {
  std::string Expected = merged(tenShards());
  std::mt19937 Random(2);
  for (unsigned Round = 0; Round < 50; ++Round) {
    Shards Left = tenShards();
    // Merge some of them, put the result back, until one is left.
    while (Left.size() > 1) {
      std::shuffle(Left.begin(), Left.end(), Random);
      std::size_t Count = 2 + Random() % std::min<std::size_t>(4, Left.size());
      Count = std::min(Count, Left.size());
      Shards Group(Left.end() - Count, Left.end());
      Left.resize(Left.size() - Count);
      Left.push_back(merged(Group));
    }
    ASSERT_EQ(Left.front(), Expected);
  }
}

TEST(ShardSetTest, MergingTwiceChangesNothing) {
  Shards All = tenShards();
  std::string Expected = merged(All);
  All.push_back(Expected);
  All.push_back(All.front());
  EXPECT_EQ(merged(All), Expected);
}

TEST(ShardSetTest, CountsWhatUnitsSay) {
  ShardSet Set("/p");
  for (unsigned I = 0; I < 5; ++I) {
    std::string Bytes = madeShard("/p/src/u" + std::to_string(I) + ".cpp", 3);
    ASSERT_FALSE(
        static_cast<bool>(Set.add(llvm::MemoryBufferRef(Bytes, "in a test"))));
  }
  Report R = Set.report();
  // Three a unit, the header's once, and what is told of all as copies.
  EXPECT_EQ(linesOf(R).size(), 17u);
  EXPECT_EQ(R.Units, 5u);
  EXPECT_EQ(R.Suppressed, 1u);
  EXPECT_EQ(R.UnknownFlags["-fsome-flag"], 5u);
  EXPECT_EQ(tallyOf(R).Findings, 17u);
  EXPECT_EQ(tallyOf(R).Files.size(), 6u);
}

/// madeResult hides a finding at line 90 of the header.
TEST(ShardSetTest, TellsWhatIsHiddenOnce) {
  ShardSet Set("/p");
  std::vector<unsigned> Lines;
  auto Look = [&] {
    Lines.clear();
    Set.visitHidden([&](const Finding &F) {
      EXPECT_EQ(F.Where.File, "/p/inc/x.h");
      Lines.push_back(F.Where.Line);
    });
    EXPECT_EQ(Set.report().Suppressed, Lines.size());
  };
  for (const char *File : {"/p/a.cpp", "/p/b.cpp"}) {
    std::string Bytes = madeShard(File, 1);
    ASSERT_FALSE(
        static_cast<bool>(Set.add(llvm::MemoryBufferRef(Bytes, "in a test"))));
  }
  Look();
  EXPECT_EQ(Lines, std::vector<unsigned>{90});

  // One unit that shows it is enough.
  UnitResult Shows = madeResult("/p/c.cpp", 1);
  Shows.Findings.push_back(Shows.Suppressed.front());
  Shows.Sites.push_back(madeSite("/p/inc/x.h", 90));
  std::string Bytes = writeUnitShard({1, 1}, "/p/c.cpp", Shows, {}, "/p");
  ASSERT_FALSE(
      static_cast<bool>(Set.add(llvm::MemoryBufferRef(Bytes, "in a test"))));
  Look();
  EXPECT_TRUE(Lines.empty());
}

TEST(ShardSetTest, UnitsThatDisagreeLeaveTheSiteRefused) {
  std::string First = merged({disagreeing("/p/a.cpp", Verdict::Conditional),
                              disagreeing("/p/b.cpp", Verdict::Refused)});
  ShardSet Set("/p");
  for (const std::string &Bytes :
       {First, disagreeing("/p/c.cpp", Verdict::Refused)})
    ASSERT_FALSE(
        static_cast<bool>(Set.add(llvm::MemoryBufferRef(Bytes, "in a test"))));
  unsigned Seen = 0;
  Set.visit([&](const Finding &F) {
    if (F.Where.File != "/p/inc/x.h" || F.Check == CheckKind::CopiedCleanup)
      return;
    ++Seen;
    EXPECT_EQ(F.Rewrite.Reason, Reason::DiffersBetweenUnits);
    EXPECT_TRUE(F.Edits.empty());
  });
  EXPECT_EQ(Seen, 1u);
}

TEST(ShardSetTest, AnotherFolderIsNoOtherFile) {
  // Made below /p, merged below /q.
  std::string Bytes = madeShard("/p/a.cpp", 1);
  ShardSet Set("/q");
  ASSERT_FALSE(
      static_cast<bool>(Set.add(llvm::MemoryBufferRef(Bytes, "in a test"))));
  std::vector<CopyCluster> Copies = Set.copies();
  ASSERT_THAT(Copies, testing::SizeIs(1));
  std::vector<std::string> Files;
  for (const Site &S : Copies[0].Sites)
    Files.push_back(S.Where.File);
  EXPECT_THAT(Files, testing::ElementsAre("/q/a.cpp", "/q/inc/x.h"));
}

} // namespace
} // namespace raiify
