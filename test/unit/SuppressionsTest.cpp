//===- SuppressionsTest.cpp - NOLINT comments as they stand ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/Suppressions.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <string>
#include <vector>

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// `NOLINT 3:12 raii-x @3` for a line, `@10-30` for a block.
std::vector<std::string> suppressions(const std::string &Text) {
  std::vector<std::string> Result;
  for (const Suppression &S : readSuppressions(Text))
    Result.push_back(
        S.Word + " " + std::to_string(S.Line) + ":" + std::to_string(S.Column) +
        " " + S.Name + " @" +
        (S.HiddenLine ? std::to_string(S.HiddenLine)
                      : std::to_string(S.Begin) + "-" + std::to_string(S.End)) +
        (S.IsAlone ? "" : " of several"));
  return Result;
}

TEST(SuppressionsTest, EveryKind) {
  EXPECT_THAT(suppressions("f(); // NOLINT(raii-exit-cleanup)\n"
                           "/* NOLINTNEXTLINE(raii-*) */\n"),
              ElementsAre("NOLINT 1:9 raii-exit-cleanup @1",
                          "NOLINTNEXTLINE 2:4 raii-* @3"));
  EXPECT_THAT(
      suppressions("// NOLINTBEGIN(raii-a)\nf();\n// NOLINTEND(raii-a)"),
      ElementsAre("NOLINTBEGIN 1:4 raii-a @3-31"));
}

TEST(SuppressionsTest, OnlyNamesOfRaiiChecks) {
  EXPECT_THAT(suppressions("// NOLINT\n// NOLINT(bugprone-x)\n// NOLINT(*)\n"
                           "// NOLINT(-raii-x)\n// NOLINT raii-x\n"
                           "// NOLINTS(raii-x)\n// NOLINT(raii-x\n)"),
              IsEmpty());
  EXPECT_THAT(suppressions("// NOLINT( bugprone-x, raii-a ,raii-b): why"),
              ElementsAre("NOLINT 1:4 raii-a @1 of several",
                          "NOLINT 1:4 raii-b @1 of several"));
}

TEST(SuppressionsTest, OnlyComments) {
  EXPECT_THAT(suppressions("auto S = \"NOLINT(raii-a)\";\n"
                           "auto R = R\"(\n// NOLINT(raii-a)\n)\";\n"
                           "#define X 'a' // NOLINT(raii-b)\n"
                           "int N = 1'000; // NOLINT(raii-c)\n"),
              ElementsAre("NOLINT 5:18 raii-b @5", "NOLINT 6:19 raii-c @6"));
}

TEST(SuppressionsTest, BlocksNestAndMustNameTheSame) {
  EXPECT_THAT(suppressions("// NOLINTBEGIN(raii-a)\n// NOLINTBEGIN(raii-b)\n"
                           "// NOLINTEND(raii-b)\n// NOLINTEND(raii-a)\n"),
              SizeIs(2));
  EXPECT_THAT(suppressions("// NOLINTBEGIN(raii-a)\n// NOLINTEND(raii-b)\n"),
              IsEmpty());
}

TEST(SuppressionsTest, WhatIsCovered) {
  Location Where{"/a.cpp", 3, 1, 25};
  Suppression Line;
  Line.HiddenLine = 3;
  EXPECT_TRUE(Line.covers(Where));
  Line.HiddenLine = 4;
  EXPECT_FALSE(Line.covers(Where));
  Suppression Block;
  Block.Begin = 20;
  Block.End = 30;
  EXPECT_TRUE(Block.covers(Where));
  Block.Begin = 26;
  EXPECT_FALSE(Block.covers(Where));
  Line.Name = "raii-exit-*";
  EXPECT_TRUE(Line.names(CheckKind::ExitCleanup));
  EXPECT_FALSE(Line.names(CheckKind::MissedCleanup));
}

} // namespace
} // namespace raiify
