//===- LayoutTest.cpp - Edits in the style of the project -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Layout.h"
#include "MarkedCode.h"
#include "model/Edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raiify {
namespace {

static std::string included(llvm::StringRef Code, llvm::StringRef Spelled) {
  std::optional<Edit> E =
      includeEdit(Code, "a.cpp", Spelled, clang::format::getLLVMStyle());
  return E ? applyEdits(Code, "a.cpp", {*E}) : "no edit";
}

TEST(LayoutTest, includesStandWithTheirLikes) {
  EXPECT_EQ(included("// A file.\n\n#include \"a.h\"\n#include <vector>\n\n"
                     "int X;\n",
                     "\"raiify/scope_guard.hpp\""),
            "// A file.\n\n#include \"a.h\"\n#include "
            "\"raiify/scope_guard.hpp\"\n#include <vector>\n\nint X;\n");
  EXPECT_EQ(included("#include <vector>\n", "<raiify/scope_guard.hpp>"),
            "#include <raiify/scope_guard.hpp>\n#include <vector>\n");
}

TEST(LayoutTest, includesStandBehindAHeaderGuard) {
  EXPECT_EQ(included("#ifndef A_H\n#define A_H\nint X;\n#endif\n",
                     "\"raiify/scope_guard.hpp\""),
            "#ifndef A_H\n#define A_H\n#include "
            "\"raiify/scope_guard.hpp\"\n\nint X;\n#endif\n");
}

TEST(LayoutTest, includesAreWrittenOnce) {
  EXPECT_EQ(included("#include \"raiify/scope_guard.hpp\"\n",
                     "\"raiify/scope_guard.hpp\""),
            "no edit");
}

TEST(LayoutTest, includesKeepLineBreaksAndMark) {
  EXPECT_EQ(included(windows("\xEF\xBB\xBF#include <vector>\nint X;\n"),
                     "<raiify/scope_guard.hpp>"),
            windows("\xEF\xBB\xBF#include <raiify/scope_guard.hpp>\n"
                    "#include <vector>\nint X;\n"));
  EXPECT_EQ(included("\xEF\xBB\xBFint X;\n", "<raiify/scope_guard.hpp>"),
            "\xEF\xBB\xBF#include <raiify/scope_guard.hpp>\n\nint X;\n");
}

TEST(LayoutTest, editsFollowTheStyle) {
  clang::format::FormatStyle Style = clang::format::getLLVMStyle();
  Style.IndentWidth = 4;
  std::string Code = "void f( int  a ) {\n    g();\n}\n";
  unsigned At = static_cast<unsigned>(Code.find("g();"));
  std::vector<Edit> Edits =
      layOut({{"a.cpp", At, 0, "guard x([&] {\n  h( );\n});\n"},
              {"b.cpp", 1, 2, "as  it is"}},
             Code, "a.cpp", Style);
  ASSERT_EQ(Edits.size(), 2u);
  EXPECT_EQ(applyEdits(Code, "a.cpp", Edits),
            "void f( int  a ) {\n    guard x([&] { h(); });\n    g();\n}\n");
  EXPECT_EQ(Edits.back().Text, "as  it is");
}

} // namespace
} // namespace raiify
