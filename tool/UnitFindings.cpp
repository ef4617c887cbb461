//===- UnitFindings.cpp - What the checks find in a parsed unit -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitFindings.h"

#include "Deadline.h"
#include "FindingFilter.h"

#include "cluster/Clusters.h"
#include "extract/Extract.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

/// Puts what is found of one unit into its result.
class FindingRecorder {
public:
  FindingRecorder(const Job &J, ASTContext &Context, UnitResult &Result)
      : J(J), Settings(*J.Settings), Context(Context), Result(Result),
        Filter(Context.getSourceManager(), Settings) {}

  bool run(SiteSource &Source, ProveSites Prove);

private:
  std::vector<const FoundSite *> filter(const std::vector<FoundSite> &Found,
                                        const Config &Options);
  const EnabledCheck *enabled(CheckKind Check, const Config &Options) const;
  /// Whether this unit looks at the file of \p Where.
  bool isMine(const Location &Where) const {
    return !J.Mine || J.Mine->count(Where.File) != 0;
  }
  bool isCompared(CheckKind Check, const Location &Where);
  void recordCopies(const std::vector<FoundSite> &Found, const Config &Options);
  void recordAcquisitions(const std::vector<Acquisition> &Found,
                          const Config &Options);

  const Job &J;
  const UnitSettings &Settings;
  ASTContext &Context;
  UnitResult &Result;
  FindingFilter Filter;
};

} // namespace

/// \p Check if it is on and looks at what \p Options find, or null.
const EnabledCheck *FindingRecorder::enabled(CheckKind Check,
                                             const Config &Options) const {
  auto Found = llvm::find_if(Settings.Checks, [&](const EnabledCheck &Enabled) {
    return Enabled.Kind == Check && Enabled.Options.forSites() == Options;
  });
  return Found == Settings.Checks.end() ? nullptr : &*Found;
}

/// Whether the user wants to hear of \p Check at \p Where. What a comment hides
/// is noted.
bool FindingRecorder::isCompared(CheckKind Check, const Location &Where) {
  Finding Shape;
  Shape.Check = Check;
  Shape.Where = Where;
  Shown How = Filter.judge(Shape);
  if (How == Shown::Suppressed)
    Result.Uncompared.push_back({Check, Where});
  return How == Shown::Yes;
}

/// Keeps what is compared with other units, but for what the user hides from
/// that.
void FindingRecorder::recordCopies(const std::vector<FoundSite> &Found,
                                   const Config &Options) {
  const EnabledCheck *Own = enabled(CheckKind::CopiedCleanup, Options);
  if (!Own)
    return;
  for (const FoundSite &Site : Found)
    if (takesPartInCopies(Site.What.Check) && isMine(Site.What.Where) &&
        isCompared(CheckKind::CopiedCleanup, Site.What.Where))
      Result.Copied.push_back({Site.What, Own->Options.MinCopies});
}

/// Keeps what is compared with the functions of other units; of what nobody
/// releases only that which the user wants to hear of.
void FindingRecorder::recordAcquisitions(const std::vector<Acquisition> &Found,
                                         const Config &Options) {
  const EnabledCheck *Own = enabled(CheckKind::MissedCleanup, Options);
  if (!Own)
    return;
  for (const Acquisition &A : Found)
    if (isMine(A.Where) && (!A.ReleaseKey.empty() ||
                            isCompared(CheckKind::MissedCleanup, A.Where)))
      Result.Acquisitions.push_back({A, Own->Options.MinCopies});
}

/// The sites whose findings are shown; the findings are put into the result, in
/// the same order.
std::vector<const FoundSite *>
FindingRecorder::filter(const std::vector<FoundSite> &Found,
                        const Config &Options) {
  std::vector<const FoundSite *> Shown;
  for (const FoundSite &Site : Found) {
    if (!isMine(Site.What.Where))
      continue;
    if (J.Named && !J.Named->count({Site.What.Check, Site.What.Where}))
      continue;
    if (!enabled(Site.What.Check, Options))
      continue;
    Finding F = describe(Site.What);
    raiify::Shown How = Filter.judge(F);
    if (How == Shown::Suppressed) {
      Result.Suppressed.push_back(std::move(F));
    } else if (How == Shown::Yes) {
      Result.Findings.push_back(std::move(F));
      Result.Sites.push_back(Site.What);
      Shown.push_back(&Site);
    }
  }
  return Shown;
}

bool FindingRecorder::run(SiteSource &Source, ProveSites Prove) {
  for (const Config &Options : distinctOptions(Settings)) {
    checkTime();
    std::vector<Finding> &Findings = Result.Findings;
    std::size_t First = Findings.size();
    const std::vector<FoundSite> &Found = Source.sites(Context, Options);
    std::vector<const FoundSite *> Sites = filter(Found, Options);
    recordCopies(Found, Options);
    recordAcquisitions(Source.acquisitions(Context, Options), Options);
    std::optional<std::vector<Proposal>> Proposals = Prove(Sites, Options);
    if (!Proposals)
      return false;
    for (std::size_t I = 0; I < Proposals->size(); ++I) {
      Findings[First + I].Rewrite = std::move((*Proposals)[I].Answer);
      Findings[First + I].Edits = std::move((*Proposals)[I].Edits);
    }
  }
  Result.Warnings.insert(Result.Warnings.end(),
                         Filter.commentProblems().begin(),
                         Filter.commentProblems().end());
  return true;
}

bool recordFindings(const Job &J, ASTContext &Context, SiteSource &Source,
                    ProveSites Prove, UnitResult &Result) {
  return FindingRecorder(J, Context, Result).run(Source, Prove);
}

UnitResult sitesIn(const Job &J, ASTContext &Context, SiteSource &Source) {
  auto Nothing = [](const std::vector<const FoundSite *> &Sites,
                    const Config &) {
    return std::optional(std::vector<Proposal>(Sites.size()));
  };
  UnitResult Result;
  recordFindings(J, Context, Source, Nothing, Result);
  return Result;
}

} // namespace raiify
