//===- Copies.cpp - What the whole project repeats ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Copies.h"

#include "cluster/MissedCopies.h"

#include "llvm/ADT/STLExtras.h"

namespace raiify {

/// Config::MinCopies of \p Check in \p Settings.
static unsigned minCopies(const UnitSettings &Settings, CheckKind Check) {
  for (const EnabledCheck &Enabled : Settings.Checks)
    if (Enabled.Kind == Check)
      return Enabled.Options.MinCopies;
  return 0;
}

std::vector<CopyCluster> findCopies(const std::vector<Job> &Jobs,
                                    const std::vector<UnitResult> &Results) {
  std::vector<CopyCandidate> Candidates;
  for (auto &&[J, Result] : llvm::zip_equal(Jobs, Results))
    for (const Site &S : Result.Copied)
      Candidates.push_back(
          {&S, minCopies(*J.Settings, CheckKind::CopiedCleanup)});
  return clusterCopies(Candidates);
}

static std::vector<Finding> findMissed(const std::vector<Job> &Jobs,
                                       const std::vector<UnitResult> &Results) {
  std::vector<AcquisitionCandidate> Candidates;
  for (auto &&[J, Result] : llvm::zip_equal(Jobs, Results))
    for (const Acquisition &A : Result.Acquisitions)
      Candidates.push_back(
          {&A, minCopies(*J.Settings, CheckKind::MissedCleanup)});
  return findMissedCopies(Candidates);
}

void addProjectFindings(Report &R, const std::vector<Job> &Jobs,
                        const std::vector<UnitResult> &Results) {
  for (const CopyCluster &C : findCopies(Jobs, Results))
    R.Findings.push_back(describeCluster(C));
  llvm::append_range(R.Findings, findMissed(Jobs, Results));
  normalize(R.Findings);
}

} // namespace raiify
