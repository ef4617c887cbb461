//===- ShardTest.cpp - Shards, whole and damaged --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shards.h"

#include "tool/Archive.h"
#include "tool/ShardSet.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <random>

namespace raiify {
namespace {

using testing::HasSubstr;

llvm::MemoryBufferRef asBuffer(llvm::StringRef Bytes) {
  return llvm::MemoryBufferRef(Bytes, "x.shard");
}

/// What openShard says; empty if it takes \p Bytes.
std::string problemOf(llvm::StringRef Bytes) {
  auto Contents = openShard(asBuffer(Bytes));
  return Contents ? "" : llvm::toString(Contents.takeError());
}

/// Reads all of a unit's shard, in both ways that there are. What comes of it
/// may be anything, as long as the program lives.
bool readAll(llvm::StringRef Bytes, bool VerifyChecksum) {
  ShardSet Merged("/p");
  bool CanMerge = true;
  if (llvm::Error E = Merged.add(asBuffer(Bytes), VerifyChecksum)) {
    llvm::consumeError(std::move(E));
    CanMerge = false;
  } else {
    // What was taken can be used.
    Merged.visit([](const Finding &) {});
    (void)Merged.copies();
    (void)Merged.write();
  }
  auto Contents = openShard(asBuffer(Bytes), VerifyChecksum);
  if (!Contents) {
    llvm::consumeError(Contents.takeError());
    return false;
  }
  UnitShardReader Reader(*Contents, "/p");
  ShardUnit Unit;
  ShardFiles Files;
  UnitResult Result;
  return Reader.readHead(Unit, Files) &&
         Reader.readResult(std::move(Unit), Result) && CanMerge;
}

TEST(ShardTest, GivesBackWhatWasWritten) {
  std::string Bytes = madeShard("/p/src/a.cpp", 3);
  auto Contents = openShard(asBuffer(Bytes));
  ASSERT_TRUE(static_cast<bool>(Contents));
  UnitShardReader Reader(*Contents, "/p");
  ShardUnit Unit;
  ShardFiles Files;
  UnitResult Result;
  ASSERT_TRUE(Reader.readHead(Unit, Files));
  EXPECT_EQ(Unit.File, "/p/src/a.cpp");
  EXPECT_EQ(Files.OfProject.size(), 2u);
  ASSERT_EQ(Files.All.size(), 3u);
  EXPECT_EQ(Files.All[1].Name, "/p/inc/x.h");
  EXPECT_EQ(Files.All[1].Hash, ~0ull);
  ASSERT_TRUE(Reader.readResult(std::move(Unit), Result));
  ASSERT_EQ(Result.Findings.size(), 4u);
  EXPECT_EQ(Result.Sites[0].Where.File, "/p/src/a.cpp");
  EXPECT_EQ(Result.Sites[3].Shared.Headers[0], "<unistd.h>");

  // All that was written, field by field: writing it again gives the bytes.
  for (const FileRead &Read : Files.OfProject)
    Result.FilesRead[Read.Name] = Read.Hash;
  Result.AllFilesRead = Files.All;
  EXPECT_EQ(writeUnitShard({7, 3}, "/p/src/a.cpp", Result, Files.Layouts, "/p"),
            Bytes);
}

TEST(ShardTest, DoesNotNameTheFolderOfTheProject) {
  EXPECT_EQ(madeShard("/p/a.cpp", 2).find("/p/"), std::string::npos);
}

TEST(ShardTest, TellsWhatIsWrong) {
  std::string Bytes = madeShard("/p/a.cpp", 1);
  EXPECT_EQ(problemOf(Bytes), "");
  EXPECT_THAT(problemOf("int main() {}"), HasSubstr("'x.shard' is no shard"));
  EXPECT_THAT(problemOf(Bytes.substr(0, 40)), HasSubstr("is damaged"));
  std::string Format = Bytes;
  Format[8] = 99;
  EXPECT_THAT(problemOf(Format), HasSubstr("another raiify (format 99)"));
  std::string Version = Bytes;
  Version[16] = '7'; // of raiify's own version
  EXPECT_THAT(problemOf(Version),
              HasSubstr("make all shards and merge them with one version"));
}

TEST(ShardTest, EveryTruncationIsAnError) {
  std::string Bytes = madeShard("/p/a.cpp", 2);
  ASSERT_TRUE(readAll(Bytes, /*VerifyChecksum=*/true));
  for (std::size_t Size = 0; Size < Bytes.size(); ++Size) {
    llvm::StringRef Part = llvm::StringRef(Bytes).take_front(Size);
    EXPECT_FALSE(readAll(Part, /*VerifyChecksum=*/true)) << Size;
    EXPECT_FALSE(readAll(Part, /*VerifyChecksum=*/false)) << Size;
  }
}

TEST(ShardTest, EveryFlippedByteIsAnError) {
  std::string Bytes = madeShard("/p/a.cpp", 2);
  for (std::size_t I = 0; I < Bytes.size(); ++I) {
    std::string Flipped = Bytes;
    Flipped[I] ^= 0x15;
    EXPECT_NE(problemOf(Flipped), "") << I;
  }
}

TEST(ShardTest, SurvivesDamageThatTheChecksumDoesNotSee) {
  std::string Bytes = madeShard("/p/a.cpp", 2);
  std::mt19937 Random(4711);
  unsigned Refused = 0;
  for (unsigned Round = 0; Round < 8000; ++Round) {
    std::string Damaged = Bytes;
    for (unsigned Flips = 1 + Random() % 3; Flips > 0; --Flips)
      Damaged[Random() % Damaged.size()] = static_cast<char>(Random());
    Refused += !readAll(Damaged, /*VerifyChecksum=*/false);
  }
  EXPECT_GT(Refused, 1000u);
}

TEST(ShardTest, SmallFilesDoNotAskForMuchMemory) {
  std::string Long(1 << 20, 'x');
  // One long string, named over and over.
  std::string Values;
  appendNumber(Values, 100000);
  Values.append(100000, '\0');
  std::vector<std::string> Texts;
  std::vector<llvm::StringRef> Strings = {Long};
  ArchiveReader Reader(Values, Strings);
  Reader(Texts);
  EXPECT_TRUE(Reader.failed());
  EXPECT_LT(Texts.size(), 100u);
  // More elements than there are bytes.
  std::string Count;
  appendNumber(Count, 1ull << 60);
  ArchiveReader Other(Count, Strings);
  Other(Texts);
  EXPECT_TRUE(Other.failed());
  EXPECT_TRUE(Texts.empty());
}

} // namespace
} // namespace raiify
