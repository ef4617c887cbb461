//===- Copies.cpp - What the whole project repeats ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Copies.h"

#include "Output.h"
#include "Paths.h"

#include "cluster/Catalogue.h"
#include "cluster/GuardClass.h"
#include "cluster/MissedCopies.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace raiify {

std::vector<CopyCluster> findCopies(const std::vector<UnitResult> &Results) {
  std::vector<CopyCandidate> Candidates;
  for (const UnitResult &Result : Results)
    for (const CopiedSite &S : Result.Copied)
      Candidates.push_back({&S.What, S.MinCopies});
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
  while (!Common.empty() && !isBelow(Needed, Common)) {
    Common = llvm::sys::path::parent_path(Common);
    Up += "../";
  }
  if (Common.empty()) // nothing in common, not even the root
    return "\"" + Needed.str() + "\"";
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

SharedGuard shareGuard(const CopyCluster &C, const GuardHeader &Guards) {
  SharedGuard Shared;
  Shared.Summary = describeCluster(C);
  Shared.Guard = C.Guard;
  bool HasPlace = !C.needsHeader() || !guardFolder(Guards).empty();
  if (C.needsHeader() && HasPlace)
    giveHeader(C, Guards, Shared.Guard);
  if (C.Obstacle.empty() && HasPlace)
    for (const Site &S : C.Sites)
      if (S.Shared.Obstacle.empty())
        Shared.Copies[{S.Check, S.Where}] = S.Shared.Parameters;
  return Shared;
}

std::vector<SharedGuard> findGuards(const std::vector<Job> & /*Jobs*/,
                                    const std::vector<UnitResult> &Results,
                                    const Setup &Now) {
  std::vector<SharedGuard> Guards;
  for (const CopyCluster &C : findCopies(Results))
    Guards.push_back(shareGuard(C, Now.Header));
  return Guards;
}

void addMissedFindings(Report &R, const std::vector<UnitResult> &Results) {
  std::vector<AcquisitionCandidate> Candidates;
  for (const UnitResult &Result : Results)
    for (const SeenAcquisition &A : Result.Acquisitions)
      Candidates.push_back({&A.What, A.MinCopies});
  llvm::append_range(R.Findings, findMissedCopies(Candidates));
  normalize(R.Findings);
}

llvm::Error writeCatalogueFile(const std::string &File,
                               const std::vector<CopyCluster> &Copies) {
  return writeOutput(File, writeCatalogue(Copies, displayPath),
                     "the catalogue");
}

} // namespace raiify
