//===- OverlayTest.cpp - Texts on top of the disk -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/Overlay.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include "gtest/gtest.h"

namespace raiify {
namespace {

/// A folder with a file `old.h`, and texts on top.
class OverlayTest : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made, Real;
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("raiify-overlay", Made));
    ASSERT_FALSE(llvm::sys::fs::real_path(Made, Real));
    Root = Real.str().str();
    std::error_code Error;
    llvm::raw_fd_ostream(Root + "/old.h", Error) << "old";
    ASSERT_FALSE(Error);
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Root); }

  /// What stands in the file of that name below Root, or the error.
  std::string read(llvm::StringRef Name) const {
    auto Files = overlay(llvm::vfs::createPhysicalFileSystem(), {&Texts});
    auto Buffer = Files->getBufferForFile(Root + "/" + Name);
    bool IsThere = static_cast<bool>(Files->status(Root + "/" + Name));
    EXPECT_EQ(IsThere, static_cast<bool>(Buffer)) << Name.str();
    return Buffer ? (*Buffer)->getBuffer().str() : "nothing";
  }

  std::string Root;
  FileTexts Texts;
};

TEST_F(OverlayTest, NewAndChangedTexts) {
  Texts = {{Root + "/old.h", "changed"}, {Root + "/new/x.h", "new"}};
  EXPECT_EQ(read("old.h"), "changed");
  EXPECT_EQ(read("new/x.h"), "new");
  EXPECT_EQ(read("new/y.h"), "nothing");
}

TEST_F(OverlayTest, WaysThroughNewFolders) {
  Texts = {{Root + "/new/deep/x.h", "new"}};
  EXPECT_EQ(read("new/../old.h"), "old");
  EXPECT_EQ(read("new/deep/../../old.h"), "old");
  EXPECT_EQ(read("new/deep/../deep/./x.h"), "new");
  EXPECT_EQ(read("new/../gone.h"), "nothing");
  EXPECT_EQ(read("none/../old.h"), "nothing");
  EXPECT_EQ(read("new/none/../../old.h"), "nothing");
  EXPECT_EQ(read("new/deep/x.h/../../../old.h"), "nothing");
}

TEST_F(OverlayTest, ChangedTextsBehindNewFolders) {
  Texts = {{Root + "/old.h", "changed"}, {Root + "/new/x.h", "new"}};
  EXPECT_EQ(read("new/../old.h"), "changed");
}

TEST_F(OverlayTest, LinksBehindNewFolders) {
  ASSERT_FALSE(llvm::sys::fs::create_directory(Root + "/dir"));
  ASSERT_FALSE(llvm::sys::fs::create_link("dir", Root + "/link"));
  Texts = {{Root + "/new/x.h", "new"}, {Root + "/dir/y.h", "linked"}};
  EXPECT_EQ(read("new/../link/y.h"), "linked");
}

} // namespace
} // namespace raiify
