//===- FinallyHandlerTest.cpp - Guards beside handlers that stay ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MarkedCode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raiify {
namespace {

using ::testing::ElementsAre;

TEST(FinallyHandlerTest, theHandlerDoesMoreBehindTheCleanup) {
  Rewrites Found = rewrites(R"cpp(
bool f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    return false;
  }
  close(Fd);
  return true;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("guard-inside-try", "guard-before-try-run",
                          "guard-around-try-run", "guard-before-try-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
bool f(int Fd) {
  try {
    raiify::scope_exit cleanup([&] { close(Fd); });
    work(Fd);
  } catch (...) {
    return false;
  }
  return true;
})cpp");
}

TEST(FinallyHandlerTest, theHandlerDoesMoreInFrontOfTheCleanup) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    park();
    close(Fd);
    throw;
  }
  close(Fd);
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("guard-before-try", "guard-around-try",
                          "guard-before-try-run", "guard-around-try-run",
                          "exit-and-fail"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  try {
    work(Fd);
  } catch (...) {
    park();
    throw;
  }
})cpp");
}

TEST(FinallyHandlerTest, aBlockAroundTheTryWhereCodeFollows) {
  Rewrites Found = rewrites(R"cpp(
int f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    park();
    close(Fd);
    throw;
  }
  close(Fd);
  work();
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("guard-around-try", "guard-before-try-run",
                          "guard-before-try-run", "guard-around-try-run",
                          "exit-and-fail"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(int Fd) {
  {
    raiify::scope_exit cleanup([&] { close(Fd); });
    try {
      work(Fd);
    } catch (...) {
      park();
      throw;
    }
  }
  work();
  return 0;
})cpp");
}

TEST(FinallyHandlerTest, aGuardOfItsOwnForTheHandler) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    park();
    close(Fd);
    throw;
  }
  close(Fd);
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("guard-before-try", "guard-around-try",
                          "guard-before-try-run", "guard-around-try-run",
                          "exit-and-fail"));
  EXPECT_EQ(Found.Texts[4], R"cpp(
void f(int Fd) {
  {
    raiify::scope_exit cleanup([&] { close(Fd); });
    raiify::scope_fail onFailure([&] { park(); });
    work(Fd);
  }
})cpp");
}

TEST(FinallyHandlerTest, theCleanupStandsInTheMiddle) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    park();
    close(Fd);
    park();
    throw;
  }
  close(Fd);
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("guard-before-try-run", "guard-around-try-run",
                          "guard-before-try-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  try {
    work(Fd);
  } catch (...) {
    park();
    cleanup.run();
    park();
    throw;
  }
})cpp");
}

TEST(FinallyHandlerTest, handlersWithoutTheCleanupRelease) {
  Rewrites Found = rewrites(R"cpp(
int f(int Fd) {
  try {
    work(Fd);
  } catch (const Other &) {
    return 3;
  } catch (const Error &) {
    close(Fd);
    throw;
  }
  close(Fd);
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("guard-before-try", "guard-around-try",
                                       "guard-around-try-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  try {
    work(Fd);
  } catch (const Other &) {
    cleanup.release();
    return 3;
  }
  return 0;
})cpp");
}

TEST(FinallyHandlerTest, runsTheGuardInAHandlerThatEndsTheException) {
  Rewrites Found = rewrites(R"cpp(
int f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    park();
    close(Fd);
    return -1;
  }
  close(Fd);
  work();
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("guard-before-try-run", "guard-around-try-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  try {
    work(Fd);
  } catch (...) {
    park();
    cleanup.run();
    return -1;
  }
  cleanup.run();
  work();
  return 0;
})cpp");
}

} // namespace
} // namespace raiify
