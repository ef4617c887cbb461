//===- RollbackPlanTest.cpp - Guards for what only handlers undo ----------===//
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

TEST(RollbackPlanTest, commitsAtTheEnd) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  return Fd;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("rollback", "rollback-block",
                                       "fail-guard", "fail-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::rollback_guard rollback([&] { close(Fd); });
  work(Fd);
  rollback.commit();
  return Fd;
})cpp");
}

TEST(RollbackPlanTest, commitsBeforeEachExit) {
  Rewrites Found = rewrites(R"cpp(
int *f(int Kind) {
  int *P = new int;
  try {
    if (Kind == 1)
      return P;
    if (Kind == 2) {
      work(1);
      return P;
    } else
      return nullptr;
  } catch (...) {
    delete P;
    throw;
  }
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("rollback", "rollback-block",
                                       "fail-guard", "fail-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int *f(int Kind) {
  int *P = new int;
  raiify::rollback_guard rollback([&] { delete P; });
  if (Kind == 1) {
    rollback.commit();
    return P;
  }
  if (Kind == 2) {
    work(1);
    rollback.commit();
    return P;
  } else {
    rollback.commit();
    return nullptr;
  }
})cpp");
}

TEST(RollbackPlanTest, failGuardWhereTheResultIsComputed) {
  Rewrites Found = rewrites(R"cpp(
int size(int);
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    if (ready())
      return size(Fd);
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  return Fd;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("fail-guard", "fail-guard-block",
                                       "rollback", "rollback-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int size(int);
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::scope_fail onFailure([&] { close(Fd); });
  if (ready())
    return size(Fd);
  work(Fd);
  return Fd;
})cpp");
}

TEST(RollbackPlanTest, keepsABlockForLocals) {
  Rewrites Found = rewrites(R"cpp(
struct Local { Local(); ~Local(); };
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    Local L;
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  return Fd;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("rollback-block", "fail-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
struct Local { Local(); ~Local(); };
int f(const char *Path) {
  int Fd = open(Path, 0);
  {
    raiify::rollback_guard rollback([&] { close(Fd); });
    Local L;
    work(Fd);
    rollback.commit();
  }
  return Fd;
})cpp");
}

TEST(RollbackPlanTest, theHandlerDoesMoreBehindTheCleanup) {
  Rewrites Found = rewrites(R"cpp(
void note(const char *);
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (const Error &) {
    close(Fd);
    note("failed");
    throw;
  }
  return Fd;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("rollback", "rollback-block",
                                       "fail-guard", "fail-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void note(const char *);
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::rollback_guard rollback([&] {
    close(Fd);
    note("failed");
  });
  work(Fd);
  rollback.commit();
  return Fd;
})cpp");
}

TEST(RollbackPlanTest, theHandlerDoesMoreInFrontOfTheCleanup) {
  Rewrites Found = rewrites(R"cpp(
void note(const char *);
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    note("failed");
    close(Fd);
    throw;
  }
  work();
  return Fd;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("rollback", "rollback-block", "fail-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void note(const char *);
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::rollback_guard rollback([&] {
    note("failed");
    close(Fd);
  });
  work(Fd);
  rollback.commit();
  work();
  return Fd;
})cpp");
}

TEST(RollbackPlanTest, siblingsThatOnlyRethrowGo) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (const Error &) {
    close(Fd);
    throw;
  } catch (...) {
    close(Fd);
    throw;
  }
  return Fd;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("rollback", "rollback-block",
                                       "fail-guard", "fail-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::rollback_guard rollback([&] { close(Fd); });
  work(Fd);
  rollback.commit();
  return Fd;
})cpp");
}

TEST(RollbackPlanTest, whatIsLeftOfSiblingsStays) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
    return Fd;
  } catch (const Error &) {
    close(Fd);
    return -1;
  } catch (...) {
    close(Fd);
    throw;
  }
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("rollback-inside-try", "rollback-before-try-run",
                          "rollback-around-try-run", "fail-guard-inside-try"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    raiify::rollback_guard rollback([&] { close(Fd); });
    work(Fd);
    rollback.commit();
    return Fd;
  } catch (const Error &) {
    return -1;
  }
})cpp");
}

TEST(RollbackPlanTest, siblingsWithoutTheCleanupCommit) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (const Other &) {
    park();
  } catch (const Error &) {
    close(Fd);
    throw;
  } catch (...) {
    close(Fd);
    throw;
  }
  return Fd;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("rollback-before-try", "rollback-around-try"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::rollback_guard rollback([&] { close(Fd); });
  try {
    work(Fd);
    rollback.commit();
  } catch (const Other &) {
    rollback.commit();
    park();
  }
  return Fd;
})cpp");
}

TEST(RollbackPlanTest, siblingsEndAlike) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (const Error &) {
    park();
    close(Fd);
    return -1;
  } catch (...) {
    work(2);
    close(Fd);
    throw;
  }
  work();
  return Fd;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("rollback-before-try-run",
                                       "rollback-around-try-run"));
  EXPECT_EQ(Found.Texts[1], R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  {
    raiify::rollback_guard rollback([&] { close(Fd); });
    try {
      work(Fd);
      rollback.commit();
    } catch (const Error &) {
      park();
      rollback.run();
      return -1;
    } catch (...) {
      work(2);
      throw;
    }
  }
  work();
  return Fd;
})cpp");
}

} // namespace
} // namespace raiify
