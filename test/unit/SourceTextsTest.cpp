//===- SourceTextsTest.cpp - Places as editors count them -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/SourceTexts.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

/// A file on disk as long as it lives.
class TestFile {
public:
  explicit TestFile(llvm::StringRef Text) {
    int Descriptor = -1;
    EXPECT_FALSE(
        llvm::sys::fs::createTemporaryFile("source", "cpp", Descriptor, Name));
    Remover.setFile(Name);
    llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << Text;
  }

  std::string name() const { return Name.str().str(); }

private:
  llvm::SmallString<128> Name;
  llvm::FileRemover Remover;
};

std::optional<TextPlace> placeIn(llvm::StringRef Text, unsigned Offset) {
  TestFile File(Text);
  return SourceTexts().placeAt(File.name(), Offset);
}

using Place = std::optional<TextPlace>;

TEST(SourceTextsTest, CountsLinesAsClangDoes) {
  EXPECT_EQ(placeIn("ab\ncd", 0), Place({1, 1}));
  EXPECT_EQ(placeIn("ab\ncd", 2), Place({1, 3}));
  EXPECT_EQ(placeIn("ab\ncd", 3), Place({2, 1}));
  EXPECT_EQ(placeIn("ab\r\ncd", 5), Place({2, 2}));
  EXPECT_EQ(placeIn("ab\rcd", 4), Place({2, 2}));
  EXPECT_EQ(placeIn("\n\r\n\r\rx", 5), Place({5, 1}));
}

TEST(SourceTextsTest, TheEndIsAPlaceAndNothingBehindItIs) {
  EXPECT_EQ(placeIn("ab\n", 3), Place({2, 1}));
  EXPECT_EQ(placeIn("", 0), Place({1, 1}));
  EXPECT_EQ(placeIn("ab\n", 4), std::nullopt);
  EXPECT_EQ(SourceTexts().placeAt("/no/such/file", 0), std::nullopt);
}

TEST(SourceTextsTest, CountsUtf16CodeUnits) {
  EXPECT_EQ(placeIn("\tx", 1), Place({1, 2}));
  // U+00E9, U+20AC and U+1F600 take one, one and two.
  EXPECT_EQ(placeIn("\xc3\xa9x", 2), Place({1, 2}));
  EXPECT_EQ(placeIn("\xe2\x82\xacx", 3), Place({1, 2}));
  EXPECT_EQ(placeIn("\xf0\x9f\x98\x80x", 4), Place({1, 3}));
}

TEST(SourceTextsTest, WhatIsNoUtf8CountsAsItsReplacement) {
  EXPECT_EQ(placeIn("\xe9x", 1), Place({1, 2}));
  EXPECT_EQ(placeIn("\xe9\xff y", 3), Place({1, 4}));
  // A sequence that is cut short is one mark for whoever decodes it.
  EXPECT_EQ(placeIn("\xe2\x82y", 2), Place({1, 2}));
}

TEST(SourceTextsTest, AByteOrderMarkIsNotCounted) {
  EXPECT_EQ(placeIn("\xef\xbb\xbf"
                    "ab\ncd",
                    4),
            Place({1, 2}));
  EXPECT_EQ(placeIn("\xef\xbb\xbf"
                    "ab\ncd",
                    6),
            Place({2, 1}));
}

TEST(SourceTextsTest, KnowsWhenTheFileIsAnotherOne) {
  TestFile File("ab\n\xc3\xa9x\n");
  SourceTexts Sources;
  EXPECT_EQ(Sources.placeOf({File.name(), 2, 3, 5}), Place({2, 2}));
  EXPECT_EQ(Sources.placeOf({File.name(), 3, 3, 5}), std::nullopt);
  EXPECT_EQ(Sources.placeOf({File.name(), 2, 4, 5}), std::nullopt);
  EXPECT_EQ(Sources.placeOf({File.name(), 9, 1, 99}), std::nullopt);
  EXPECT_EQ(Sources.placeOf({"/no/such/file", 1, 1, 0}), std::nullopt);
}

TEST(SourceTextsTest, ReadsMoreFilesThanItKeeps) {
  TestFile First("one\n");
  SourceTexts Sources;
  EXPECT_EQ(Sources.textOf(First.name()), "one\n");
  for (unsigned I = 0; I < 1000; ++I)
    EXPECT_EQ(Sources.textOf("/no/such/file" + std::to_string(I)), "");
  EXPECT_EQ(Sources.textOf(First.name()), "one\n");
}

std::optional<llvm::StringRef> lineOf(llvm::StringRef Text, unsigned Offset) {
  Location Where;
  Where.Offset = Offset;
  return lineAt(Text, Where);
}

TEST(SourceTextsTest, TheLineAroundAnOffset) {
  EXPECT_EQ(lineOf("one\ntwo\n", 0), "one");
  EXPECT_EQ(lineOf("one\ntwo\n", 2), "one");
  EXPECT_EQ(lineOf("one\ntwo\n", 4), "two");
  EXPECT_EQ(lineOf("one\r\ntwo", 1), "one");
  EXPECT_EQ(lineOf("one\r\ntwo", 7), "two");
}

TEST(SourceTextsTest, AnEndBelongsToItsLine) {
  EXPECT_EQ(lineOf("one\ntwo\n", 3), "one");
  EXPECT_EQ(lineOf("one\n\ntwo", 4), "");
  EXPECT_EQ(lineOf("\n", 0), "");
}

TEST(SourceTextsTest, NothingWhereTheTextIsAnother) {
  EXPECT_EQ(lineOf("", 0), std::nullopt);
  EXPECT_EQ(lineOf("one", 3), std::nullopt);
}

TEST(SourceTextsTest, NothingOfALineThatIsTooLong) {
  EXPECT_TRUE(lineOf(std::string(MaxShownLine, 'x'), 5));
  EXPECT_FALSE(lineOf(std::string(MaxShownLine + 1, 'x'), 5));
}

} // namespace
} // namespace raiify
