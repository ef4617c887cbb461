//===- ExtractTest.cpp - What the engine sees in code ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MarkedCode.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

TEST(ExtractTest, EmptyCodeHasNoSites) {
  EXPECT_THAT(sitesIn(""), IsEmpty());
  EXPECT_THAT(sitesIn("void f();"), IsEmpty());
  EXPECT_THAT(sitesIn("void f() {}"), IsEmpty());
}

TEST(ExtractTest, TheHelperTellsWhatDoesNotParse) {
  EXPECT_THAT(sitesIn("void f() { oops"), ElementsAre("does not parse"));
}

TEST(ExtractTest, EmulatedFinally) {
  EXPECT_THAT(sitesIn(R"cpp(
    void f(int *P) {
      try {
        work(*P);
      } catch (...) {
        $h^delete P;
        throw;
      }
      $after^delete P;
    })cpp"),
              ElementsAre("raii-emulated-finally $h f {delete P} handler@$h "
                          "after-try@$after"));
}

TEST(ExtractTest, EmulatedFinallyOnEveryExit) {
  EXPECT_THAT(sitesIn(R"cpp(
    int f(int *P) {
      for (;;) {
        try {
          if (ready()) {
            $return^delete P;
            return 1;
          }
          if (*P == 3) {
            $jump^delete P;
            break;
          }
          work(*P);
          $end^delete P;
        } catch (...) {
          $h^delete P;
          return 2;
        }
        return 3;
      }
      return 0;
    })cpp"),
              ElementsAre("raii-emulated-finally $h f {delete P} "
                          "return@$return jump@$jump try-end@$end handler@$h"));
}

TEST(ExtractTest, PartsOfAHandlerAreMarkedPartial) {
  EXPECT_THAT(sitesIn(R"cpp(
    int f(int *P) {
      try {
        work(*P);
      } catch (...) {
        $h^delete P;
        park();
        return 2;
      }
      $after^delete P;
      return 0;
    })cpp"),
              ElementsAre("raii-emulated-finally $h f {delete P} handler@$h "
                          "after-try@$after partial"));
}

TEST(ExtractTest, AnExitWithoutItIsNoFinally) {
  EXPECT_THAT(sitesIn(R"cpp(
    void f(int *P) {
      try {
        work(*P);
      } catch (...) {
        delete P;
        throw;
      }
      if (ready())
        delete P;
    })cpp"),
              Not(testing::Contains(StartsWith("raii-emulated-finally"))));
}

TEST(ExtractTest, RollbackHandler) {
  EXPECT_THAT(sitesIn(R"cpp(
    namespace ns {
    struct Machine {
      bool Busy;
      void start() {
        Busy = true;
        try {
          work();
        } catch (...) {
          $h^Busy = false;
          throw;
        }
      }
    };
    })cpp"),
              ElementsAre("raii-rollback-handler $h ns::Machine::start "
                          "{Busy = false} handler@$h"));
}

TEST(ExtractTest, RethrowByNameIsARethrow) {
  std::vector<Site> Sites = rawSitesIn(R"cpp(
    int *f() {
      int *P = new int;
      try {
        work(*P);
      } catch (Error &E) {
        delete P;
        throw E;
      }
      return P;
    })cpp");
  ASSERT_THAT(Sites, SizeIs(1));
  EXPECT_EQ(Sites[0].Check, CheckKind::RollbackHandler);
  EXPECT_EQ(Sites[0].Exit, HandlerExit::Rethrow);
  EXPECT_EQ(Sites[0].Handlers, 1u);
  EXPECT_EQ(Sites[0].Region.Line, 4u);
}

TEST(ExtractTest, OtherObjectThrownIsNoRethrow) {
  EXPECT_THAT(sitesIn(R"cpp(
    int *f(Error &Old) {
      int *P = new int;
      try {
        work(*P);
      } catch (Error &E) {
        delete P;
        throw Old;
      }
      return P;
    })cpp"),
              Not(testing::Contains(StartsWith("raii-rollback-handler"))));
}

TEST(ExtractTest, SiblingHandlers) {
  EXPECT_THAT(sitesIn(R"cpp(
    int *f() {
      int *P = new int;
      try {
        work(*P);
      } catch (const Error &) {
        $first^delete P;
        throw;
      } catch (...) {
        $second^delete P;
        throw;
      }
      return P;
    })cpp"),
              ElementsAre("raii-sibling-handlers $first f {delete P} "
                          "handler@$first handler@$second"));
}

TEST(ExtractTest, ExitCleanup) {
  EXPECT_THAT(sitesIn(R"cpp(
    void f(const char *Path) {
      int Fd = open(Path, 0);
      if (Fd == 3) {
        $throw^close(Fd);
        throw Error();
      }
      if (ready()) {
        $return^close(Fd);
        return;
      }
      work(Fd);
      $end^close(Fd);
    })cpp"),
              ElementsAre("raii-exit-cleanup $throw f {close(Fd)} "
                          "throw@$throw return@$return fall-through@$end"));
}

TEST(ExtractTest, MinExitsIsHeeded) {
  llvm::StringRef Code = R"cpp(
    void f(const char *Path) {
      int Fd = open(Path, 0);
      if (ready()) {
        close(Fd);
        return;
      }
      close(Fd);
    })cpp";
  EXPECT_THAT(sitesIn(Code), SizeIs(1));
  Reading How;
  How.Options.MinExits = 3;
  EXPECT_THAT(sitesIn(Code, How), IsEmpty());
}

TEST(ExtractTest, MissedCleanupStandsAtTheExit) {
  EXPECT_THAT(
      sitesIn(R"cpp(
    int f(const char *Path, int Mode) {
      int Fd = open(Path, 0);
      if (ready()) {
        $first^close(Fd);
        return 1;
      }
      if (Mode == 3)
        $miss^return 2;
      $second^close(Fd);
      return 0;
    })cpp"),
      testing::Contains("raii-missed-cleanup $miss f {close(Fd)} return@$first "
                        "return@$second missing:return@$miss"));
}

TEST(ExtractTest, SeveralStatementsAreOneCleanup) {
  EXPECT_THAT(sitesIn(R"cpp(
    void f(Mutex &A, Mutex &B) {
      A.lock();
      B.lock();
      try {
        work();
      } catch (...) {
        $h^B.unlock();
        A.unlock();
        throw;
      }
      $after^B.unlock();
      A.unlock();
    })cpp"),
              ElementsAre("raii-emulated-finally $h f {B.unlock(); "
                          "A.unlock()} handler@$h after-try@$after"));
}

TEST(ExtractTest, FunctionTryBlock) {
  EXPECT_THAT(sitesIn(R"cpp(
    void f(int *P) try {
      work(*P);
      $end^delete P;
    } catch (...) {
      $h^delete P;
      throw;
    })cpp"),
              ElementsAre("raii-emulated-finally $h f {delete P} try-end@$end "
                          "handler@$h"));
}

TEST(ExtractTest, NeverCleanup) {
  EXPECT_THAT(sitesIn(R"cpp(
    bool flag() {
      bool Ok = true;
      try { work(); } catch (...) { Ok = false; }
      return Ok;
    }
    void translated() {
      try { work(); } catch (const Error &) { throw Other(); }
    }
    void bare() {
      try { work(); } catch (...) { throw; }
    }
    void empty() {
      try { work(); } catch (...) { }
    }
    void retried() {
      for (int I = 0;; ++I) {
        try { work(); return; } catch (...) { if (I == 3) throw; }
      }
    })cpp"),
              IsEmpty());
}

} // namespace
} // namespace raiify
