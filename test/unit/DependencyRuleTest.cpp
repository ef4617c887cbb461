//===- DependencyRuleTest.cpp - What make reads ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/DependencyRule.h"

#include "gtest/gtest.h"

namespace raiify {
namespace {

TEST(DependencyRuleTest, NamesTheTargetAndEachFile) {
  EXPECT_EQ(dependencyRule("a.shard", {"a.cpp", "/usr/include/b.h"}),
            "a.shard: \\\n  a.cpp \\\n  /usr/include/b.h\n");
}

TEST(DependencyRuleTest, EscapesWhatMakeWouldReadOtherwise) {
  EXPECT_EQ(dependencyRule("out dir/a", {"b c#d$e.h"}),
            "out\\ dir/a: \\\n  b\\ c\\#d$$e.h\n");
  EXPECT_EQ(dependencyRule("a", {"b\\ c\\d"}), "a: \\\n  b\\\\\\ c\\d\n");
}

} // namespace
} // namespace raiify
