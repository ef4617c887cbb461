//===- GitDiffTest.cpp - Which lines a diff of git speaks of --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/GitDiff.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace raiify;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

namespace {

std::vector<DiffFile> parse(llvm::StringRef Diff) {
  llvm::Expected<std::vector<DiffFile>> Files = parseDiff(Diff);
  if (!Files) {
    ADD_FAILURE() << llvm::toString(Files.takeError());
    return {};
  }
  return *Files;
}

/// The only file of a diff.
DiffFile parseOne(llvm::StringRef Diff) {
  std::vector<DiffFile> Files = parse(Diff);
  EXPECT_EQ(Files.size(), 1U);
  return Files.empty() ? DiffFile() : Files.front();
}

std::string errorOf(llvm::StringRef Diff) {
  llvm::Expected<std::vector<DiffFile>> Files = parseDiff(Diff);
  return Files ? "none" : llvm::toString(Files.takeError());
}

/// The name in the header of a file.
std::string nameIn(llvm::StringRef Header) {
  return parseOne(("diff --git " + Header + "\n").str()).Name;
}

} // namespace

TEST(GitDiff, OfNothing) { EXPECT_THAT(parse(""), IsEmpty()); }

TEST(GitDiff, ChangedAndNewLinesOfSeveralFiles) {
  std::vector<DiffFile> Files = parse("diff --git a/a.cpp b/a.cpp\n"
                                      "index 1f..2e 100644\n"
                                      "--- a/a.cpp\n"
                                      "+++ b/a.cpp\n"
                                      "@@ -3 +3 @@ void f() {\n"
                                      "-old\n"
                                      "+new\n"
                                      "@@ -7,0 +8,2 @@ void g() {\n"
                                      "+one\n"
                                      "+two\n"
                                      "diff --git a/b.h b/b.h\n"
                                      "index 3d..4c 100644\n"
                                      "--- a/b.h\n"
                                      "+++ b/b.h\n"
                                      "@@ -1,2 +1 @@\n"
                                      "-x\n"
                                      "-y\n"
                                      "+z\n");
  ASSERT_EQ(Files.size(), 2U);
  EXPECT_EQ(Files[0].Name, "a.cpp");
  EXPECT_THAT(Files[0].Lines, ElementsAre(Pair(3, 3), Pair(8, 9)));
  EXPECT_EQ(Files[1].Name, "b.h");
  EXPECT_THAT(Files[1].Lines, ElementsAre(Pair(1, 1)));
}

TEST(GitDiff, LinesThatWentTouchBothSides) {
  DiffFile File = parseOne("diff --git a/a b/a\n"
                           "@@ -1,2 +0,0 @@\n"
                           "-x\n"
                           "-y\n"
                           "@@ -10 +7,0 @@\n"
                           "-z\n");
  EXPECT_THAT(File.Lines, ElementsAre(Pair(1, 1), Pair(7, 8)));
}

TEST(GitDiff, NewAndDeletedFiles) {
  std::vector<DiffFile> Files = parse("diff --git a/new b/new\n"
                                      "new file mode 100644\n"
                                      "index 0000..2e\n"
                                      "--- /dev/null\n"
                                      "+++ b/new\n"
                                      "@@ -0,0 +1,2 @@\n"
                                      "+x\n"
                                      "+y\n"
                                      "diff --git a/gone b/gone\n"
                                      "deleted file mode 100644\n"
                                      "index 2e..0000\n"
                                      "--- a/gone\n"
                                      "+++ /dev/null\n"
                                      "@@ -1 +0,0 @@\n"
                                      "-x\n");
  ASSERT_EQ(Files.size(), 2U);
  EXPECT_FALSE(Files[0].IsDeleted);
  EXPECT_THAT(Files[0].Lines, ElementsAre(Pair(1, 2)));
  EXPECT_TRUE(Files[1].IsDeleted);
  EXPECT_THAT(Files[1].Lines, IsEmpty());
}

TEST(GitDiff, ModesAloneChangeNoLine) {
  DiffFile File = parseOne("diff --git a/run.sh b/run.sh\n"
                           "old mode 100644\n"
                           "new mode 100755\n");
  EXPECT_EQ(File.Name, "run.sh");
  EXPECT_FALSE(File.IsBinary);
  EXPECT_THAT(File.Lines, IsEmpty());
}

TEST(GitDiff, BinaryFiles) {
  DiffFile File = parseOne("diff --git a/a and b/x b/a and b/x\n"
                           "index 1f..2e 100644\n"
                           "Binary files a/a and b/x and b/a and b/x differ\n");
  EXPECT_EQ(File.Name, "a and b/x");
  EXPECT_TRUE(File.IsBinary);
}

TEST(GitDiff, NoNewlineAtTheEnd) {
  DiffFile File = parseOne("diff --git a/a b/a\n"
                           "@@ -4 +4 @@\n"
                           "-x\n"
                           "\\ No newline at end of file\n"
                           "+y\n"
                           "\\ No newline at end of file\n"
                           "@@ -9,0 +10 @@\n"
                           "+z\n");
  EXPECT_THAT(File.Lines, ElementsAre(Pair(4, 4), Pair(10, 10)));
}

TEST(GitDiff, CarriageReturnsAreText) {
  DiffFile File = parseOne("diff --git a/a b/a\n"
                           "@@ -4 +4,2 @@ void f()\r\n"
                           "-x\r\n"
                           "+y\rand more\r\n"
                           "+\r\n");
  EXPECT_THAT(File.Lines, ElementsAre(Pair(4, 5)));
}

TEST(GitDiff, TextThatLooksLikeADiff) {
  std::vector<DiffFile> Files = parse("diff --git a/a b/a\n"
                                      "@@ -1,2 +1,3 @@\n"
                                      "--- a/other\n"
                                      "-@@ -1 +1 @@\n"
                                      "+++ b/other\n"
                                      "+diff --git a/x b/x\n"
                                      "+Binary files a and b differ\n");
  ASSERT_EQ(Files.size(), 1U);
  EXPECT_THAT(Files[0].Lines, ElementsAre(Pair(1, 3)));
  EXPECT_FALSE(Files[0].IsBinary);
}

TEST(GitDiff, UnusualNames) {
  EXPECT_EQ(nameIn("a/with blank b/with blank"), "with blank");
  EXPECT_EQ(nameIn("a/x b/x b/x b/x"), "x b/x");
  EXPECT_EQ(nameIn("\"a/tab\\there\" \"b/tab\\there\""), "tab\there");
  EXPECT_EQ(nameIn("\"a/two\\nlines\" \"b/two\\nlines\""), "two\nlines");
  EXPECT_EQ(nameIn("\"a/\\\"q\\\" \\\\\" \"b/\\\"q\\\" \\\\\""), "\"q\" \\");
  EXPECT_EQ(nameIn("\"a/\\344\\377\" \"b/\\344\\377\""), "\xE4\xFF");
  EXPECT_EQ(nameIn("a/\xC3\xA4 b/\xC3\xA4"), "\xC3\xA4");
}

TEST(GitDiff, Submodules) {
  DiffFile Moved = parseOne("diff --git a/sub b/sub\n"
                            "index 1f2e..3d4c 160000\n"
                            "--- a/sub\n"
                            "+++ b/sub\n"
                            "@@ -1 +1 @@\n"
                            "-Subproject commit 1f2e\n"
                            "+Subproject commit 3d4c-dirty\n");
  DiffFile Dirty = parseOne("diff --git a/sub b/sub\n"
                            "--- a/sub\n"
                            "+++ b/sub\n"
                            "@@ -1 +1 @@\n"
                            "-Subproject commit 1f2e\n"
                            "+Subproject commit 1f2e-dirty\n");
  EXPECT_TRUE(Dirty.IsSubmodule);
  EXPECT_EQ(Dirty.OldCommit, "1f2e");
  DiffFile Text = parseOne("diff --git a/text b/text\n"
                           "index 1f2e..3d4c 100644\n"
                           "@@ -1 +0,0 @@\n"
                           "-Subproject commit 1f2e\n");
  EXPECT_FALSE(Text.IsSubmodule);
  EXPECT_TRUE(Moved.IsSubmodule);
  EXPECT_EQ(Moved.OldCommit, "1f2e");
  DiffFile New = parseOne("diff --git a/sub b/sub\n"
                          "new file mode 160000\n"
                          "index 0000..3d4c\n"
                          "--- /dev/null\n"
                          "+++ b/sub\n"
                          "@@ -0,0 +1 @@\n"
                          "+Subproject commit 3d4c\n");
  EXPECT_TRUE(New.IsSubmodule);
  EXPECT_EQ(New.OldCommit, "");
}

TEST(GitDiff, WhatIsNoDiffIsAnError) {
  EXPECT_EQ(errorOf("diff --git x y\n"),
            "cannot make sense of what 'git diff' says: x y");
  EXPECT_EQ(errorOf("diff --git \"a/x b/x\n"),
            "cannot make sense of what 'git diff' says: \"a/x b/x");
  EXPECT_EQ(errorOf("diff --git a/x b/x\n@@ -1 x @@\n"),
            "cannot make sense of what 'git diff' says: @@ -1 x @@");
  // Cut short.
  EXPECT_EQ(errorOf("diff --git a/x b/x\n@@ -1 +1,2 @@\n-x\n+y\n"),
            "cannot make sense of what 'git diff' says: @@ -1 +1,2 @@");
}
