//===- JudgePartlyTest.cpp - Judging without the other bodies -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All tests of the judge ask it with and without the bodies that were left out;
// here is what they do not come across.
//
//===----------------------------------------------------------------------===//

#include "Judged.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string judgedPartly(llvm::StringRef Before, llvm::StringRef After) {
  JudgedReading How;
  How.Partly = true;
  return judged(Before, After, How);
}

TEST(JudgePartly, WhatAFunctionThrowsIsKnownFromBefore) {
  // quiet() does not throw, loud() does, and only their bodies show it.
  const char *Quiet = R"cpp(
    inline void quiet() { shut(1); }
    void f() { work(); quiet(); }
  )cpp";
  const char *QuietAfter = R"cpp(
    inline void quiet() { shut(1); }
    void f() { raiify::scope_exit g([&] { quiet(); }); work(); }
  )cpp";
  EXPECT_THAT(judgedPartly(Quiet, QuietAfter), StartsWith("changes-behavior"));
  const char *Handled = R"cpp(
    inline void quiet() { shut(1); }
    void f() { try { work(); } catch (...) { quiet(); throw; } quiet(); }
  )cpp";
  EXPECT_EQ(judgedPartly(Handled, QuietAfter), "equivalent [handled]");
  const char *Loud = R"cpp(
    inline void loud() { throw 1; }
    void f() { try { work(); } catch (...) { loud(); throw; } loud(); }
  )cpp";
  const char *LoudAfter = R"cpp(
    inline void loud() { throw 1; }
    void f() { raiify::scope_exit g([&] { loud(); }); work(); }
  )cpp";
  EXPECT_EQ(judgedPartly(Loud, LoudAfter), judged(Loud, LoudAfter));
  EXPECT_THAT(judgedPartly(Loud, LoudAfter), HasSubstr("cleanup-throws"));
}

TEST(JudgePartly, ABodyThatNobodyNamedBeforeIsNotGuessed) {
  const char *Before = R"cpp(
    inline void other() { shut(1); }
    void f() { work(); }
  )cpp";
  const char *After = R"cpp(
    inline void other() { shut(1); }
    void f() { work(); other(); }
  )cpp";
  EXPECT_EQ(judgedPartly(Before, After), "left out");
  EXPECT_THAT(judged(Before, After), StartsWith("changes-behavior"));
}

TEST(JudgePartly, TemplatesAreFollowedInTheEarlierParse) {
  const char *Before = R"cpp(
    template <class T> void quiet(T x) { shut(x); }
    void f() { try { work(); } catch (...) { quiet(1); throw; } quiet(1); }
  )cpp";
  const char *After = R"cpp(
    template <class T> void quiet(T x) { shut(x); }
    void f() { raiify::scope_exit g([&] { quiet(1); }); work(); }
  )cpp";
  EXPECT_EQ(judgedPartly(Before, After), "equivalent [handled]");
}

TEST(JudgePartly, OtherEditedFunctionsCountAsTheyWere) {
  // Where the second code has another body, it is an edit to be judged itself.
  const char *Before = R"cpp(
    struct F { void f(); void other() { shut(1); } };
    void F::f() { try { work(); } catch (...) { other(); throw; } other(); }
  )cpp";
  const char *After = R"cpp(
    struct F { void f(); void other() { throw 1; } };
    void F::f() { raiify::scope_exit g([&] { other(); }); work(); }
  )cpp";
  EXPECT_EQ(judgedPartly(Before, After), "equivalent [handled]");
}

} // namespace
} // namespace raiify
