//===- LeftOutBodiesTest.cpp - Sites in a parse without most bodies -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PartialParse.h"

#include "extract/Extract.h"

#include "clang/AST/Decl.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace clang;

namespace raiify {
namespace {

/// The sites' cleanup in \p Code, whose function `f` alone has a body, or in
/// all of it; behind that " ?" where a body was missed.
std::string cleanupIn(llvm::StringRef Code, bool Partly = true) {
  std::string Text = "does not parse";
  auto LeavesOut = [Partly](const FunctionDecl *Function) {
    return Partly && !(Function->getIdentifier() && Function->getName() == "f");
  };
  parsePartly(Code, {"-std=c++17", "-fcxx-exceptions", "-fexceptions"}, {},
              LeavesOut, [&](ASTContext &Context) {
                Extraction Found = extractAll(Context, Config());
                Text = Found.Sites.empty() ? "nothing" : "";
                for (const FoundSite &Site : Found.Sites)
                  Text += Site.What.Cleanup.front() + ";";
                Text += Found.MissedBody ? " ?" : "";
              });
  return Text;
}

std::string cleanupInAll(llvm::StringRef Code) {
  return cleanupIn(Code, /*Partly=*/false);
}

TEST(LeftOutBodies, WhatNobodyAsksForIsNotMissed) {
  const char *Code = R"cpp(
    struct P {}; void work();
    inline void other() {}
    void f(P *p) { try { work(); other(); } catch (...) { delete p; throw; } }
  )cpp";
  EXPECT_EQ(cleanupIn(Code), "delete p;");
}

TEST(LeftOutBodies, AFunctionMayRelease) {
  const char *Code = R"cpp(
    void work();
    struct S {
      int *p;
      void clearAll() { delete p; }
      void f() {
        try { work(); } catch (...) { clearAll(); throw; }
      }
    };
  )cpp";
  EXPECT_EQ(cleanupInAll(Code), "clearAll();");
  EXPECT_EQ(cleanupIn(Code), "clearAll(); ?");
}

TEST(LeftOutBodies, SoMayAFunctionOfATemplate) {
  const char *Code = R"cpp(
    void work();
    template <class T> struct Holder {
      T *p;
      void clearAll() { delete p; }
    };
    void f(Holder<int> &h) {
      try { work(); } catch (...) { h.clearAll(); throw; }
    }
  )cpp";
  EXPECT_EQ(cleanupInAll(Code), "h.clearAll();");
  EXPECT_EQ(cleanupIn(Code), "h.clearAll(); ?");
}

TEST(LeftOutBodies, AFunctionMayEndTheProcess) {
  const char *Code = R"cpp(
    [[noreturn]] void stop(); struct P {}; void work();
    inline void die() { stop(); }
    void f(P *p) {
      try { work(); } catch (...) { delete p; die(); }
      delete p;
    }
  )cpp";
  EXPECT_EQ(cleanupInAll(Code), "nothing");
  EXPECT_THAT(cleanupIn(Code), testing::EndsWith(" ?"));
}

TEST(LeftOutBodies, TheStandardLibraryDeclaresWhatEndsTheProcess) {
  const char *Code = R"cpp(
    namespace std { inline namespace v1 {
      struct stream { stream &print(int) { return *this; } };
    } }
    struct P {}; void work(); std::stream &log();
    void f(P *p) {
      try { work(); } catch (...) { log().print(1); delete p; throw; }
    }
  )cpp";
  EXPECT_EQ(cleanupIn(Code), cleanupInAll(Code));
}

TEST(LeftOutBodies, OfTheStandardLibraryOnlyReleaseDisarms) {
  std::string Code = R"cpp(
    namespace std { inline namespace v1 {
      template <class T> struct holder {
        T *p;
        void put() { p = nullptr; }
        void release() { p = nullptr; }
        ~holder() { if (p) delete p; }
      };
    } }
    void work();
    void f(int *q, std::holder<int> &h) {
      try { work(); } catch (...) { h.put(); delete q; throw; }
    }
  )cpp";
  EXPECT_EQ(cleanupInAll(Code), "h.put();");
  EXPECT_EQ(cleanupIn(Code), "h.put();");
  Code.replace(Code.find("h.put"), 5, "h.release");
  EXPECT_EQ(cleanupInAll(Code), "delete q;");
  EXPECT_THAT(cleanupIn(Code), testing::EndsWith(" ?"));
}

TEST(LeftOutBodies, AMemberFunctionMayDisarmAGuard) {
  const char *Code = R"cpp(
    void work(); void undo(int *);
    struct Undo {
      int *p; Undo(int *p) : p(p) {}
      void clear() { p = nullptr; }
      ~Undo() { undo(p); }
    };
    void f(int *q) {
      Undo u(q);
      try { work(); } catch (...) { u.clear(); throw; }
    }
  )cpp";
  EXPECT_EQ(cleanupInAll(Code), "nothing");
  EXPECT_EQ(cleanupIn(Code), "u.clear(); ?");
}

} // namespace
} // namespace raiify
