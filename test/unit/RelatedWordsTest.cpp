//===- RelatedWordsTest.cpp - Where a change has its like -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/RelatedWords.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace raiify;
using ::testing::ElementsAre;

namespace {

std::string wordOf(std::vector<std::string> Cleanup,
                   std::vector<CleanupParameter> Parameters = {}) {
  Site S;
  S.Cleanup = std::move(Cleanup);
  S.Shared.Parameters = std::move(Parameters);
  return wordOfCopies(S);
}

} // namespace

TEST(RelatedWords, WhatEveryCopyHas) {
  EXPECT_EQ(wordOf({"delete p"}), "delete");
  EXPECT_EQ(wordOf({"if (p) free(p)"}), "free");
  EXPECT_EQ(wordOf({"hal::close(fd)"}), "close");
  EXPECT_EQ(wordOf({"this->gate.close()"}), "close");
  EXPECT_EQ(wordOf({"busy = false", "unlock()"}), "unlock");
  EXPECT_EQ(wordOf({"for (auto *p : all) delete p"}), "delete");
}

TEST(RelatedWords, WhatCopiesMayCallOtherwise) {
  EXPECT_EQ(wordOf({"busy = false"}), "");
  EXPECT_EQ(wordOf({"--level"}), "");
  EXPECT_EQ(wordOf({"undo()"}, {{"Undo", "undo"}}), "");
  EXPECT_EQ(wordOf({"p->~Alias()"}), "");
  EXPECT_EQ(wordOf({"undo(p)", "drop(p)"}, {{"Undo", "undo"}}), "drop");
}

TEST(RelatedWords, MacrosMayStandForAnything) {
  Site S;
  S.Cleanup = {"close(fd)"};
  S.InMacro = true;
  EXPECT_EQ(wordOfCopies(S), "");
  S.InMacro = false;
  S.Copies.resize(2);
  EXPECT_EQ(wordOfCopies(S), "close");
  S.Copies.back().InMacro = true;
  EXPECT_EQ(wordOfCopies(S), "");
}

TEST(RelatedWords, MacrosThatSpellThem) {
  std::set<std::string> Words = {"close"};
  const char *Text = "#define CLOSE(fd) close(fd)\n"
                     "#define OTHER closed(1)\n"
                     "#define close_it \"close\"\n";
  EXPECT_TRUE(addMacros(Text, Words));
  EXPECT_THAT(Words, ElementsAre("CLOSE", "close"));
  EXPECT_FALSE(addMacros(Text, Words));
  EXPECT_TRUE(addMacros("#define CLEAN CLOSE(1)\n", Words));
  EXPECT_THAT(Words, ElementsAre("CLEAN", "CLOSE", "close"));
}
