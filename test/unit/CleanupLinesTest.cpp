//===- CleanupLinesTest.cpp - How far statements reach --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/CleanupLines.h"

#include "gtest/gtest.h"

using namespace raiify;

namespace {

/// What of \p Text, from `^` on, the statements of \p Cleanup cover.
std::string covered(std::string Text, const std::vector<std::string> &Cleanup) {
  std::size_t Begin = Text.find('^');
  Text.erase(Begin, 1);
  unsigned End =
      endOfStatements(tokenize(Text), static_cast<unsigned>(Begin), Cleanup);
  return Text.substr(Begin, End - Begin);
}

/// The rest of the block that `^` stands in.
std::string block(std::string Text) {
  std::size_t Begin = Text.find('^');
  Text.erase(Begin, 1);
  unsigned End = endOfBlock(tokenize(Text), static_cast<unsigned>(Begin));
  return Text.substr(Begin, End - Begin);
}

} // namespace

TEST(CleanupLines, OneStatement) {
  EXPECT_EQ(covered("{ ^close(fd); more(); }", {"close(fd)"}), "close(fd);");
  EXPECT_EQ(covered("^f([&] { a(); b(); });\nc();", {"f(…)"}),
            "f([&] { a(); b(); });");
  EXPECT_EQ(covered("^for (;;) { a(); }\nb();", {"for"}), "for (;;) { a(); }");
  EXPECT_EQ(covered("^if (a) { b(); } else { c(); } d();", {"if"}),
            "if (a) { b(); } else { c(); }");
  EXPECT_EQ(covered("^if (a) b(); else c(); d();", {"if"}),
            "if (a) b(); else c();");
  EXPECT_EQ(covered("^do { a(); } while (b()); c();", {"do"}),
            "do { a(); } while (b());");
  EXPECT_EQ(covered("^x = {}; y();", {"x = {}"}), "x = {};");
  EXPECT_EQ(covered("^throw Error(\n  1,\n  2); }", {"close(fd)"}),
            "throw Error(\n  1,\n  2);");
}

TEST(CleanupLines, SeveralStatements) {
  EXPECT_EQ(covered("^a(); // then\n b();\n c();", {"a()", "b()"}),
            "a(); // then\n b();");
  // What stands between counts.
  EXPECT_EQ(covered("^a(); log(\";\"); b( ); c();", {"a()", "b()"}),
            "a(); log(\";\"); b( );");
  // Another function calls it otherwise.
  EXPECT_EQ(covered("^close(x); free(x); c();", {"close(fd)", "free(fd)"}),
            "close(x); free(x);");
}

TEST(CleanupLines, StayInTheBlock) {
  EXPECT_EQ(covered("{ ^a(); } b();", {"a()", "b()"}), "a();");
  EXPECT_EQ(covered("{ ^}", {"a()"}), "");
  EXPECT_EQ(covered("^a()", {"a()"}), "a()");
}

TEST(CleanupLines, RestOfTheBlock) {
  EXPECT_EQ(block("void f() { ^x; { y; } z; } w;"), "x; { y; } z; ");
  EXPECT_EQ(block("{ if (a) { ^b; } c; }"), "b; ");
  EXPECT_EQ(block("^a; \"}\"; b"), "a; \"}\"; ");
}
