//===- MarkedCode.cpp - Sites of marked code ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MarkedCode.h"

#include "extract/Extract.h"
#include "rewrite/Plan.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

using namespace clang;

namespace raiify {

/// On one line, so that code starts where it would without.
static constexpr llvm::StringLiteral Prelude =
    "void work(); void work(int); bool ready(); void park(); "
    "extern \"C\" int open(const char *, int, ...); extern \"C\" int "
    "close(int); extern \"C\" void *malloc(unsigned long); extern \"C\" void "
    "free(void *); struct Mutex { void lock(); void unlock(); }; "
    "struct Error { const char *what() const; }; struct Other {};";

/// As much of raiify/scope_guard.hpp as rewritten code needs to be parsed.
static constexpr llvm::StringLiteral Guards =
    "namespace raiify { template <class F> struct scope_exit { scope_exit(F) "
    "{} ~scope_exit() {} void run() {} void release() {} }; template <class F> "
    "struct scope_fail { scope_fail(F) {} ~scope_fail() {} void run() {} void "
    "release() {} }; template <class F> struct rollback_guard { "
    "rollback_guard(F) {} ~rollback_guard() {} void run() {} void commit() {} "
    "}; template <class F> scope_exit<F> make_scope_exit(F f) { return f; } "
    "template <class F> scope_fail<F> make_scope_fail(F f) { return f; } "
    "template <class F> rollback_guard<F> make_rollback_guard(F f) { return f; "
    "} }\n";

namespace {

/// Line and column, from 1.
using Point = std::pair<unsigned, unsigned>;

struct Marks {
  std::string Code;
  std::map<Point, std::string> Names;
};

} // namespace

/// Takes each `$name^` out of \p Marked and keeps where it stood.
static Marks readMarks(llvm::StringRef Marked) {
  Marks Result;
  Point Here(1, 1);
  while (!Marked.empty()) {
    if (Marked.front() == '$') {
      llvm::StringRef Name = Marked.drop_front().take_while(
          [](char C) { return llvm::isAlnum(C) || C == '_'; });
      if (Marked.substr(Name.size() + 1).starts_with("^")) {
        Result.Names[Here] = ("$" + Name).str();
        Marked = Marked.drop_front(Name.size() + 2);
        continue;
      }
    }
    Here = Marked.front() == '\n' ? Point(Here.first + 1, 1)
                                  : Point(Here.first, Here.second + 1);
    Result.Code += Marked.front();
    Marked = Marked.drop_front();
  }
  return Result;
}

/// \p Code behind the declarations that it needs.
static std::string withPrelude(llvm::StringRef Code, const Reading &How) {
  return ((How.WithPrelude ? Prelude.str() : std::string()) + Code).str();
}

/// \p Text parsed, or null where it has errors.
static std::unique_ptr<ASTUnit> parse(const std::string &Text,
                                      const Reading &How) {
  std::vector<std::string> Args = {"-std=" + How.Standard, "-fexceptions",
                                   "-fcxx-exceptions", "-nostdinc", "-w"};
  std::unique_ptr<ASTUnit> Unit =
      tooling::buildASTFromCodeWithArgs(Text, Args, "input.cc");
  if (!Unit || Unit->getDiagnostics().hasErrorOccurred())
    return nullptr;
  return Unit;
}

static std::optional<std::vector<Site>> extract(llvm::StringRef Code,
                                                const Reading &How) {
  std::unique_ptr<ASTUnit> Unit = parse(withPrelude(Code, How), How);
  if (!Unit)
    return std::nullopt;
  std::vector<Site> Sites;
  for (FoundSite &Found : extractSites(Unit->getASTContext(), How.Options))
    Sites.push_back(std::move(Found.What));
  return Sites;
}

/// Puts marks in the place of numbers: `5:3` by the mark there, the 5 of
/// `handler@5` by the first mark on that line.
static std::string withMarks(const Site &S,
                             const std::map<Point, std::string> &Names) {
  std::string Text;
  llvm::raw_string_ostream(Text) << S;
  std::map<unsigned, std::string> ByLine;
  for (const auto &[Place, Name] : Names)
    ByLine.insert({Place.first, Name});
  std::string Result;
  for (llvm::StringRef Rest = Text; !Rest.empty();) {
    bool AtCopy = !Result.empty() && Result.back() == '@';
    bool AtPlace = !Result.empty() && Result.back() == ' ';
    unsigned Line = 0, Column = 0;
    llvm::StringRef After = Rest;
    if ((AtCopy || AtPlace) && !After.consumeInteger(10, Line)) {
      if (AtCopy && ByLine.count(Line)) {
        Result += ByLine[Line];
        Rest = After;
        continue;
      }
      if (AtPlace && After.consume_front(":") &&
          !After.consumeInteger(10, Column) && Names.count({Line, Column})) {
        Result += Names.at({Line, Column});
        Rest = After;
        continue;
      }
    }
    Result += Rest.front();
    Rest = Rest.drop_front();
  }
  return Result;
}

std::vector<Site> rawSitesIn(llvm::StringRef Marked, const Reading &How) {
  return extract(readMarks(Marked).Code, How).value_or(std::vector<Site>());
}

std::vector<std::string> sitesIn(llvm::StringRef Marked, const Reading &How) {
  Marks Read = readMarks(Marked);
  std::optional<std::vector<Site>> Sites = extract(Read.Code, How);
  if (!Sites)
    return {"does not parse"};
  std::vector<std::string> Result;
  for (const Site &S : *Sites)
    Result.push_back(withMarks(S, Read.Names));
  return Result;
}

std::vector<Acquisition> acquisitionsIn(llvm::StringRef Code,
                                        const Reading &How) {
  std::unique_ptr<ASTUnit> Unit = parse(withPrelude(Code, How), How);
  if (!Unit)
    return {};
  return extractAll(Unit->getASTContext(), How.Options).Acquisitions;
}

std::vector<std::string> plansFor(llvm::StringRef Code, const Reading &How) {
  std::string Text = withPrelude(Code, How);
  std::unique_ptr<ASTUnit> Unit = parse(Text, How);
  if (!Unit)
    return {"does not parse"};
  std::vector<FoundSite> Sites =
      extractSites(Unit->getASTContext(), How.Options);
  if (Sites.empty())
    return {"no site"};
  PlanList Planned = planRewrites(Sites.front(), Unit->getASTContext());
  if (Planned.Refusal)
    return {("refused: " + reasonInfo(*Planned.Refusal).Id).str()};
  std::vector<std::string> Result;
  for (const Plan &P : Planned.Plans) {
    std::string After = applyEdits(Text, P.Edits.front().File, P.Edits);
    bool Parses = parse(Guards.str() + After, How) != nullptr;
    After.erase(0, Text.size() - Code.size());
    Result.push_back(P.Form + (Parses ? ":" : " (does not parse):") + After);
  }
  return Result;
}

Rewrites rewrites(llvm::StringRef Code, const Reading &How) {
  Rewrites Result;
  for (llvm::StringRef Plan : plansFor(Code, How)) {
    auto [Form, Text] = Plan.split(':');
    Result.Forms.push_back(Form.str());
    Result.Texts.push_back(Text.str());
  }
  return Result;
}

std::string windows(llvm::StringRef Text) {
  std::string Result;
  for (char C : Text)
    Result += C == '\n' ? "\r\n" : std::string(1, C);
  return Result;
}

} // namespace raiify
