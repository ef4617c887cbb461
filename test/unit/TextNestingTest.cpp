//===- TextNestingTest.cpp - Which parentheses belong together ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TextNesting.h"

#include "gtest/gtest.h"

using namespace raiify;

TEST(TextNesting, FindsCounterparts) {
  TokenizedText Text = tokenize("f ( a ( ) , b )");
  TextNesting Nesting(Text.Tokens);
  EXPECT_EQ(Nesting.closing(1), 7U);
  EXPECT_EQ(Nesting.opening(7), 1U);
  EXPECT_EQ(Nesting.closing(3), 4U);
  EXPECT_EQ(Nesting.closing(0), 0U);
}

TEST(TextNesting, KnowsWhatIsWhere) {
  TokenizedText Text = tokenize("f ( a , [ ] { b , c ( d ) ; } )");
  TextNesting Nesting(Text.Tokens);
  EXPECT_EQ(Nesting.around(0), std::nullopt);
  EXPECT_EQ(Nesting.around(3), 1U);
  // The braces stand between.
  EXPECT_EQ(Nesting.around(8), std::nullopt);
  EXPECT_EQ(Nesting.around(11), 10U);
  EXPECT_EQ(Nesting.closing(1), 15U);
}

TEST(TextNesting, TakesWhatDoesNotMatch) {
  TokenizedText Text = tokenize(") ( { ( } ) (");
  TextNesting Nesting(Text.Tokens);
  EXPECT_EQ(Nesting.opening(0), 0U);
  EXPECT_EQ(Nesting.closing(3), 7U);
  EXPECT_EQ(Nesting.closing(1), 5U);
  EXPECT_EQ(Nesting.closing(6), 7U);
  EXPECT_EQ(Nesting.closing(9), 9U);
}
