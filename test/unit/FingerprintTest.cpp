//===- FingerprintTest.cpp - What a finding is known by -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From code to fingerprints. (From sites to fingerprints: FindingTest.)
//
//===----------------------------------------------------------------------===//

#include "MarkedCode.h"

#include "model/Finding.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>
#include <vector>

namespace raiify {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Ne;
using testing::SizeIs;

/// The fingerprints of what is found in \p Code, in the order of the source.
std::vector<std::string> fingerprints(const std::string &Code) {
  std::vector<Finding> Findings;
  for (const Site &S : rawSitesIn(Code))
    Findings.push_back(describe(S));
  normalize(Findings);
  std::vector<std::string> Result;
  for (const Finding &F : Findings)
    Result.push_back(F.Fingerprint);
  return Result;
}

std::string fingerprint(const std::string &Code) {
  std::vector<std::string> All = fingerprints(Code);
  EXPECT_THAT(All, SizeIs(1)) << Code;
  return All.empty() ? "none" : All.front();
}

/// \p Code with each \p From replaced.
std::string with(std::string Code, llvm::StringRef From, llvm::StringRef To) {
  for (std::size_t At = 0; (At = Code.find(From, At)) != std::string::npos;
       At += To.size())
    Code.replace(At, From.size(), To);
  return Code;
}

const std::string Plain = "void f(int *P) {\n"
                          "  try { work(*P); } catch (...) {\n"
                          "    delete P;\n"
                          "    throw;\n"
                          "  }\n"
                          "  delete P;\n"
                          "}\n";

TEST(StableFingerprintTest, MovedLinesAndNeighbours) {
  std::string First = fingerprint(Plain);
  EXPECT_EQ(fingerprint("\n\nint Other;\nvoid before() { work(); }\n" + Plain),
            First);
  EXPECT_EQ(fingerprint(with(Plain, "work(*P)", "work(3); work(*P)")), First);
  EXPECT_EQ(
      fingerprint(with(Plain, "void f(", "static inline int Z;\nvoid f(")),
      First);
}

TEST(StableFingerprintTest, OtherSpellings) {
  std::string First = fingerprint(Plain);
  EXPECT_EQ(fingerprint(with(Plain, "\n", "\n\n  ")), First);
  EXPECT_EQ(fingerprint(with(Plain, "    delete P;", "delete /*it*/ (P);")),
            First);
  EXPECT_EQ(fingerprint(with(Plain, "P", "Renamed")), First);
  // A test that delete does itself.
  EXPECT_EQ(fingerprint(with(Plain, "  delete P;", "  if (P) delete P;")),
            First);
}

TEST(StableFingerprintTest, AnotherParameterIsTheSameFunction) {
  EXPECT_EQ(fingerprint(with(Plain, "int *P)", "int *P, bool Quiet)")),
            fingerprint(Plain));
}

TEST(StableFingerprintTest, OtherFunctionsAndCleanup) {
  std::string First = fingerprint(Plain);
  EXPECT_NE(fingerprint(with(Plain, "f(", "g(")), First);
  EXPECT_NE(fingerprint("namespace n {" + Plain + "}"), First);
  EXPECT_NE(fingerprint(with(Plain, "delete P", "delete[] P")), First);
  EXPECT_NE(fingerprint(with(Plain, "int *P", "char *P")), First);
}

/// One function with two sites that are alike.
const std::string Twice = "void f(int *P, int *Q) {\n"
                          "  try { work(*P); } catch (...) { delete P; throw; }"
                          "  delete P;\n"
                          "  try { work(*Q); } catch (...) { delete Q; throw; }"
                          "  delete Q;\n"
                          "}\n";

TEST(StableFingerprintTest, TwoInOneFunction) {
  std::vector<std::string> Two = fingerprints(Twice);
  ASSERT_THAT(Two, SizeIs(2));
  EXPECT_NE(Two[0], Two[1]);
  // With one of them mended the other one has the first number.
  std::string Mended = with(
      Twice, "try { work(*P); } catch (...) { delete P; throw; }", "work(*P);");
  EXPECT_EQ(fingerprint(Mended), Two[0]);
  // One more of them is the only one that is new.
  std::vector<std::string> Three =
      fingerprints(with(Twice, "}\n",
                        "  try { work(); } catch (...) { delete P; throw; }"
                        "  delete P;\n}\n"));
  ASSERT_THAT(Three, SizeIs(3));
  EXPECT_THAT(Three,
              ElementsAre(Two[0], Two[1], AllOf(Ne(Two[0]), Ne(Two[1]))));
}

TEST(StableFingerprintTest, OverloadsCountTogether) {
  std::vector<std::string> Two =
      fingerprints(Plain + with(Plain, "int *P", "int *P, int"));
  ASSERT_THAT(Two, SizeIs(2));
  EXPECT_EQ(Two[0], fingerprint(Plain));
  EXPECT_NE(Two[1], Two[0]);
}

TEST(StableFingerprintTest, Templates) {
  std::string Code = "template <typename T> " + with(Plain, "int", "T") +
                     "void use() { f(new int); f(new char); }";
  EXPECT_EQ(fingerprint("\n" + Code), fingerprint(Code));
  EXPECT_EQ(fingerprint(with(Code, "P", "Renamed")), fingerprint(Code));
}

TEST(StableFingerprintTest, UnnamedNamespaces) {
  std::string Code =
      "namespace { struct S { ~S(); };\n"
      "void drop(S *); }\n"
      "void f(S *P) {\n"
      "  try { work(); } catch (...) { delete P; drop(P); throw; }"
      "  delete P; drop(P);\n"
      "}\n";
  EXPECT_EQ(fingerprint("\n\n" + Code), fingerprint(Code));
}

/// What a function declares in itself has places in its USR and type names.
TEST(StableFingerprintTest, CleanupThroughALambda) {
  std::string Code = "struct M { void lock(); void unlock(); };\n"
                     "void f(M &Mutex) {\n"
                     "  Mutex.lock();\n"
                     "  auto Undo = [&] { Mutex.unlock(); };\n"
                     "  try { work(); } catch (...) { Undo(); throw; }"
                     "  Undo();\n"
                     "}\n";
  std::string First = fingerprint(Code);
  EXPECT_EQ(fingerprint("\n\nint Other;\n" + Code), First);
  EXPECT_EQ(fingerprint(with(Code, "Undo", "Cleanup")), First);
  EXPECT_EQ(fingerprint(with(Code, "  Mutex.lock", "  work();\n  Mutex.lock")),
            First);
}

TEST(StableFingerprintTest, InsideALambda) {
  std::string Code =
      "void g(int Count) { auto Inner = [&](int *P) {\n"
      "  try { work(Count); } catch (...) { delete P; throw; } delete P; };\n"
      "  Inner(nullptr); }\n";
  std::string First = fingerprint(Code);
  EXPECT_EQ(fingerprint("\n\n" + Code), First);
  EXPECT_EQ(fingerprint(with(Code, "int Count", "long Count")), First);
  EXPECT_EQ(fingerprint(with(Code, "Inner", "Other")), First);
}

TEST(StableFingerprintTest, LocalClasses) {
  std::string Code = "void f() {\n"
                     "  struct Held { int Fd; void drop() { close(Fd); } } H;\n"
                     "  H.Fd = open(\"x\", 0);\n"
                     "  try { work(); } catch (...) { close(H.Fd); throw; }"
                     "  close(H.Fd);\n"
                     "}\n";
  EXPECT_EQ(fingerprint("\n\nint Other;\n" + Code), fingerprint(Code));
  EXPECT_EQ(fingerprint(with(Code, "H.", "Renamed.")
                            .replace(Code.find("} H;"), 4, "} Renamed;")),
            fingerprint(Code));
}

TEST(StableFingerprintTest, ClassesWithoutAName) {
  std::string Code = "static struct { int Fd; } State;\n"
                     "void f() {\n"
                     "  State.Fd = open(\"x\", 0);\n"
                     "  try { work(); } catch (...) { close(State.Fd); throw; }"
                     "  close(State.Fd);\n"
                     "}\n";
  EXPECT_EQ(fingerprint("\n\nint Other;\n" + Code), fingerprint(Code));
}

TEST(StableFingerprintTest, StructuredBindings) {
  std::string Code = "struct Two { int *A; int B; }; Two made();\n"
                     "void f() {\n"
                     "  auto [P, N] = made();\n"
                     "  try { work(N); } catch (...) { delete P; throw; }"
                     "  delete P;\n"
                     "}\n";
  EXPECT_EQ(fingerprint("\n\nint Other;\n" + Code), fingerprint(Code));
  EXPECT_EQ(fingerprint(with(Code, "P", "Q")), fingerprint(Code));
}

TEST(StableFingerprintTest, MissedCleanup) {
  std::string Code = "int f(const char *Path, int Mode) {\n"
                     "  int Fd = open(Path, 0);\n"
                     "  if (ready()) { close(Fd); return 1; }\n"
                     "  if (Mode == 3) return 2;\n"
                     "  work(Fd);\n"
                     "  close(Fd);\n"
                     "  return 0;\n"
                     "}\n";
  auto Of = [](const std::string &Text) {
    std::set<std::string> Found;
    for (const Site &S : rawSitesIn(Text))
      if (S.Check == CheckKind::MissedCleanup)
        Found.insert(describe(S).Fingerprint);
    return Found;
  };
  std::set<std::string> First = Of(Code);
  EXPECT_THAT(First, SizeIs(1));
  EXPECT_EQ(Of("\n\n" + with(Code, "Fd", "Handle")), First);
  EXPECT_EQ(Of(with(Code, "  work(Fd);", "  work(Fd);\n  work(3);")), First);
}

TEST(StableFingerprintTest, NamesWithoutWhatMayChange) {
  EXPECT_EQ(stableName("ns::f"), "ns::f");
  EXPECT_EQ(stableName("f(int (*)(char))::(anonymous class)::operator()"),
            "f::::operator");
  EXPECT_EQ(stableName("S<(lambda at /home/a.cpp:3:4)>::f"), "S<>::f");
}

} // namespace
} // namespace raiify
