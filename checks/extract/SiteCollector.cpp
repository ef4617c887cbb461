//===- SiteCollector.cpp - One finding a site -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/SiteCollector.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace raiify {

unsigned SiteCollector::add(Site S, SiteAnchor Anchor) {
  if (S.Where.Line == 0) {
    const Copy &Shown =
        S.Missing.empty() ? S.Copies.front() : S.Missing.front();
    S.Where = Shown.Where;
    S.InMacro = Shown.InMacro;
  }
  Anchor.Function = Model.function();
  Anchor.Body = Model.body();
  Sites.push_back({std::move(S), std::move(Anchor)});
  return static_cast<unsigned>(Sites.size() - 1);
}

void SiteCollector::claim(const FlowStatement &S, unsigned Index, bool First) {
  for (const FlowStatement &Inner : Model.graph().statements())
    if (&Inner == &S || S.owns(Inner.FirstNode))
      Owner.try_emplace(&Inner, Claim{Index, First});
}

std::vector<FoundSite> SiteCollector::take() {
  const clang::SourceManager &SM = Model.context().getSourceManager();
  for (FoundSite &Found : Sites)
    for (std::vector<const clang::Stmt *> &Copies : Found.Anchor.Copies) {
      llvm::stable_sort(Copies, [&](const clang::Stmt *A,
                                    const clang::Stmt *B) {
        return SM.isBeforeInTranslationUnit(A->getBeginLoc(), B->getBeginLoc());
      });
      Copies.erase(llvm::unique(Copies), Copies.end());
    }
  return std::move(Sites);
}

std::optional<unsigned> SiteCollector::indexOf(const FlowStatement &S) const {
  auto It = Owner.find(&S);
  if (It == Owner.end() || !It->second.First)
    return std::nullopt;
  return It->second.Index;
}

} // namespace raiify
