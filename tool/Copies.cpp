//===- Copies.cpp - What the whole project repeats ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Copies.h"

#include "Paths.h"

#include "cluster/GuardClass.h"
#include "cluster/MissedCopies.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

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

/// \p Needed as it stands behind `#include` in a header in the folder of the
/// guards.
static std::string spelledBeside(const GuardHeader &Guards,
                                 llvm::StringRef Needed) {
  if (Needed.starts_with("<"))
    return Needed.str();
  if (!Guards.IncludeDir.empty() && isBelow(Needed, Guards.IncludeDir))
    return "\"" + Needed.substr(Guards.IncludeDir.size()).ltrim('/').str() +
           "\"";
  std::string Folder = guardFolder(Guards);
  llvm::StringRef Common = Folder;
  std::string Up;
  while (!isBelow(Needed, Common)) {
    Common = llvm::sys::path::parent_path(Common);
    Up += "../";
  }
  return "\"" + Up + Needed.substr(Common.size()).ltrim('/').str() + "\"";
}

/// Gives the guard of \p C its header in the folder of \p Guards.
static void giveHeader(const CopyCluster &C, const GuardHeader &Guards,
                       NamedGuard &Guard) {
  std::vector<std::string> Includes;
  for (const std::string &Needed : guardHeaderNeeds(C))
    Includes.push_back(spelledBeside(Guards, Needed));
  Guard.Header = guardHeaderName(C.Guard);
  Guard.HeaderText = guardHeaderText(C.Guard, Includes);
}

std::vector<SharedGuard> findGuards(const std::vector<Job> &Jobs,
                                    const std::vector<UnitResult> &Results,
                                    const Setup &Now) {
  std::vector<SharedGuard> Guards;
  bool HasFolder = !guardFolder(Now.Header).empty();
  for (const CopyCluster &C : findCopies(Jobs, Results)) {
    SharedGuard Shared;
    Shared.Summary = describeCluster(C);
    Shared.Guard = C.Guard;
    bool HasPlace = !C.needsHeader() || HasFolder;
    if (C.needsHeader() && HasPlace)
      giveHeader(C, Now.Header, Shared.Guard);
    if (C.Obstacle.empty() && HasPlace)
      for (const Site &S : C.Sites)
        if (S.Shared.Obstacle.empty())
          Shared.Copies[{S.Check, S.Where}] = S.Shared.Parameters;
    Guards.push_back(std::move(Shared));
  }
  return Guards;
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

void addMissedFindings(Report &R, const std::vector<Job> &Jobs,
                       const std::vector<UnitResult> &Results) {
  llvm::append_range(R.Findings, findMissed(Jobs, Results));
  normalize(R.Findings);
}

} // namespace raiify
