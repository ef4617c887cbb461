//===- GuardText.cpp - How a guard is written -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/GuardText.h"

#include "clang/AST/DeclBase.h"
#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace raiify {

static llvm::StringRef baseName(GuardKind Kind) {
  switch (Kind) {
  case GuardKind::Exit:
    return "cleanup";
  case GuardKind::Rollback:
    return "rollback";
  case GuardKind::Fail:
    return "onFailure";
  }
  llvm_unreachable("unknown guard");
}

static llvm::StringRef typeName(GuardKind Kind) {
  switch (Kind) {
  case GuardKind::Exit:
    return "scope_exit";
  case GuardKind::Rollback:
    return "rollback_guard";
  case GuardKind::Fail:
    return "scope_fail";
  }
  llvm_unreachable("unknown guard");
}

/// Whether a scope around \p Function declares \p Name.
static bool isDeclaredAround(const FunctionDecl *Function, llvm::StringRef Name,
                             ASTContext &Context) {
  const IdentifierInfo &Id = Context.Idents.get(Name);
  for (const DeclContext *Scope = Function; Scope; Scope = Scope->getParent())
    if (!Scope->isFunctionOrMethod() && !Scope->lookup(&Id).empty())
      return true;
  return false;
}

Guard makeGuard(GuardKind Kind, const SiteShape &Shape,
                const SourceText &Text) {
  Guard Result;
  Result.Kind = Kind;
  Result.Name = baseName(Kind).str();
  for (unsigned Number = 2;
       Text.hasWord(Result.Name) ||
       isDeclaredAround(Shape.anchor().Function, Result.Name, Shape.context());
       ++Number)
    Result.Name = (baseName(Kind) + llvm::Twine(Number)).str();
  return Result;
}

std::vector<std::string> linesOf(Span S, const SourceText &Text) {
  llvm::StringRef Indent = Text.indent(S.Begin);
  std::vector<std::string> Result;
  llvm::SmallVector<llvm::StringRef, 8> Lines;
  Text.text(S).split(Lines, '\n');
  for (llvm::StringRef Line : Lines) {
    Line = Line.rtrim('\r');
    if (!Result.empty() && !Line.consume_front(Indent))
      Line = Line.ltrim(" \t");
    Result.push_back(Line.str());
  }
  return Result;
}

std::string declareGuard(const Guard &G, llvm::StringRef Indent,
                         const SourceText &Text, const LangOptions &Language) {
  constexpr std::size_t MaxColumns = 80;
  bool Deduces = Language.CPlusPlus17;
  std::string Begin =
      Deduces ? ("raiify::" + typeName(G.Kind) + " " + G.Name + "(").str()
              : ("auto " + G.Name + " = raiify::make_" + typeName(G.Kind) + "(")
                    .str();
  if (!G.Callable.empty()) {
    bool Fits =
        Indent.size() + Begin.size() + G.Callable.size() + 2 <= MaxColumns;
    if (!Fits)
      Begin += (Text.eol() + Indent + Text.unit() + Text.unit()).str();
    return Begin + G.Callable + ");";
  }
  Begin += "[&] {";
  if (G.Body.size() == 1) {
    std::string Line = Begin + " " + G.Body.front() + " });";
    if (Indent.size() + Line.size() <= MaxColumns &&
        !llvm::StringRef(G.Body.front()).contains("//"))
      return Line;
  }
  std::string Result = Begin;
  for (llvm::StringRef Line : G.Body) {
    Result += Text.eol();
    if (!Line.empty())
      Result += (Indent + Text.unit() + Line).str();
  }
  return Result + Text.eol().str() + Indent.str() + "});";
}

} // namespace raiify
