//===- HandlerCallsTest.cpp - What handlers call, as written --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/HandlerCalls.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> callsIn(const std::string &Text) {
  return handlerCalls(tokenize(Text).Tokens);
}

TEST(HandlerCalls, AreThoseInHandlers) {
  EXPECT_THAT(callsIn(R"cpp(
    void f() {
      try { work(); } catch (const E &e) { log(e.what()); { p->shut(1); } }
      after();
    }
    void g() { other(); }
  )cpp"),
              ElementsAre("log", "shut", "what"));
}

TEST(HandlerCalls, FollowNestedAndLaterHandlers) {
  EXPECT_THAT(callsIn(R"cpp(
    void f() try { work(); }
    catch (A) { try { a(); } catch (B) { b(); } c(); }
    catch (...) { d(); }
  )cpp"),
              ElementsAre("a", "b", "c", "catch", "d"));
}

TEST(HandlerCalls, EndWithTheText) {
  EXPECT_THAT(callsIn("catch (...) { (x"), IsEmpty());
  EXPECT_THAT(callsIn("catch"), IsEmpty());
  EXPECT_THAT(callsIn("catch { }}}} f("), IsEmpty());
}

} // namespace
} // namespace raiify
