//===- ExcludeTest.cpp - Files that are left out --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shards.h"

#include "tool/Exclude.h"
#include "tool/Paths.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Whether \p Glob matches \p File, in the working directory /p.
bool matches(llvm::StringRef Glob, llvm::StringRef File) {
  llvm::Expected<PathGlob> Made = PathGlob::create(Glob, "/p");
  EXPECT_TRUE(static_cast<bool>(Made)) << Glob.str();
  if (Made)
    return Made->match(File, "/p");
  llvm::consumeError(Made.takeError());
  return false;
}

TEST(PathGlobTest, ANameIsLookedForEverywhere) {
  for (llvm::StringRef File :
       {"/p/gen", "/p/gen/a.cpp", "/p/src/gen/x/a.cpp", "/q/gen/a.cpp"})
    EXPECT_TRUE(matches("gen", File)) << File.str();
  for (llvm::StringRef File : {"/p/gen2/a.cpp", "/p/src/a.gen", "/p/oxygen"})
    EXPECT_FALSE(matches("gen", File)) << File.str();
  EXPECT_TRUE(matches("*.pb.h", "/p/src/x.pb.h"));
  EXPECT_FALSE(matches("*.pb.h", "/p/src/x.pb.hpp"));
  // Not in the folders above the working directory.
  EXPECT_FALSE(matches("p", "/p/src/a.cpp"));
}

TEST(PathGlobTest, APathBeginsAtTheWorkingDirectory) {
  EXPECT_TRUE(matches("src/gen", "/p/src/gen/x/a.cpp"));
  EXPECT_TRUE(matches("./src/gen", "/p/src/gen/a.cpp"));
  EXPECT_TRUE(matches("src/*.cpp", "/p/src/a.cpp"));
  EXPECT_FALSE(matches("src/*.cpp", "/p/src/x/a.cpp"));
  EXPECT_FALSE(matches("src/gen", "/p/x/src/gen/a.cpp"));
  EXPECT_FALSE(matches("src/gen", "/q/src/gen/a.cpp"));
  EXPECT_TRUE(matches("../q/src", "/q/src/a.cpp"));
  EXPECT_TRUE(matches("src/?.{cpp,cc}", "/p/src/a.cc"));
  EXPECT_TRUE(matches("src/[a-c].cpp", "/p/src/b.cpp"));
}

TEST(PathGlobTest, TwoStarsAreAnyFolders) {
  EXPECT_TRUE(matches("**/gen/*.h", "/p/gen/a.h"));
  EXPECT_TRUE(matches("**/gen/*.h", "/p/x/y/gen/a.h"));
  EXPECT_TRUE(matches("**/gen/*.h", "/q/gen/a.h"));
  EXPECT_FALSE(matches("**/gen/*.h", "/p/gen/x/a.h"));
  EXPECT_TRUE(matches("src/**/a.h", "/p/src/a.h"));
  EXPECT_TRUE(matches("src/**/a.h", "/p/src/x/y/a.h"));
  EXPECT_TRUE(matches("src/**", "/p/src/x/y/a.h"));
  EXPECT_FALSE(matches("src/**", "/p/srcs/a.h"));
}

TEST(PathGlobTest, AbsolutePathsAndFoldersOnly) {
  EXPECT_TRUE(matches("/opt/sdk", "/opt/sdk/x/a.h"));
  EXPECT_FALSE(matches("/opt/sdk", "/p/opt/sdk/a.h"));
  EXPECT_TRUE(matches("/p/src/", "/p/src/a.h"));
  EXPECT_TRUE(matches("gen/", "/p/x/gen/a.h"));
  EXPECT_FALSE(matches("gen/", "/p/x/gen"));
}

TEST(ExcludesTest, WhatIsNoGlobIsNamed) {
  auto Problem = [](const std::string &Glob) {
    llvm::Expected<Excludes> Made = Excludes::create({"fine", Glob});
    return Made ? "no problem" : llvm::toString(Made.takeError());
  };
  EXPECT_THAT(Problem("src/[a"), HasSubstr("'src/[a' is no glob"));
  EXPECT_THAT(Problem(""), HasSubstr("it is empty"));
  EXPECT_THAT(Problem("!src"), HasSubstr("taken in again"));
  EXPECT_THAT(Problem("."), HasSubstr("names everything"));
  EXPECT_EQ(Problem("src/[a]"), "no problem");
}

TEST(ExcludesTest, ResultsAreStripped) {
  UnitResult Result = madeResult("/p/src/a.cpp", 2);
  Excludes Out = llvm::cantFail(Excludes::create({"inc"}));
  UnitResult Kept = Out.strip(Result);
  EXPECT_EQ(Kept.Findings.size(), 2u);
  EXPECT_EQ(Kept.Sites.size(), 2u);
  EXPECT_EQ(Kept.Copied.size(), 2u);
  EXPECT_THAT(Kept.Suppressed, IsEmpty());
  // Whoever releases is heard.
  EXPECT_EQ(Kept.Acquisitions.size(), Result.Acquisitions.size());
  EXPECT_EQ(Excludes().strip(Result).Findings.size(), 3u);
}

TEST(ExcludesTest, TellsOfUselessGlobs) {
  Excludes Out = llvm::cantFail(Excludes::create({"inc,*.cc", " /p"}));
  EXPECT_THAT(Out.unmatched({"/p/src/a.cpp", "/q/inc/b.h"}),
              ElementsAre("*.cc"));
}

} // namespace
} // namespace raiify
