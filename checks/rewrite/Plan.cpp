//===- Plan.cpp - A site's possible rewrites ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Plan.h"

#include "rewrite/NamedText.h"
#include "rewrite/Planner.h"
#include "rewrite/Shape.h"
#include "rewrite/SourceText.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace raiify {

/// The function that \p Function stands in, lambdas and local classes left
/// behind: names in it may clash with a guard's.
static SourceRange outermostRange(const FunctionDecl *Function) {
  SourceRange Range = Function->getSourceRange();
  for (const DeclContext *Scope = Function->getLexicalParent(); Scope;
       Scope = Scope->getLexicalParent())
    if (const auto *Outer = dyn_cast<FunctionDecl>(Scope))
      Range = Outer->getSourceRange();
  return Range;
}

PlanList planRewrites(const FoundSite &Found, ASTContext &Context,
                      const NamedGuardUse *Use) {
  PlanList Refused;
  if (!Found.Anchor.Function || !Found.Anchor.Body) {
    Refused.Refusal = Reason::NoRewrite;
    return Refused;
  }
  SiteShape Shape(Found, Context);
  SourceText Text(Context, outermostRange(Found.Anchor.Function));
  if (std::optional<Refusal> Why = findRefusal(Found, Shape, Text)) {
    Refused.Refusal = Why->Why;
    Refused.Detail = Why->Detail;
    return Refused;
  }
  Planner P(
      Shape, Text,
      Use ? callableText(*Use, *Found.Anchor.Function, Context.getLangOpts())
          : "");
  switch (Found.What.Check) {
  case CheckKind::EmulatedFinally:
    planFinally(P);
    break;
  case CheckKind::RollbackHandler:
  case CheckKind::SiblingHandlers:
    planRollback(P);
    break;
  default:
    planExitCleanup(P);
    break;
  }
  return P.take();
}

} // namespace raiify
