//===- FinallyPlanTest.cpp - Guards for an emulated finally ---------------===//
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

TEST(FinallyPlanTest, dissolvesTheTryAtTheEndOfItsBlock) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
    if (ready())
      work();
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::scope_exit cleanup([&] { close(Fd); });
  work(Fd);
  if (ready())
    work();
  return 0;
})cpp");
}

TEST(FinallyPlanTest, keepsABlockWhereCodeFollows) {
  Rewrites Found = rewrites(R"cpp(
int f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
  work();
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(int Fd) {
  {
    raiify::scope_exit cleanup([&] { close(Fd); });
    work(Fd);
  }
  work();
  return 0;
})cpp");
}

TEST(FinallyPlanTest, copiesAtTheEndOfTheTryGo) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  try {
    work(Fd);
    close(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run",
                          "exit-guard-block-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  work(Fd);
})cpp");
}

TEST(FinallyPlanTest, copiesBeforeExitsGo) {
  Rewrites Found = rewrites(R"cpp(
int f(int Fd) {
  try {
    if (ready()) {
      close(Fd);
      return Fd;
    }
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
  return -1;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run",
                          "exit-guard-block-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  if (ready()) {
    return Fd;
  }
  work(Fd);
  return -1;
})cpp");
}

TEST(FinallyPlanTest, runsTheGuardBeforeAValueThatIsComputed) {
  Rewrites Found = rewrites(R"cpp(
int size(int);
int f(int Fd) {
  try {
    if (ready()) {
      close(Fd);
      return size(3);
    }
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-guard-run", "exit-guard-block-run",
                                       "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int size(int);
int f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  if (ready()) {
    cleanup.run();
    return size(3);
  }
  work(Fd);
  return 0;
})cpp");
}

TEST(FinallyPlanTest, runsTheGuardWhereLocalsOutliveTheCopy) {
  Rewrites Found = rewrites(R"cpp(
struct Local { Local(); ~Local(); };
int f(int Fd) {
  try {
    Local L;
    work(Fd);
    close(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard-run", "exit-guard-block-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
struct Local { Local(); ~Local(); };
int f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  Local L;
  work(Fd);
  cleanup.run();
  return 0;
})cpp");
}

TEST(FinallyPlanTest, runsTheGuardWhereTheCleanupWritesTheResult) {
  Rewrites Found = rewrites(R"cpp(
int *f(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    P = nullptr;
    throw;
  }
  delete P;
  P = nullptr;
  return P;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts[1], R"cpp(
int *f(int *P) {
  raiify::scope_exit cleanup([&] {
    delete P;
    P = nullptr;
  });
  work(*P);
  cleanup.run();
  return P;
})cpp");
}

TEST(FinallyPlanTest, leavesLoopsByJumps) {
  Rewrites Found = rewrites(R"cpp(
void f(Mutex &M, int Count) {
  for (int I = 0; I < Count; ++I) {
    M.lock();
    try {
      if (I == 3) {
        M.unlock();
        continue;
      }
      while (ready())
        break;
      work(I);
      M.unlock();
    } catch (...) {
      M.unlock();
      throw;
    }
  }
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run",
                          "exit-guard-block-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(Mutex &M, int Count) {
  for (int I = 0; I < Count; ++I) {
    M.lock();
    raiify::scope_exit cleanup([&] { M.unlock(); });
    if (I == 3) {
      continue;
    }
    while (ready())
      break;
    work(I);
  }
})cpp");
}

TEST(FinallyPlanTest, declaresNothingNextToLabels) {
  Rewrites Found = rewrites(R"cpp(
int f(int Kind, int Fd) {
  switch (Kind) {
  case 0:
    try {
      work(Fd);
    } catch (...) {
      close(Fd);
      throw;
    }
    close(Fd);
    break;
  default:
    break;
  }
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(int Kind, int Fd) {
  switch (Kind) {
  case 0:
    {
      raiify::scope_exit cleanup([&] { close(Fd); });
      work(Fd);
    }
    break;
  default:
    break;
  }
  return 0;
})cpp");
}

TEST(FinallyPlanTest, keepsABlockForNamesThatClash) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  int N = 1;
  try {
    int N = 2;
    work(N);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(int Fd) {
  int N = 1;
  {
    raiify::scope_exit cleanup([&] { close(Fd); });
    int N = 2;
    work(N);
  }
})cpp");
}

TEST(FinallyPlanTest, severalHandlersGo) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  try {
    work(Fd);
  } catch (const Error &) {
    close(Fd);
    throw;
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  work(Fd);
})cpp");
}

TEST(FinallyPlanTest, partOfTheNormalWayIsCleanup) {
  Rewrites Found = rewrites(R"cpp(
int f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  if (ready()) {
    work(2);
    close(Fd);
    return 2;
  }
  close(Fd);
  return 1;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-guard", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  work(Fd);
  if (ready()) {
    work(2);
    return 2;
  }
  return 1;
})cpp");
}

} // namespace
} // namespace raiify
