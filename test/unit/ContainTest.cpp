//===- ContainTest.cpp - Work that goes wrong -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/Contain.h"

#include "llvm/Support/ErrorHandling.h"

#include "gtest/gtest.h"

#include <atomic>
#include <cstdlib>
#include <memory>
#include <thread>

using namespace raiify;

namespace {

constexpr TimeLimit NoLimit = TimeLimit::zero();
/// Longer than any work here that is to come to its end.
constexpr TimeLimit Long = std::chrono::hours(1);
constexpr TimeLimit Short = std::chrono::milliseconds(10);

/// Uses up any stack.
LLVM_ATTRIBUTE_NOINLINE int fall(volatile int Depth) {
  volatile char Room[4096] = {};
  return Depth < 0 ? 0 : fall(Depth + 1) + Room[Depth % sizeof(Room)];
}

TEST(ContainTest, WorkThatIsDone) {
  int Answer = 0;
  EXPECT_TRUE(runContained([&] { Answer = 1; }, NoLimit).isDone());
  EXPECT_TRUE(runShallow([&] { Answer += 2; }, NoLimit).isDone());
  EXPECT_TRUE(runContained([&] { Answer += 4; }, Long).isDone());
  EXPECT_EQ(Answer, 7);
}

TEST(ContainTest, Crashes) {
  for (auto Run : {runContained, runShallow})
    for (TimeLimit Limit : {NoLimit, Long}) {
      Ending Aborted = Run([] { std::abort(); }, Limit);
      EXPECT_EQ(Aborted.How, Ending::Crashed);
      EXPECT_EQ(Aborted.failure(Limit),
                "the analysis crashed; please report this with the file");
      Ending Fatal = Run([] { llvm::report_fatal_error("no way"); }, Limit);
      EXPECT_EQ(Fatal.How, Ending::Crashed);
      EXPECT_EQ(Fatal.failure(Limit), "the analysis crashed (no way); please "
                                      "report this with the file");
      // This one would call exit.
      Fatal = Run([] { llvm::report_fatal_error("no way", false); }, Limit);
      EXPECT_EQ(Fatal.How, Ending::Crashed);
    }
  EXPECT_TRUE(isAnythingLeftBehind());
}

TEST(ContainTest, StacksThatAreUsedUp) {
  for (auto Run : {runContained, runShallow})
    for (TimeLimit Limit : {NoLimit, Long})
      EXPECT_EQ(Run([] { fall(0); }, Limit).How, Ending::Crashed);
}

TEST(ContainTest, WorkThatAsksForTheTime) {
  auto AskForEver = [] {
    EXPECT_TRUE(hasTimeLimit());
    for (;;)
      checkTime();
  };
  Ending Result = runContained(AskForEver, Short);
  EXPECT_EQ(Result.How, Ending::OutOfTime);
  EXPECT_EQ(Result.failure(std::chrono::milliseconds(1500)),
            "gave up after 1.5 s (--tu-timeout)");
  EXPECT_EQ(runShallow(AskForEver, Short).How, Ending::OutOfTime);
}

TEST(ContainTest, WorkThatDoesNotAsk) {
  auto MayEnd = std::make_shared<std::atomic<bool>>(false);
  auto HasEnded = std::make_shared<std::atomic<bool>>(false);
  Ending Result = runContained(
      [=] {
        while (!*MayEnd)
          std::this_thread::yield();
        *HasEnded = true;
      },
      Short);
  EXPECT_EQ(Result.How, Ending::OutOfTime);
  EXPECT_FALSE(*HasEnded);
  // It goes on, and what it refers to is still there.
  *MayEnd = true;
  while (!*HasEnded)
    std::this_thread::yield();
}

TEST(ContainTest, NoLimitNoClock) {
  EXPECT_FALSE(hasTimeLimit());
  checkTime();
  EXPECT_TRUE(runContained(
                  [] {
                    EXPECT_FALSE(hasTimeLimit());
                    checkTime();
                  },
                  NoLimit)
                  .isDone());
}

} // namespace
