//===- ShardCacheTest.cpp - When a result still holds ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shards.h"

#include "tool/ShardCache.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

#include <functional>

namespace raiify {
namespace {

unsigned Analyzed = 0;
bool IsRepeatable = true;

/// Stands for the analysis: a unit that reads its own file.
UnitResult analyzeOnPaper(const Job &J, const Setup &) {
  ++Analyzed;
  UnitResult Result = madeResult(J.What->RealFile, 1);
  Result.IsRepeatable = IsRepeatable;
  FileDigests Digests;
  Result.AllFilesRead = {
      {J.What->RealFile, Digests.digestOf(J.What->RealFile).value_or(0)}};
  if (J.Foreseen) {
    auto Next = std::make_shared<ForeseenResult>();
    Next->Named = *J.Foreseen;
    Next->Result = Result;
    Result.Foreseen = std::move(Next);
  }
  return Result;
}

/// Hands on to a storage that outlives the runs.
class SharedStorage : public ShardStorage {
public:
  explicit SharedStorage(ShardStorage &Kept) : Kept(Kept) {}
  std::unique_ptr<llvm::MemoryBuffer> load(llvm::StringRef Name) override {
    return Kept.load(Name);
  }
  llvm::Error store(llvm::StringRef Name, llvm::StringRef Bytes) override {
    LastName = Name.str();
    return Kept.store(Name, Bytes);
  }

  static std::string LastName;

private:
  ShardStorage &Kept;
};

std::string SharedStorage::LastName;

class ShardCacheTest : public testing::Test {
protected:
  void SetUp() override {
    Analyzed = 0;
    IsRepeatable = true;
    llvm::SmallString<128> Path;
    ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("unit", "cpp", Path));
    U.File = U.RealFile = Path.str().str();
    U.Command.Directory = "/";
    U.Command.Filename = U.File;
    U.Command.CommandLine = {"c++", "-c", U.File};
    write("int x;");
  }
  void TearDown() override { llvm::sys::fs::remove(U.File); }

  void write(llvm::StringRef Text) {
    std::error_code Code;
    llvm::raw_fd_ostream OS(U.File, Code);
    ASSERT_FALSE(Code);
    OS << Text;
  }

  /// A run of the program; whether it analysed the unit.
  bool analyzesAgain() {
    unsigned Before = Analyzed;
    ShardCache Cache(std::make_unique<SharedStorage>(*Storage), Program,
                     analyzeOnPaper);
    Job J{&U, std::make_shared<UnitSettings>(Settings)};
    J.Named = Named;
    J.Foreseen = Foreseen;
    UnitResult Result = Cache.analyze(J, S);
    EXPECT_EQ(Result.Findings.size(), 2u);
    EXPECT_EQ(Result.FilesRead.size(), 2u);
    EXPECT_EQ(Result.FromCache, Analyzed == Before);
    EXPECT_EQ(Cache.problem(), "");
    return Analyzed != Before;
  }

  std::unique_ptr<ShardStorage> Storage = openMemoryStorage();
  std::uint64_t Program = 1;
  Unit U;
  UnitSettings Settings;
  raiify::Setup S;
  std::shared_ptr<const NamedGuardUses> Named, Foreseen;
};

TEST_F(ShardCacheTest, HoldsWhileNothingChanges) {
  EXPECT_TRUE(analyzesAgain());
  EXPECT_FALSE(analyzesAgain());
  write("int x;"); // another time, the same text
  EXPECT_FALSE(analyzesAgain());
}

TEST_F(ShardCacheTest, WhatIsForeseenIsKeptToo) {
  NamedGuardUses Uses;
  Uses[{CheckKind::ExitCleanup, Location()}].Guard.Name = "G";
  Foreseen = std::make_shared<NamedGuardUses>(Uses);
  EXPECT_TRUE(analyzesAgain());
  // Neither what was asked for nor the second look is made again.
  EXPECT_FALSE(analyzesAgain());
  std::swap(Named, Foreseen);
  EXPECT_FALSE(analyzesAgain());
  Foreseen = nullptr;
  Uses[{CheckKind::ExitCleanup, Location()}].Guard.Name = "H";
  Named = std::make_shared<NamedGuardUses>(Uses);
  EXPECT_TRUE(analyzesAgain());
}

TEST_F(ShardCacheTest, EditsEndIt) {
  EXPECT_TRUE(analyzesAgain());
  write("int y;");
  EXPECT_TRUE(analyzesAgain());
  EXPECT_FALSE(analyzesAgain());
  llvm::sys::fs::remove(U.File);
  EXPECT_TRUE(analyzesAgain());
}

TEST_F(ShardCacheTest, WhatAResultIsMadeOfEndsIt) {
  EXPECT_TRUE(analyzesAgain());
  std::vector<std::function<void()>> Changes = {
      [&] {
        U.Command.CommandLine.insert(U.Command.CommandLine.begin() + 1, "-DX");
      },
      [&] { U.Command.Directory = "/tmp"; },
      [&] { Settings.HeaderFilter = "x"; },
      [&] { Settings.Checks.push_back({CheckKind::ExitCleanup, Config()}); },
      [&] { Settings.Checks.back().Options.MinExits = 3; },
      [&] { S.Granted.push_back(AssumptionKind::CaughtTypes); },
      [&] { S.Header.Path = "/p/guard.hpp"; },
      [&] { S.Texts["/p/guard.hpp"] = "// another text"; },
      [&] {
        NamedGuardUses Uses;
        Uses[{CheckKind::ExitCleanup, Location()}].Guard.Name = "G";
        Named = std::make_shared<NamedGuardUses>(Uses);
      },
      [&] { Program = 2; },
  };
  for (auto &&[Number, Change] : llvm::enumerate(Changes)) {
    Change();
    EXPECT_TRUE(analyzesAgain()) << Number;
    EXPECT_FALSE(analyzesAgain()) << Number;
  }
}

TEST_F(ShardCacheTest, AnotherFlagReplacesAndAnotherSettingAdds) {
  EXPECT_TRUE(analyzesAgain());
  std::string First = SharedStorage::LastName;
  U.Command.CommandLine.push_back("-DX");
  EXPECT_TRUE(analyzesAgain());
  EXPECT_EQ(SharedStorage::LastName, First);
  Settings.Checks.push_back({CheckKind::ExitCleanup, Config()});
  EXPECT_TRUE(analyzesAgain());
  EXPECT_NE(SharedStorage::LastName, First);
}

TEST_F(ShardCacheTest, OutputDoesNotMatter) {
  EXPECT_TRUE(analyzesAgain());
  U.Command.CommandLine.insert(U.Command.CommandLine.end(), {"-o", "x.o"});
  EXPECT_FALSE(analyzesAgain());
}

TEST_F(ShardCacheTest, WhatMayPassIsNotKept) {
  IsRepeatable = false;
  EXPECT_TRUE(analyzesAgain());
  EXPECT_TRUE(analyzesAgain());
}

TEST_F(ShardCacheTest, TextsEditedInMemoryAreNotLookedUp) {
  EXPECT_TRUE(analyzesAgain());
  S.Texts[U.RealFile] = "int z;";
  EXPECT_TRUE(analyzesAgain());
  S.Texts.clear();
  EXPECT_FALSE(analyzesAgain());
}

TEST_F(ShardCacheTest, DamageIsMended) {
  EXPECT_TRUE(analyzesAgain());
  for (std::string Bytes : {"", "foreign", "raiifysh"}) {
    llvm::cantFail(Storage->store(SharedStorage::LastName, Bytes));
    EXPECT_TRUE(analyzesAgain());
    EXPECT_FALSE(analyzesAgain());
  }
  // A shard of another unit under this one's name.
  llvm::cantFail(
      Storage->store(SharedStorage::LastName, madeShard("/p/other.cpp", 1)));
  EXPECT_TRUE(analyzesAgain());
}

} // namespace
} // namespace raiify
