//===- NamedGuardTest.cpp - Copies rewritten with one guard ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From sites over plans to proved edits, with a guard that the test makes up.
//
//===----------------------------------------------------------------------===//

#include "extract/Extract.h"
#include "prove/Prover.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <memory>

using namespace clang;

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// As much of raiify/scope_guard.hpp as rewritten code needs.
constexpr llvm::StringLiteral Guards = R"cpp(
namespace raiify {
template <class F> struct scope_exit {
  explicit scope_exit(F f) : function(f) {} ~scope_exit() { function(); }
  void run() {} void release() {} F function; };
template <class F> struct rollback_guard {
  explicit rollback_guard(F f) : function(f) {} ~rollback_guard() { function(); }
  void run() {} void commit() {} F function; };
template <class F> struct scope_fail {
  explicit scope_fail(F f) : function(f) {} ~scope_fail() { function(); }
  void run() {} void release() {} F function; };
template <class F> scope_exit<F> make_scope_exit(F);
template <class F> rollback_guard<F> make_rollback_guard(F);
template <class F> scope_fail<F> make_scope_fail(F);
}
)cpp";

/// What the copies below have in common.
constexpr llvm::StringLiteral Prelude = R"cpp(void work();
struct Parser { ~Parser(); };
)cpp";

/// A guard that deletes a parser, declared where \p Code has `^`.
NamedGuard deleter() {
  NamedGuard Guard;
  Guard.Name = "ParserDeleter";
  Guard.Definition = "/// Deletes a parser.\n"
                     "class ParserDeleter {\n"
                     "public:\n"
                     "  explicit ParserDeleter(Parser *&parser) : "
                     "parser(parser) {}\n"
                     "  void operator()() const { delete parser; }\n"
                     "\n"
                     "private:\n"
                     "  Parser *&parser;\n"
                     "};\n";
  return Guard;
}

NamedGuard deleterTemplate() {
  NamedGuard Guard = deleter();
  Guard.IsTemplate = true;
  Guard.Definition = "template <class T> class ParserDeleter {\n"
                     "public:\n"
                     "  explicit ParserDeleter(T &parser) : parser(parser) {}\n"
                     "  void operator()() const { delete parser; }\n"
                     "private:\n"
                     "  T &parser;\n"
                     "};\n";
  return Guard;
}

/// How a test is read.
struct Case {
  std::string Code;
  NamedGuard Guard = deleter();
  std::string Standard = "-std=c++17";
  /// What each site hands the guard.
  std::vector<CleanupParameter> Arguments = {{"Parser *", "p"}};
};

/// What came of it.
struct Outcome {
  /// "equivalent exit-guard", "refused no-rewrite" …, one for each site.
  std::vector<std::string> Verdicts;
  /// The code with all of it.
  std::string Text;
};

class Reading {
public:
  explicit Reading(const Case &C) : C(C) {}

  std::unique_ptr<ASTUnit> parse(const std::string &Text,
                                 const FileTexts &Texts) const {
    tooling::FileContentMappings Files = {
        {"/guards/raiify/scope_guard.hpp", Guards.str()}};
    for (const auto &[File, Other] : Texts)
      if (!llvm::StringRef(File).ends_with("input.cc"))
        Files.push_back({File, Other});
    std::unique_ptr<ASTUnit> Unit = tooling::buildASTFromCodeWithArgs(
        Text, {C.Standard, "-fcxx-exceptions", "-nostdinc", "-w", "-I/guards"},
        "/project/input.cc", "raiify-test",
        std::make_shared<PCHContainerOperations>(),
        tooling::getClangStripDependencyFileAdjuster(), Files);
    return Unit && !Unit->getDiagnostics().hasErrorOccurred() ? std::move(Unit)
                                                              : nullptr;
  }

private:
  const Case &C;
};

std::string print(const Proposal &P) {
  std::string Text = verdictName(P.Answer.Verdict).str();
  if (P.Answer.Reason)
    Text += " " + reasonInfo(*P.Answer.Reason).Id.str();
  return P.Form.empty() ? Text : Text + " " + P.Form;
}

Outcome prove(Case C) {
  std::string Code = Prelude.str() + C.Code;
  std::size_t Place = Code.find('^');
  if (Place != std::string::npos)
    Code.erase(Place, 1);
  Reading How(C);
  std::unique_ptr<ASTUnit> Unit = How.parse(Code, {});
  if (!Unit)
    return {{"does not parse"}, ""};
  std::vector<FoundSite> Found = extractSites(Unit->getASTContext(), Config());
  std::vector<const FoundSite *> Sites;
  NamedGuardUses Uses;
  for (const FoundSite &S : Found) {
    Sites.push_back(&S);
    C.Guard.Place = {S.What.Where.File, 1, 1,
                     static_cast<unsigned>(std::min(Place, Code.size()))};
    Uses[{S.What.Check, S.What.Where}] = {C.Guard, C.Arguments};
  }
  GuardHeader Header;
  Header.Path = "/guards/raiify/scope_guard.hpp";
  Header.IncludeDir = "/guards";
  auto Again = [&](const FileTexts &Texts,
                   llvm::function_ref<void(ASTContext &)> Then) {
    std::string Main = Code;
    for (const auto &[File, Text] : Texts)
      if (llvm::StringRef(File).ends_with("input.cc"))
        Main = Text;
    std::unique_ptr<ASTUnit> After = How.parse(Main, Texts);
    if (!After)
      return std::string("error");
    Then(After->getASTContext());
    return std::string();
  };
  Outcome Result;
  std::vector<Edit> All;
  for (const Proposal &P :
       proveRewrites(Sites, Unit->getASTContext(), Config(),
                     {AssumptionKind::Handled}, Header, {Again}, Uses)) {
    Result.Verdicts.push_back(print(P));
    All.insert(All.end(), P.Edits.begin(), P.Edits.end());
  }
  std::sort(All.begin(), All.end());
  All.erase(std::unique(All.begin(), All.end()), All.end());
  Result.Text = All.empty() ? Code : applyEdits(Code, All.front().File, All);
  return Result;
}

const char *const Copies = R"cpp(
^// The first.
void first(Parser *p) {
  try {
    work();
  } catch (...) {
    delete p;
    throw;
  }
  delete p;
}

void second(Parser *p) {
  try {
    work();
  } catch (...) {
    delete p;
    throw;
  }
}
)cpp";

TEST(NamedGuardTest, DeclaredInFrontOfItsCopies) {
  Case C{Copies};
  C.Code = "\n// The first.\n^" + std::string(Copies).substr(16);
  C.Guard.IsLocal = true;
  Outcome Found = prove(C);
  EXPECT_THAT(Found.Verdicts,
              ElementsAre("equivalent exit-guard", "equivalent rollback"));
  EXPECT_EQ(Found.Text, R"cpp(#include "raiify/scope_guard.hpp"

void work();
struct Parser { ~Parser(); };

namespace {

/// Deletes a parser.
class ParserDeleter {
public:
  explicit ParserDeleter(Parser *&parser) : parser(parser) {}
  void operator()() const { delete parser; }

private:
  Parser *&parser;
};

} // namespace

// The first.
void first(Parser *p) {
  raiify::scope_exit cleanup(ParserDeleter{p});
  work();
}

void second(Parser *p) {
  raiify::rollback_guard rollback(ParserDeleter{p});
  work();
  rollback.commit();
}
)cpp");
}

TEST(NamedGuardTest, ThereAlready) {
  Case C{deleter().Definition + Copies};
  C.Guard.Definition.clear();
  Outcome Found = prove(C);
  EXPECT_THAT(Found.Verdicts,
              ElementsAre("equivalent exit-guard", "equivalent rollback"));
  EXPECT_EQ(llvm::StringRef(Found.Text).count("class ParserDeleter"), 1u);
}

TEST(NamedGuardTest, InAHeader) {
  Case C{Copies};
  C.Guard.Header = "/guards/raiify/parser_deleter.hpp";
  C.Guard.HeaderText = "#pragma once\nstruct Parser;\n" + C.Guard.Definition;
  // The header alone does not know the class.
  EXPECT_THAT(prove(C).Verdicts, ElementsAre(Not(HasSubstr("equivalent")),
                                             Not(HasSubstr("equivalent"))));
  C.Guard = deleterTemplate();
  C.Guard.Header = "/guards/raiify/parser_deleter.hpp";
  C.Guard.Namespace = "project::detail";
  C.Guard.HeaderText =
      "#pragma once\nnamespace project { namespace detail {\n" +
      C.Guard.Definition + "} }\n";
  Outcome Found = prove(C);
  EXPECT_THAT(Found.Verdicts,
              ElementsAre("equivalent exit-guard", "equivalent rollback"));
  EXPECT_THAT(Found.Text, testing::StartsWith(
                              "#include \"raiify/parser_deleter.hpp\"\n"
                              "#include \"raiify/scope_guard.hpp\"\n\nvoid"));
  EXPECT_THAT(Found.Text, HasSubstr("  raiify::scope_exit cleanup("
                                    "project::detail::ParserDeleter{p});\n"));
  EXPECT_THAT(Found.Text, Not(HasSubstr("class ParserDeleter")));
}

TEST(NamedGuardTest, InANamespaceOfItsCopies) {
  Case C{"namespace a { namespace b {\n" + std::string(Copies) + "} }\n"};
  C.Guard.Namespace = "a::b";
  Outcome Found = prove(C);
  EXPECT_THAT(Found.Verdicts,
              ElementsAre("equivalent exit-guard", "equivalent rollback"));
  EXPECT_THAT(Found.Text, HasSubstr("cleanup(ParserDeleter{p});"));
  EXPECT_THAT(Found.Text,
              HasSubstr("namespace a { namespace b {\n\n/// Deletes"));
}

TEST(NamedGuardTest, BeforeCpp17) {
  Case C{Copies};
  C.Standard = "-std=c++11";
  Outcome Found = prove(C);
  EXPECT_THAT(Found.Verdicts,
              ElementsAre("equivalent exit-guard", "equivalent rollback"));
  EXPECT_THAT(Found.Text,
              HasSubstr("  auto cleanup = "
                        "raiify::make_scope_exit(ParserDeleter{p});\n"));
  C.Guard = deleterTemplate();
  Found = prove(C);
  EXPECT_THAT(Found.Verdicts,
              ElementsAre("equivalent exit-guard", "equivalent rollback"));
  EXPECT_THAT(Found.Text, HasSubstr("  auto cleanup = raiify::make_scope_exit("
                                    "ParserDeleter<Parser *>{p});\n"));
}

TEST(NamedGuardTest, LongNamesHaveALineOfTheirOwn) {
  Case C{Copies};
  std::string Name = "ParserThatNobodyNeedsAnyMoreDeleter";
  for (std::size_t At;
       (At = C.Guard.Definition.find("ParserDeleter")) != std::string::npos;)
    C.Guard.Definition.replace(At, 13, Name);
  C.Guard.Name = Name;
  C.Standard = "-std=c++14";
  EXPECT_THAT(prove(C).Text,
              HasSubstr("  auto cleanup = raiify::make_scope_exit(\n      " +
                        Name + "{p});\n"));
}

TEST(NamedGuardTest, WrongArgumentsAreNotTaken) {
  Case C{R"cpp(^
Parser *other;
void f(Parser *p) {
  try {
    work();
  } catch (...) {
    delete p;
    throw;
  }
  delete p;
}
)cpp"};
  C.Arguments = {{"Parser *", "other"}};
  EXPECT_THAT(prove(C).Verdicts,
              ElementsAre(testing::StartsWith("changes-behavior")));
  C.Arguments = {{"Parser *", "none"}};
  Outcome Found = prove(C);
  EXPECT_THAT(Found.Verdicts, ElementsAre("refused does-not-compile"));
  EXPECT_THAT(Found.Text, HasSubstr("catch"));
}

TEST(NamedGuardTest, CommentsDoNotGetLost) {
  Case C{R"cpp(^
void f(Parser *p) {
  try {
    work();
  } catch (...) {
    // Nobody else knows it.
    delete p;
    throw;
  }
  delete p;
}
)cpp"};
  EXPECT_THAT(prove(C).Verdicts, ElementsAre("refused no-rewrite"));
}

TEST(NamedGuardTest, TheRestOfAHandlerStaysALambda) {
  Case C{R"cpp(void tell() noexcept;
^void f(Parser *p) {
  try {
    work();
  } catch (...) {
    tell();
    delete p;
    throw;
  }
  delete p;
}
)cpp"};
  Outcome Found = prove(C);
  EXPECT_THAT(Found.Verdicts, ElementsAre(testing::StartsWith("equivalent")));
  EXPECT_THAT(Found.Text, HasSubstr("ParserDeleter{p}"));
}

TEST(NamedGuardTest, SharedByTheLinesOfWindows) {
  std::string Code;
  for (char Byte : std::string(Copies))
    Code += Byte == '\n' ? "\r\n" : std::string(1, Byte);
  Case C{Code};
  Outcome Found = prove(C);
  EXPECT_THAT(Found.Verdicts,
              ElementsAre("equivalent exit-guard", "equivalent rollback"));
  EXPECT_THAT(Found.Text,
              HasSubstr("/// Deletes a parser.\r\nclass ParserDeleter {\r\n"));
}

TEST(NamedGuardTest, ArgumentsOfThis) {
  Case C{R"cpp(
struct Device {
  bool busy;
  void step();
};
^void Device::step() {
  busy = true;
  try {
    work();
  } catch (...) {
    busy = false;
    throw;
  }
  busy = false;
}
)cpp"};
  C.Guard.Name = "FlagReset";
  C.Guard.Definition = "class FlagReset {\npublic:\n  explicit FlagReset(bool "
                       "&flag) : flag(flag) {}\n  void operator()() const { "
                       "flag = false; }\nprivate:\n  bool &flag;\n};\n";
  C.Arguments = {{"bool", "busy"}};
  Outcome Found = prove(C);
  EXPECT_THAT(Found.Verdicts, ElementsAre("equivalent exit-guard"));
  EXPECT_THAT(Found.Text,
              HasSubstr("  raiify::scope_exit cleanup(FlagReset{busy});\n"));
}

} // namespace
} // namespace raiify
