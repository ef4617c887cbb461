//===- PlanTextTest.cpp - The text that plans write -----------------------===//
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

TEST(PlanTextTest, commentsMoveAndStay) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  // above the try
  try { // behind the brace
    // in the block
    work(Fd);
  } catch (...) {
    // why it is closed
    close(Fd); // behind the cleanup
    throw;
  }
  // above the copy
  close(Fd); // behind the copy
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(int Fd) {
  // above the try
  raiify::scope_exit cleanup([&] {
    // why it is closed
    close(Fd); // behind the cleanup
  });
  // behind the brace
  // in the block
  work(Fd);
  // above the copy
  // behind the copy
})cpp");
}

TEST(PlanTextTest, bracesOnTheirOwnLines) {
  Rewrites Found = rewrites(R"cpp(
int f(int Fd)
{
    try
    {
        work(Fd);

        work();
    }
    catch (...)
    {
        close(Fd);
        throw;
    }

    close(Fd);

    return 0;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts[1], R"cpp(
int f(int Fd)
{
    {
        raiify::scope_exit cleanup([&] { close(Fd); });
        work(Fd);

        work();
    }

    return 0;
})cpp");
}

TEST(PlanTextTest, lineBreaksOfWindows) {
  Rewrites Found = rewrites(windows(R"cpp(
void f(int Fd) {
  try {
    work(Fd);
    work();
  } catch (...) {
    close(Fd);
    park();
    throw;
  }
  close(Fd);
  park();
})cpp"));
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), windows(R"cpp(
void f(int Fd) {
  raiify::scope_exit cleanup([&] {
    close(Fd);
    park();
  });
  work(Fd);
  work();
})cpp"));
}

TEST(PlanTextTest, tabs) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
	try {
		if (ready()) {
			work(Fd);
		}
	} catch (...) {
		close(Fd);
		park();
		throw;
	}
	close(Fd);
	park();
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(int Fd) {
	raiify::scope_exit cleanup([&] {
		close(Fd);
		park();
	});
	if (ready()) {
		work(Fd);
	}
})cpp");
}

TEST(PlanTextTest, oneLine) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  try { work(Fd); } catch (...) { close(Fd); throw; }
  close(Fd);
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts[1], R"cpp(
void f(int Fd) {
  {
    raiify::scope_exit cleanup([&] { close(Fd); });
    work(Fd);
  }
})cpp");
}

TEST(PlanTextTest, makersBeforeCpp17) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
})cpp",
                            {Config(), "c++14"});
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void f(int Fd) {
  auto cleanup = raiify::make_scope_exit([&] { close(Fd); });
  work(Fd);
})cpp");
}

TEST(PlanTextTest, rollbackMakerBeforeCpp17) {
  Rewrites Found = rewrites(R"cpp(
int *f() {
  int *P = new int;
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  return P;
})cpp",
                            {Config(), "c++11"});
  EXPECT_THAT(Found.Forms, ElementsAre("rollback", "rollback-block",
                                       "fail-guard", "fail-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int *f() {
  int *P = new int;
  auto rollback = raiify::make_rollback_guard([&] { delete P; });
  work(*P);
  rollback.commit();
  return P;
})cpp");
}

TEST(PlanTextTest, namesThatAreTaken) {
  Rewrites Found = rewrites(R"cpp(
int cleanup2;
int f(int Fd) {
  int cleanup = 3;
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
  return cleanup;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int cleanup2;
int f(int Fd) {
  int cleanup = 3;
  raiify::scope_exit cleanup3([&] { close(Fd); });
  work(Fd);
  return cleanup;
})cpp");
}

TEST(PlanTextTest, longStatements) {
  Rewrites Found = rewrites(R"cpp(
void aFunctionWithARatherLongName(int, const char *);
void f(int Fd) {
  try {
    work(Fd);
  } catch (...) {
    aFunctionWithARatherLongName(Fd, "and a long text");
    throw;
  }
  aFunctionWithARatherLongName(Fd, "and a long text");
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void aFunctionWithARatherLongName(int, const char *);
void f(int Fd) {
  raiify::scope_exit cleanup([&] {
    aFunctionWithARatherLongName(Fd, "and a long text");
  });
  work(Fd);
})cpp");
}

TEST(PlanTextTest, literalsOverLinesStay) {
  Rewrites Found = rewrites(R"cpp(
void say(const char *);
void f(int Fd) {
  try {
    say(R"(a
    b)");
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
void say(const char *);
void f(int Fd) {
  {
    raiify::scope_exit cleanup([&] { close(Fd); });
    say(R"(a
    b)");
  }
})cpp");
}

TEST(PlanTextTest, lambdasAreFunctions) {
  Rewrites Found = rewrites(R"cpp(
auto F = [](int Fd) {
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
};)cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
auto F = [](int Fd) {
  raiify::scope_exit cleanup([&] { close(Fd); });
  work(Fd);
};)cpp");
}

TEST(PlanTextTest, wordsThatAreMacrosStay) {
  Rewrites Found = rewrites(R"cpp(
#define NOTHING nullptr
struct Holder { int *P; void f(); };
void Holder::f() {
  P = new int;
  try {
    work();
  } catch (...) {
    delete P;
    P = NOTHING;
    throw;
  }
  delete P;
  P = NOTHING;
})cpp");
  EXPECT_THAT(Found.Forms,
              ElementsAre("exit-guard", "exit-guard-block", "exit-guard-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
#define NOTHING nullptr
struct Holder { int *P; void f(); };
void Holder::f() {
  P = new int;
  raiify::scope_exit cleanup([&] {
    delete P;
    P = NOTHING;
  });
  work();
})cpp");
}

TEST(PlanTextTest, branchesGetBraces) {
  Rewrites Found = rewrites(R"cpp(
int *f(int Kind) {
  int *P = new int;
  try {
    if (Kind == 1) // as it is
      return P; // now
    for (int I = 0; I < Kind; ++I) {
      if (I == 3) return P;
    }
    work(Kind);
  } catch (...) {
    delete P;
    throw;
  }
  return P;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("rollback", "rollback-block",
                                       "fail-guard", "fail-guard-block"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int *f(int Kind) {
  int *P = new int;
  raiify::rollback_guard rollback([&] { delete P; });
  if (Kind == 1) { // as it is
    rollback.commit();
    return P; // now
  }
  for (int I = 0; I < Kind; ++I) {
    if (I == 3) {
      rollback.commit();
      return P;
    }
  }
  work(Kind);
  rollback.commit();
  return P;
})cpp");
}

TEST(PlanTextTest, guardsStandInFrontOfComments) {
  Rewrites Found = rewrites(R"cpp(
void f(int Fd) {
  // send it
  try {
    work(Fd);
  } catch (...) {
    park();
    // give it back
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
  raiify::scope_exit cleanup([&] {
    // give it back
    close(Fd);
  });
  // send it
  try {
    work(Fd);
  } catch (...) {
    park();
    throw;
  }
})cpp");
}

TEST(PlanTextTest, conditionalWorkStays) {
  Rewrites Found = rewrites(R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  if (!ready()) {
    close(Fd);
    return 1;
  }
#if 0
  work(3);
#endif
  close(Fd);
  return 0;
})cpp");
  EXPECT_THAT(Found.Forms, ElementsAre("exit-cleanup", "exit-cleanup-run"));
  EXPECT_EQ(Found.Texts.front(), R"cpp(
int f(const char *Path) {
  int Fd = open(Path, 0);
  raiify::scope_exit cleanup([&] { close(Fd); });
  if (!ready()) {
    return 1;
  }
#if 0
  work(3);
#endif
  return 0;
})cpp");
}

} // namespace
} // namespace raiify
