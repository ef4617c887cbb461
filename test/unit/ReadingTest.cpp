//===- ReadingTest.cpp - How sites are told, ordered and named ------------===//
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
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

TEST(ReadingTest, WhiteSpaceInCleanupIsFolded) {
  EXPECT_THAT(sitesIn("void f(int *P) {\n try { work(); } catch (...) {\n"
                      "$h^delete\n      P;\n throw; }\n$n^delete P; }"),
              ElementsAre(HasSubstr("{delete P}")));
}

TEST(ReadingTest, KeysIgnoreNamesOfLocals) {
  llvm::StringRef Code = R"cpp(
    int *f() {
      int *P = new int;
      try { work(*P); } catch (...) { delete P; throw; }
      return P;
    }
    int *g() {
      int *Other = new int;
      try { work(*Other); } catch (...) { delete Other; throw; }
      return Other;
    }
    void *h() {
      void *Block = malloc(3);
      try { work(); } catch (...) { free(Block); throw; }
      return Block;
    })cpp";
  std::vector<Site> Sites = rawSitesIn(Code);
  ASSERT_THAT(Sites, SizeIs(3));
  EXPECT_EQ(Sites[0].Key, Sites[1].Key);
  EXPECT_NE(Sites[0].Key, Sites[2].Key);
}

TEST(ReadingTest, KeysTellOperandsApart) {
  std::vector<Site> Sites = rawSitesIn(R"cpp(
    struct Pair { Mutex A, B; };
    void f(Pair &P) {
      P.A.lock();
      try { work(); } catch (...) { P.A.unlock(); throw; }
      P.A.unlock();
    }
    void g(Pair &P) {
      P.B.lock();
      try { work(); } catch (...) { P.B.unlock(); throw; }
      P.B.unlock();
    })cpp");
  ASSERT_THAT(Sites, SizeIs(2));
  EXPECT_NE(Sites[0].Key, Sites[1].Key);
}

TEST(ReadingTest, ShadowedNamesAreOtherObjects) {
  EXPECT_THAT(sitesIn(R"cpp(
    void f(int *P) {
      try {
        int *P = new int;
        work(*P);
        delete P;
      } catch (...) {
        delete P;
        throw;
      }
    })cpp"),
              Not(testing::Contains(StartsWith("raii-emulated-finally"))));
}

TEST(ReadingTest, TemplatesOnceHoweverOftenUsed) {
  llvm::StringRef Code = R"cpp(
    template <typename T> void f(T *P) {
      try {
        work(*P);
      } catch (...) {
        $h^delete P;
        throw;
      }
      $after^delete P;
    }
    void use() {
      f(new int);
      f(new char);
    })cpp";
  EXPECT_THAT(sitesIn(Code),
              ElementsAre("raii-emulated-finally $h f {delete P} handler@$h "
                          "after-try@$after"));
  EXPECT_TRUE(rawSitesIn(Code).at(0).InTemplate);
}

TEST(ReadingTest, MacrosAreMarked) {
  llvm::StringRef Code = R"cpp(
#define RELEASE(P) delete P
    void f(int *P) {
      try {
        work(*P);
      } catch (...) {
        $h^RELEASE(P);
        throw;
      }
      $after^delete P;
    })cpp";
  EXPECT_THAT(sitesIn(Code),
              ElementsAre("raii-emulated-finally $h f {RELEASE(P)} "
                          "handler@$h(macro) after-try@$after"));
  EXPECT_TRUE(rawSitesIn(Code).at(0).InMacro);
  Reading How;
  How.Options.IgnoreMacros = true;
  EXPECT_THAT(sitesIn(Code, How), IsEmpty());
}

TEST(ReadingTest, SitesComeInTheOrderOfTheSource) {
  EXPECT_THAT(sitesIn(R"cpp(
    template <typename T> void a(T *P) {
      try { work(); } catch (...) { $a^delete P; throw; }
      delete P;
    }
    struct S {
      void b(int *P) {
        try { work(); } catch (...) { $b^delete P; throw; }
        delete P;
      }
    };
    void c(int *P) {
      auto Inner = [](int *Q) {
        try { work(); } catch (...) { $i^delete Q; throw; }
        delete Q;
      };
      try { Inner(P); } catch (...) { $c^delete P; throw; }
      delete P;
    }
    void use() { a(new int); })cpp"),
              ElementsAre(StartsWith("raii-emulated-finally $a "),
                          StartsWith("raii-emulated-finally $b "),
                          StartsWith("raii-emulated-finally $i "),
                          StartsWith("raii-emulated-finally $c ")));
}

TEST(ReadingTest, TwoRunsSayTheSame) {
  llvm::StringRef Code = R"cpp(
    int *f() {
      int *P = new int;
      try { work(*P); } catch (...) { delete P; throw; }
      return P;
    })cpp";
  EXPECT_EQ(sitesIn(Code), sitesIn(Code));
  EXPECT_EQ(rawSitesIn(Code).at(0).Key, rawSitesIn(Code).at(0).Key);
}

TEST(ReadingTest, OlderStandards) {
  Reading How;
  How.Standard = "c++98";
  EXPECT_THAT(sitesIn(R"cpp(
    void f(int *P) {
      try { work(); } catch (...) { $h^delete P; throw; }
      delete P;
    })cpp",
                      How),
              ElementsAre(StartsWith("raii-emulated-finally $h ")));
}

/// Code that has little to do with cleanup but much with the syntax that the
/// engine walks: none of it may end the process.
TEST(ReadingTest, OddCodeIsSurvived) {
  EXPECT_THAT(sitesIn(R"cpp(
    void labels(int X) {
      goto In;
      for (;;) { In: if (X) goto Out; }
      Out: ;
    }
    void nested(int X) {
      switch (X) { case 1: while (true) { default: if (X) break; else continue; } }
    }
    void tries() {
      try { try { try { } catch (int) { } } catch (...) { throw; } } catch (...) { }
    }
    int expression(int X) { return ({ int Y = X; try { work(); } catch (...) { } Y; }); }
    struct S {
      S() = default;
      S(const S &) = delete;
      S(int) try : M(3) { } catch (...) { }
      ~S() noexcept(false) { throw 3; }
      virtual void pure() = 0;
      operator bool() const { return true; }
      int M = [] { try { return 1; } catch (...) { return 2; } }();
    };
    template <typename... T> void pack(T... Values) {
      try { (work(Values), ...); } catch (...) { ((void)Values, ...); throw; }
    }
    constexpr int constant(int N) { if constexpr (true) return N; else return 0; }
    void structured() { int A[2] = {1, 2}; auto [X, Y] = A; for (int Z : A) work(Z); }
    void assembly() { asm volatile("" ::: "memory"); }
    int loop() { do { return 1; } while (true); }
    [[noreturn]] void forever() { for (;;) try { } catch (...) { } })cpp"),
              IsEmpty());
}

} // namespace
} // namespace raiify
