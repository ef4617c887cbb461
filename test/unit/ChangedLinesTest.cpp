//===- ChangedLinesTest.cpp - Findings of changed lines -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/ChangedLines.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include "gtest/gtest.h"

namespace raiify {
namespace {

const char *const Text = "void f() {\n"         // 1
                         "  int fd = open();\n" // 2
                         "  try {\n"            // 3
                         "    work();\n"        // 4
                         "    more();\n"        // 5
                         "  } catch (...) {\n"  // 6
                         "    close(fd);\n"     // 7
                         "    report(\n"        // 8
                         "        1);\n"        // 9
                         "    throw;\n"         // 10
                         "  }\n"                // 11
                         "  close(fd);\n"       // 12
                         "  report(1);\n"       // 13
                         "}\n"                  // 14
                         "int other;\n";        // 15

/// Findings in a file on disk with the text above.
class ChangedLinesTest : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made;
    ASSERT_FALSE(
        llvm::sys::fs::createTemporaryFile("raiify-lines", "cpp", Made));
    File = Made.str().str();
    std::error_code Error;
    llvm::raw_fd_ostream(File, Error) << Text;
    ASSERT_FALSE(Error);
  }
  void TearDown() override { llvm::sys::fs::remove(File); }

  /// The place of the first word of \p Line.
  Location at(unsigned Line) const {
    Location Result;
    Result.File = File;
    Result.Line = Line;
    llvm::StringRef Rest = Text;
    for (unsigned I = 1; I != Line; ++I)
      Rest = Rest.split('\n').second;
    Result.Offset = static_cast<unsigned>(Rest.ltrim(' ').data() - Text);
    return Result;
  }

  /// A cleanup of two statements in lines 7 to 9 and 12 to 13, the region
  /// begins in line 3.
  Finding twice() const {
    Site S;
    S.Check = CheckKind::EmulatedFinally;
    S.Cleanup = {"close(fd)", "report( 1)"};
    S.Where = at(7);
    S.Region = at(3);
    S.Copies = {{at(7), CopyRole::Handler, false},
                {at(12), CopyRole::AfterTry, false}};
    return describe(S);
  }

  ChangedLines changed(unsigned Line) const {
    std::map<std::string, std::vector<LineRange>> Files;
    Files[File].push_back({Line, Line});
    return ChangedLines(Files);
  }

  /// The lines by whose change \p F is held.
  std::vector<unsigned> reasonsOf(const Finding &F) const {
    std::vector<unsigned> Result;
    for (unsigned Line = 1; Line <= 15; ++Line)
      if (changed(Line).holds(F))
        Result.push_back(Line);
    return Result;
  }

  std::string File;
};

using Lines = std::vector<unsigned>;

TEST_F(ChangedLinesTest, AllLinesOfEachCopyAndTheRegionsFirst) {
  EXPECT_EQ(reasonsOf(twice()), Lines({3, 7, 8, 9, 12, 13}));
}

TEST_F(ChangedLinesTest, TheExitThatLacksTheCleanup) {
  Site S;
  S.Check = CheckKind::MissedCleanup;
  S.Cleanup = {"close(fd)", "report(1)"};
  S.Where = at(10);
  S.Region = at(2);
  S.Copies = {{at(12), CopyRole::FallThrough, false}};
  S.Missing = {{at(10), CopyRole::Throw, false}};
  EXPECT_EQ(reasonsOf(describe(S)), Lines({2, 10, 12, 13}));
}

TEST_F(ChangedLinesTest, ForgettingIsNoFaultOfOthers) {
  Finding F;
  F.Check = CheckKind::MissedCleanup;
  F.Cleanup = {"close(fd)"};
  F.Where = at(4);
  F.Related = {{at(12), "'close(fd)' releases this one, in 'g'"}};
  // To the end of the block.
  EXPECT_EQ(reasonsOf(F), Lines({4, 5, 6}));
}

TEST_F(ChangedLinesTest, CopiesAreEachAReason) {
  Finding F;
  F.Check = CheckKind::CopiedCleanup;
  F.Cleanup = {"close(fd)"};
  F.Where = at(7);
  F.Related = {{at(12), copyMessage(CopyRole::AfterTry) + ", in 'g'"}};
  EXPECT_EQ(reasonsOf(F), Lines({7, 12}));
  Site S;
  S.Cleanup = {"close(fd)"};
  S.Copies = {{at(12), CopyRole::AfterTry, false}};
  EXPECT_TRUE(changed(12).holdsCopyOf(S));
  EXPECT_FALSE(changed(7).holdsCopyOf(S));
}

TEST_F(ChangedLinesTest, OtherFilesDoNotCount) {
  std::map<std::string, std::vector<LineRange>> Files;
  Files["/none/x.cpp"].push_back({7, 7});
  Files[File] = {};
  ChangedLines Changed(Files);
  EXPECT_EQ(Changed.size(), 1U);
  EXPECT_FALSE(Changed.isChanged(File));
  EXPECT_FALSE(Changed.holds(twice()));
  // A file that cannot be read has its lines.
  Finding F = twice();
  F.Where.File = "/none/x.cpp";
  EXPECT_TRUE(Changed.holds(F));
}

TEST_F(ChangedLinesTest, FollowEdits) {
  ChangedLines Changed = changed(12);
  Edit E;
  E.File = File;
  E.Text = "int first;\nint second;\n";
  Edit Elsewhere = E;
  Elsewhere.File = "/none/x.cpp";
  Changed.edited(File, Text, {Elsewhere, E});
  Finding F;
  F.Where = at(12);
  F.Where.Line += 2;
  F.Where.Offset += static_cast<unsigned>(E.Text.size());
  EXPECT_TRUE(Changed.holds(F));
  Changed.takenBack(File);
  EXPECT_TRUE(Changed.holds(twice()));
  EXPECT_FALSE(Changed.holds(F));
}

} // namespace
} // namespace raiify
