//===- UnifiedDiffTest.cpp - Two texts, line by line ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/UnifiedDiff.h"

#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

#include <random>
#include <string>
#include <vector>

namespace raiify {
namespace {

std::string diff(llvm::StringRef Before, llvm::StringRef After,
                 bool IsNew = false) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeUnifiedDiff("x", Before, After, IsNew, OS);
  return Text;
}

/// The lines of \p Text with their ends.
std::vector<std::string> linesOf(llvm::StringRef Text) {
  std::vector<std::string> Result;
  while (!Text.empty()) {
    std::size_t Length = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Result.push_back(Text.take_front(Length).str());
    Text = Text.drop_front(Length);
  }
  return Result;
}

/// What comes of \p Before when \p Patch is applied; "" if it does not fit.
std::string patch(llvm::StringRef Before, llvm::StringRef Patch) {
  std::vector<std::string> Old = linesOf(Before);
  std::string Result;
  std::size_t At = 0;
  for (llvm::StringRef Rest = Patch; !Rest.empty();) {
    auto [Line, Tail] = Rest.split('\n');
    Rest = Tail;
    std::string Text = Line.drop_front().str() + "\n";
    if (Rest.starts_with("\\ No newline"))
      Text.pop_back();
    unsigned First = 0;
    if (Line.consume_front("@@ -")) {
      Line.consumeInteger(10, First);
      bool IsEmpty = Line.starts_with(",0 ");
      while (At + 1 < First + IsEmpty)
        Result += Old[At++];
    } else if (Line.starts_with("--- ") || Line.starts_with("+++ ") ||
               Line.starts_with("\\")) {
      continue;
    } else if (Line.starts_with("+")) {
      Result += Text;
    } else if (At == Old.size() || Old[At++] != Text) {
      return "";
    } else if (Line.starts_with(" ")) {
      Result += Text;
    }
  }
  while (At < Old.size())
    Result += Old[At++];
  return Result;
}

TEST(UnifiedDiffTest, SameTextsGiveNothing) {
  EXPECT_EQ(diff("a\n", "a\n"), "");
  EXPECT_EQ(diff("", ""), "");
}

TEST(UnifiedDiffTest, ShowsThreeLinesAround) {
  EXPECT_EQ(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nV\n6\n7\n8\n9\n"),
            "--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n"
            " 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8\n");
}

TEST(UnifiedDiffTest, FarChangesAreHunksOfTheirOwn) {
  std::string Middle = "1\n2\n3\n4\n5\n6\n7\n";
  EXPECT_EQ(diff("a\n" + Middle + "b\n", "A\n" + Middle + "B\n"),
            "--- a/x\n+++ b/x\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n"
            "@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

TEST(UnifiedDiffTest, NearChangesShareAHunk) {
  std::string Middle = "1\n2\n3\n4\n5\n6\n";
  EXPECT_EQ(diff("a\n" + Middle + "b\n", "A\n" + Middle + "B\n"),
            "--- a/x\n+++ b/x\n@@ -1,8 +1,8 @@\n-a\n+A\n"
            " 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
}

TEST(UnifiedDiffTest, MissingLastNewline) {
  EXPECT_EQ(diff("a", "b\n"), "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n"
                              "\\ No newline at end of file\n+b\n");
  EXPECT_EQ(diff("a\nb", "c\nb"), "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n+c\n"
                                  " b\n\\ No newline at end of file\n");
}

TEST(UnifiedDiffTest, NewFile) {
  EXPECT_EQ(diff("", "a\nb\n", /*IsNew=*/true),
            "--- /dev/null\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n");
}

TEST(UnifiedDiffTest, CarriageReturnsAreKept) {
  EXPECT_EQ(diff("a\r\nb\r\n", "a\r\nc\r\n"),
            "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n");
}

TEST(UnifiedDiffTest, OddNames) {
  auto Header = [](llvm::StringRef Name) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    writeUnifiedDiff(Name, "a\n", "b\n", /*IsNew=*/false, OS);
    return llvm::StringRef(Text).split('\n').first.str();
  };
  EXPECT_EQ(Header("d/with space.h"), "--- a/d/with space.h\t");
  EXPECT_EQ(Header("\xC3\xA9\".h"), "--- \"a/\\303\\251\\\".h\"");
}

TEST(UnifiedDiffTest, AppliedGivesTheNewText) {
  std::mt19937 Random(1);
  for (unsigned Round = 0; Round < 2000; ++Round) {
    std::string Before, After;
    for (unsigned I = 0, Count = Random() % 20; I < Count; ++I)
      Before += std::string(1, 'a' + Random() % 4) + "\n";
    for (unsigned I = 0, Count = Random() % 20; I < Count; ++I)
      After += std::string(1, 'a' + Random() % 4) + "\n";
    if (Random() % 4 == 0 && !After.empty())
      After.pop_back();
    ASSERT_EQ(patch(Before, diff(Before, After)), After) << Before << After;
  }
}

TEST(UnifiedDiffTest, TextsWithNothingInCommon) {
  std::string Before, After;
  for (unsigned I = 0; I < 5000; ++I) {
    Before += std::to_string(I) + "\n";
    After += std::to_string(I) + "x\n";
  }
  EXPECT_EQ(patch(Before, diff(Before, After)), After);
}

} // namespace
} // namespace raiify
