//===- CoverTest.cpp - Few units for all files ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/Cover.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace raiify;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Files 0 to 3 are the units' own; those that are of no interest are in no
// list.

TEST(Cover, ParsesNothingWhereNothingIsOfInterest) {
  EXPECT_THAT(coverFiles({{}, {}}, {0, 1}), ElementsAre(IsEmpty(), IsEmpty()));
}

TEST(Cover, GivesAHeaderToAUnitThatIsParsedAnyway) {
  EXPECT_THAT(coverFiles({{7}, {1, 7}, {7}}, {0, 1, 2}),
              ElementsAre(IsEmpty(), ElementsAre(1, 7), IsEmpty()));
}

TEST(Cover, TakesTheUnitThatAddsMost) {
  EXPECT_THAT(coverFiles({{5, 6}, {5, 6, 7}, {7, 8}}, {0, 1, 2}),
              ElementsAre(IsEmpty(), ElementsAre(5, 6, 7), ElementsAre(8)));
}

TEST(Cover, TakesTheFirstOfEquals) {
  EXPECT_THAT(coverFiles({{5}, {5}}, {0, 1}),
              ElementsAre(ElementsAre(5), IsEmpty()));
}

TEST(Cover, GivesEachUnitWhatItIsItself) {
  // Unit 2 is a header that both others include.
  EXPECT_THAT(coverFiles({{0, 2}, {1, 2, 5}, {2, 5}}, {0, 1, 2}),
              ElementsAre(ElementsAre(0), ElementsAre(1, 5), ElementsAre(2)));
}

TEST(Cover, GivesEachFileToOneUnit) {
  EXPECT_THAT(coverFiles({{0, 5}, {1, 5}}, {0, 1}),
              ElementsAre(ElementsAre(0, 5), ElementsAre(1)));
}
