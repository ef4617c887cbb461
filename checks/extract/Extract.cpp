//===- Extract.cpp - From an AST to sites ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Extract.h"

#include "extract/Acquisitions.h"
#include "extract/Disagreement.h"
#include "extract/ExitPatterns.h"
#include "extract/FunctionModel.h"
#include "extract/TryPatterns.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

/// What a body must have for any check to find something in it, and be for
/// the engine to take it on.
struct BodySurvey {
  bool HasTry = false;
  bool HasErrors = false;
  bool HasExits = false;
  bool TooLarge = false;
};

/// Statements nested deeper than this are left alone, and so are functions
/// with more nodes: generated code, which nobody tidies up by hand. The bounds
/// keep the recursion off the stack's end and the time linear.
constexpr unsigned MaxNesting = 1000;
constexpr unsigned MaxNodes = 500000;

/// Finds every function that is written in this translation unit.
class FunctionVisitor : public RecursiveASTVisitor<FunctionVisitor> {
public:
  FunctionVisitor(ASTContext &Context, const Config &Options)
      : Context(Context), Options(Options) {}

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }

  bool TraverseDecl(Decl *D) {
    // A namespace or class of a system header holds nothing to report.
    if (D && !isa<TranslationUnitDecl>(D) &&
        Context.getSourceManager().isInSystemHeader(D->getLocation()))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isThisDeclarationADefinition() && !Function->isDefaulted() &&
        !Function->isInvalidDecl())
      analyze(Function, Function->getBody());
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    analyze(Lambda->getCallOperator(), Lambda->getBody());
    return true;
  }

  Extraction Result;

private:
  void analyze(const FunctionDecl *Function, const Stmt *Body);

  ASTContext &Context;
  const Config &Options;
};

} // namespace

/// Looks through \p Body without recursion: it may be of any depth.
static BodySurvey survey(const Stmt *Body) {
  BodySurvey Result;
  unsigned Nodes = 0;
  std::vector<std::pair<const Stmt *, unsigned>> Work{{Body, 0}};
  while (!Work.empty() && !Result.TooLarge) {
    auto [S, Depth] = Work.back();
    Work.pop_back();
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (const auto *E = dyn_cast<Expr>(S))
      Result.HasErrors |= E->containsErrors();
    Result.HasTry |= isa<CXXTryStmt>(S);
    Result.HasExits |= isa<ReturnStmt, CoreturnStmt, CXXThrowExpr, BreakStmt,
                           ContinueStmt, GotoStmt>(S);
    Result.TooLarge = Depth > MaxNesting || ++Nodes > MaxNodes;
    for (const Stmt *Child : S->children())
      Work.emplace_back(Child, Depth + 1);
  }
  return Result;
}

/// What a coroutine's author wrote.
static const Stmt *writtenBody(const Stmt *Body) {
  if (const auto *Coroutine = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    return Coroutine->getBody();
  return Body;
}

void FunctionVisitor::analyze(const FunctionDecl *Function, const Stmt *Body) {
  Body = writtenBody(Body);
  if (!Body)
    return;
  BodySurvey Survey = survey(Body);
  if (Survey.HasErrors || Survey.TooLarge ||
      (!Survey.HasTry && !Survey.HasExits))
    return;
  std::unique_ptr<FunctionModel> Model =
      FunctionModel::build(Context, Options, Function, Body);
  if (!Model)
    return;
  SiteCollector Found(*Model);
  findRepeatedInHandlers(*Model, Found);
  findExitCleanup(*Model, Found);
  findDisagreements(*Model, Found);
  findRollbacks(*Model, Found);
  std::vector<FoundSite> Sites = Found.take();
  if (Survey.HasTry)
    llvm::append_range(Result.Acquisitions, collectAcquisitions(*Model, Sites));
  Result.MissedBody |= Model->effects().leftOut().wereMissed();
  llvm::append_range(Result.Sites, std::move(Sites));
}

Extraction extractAll(ASTContext &Context, const Config &Options) {
  FunctionVisitor Visitor(Context, Options);
  Visitor.TraverseAST(Context);
  std::vector<FoundSite> &Sites = Visitor.Result.Sites;
  llvm::erase_if(Sites, [&](const FoundSite &S) {
    return S.What.Where.Line == 0 || (S.What.InMacro && Options.IgnoreMacros);
  });
  llvm::stable_sort(Sites, [](const FoundSite &A, const FoundSite &B) {
    return std::tie(A.What.Where, A.What.Check) <
           std::tie(B.What.Where, B.What.Check);
  });
  return std::move(Visitor.Result);
}

std::vector<FoundSite> extractSites(ASTContext &Context,
                                    const Config &Options) {
  return extractAll(Context, Options).Sites;
}

struct SiteSource::Entry {
  Config Options;
  Extraction Found;
};

SiteSource::SiteSource() = default;
SiteSource::~SiteSource() = default;

const SiteSource::Entry &SiteSource::entry(ASTContext &Context,
                                           const Config &Options) {
  for (const std::unique_ptr<Entry> &Known : Entries)
    if (Known->Options == Options)
      return *Known;
  Entries.push_back(std::make_unique<Entry>());
  Entries.back()->Options = Options;
  Entries.back()->Found = extractAll(Context, Options);
  return *Entries.back();
}

const std::vector<FoundSite> &SiteSource::sites(ASTContext &Context,
                                                const Config &Options) {
  return entry(Context, Options).Found.Sites;
}

const std::vector<Acquisition> &
SiteSource::acquisitions(ASTContext &Context, const Config &Options) {
  return entry(Context, Options).Found.Acquisitions;
}

bool SiteSource::missedBody(ASTContext &Context, const Config &Options) {
  return entry(Context, Options).Found.MissedBody;
}

} // namespace raiify
