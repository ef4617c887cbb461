//===- PlanRefusalTest.cpp - What no plan can rewrite ---------------------===//
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

TEST(PlanRefusalTest, jumps) {
  EXPECT_THAT(plansFor(R"cpp(
int f(int Fd, bool Quick) {
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  if (Quick)
    goto Out;
  work();
Out:
  close(Fd);
  return 0;
})cpp"),
              ElementsAre("refused: goto"));
}

TEST(PlanRefusalTest, longJumps) {
  EXPECT_THAT(plansFor(R"cpp(
extern "C" int _setjmp(int *);
void f(int Fd, int *Where) {
  if (_setjmp(Where))
    return;
  try {
    work(Fd);
    close(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
})cpp"),
              ElementsAre("refused: setjmp"));
}

TEST(PlanRefusalTest, functionTry) {
  EXPECT_THAT(plansFor(R"cpp(
void f(int Fd) try {
  work(Fd);
  close(Fd);
} catch (...) {
  close(Fd);
  throw;
})cpp"),
              ElementsAre("refused: function-try"));
}

TEST(PlanRefusalTest, macros) {
  EXPECT_THAT(plansFor(R"cpp(
#define CLOSE(Fd) close(Fd)
void f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    CLOSE(Fd);
    throw;
  }
  CLOSE(Fd);
})cpp"),
              ElementsAre("refused: macro"));
}

TEST(PlanRefusalTest, macroHandlers) {
  EXPECT_THAT(plansFor(R"cpp(
#define CATCH_ALL catch (...)
void f(int Fd) {
  try {
    work(Fd);
  } CATCH_ALL {
    close(Fd);
    throw;
  }
  close(Fd);
})cpp"),
              ElementsAre("refused: macro"));
}

TEST(PlanRefusalTest, directives) {
  EXPECT_THAT(plansFor(R"cpp(
void f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
#if 1
    close(Fd);
#endif
    throw;
  }
  close(Fd);
})cpp"),
              ElementsAre("refused: preprocessor"));
}

TEST(PlanRefusalTest, directivesInTheTry) {
  EXPECT_THAT(plansFor(R"cpp(
int f(int Fd) {
  try {
    work(Fd);
#if 0
    return 3;
#endif
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
  return 0;
})cpp"),
              ElementsAre("refused: preprocessor"));
}

TEST(PlanRefusalTest, conditionalRethrow) {
  EXPECT_THAT(plansFor(R"cpp(
int f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    if (ready())
      throw;
    close(Fd);
    return 1;
  }
  close(Fd);
  return 0;
})cpp"),
              ElementsAre("refused: conditional-rethrow"));
}

TEST(PlanRefusalTest, missedCleanup) {
  EXPECT_THAT(plansFor(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  if (Fd < 0)
    return -1;
  if (!ready()) {
    close(Fd);
    return 1;
  }
  if (!ready())
    return 1;
  work(Fd);
  close(Fd);
  return 0;
})cpp"),
              ElementsAre("refused: missed-cleanup"));
}

TEST(PlanRefusalTest, oldLanguage) {
  EXPECT_THAT(plansFor(R"cpp(
void f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
})cpp",
                       {Config(), "c++98"}),
              ElementsAre("refused: language-standard"));
}

TEST(PlanRefusalTest, structuredBindings) {
  EXPECT_THAT(plansFor(R"cpp(
struct Pair { int First, Second; };
Pair make();
void f() {
  auto [Fd, More] = make();
  try {
    work(More);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
})cpp"),
              ElementsAre("refused: no-rewrite"));
}

TEST(PlanRefusalTest, namesTheFunction) {
  EXPECT_THAT(plansFor(R"cpp(
void closeAt(int, const char *);
int f(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    closeAt(Fd, __func__);
    throw;
  }
  return Fd;
})cpp"),
              ElementsAre("refused: no-rewrite"));
}

// Two exits release the guard, and one that throws runs it.
TEST(PlanRefusalTest, moreCallsThanCopies) {
  EXPECT_THAT(plansFor(R"cpp(
int *f(int Kind) {
  int *P = new int;
  if (Kind == 1) {
    delete P;
    return nullptr;
  }
  if (Kind == 2)
    return P;
  if (Kind == 3) {
    delete P;
    throw 1;
  }
  return P;
})cpp"),
              ElementsAre("refused: no-gain"));
}

TEST(PlanRefusalTest, conditionalExits) {
  EXPECT_THAT(plansFor(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  if (!ready()) {
    close(Fd);
    return 1;
  }
#if 0
  if (Fd == 3)
    return 4;
#endif
  close(Fd);
  return 0;
})cpp"),
              ElementsAre("refused: preprocessor"));
}

} // namespace
} // namespace raiify
