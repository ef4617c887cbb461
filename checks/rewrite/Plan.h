//===- Plan.h - A site's possible rewrites ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Proposes guards for a site. A plan is a guess that reads well: it knows the
/// shapes that usually come out right and proves nothing. The judge
/// (trace/Judge.h), which knows nothing of this code, compares what each plan
/// yields with what was there.
///
///   FoundSite ─► planRewrites: Plan, Plan … (best first) ─► Prover ─► judge
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_REWRITE_PLAN_H
#define RAIIFY_REWRITE_PLAN_H

#include "extract/Anchor.h"
#include "model/Edit.h"
#include "model/NamedGuard.h"
#include "model/Verdict.h"

#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace raiify {

/// One way to rewrite a site.
struct Plan {
  /// What kind of rewrite it is, for tests and statistics:
  /// "exit-guard", "exit-guard-run", "guard-inside-try", "rollback" …
  std::string Form;
  /// Sorted, without overlaps, all in the file of the site. What the guard
  /// needs outside of the function, an `#include` or a class, is not among
  /// them.
  std::vector<Edit> Edits;
};

/// The plans for a site from the one that reads best to the one that is least
/// wanted; none if and only if Refusal says why.
struct PlanList {
  std::vector<Plan> Plans;
  std::optional<Reason> Refusal;
  std::string Detail;
};

/// With \p Use, the guards hold its function object where they would hold a
/// lambda with the cleanup; plans in which a comment would get lost so are left
/// out. What a guard runs besides stays a lambda.
PlanList planRewrites(const FoundSite &Found, clang::ASTContext &Context,
                      const NamedGuardUse *Use = nullptr);

} // namespace raiify

#endif // RAIIFY_REWRITE_PLAN_H
