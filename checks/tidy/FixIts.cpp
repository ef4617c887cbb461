//===- FixIts.cpp - Proved rewrites as fix-its ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/FixIts.h"

#include "prove/Attempt.h"
#include "tidy/InvocationReparse.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

/// What holds unless the user says otherwise; a plugin has no way to ask.
static std::vector<AssumptionKind> grantedByDefault() {
  std::vector<AssumptionKind> Result;
  for (const AssumptionInfo &Info : allAssumptions())
    if (Info.GrantedByDefault)
      Result.push_back(Info.Kind);
  return Result;
}

std::vector<std::vector<Edit>>
UnitSites::fixesFor(const std::vector<const FoundSite *> &Found,
                    ASTContext &Context, const Config &Options,
                    Preprocessor &PP) {
  std::vector<std::vector<Edit>> Fixes(Found.size());
  if (Found.empty() || Context.getDiagnostics().hasUncompilableErrorOccurred())
    return Fixes;
  GuardHeader Header = findGuardHeader(PP);
  if (Header.Path.empty())
    return Fixes;
  InvocationReparse Again(PP);
  std::vector<Proposal> Proposals = proveRewrites(
      Found, Context, Options, grantedByDefault(), Header, {Again});
  TextSource Texts(Context, Header);
  for (auto &&[Site, P, Fix] : llvm::zip_equal(Found, Proposals, Fixes)) {
    if (P.Answer.Verdict != Verdict::Equivalent)
      continue;
    Place Begin = Texts.extentOf(Site->Anchor.Function).Begin;
    if (!Taken.insert({Begin.File, Begin.Offset}).second)
      continue;
    // What two functions' fixes have in common is the include.
    for (const Edit &E : P.Edits)
      if (Given.insert(E).second)
        Fix.push_back(E);
  }
  return Fixes;
}

} // namespace raiify
