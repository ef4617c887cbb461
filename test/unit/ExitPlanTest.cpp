//===- ExitPlanTest.cpp - Guards for cleanup before exits -----------------===//
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

TEST(ExitPlanTest, standsBehindTheChecks) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  if (Fd < 0)
    return -1;
  if (!ready()) {
    close(Fd);
    return 1;
  }
  work(Fd);
  close(Fd);
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-cleanup", "exit-cleanup-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  if (Fd < 0)
    return -1;
  raiify::scope_exit cleanup([&] { close(Fd); });
  if (!ready()) {
    return 1;
  }
  work(Fd);
  return 0;
})cpp");
}

TEST(ExitPlanTest, runsTheGuardBeforeCallsAndThrows) {
  Rewrites Found = rewrites(R"cpp(
int size(int);
int f(const char *Path) {
  int Fd = open(Path, 0);
  if (!ready()) {
    close(Fd);
    throw Error();
  }
  if (Fd == 3) {
    close(Fd);
    return size(2);
  }
  close(Fd);
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-cleanup-run", "exit-cleanup-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int size(int);
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::scope_exit cleanup([&] { close(Fd); });
  if (!ready()) {
    cleanup.run();
    throw Error();
  }
  if (Fd == 3) {
    cleanup.run();
    return size(2);
  }
  return 0;
})cpp");
}

TEST(ExitPlanTest, releasesWhereItIsHandedOver) {
  Rewrites Found = rewrites(R"cpp(
int *f(int Kind) {
  int *P = new int;
  if (Kind == 1) {
    delete P;
    return nullptr;
  }
  if (Kind == 2) {
    delete P;
    return nullptr;
  }
  if (Kind == 3)
    return P;
  return P;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-cleanup-release", "exit-cleanup-release"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int *f(int Kind) {
  int *P = new int;
  raiify::scope_exit cleanup([&] { delete P; });
  if (Kind == 1) {
    return nullptr;
  }
  if (Kind == 2) {
    return nullptr;
  }
  cleanup.release();
  if (Kind == 3)
    return P;
  return P;
})cpp");
}

TEST(ExitPlanTest, releasesBehindTheLastCopy) {
  Rewrites Found = rewrites(R"cpp(
int *f(int Kind) {
  int *P = new int;
  if (Kind == 1) {
    delete P;
    return nullptr;
  }
  if (Kind == 2) {
    delete P;
    return nullptr;
  }
  work();
  return P;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-cleanup-release", "exit-cleanup-release"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int *f(int Kind) {
  int *P = new int;
  raiify::scope_exit cleanup([&] { delete P; });
  if (Kind == 1) {
    return nullptr;
  }
  if (Kind == 2) {
    return nullptr;
  }
  cleanup.release();
  work();
  return P;
})cpp");
}

TEST(ExitPlanTest, noBranchIsLeftEmpty) {
  Rewrites Found = rewrites(R"cpp(
void f(const char *Path) {
  int Fd = open(Path, 0);
  if (ready()) {
    close(Fd);
    return;
  }
  if (Fd > 3) {
    work();
    close(Fd);
  } else if (Fd > 2) {
    close(Fd);
  } else
    close(Fd);
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-cleanup-run", "exit-cleanup-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::scope_exit cleanup([&] { close(Fd); });
  if (ready()) {
    return;
  }
  if (Fd > 3) {
    work();
  } else if (Fd > 2) {
    cleanup.run();
  } else
    cleanup.run();
})cpp");
}

TEST(ExitPlanTest, standsInFrontOfASwitch) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path, int Kind) {
  int Fd = open(Path, 0);
  switch (Kind) {
  case 0:
    close(Fd);
    return 0;
  case 1:
    work(Fd);
    close(Fd);
    return 1;
  default:
    close(Fd);
    return 2;
  }
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-cleanup", "exit-cleanup-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path, int Kind) {
  int Fd = open(Path, 0);
  raiify::scope_exit cleanup([&] { close(Fd); });
  switch (Kind) {
  case 0:
    return 0;
  case 1:
    work(Fd);
    return 1;
  default:
    return 2;
  }
})cpp");
}

TEST(ExitPlanTest, oneGuardALoopRound) {
  Rewrites Found = rewrites(R"cpp(
void f(int Count) {
  for (int I = 0; I < Count; ++I) {
    int *P = new int;
    if (I == 2) {
      delete P;
      continue;
    }
    if (I == 4) {
      delete P;
      break;
    }
    work(I);
    delete P;
  }
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-cleanup", "exit-cleanup-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(int Count) {
  for (int I = 0; I < Count; ++I) {
    int *P = new int;
    raiify::scope_exit cleanup([&] { delete P; });
    if (I == 2) {
      continue;
    }
    if (I == 4) {
      break;
    }
    work(I);
  }
})cpp");
}

TEST(ExitPlanTest, handlersThatOnlyRethrowGo) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  if (!ready()) {
    close(Fd);
    return -1;
  }
  return Fd;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-cleanup-release"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::scope_exit cleanup([&] { close(Fd); });
  work(Fd);
  if (!ready()) {
    return -1;
  }
  cleanup.release();
  return Fd;
})cpp");
}

TEST(ExitPlanTest, severalStatements) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int In = open(Path, 0);
  int Out = open(Path, 1);
  if (!ready()) {
    close(In);
    close(Out);
    return 1;
  }
  work(Out);
  close(In);
  close(Out);
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-cleanup", "exit-cleanup-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path) {
  int In = open(Path, 0);
  int Out = open(Path, 1);
  raiify::scope_exit cleanup([&] {
    close(In);
    close(Out);
  });
  if (!ready()) {
    return 1;
  }
  work(Out);
  return 0;
})cpp");
}

} // namespace
} // namespace raiify
