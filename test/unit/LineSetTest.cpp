//===- LineSetTest.cpp - Some lines of a file -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/LineSet.h"

#include "tool/GitChanges.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace raiify;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(LineSet, JoinsWhatTouches) {
  EXPECT_THAT(LineSet({{7, 9}, {1, 2}, {3, 3}, {8, 12}, {20, 20}}).ranges(),
              ElementsAre(Pair(1, 3), Pair(7, 12), Pair(20, 20)));
  EXPECT_THAT(LineSet({{5, 6}, WholeFile}).ranges(), ElementsAre(WholeFile));
}

TEST(LineSet, Touches) {
  LineSet Lines({{3, 4}, {10, 10}});
  EXPECT_FALSE(Lines.touches(1, 2));
  EXPECT_TRUE(Lines.touches(1, 3));
  EXPECT_TRUE(Lines.touches(4, 4));
  EXPECT_FALSE(Lines.touches(5, 9));
  EXPECT_TRUE(Lines.touches(5, 10));
  EXPECT_FALSE(Lines.touches(11, 100));
  EXPECT_FALSE(LineSet().touches(1, 100));
}

namespace {

/// Puts \p To in the place of \p From, which stands once in \p Text; what
/// stands behind `|` in \p From is where it is put, if there is one.
std::vector<LineRange> moved(std::vector<LineRange> Lines,
                             const std::string &Text, const std::string &From,
                             const std::string &To) {
  std::size_t Bar = From.find('|');
  Edit E;
  E.File = "f";
  E.Text = To;
  if (Bar == std::string::npos) {
    E.Offset = static_cast<unsigned>(Text.find(From));
    E.Length = static_cast<unsigned>(From.size());
  } else {
    std::string Around = From.substr(0, Bar) + From.substr(Bar + 1);
    E.Offset = static_cast<unsigned>(Text.find(Around) + Bar);
  }
  std::vector<Edit> Edits = {E};
  return LineSet(std::move(Lines))
      .after(Text, applyEdits(Text, "f", Edits), Edits)
      .ranges();
}

const std::string Text = "one\ntwo\nthree\nfour\n";

} // namespace

TEST(LineSet, MovesWithWhatIsPutInFront) {
  EXPECT_THAT(moved({{3, 3}}, Text, "|one", "new\nnew\n"),
              ElementsAre(Pair(5, 5)));
  EXPECT_THAT(moved({{3, 3}}, Text, "|three", "new\n"),
              ElementsAre(Pair(4, 4)));
}

TEST(LineSet, WhatIsPutBesideIsNotInIt) {
  EXPECT_THAT(moved({{3, 3}}, Text, "three|", "\nnew"),
              ElementsAre(Pair(3, 3)));
  EXPECT_THAT(moved({{3, 3}}, Text, "two|", "\nnew"), ElementsAre(Pair(4, 4)));
  EXPECT_THAT(moved({{1, 1}, {4, 4}}, Text, "t|wo", "\n\n"),
              ElementsAre(Pair(1, 1), Pair(6, 6)));
}

TEST(LineSet, WhatIsPutInPlaceIs) {
  EXPECT_THAT(moved({{3, 3}}, Text, "three", "a\nb"), ElementsAre(Pair(3, 4)));
  EXPECT_THAT(moved({{3, 3}}, Text, "two\nthree\nfour", "a\nb\nc\nd"),
              ElementsAre(Pair(2, 5)));
  EXPECT_THAT(moved({{3, 3}}, Text, "re", "r\nr"), ElementsAre(Pair(3, 4)));
}

TEST(LineSet, GoesWithItsText) {
  EXPECT_THAT(moved({{3, 3}}, Text, "three\n", ""), IsEmpty());
  EXPECT_THAT(moved({{3, 3}}, Text, "\nthree", ""), IsEmpty());
  EXPECT_THAT(moved({{2, 4}}, Text, "three\n", ""), ElementsAre(Pair(2, 3)));
}

TEST(LineSet, LinesThatAreEmptyOrNotThere) {
  EXPECT_THAT(moved({{2, 2}}, "a\n\nb\n", "|a", "x\n"),
              ElementsAre(Pair(3, 3)));
  EXPECT_THAT(moved({{1, 1}, {9, 10}}, "a", "|a", "x\n"),
              ElementsAre(Pair(2, 2)));
  EXPECT_THAT(moved({WholeFile}, Text, "|one", "new\n"),
              ElementsAre(WholeFile));
}
