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

//===----------------------------------------------------------------------===//
// Refusals where neither parse has all bodies
//===----------------------------------------------------------------------===//

std::string refused(llvm::StringRef Before, llvm::StringRef After) {
  JudgedReading How;
  How.InAnyCase = true;
  return judged(Before, After, How);
}

/// `f` with and without a guard around \p Work; \p Others stand in front.
std::string refusedAround(const std::string &Work,
                          const std::string &Others = "",
                          const std::string &Specifier = "noexcept") {
  auto code = [&](const std::string &Body) {
    return "extern bool flag;" + Others + "void f() " + Specifier + " {" +
           Body + "}";
  };
  return refused(
      code("if (flag) { shut(1); return; } " + Work + "shut(1);"),
      code("raiify::scope_exit g([&] { shut(1); }); if (flag) return; " +
           Work));
}

TEST(RefuseInAnyCase, KnowsOfAThrowThatIsSeen) {
  EXPECT_EQ(refusedAround("work();"), "refused noexcept-function");
  EXPECT_EQ(refusedAround("throw 1;"), "refused noexcept-function");
  EXPECT_EQ(refusedAround("new int;"), "refused noexcept-function");
}

TEST(RefuseInAnyCase, SaysNothingWhereTheBodiesTell) {
  EXPECT_EQ(refusedAround("quiet();", "inline void quiet() { shut(2); }"),
            "not known");
  EXPECT_EQ(refusedAround("loud();", "inline void loud() { throw 1; }"),
            "not known");
  EXPECT_EQ(refusedAround("loud(1);",
                          "template <class T> void loud(T x) { throw x; }"),
            "not known");
  EXPECT_EQ(refusedAround("quiet();", "inline void quiet() noexcept {}"),
            "not known");
  EXPECT_EQ(refusedAround("try { work(); } catch (...) {}"), "not known");
}

TEST(RefuseInAnyCase, AnotherBodyMayRunInAVirtualFunction) {
  EXPECT_EQ(refusedAround("v->quiet();", R"cpp(
              struct V { virtual void quiet() { shut(2); } };
              extern V *v;
            )cpp"),
            "refused noexcept-function");
  EXPECT_EQ(refusedAround("v->quiet();", R"cpp(
              struct V final { virtual void quiet() { shut(2); } };
              extern V *v;
            )cpp"),
            "not known");
}

TEST(RefuseInAnyCase, NeedsAFunctionThatNobodyCanCatchFor) {
  EXPECT_EQ(refusedAround("work();", "", ""), "not known");
}

TEST(RefuseInAnyCase, WhatAGuardDidBeforeIsNoReason) {
  // Before, the guard may have been run by the same exception.
  const char *Before = R"cpp(
    inline void some() { throw 1; }
    void f() noexcept {
      raiify::scope_exit g([&] { shut(1); }); some(); work();
    }
  )cpp";
  EXPECT_EQ(refused(Before, Before), "not known");
}

TEST(RefuseInAnyCase, KnowsOfWhatCannotBeModelled) {
  EXPECT_EQ(refusedAround("goto out; out:;", "", ""), "refused goto");
}

} // namespace
} // namespace raiify
