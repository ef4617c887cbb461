//===- PathNameTest.cpp - Paths that many keep ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/PathName.h"

#include "gtest/gtest.h"

#include <map>

using namespace raiify;

TEST(PathNameTest, KeepsEachTextOnce) {
  std::string Path = "/p/a.cpp";
  PathName First = Path;
  Path[3] = 'b';
  PathName Second = Path, Third = "/p/a.cpp";
  EXPECT_EQ(First.str(), "/p/a.cpp");
  EXPECT_EQ(Second.str(), "/p/b.cpp");
  EXPECT_EQ(llvm::StringRef(First).data(), llvm::StringRef(Third).data());
}

TEST(PathNameTest, IsSortedByItsText) {
  std::map<PathName, int> Paths = {{"/p/b", 1}, {"/p/a/c", 2}, {"/p/a", 3}};
  std::string Order;
  for (const auto &[Path, Number] : Paths)
    Order += Path.str() + " ";
  EXPECT_EQ(Order, "/p/a /p/a/c /p/b ");
  EXPECT_EQ(Paths.count("/p/c"), 0u);
}
