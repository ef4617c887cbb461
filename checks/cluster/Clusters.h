//===- Clusters.h - Cleanup that functions repeat ------------- -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// From the sites of a whole project to the copies among them:
///
///   Site … Site ─► hash of the key groups ─► comparing confirms ─► CopyCluster
///                                                                      │
///                          Finding (describeCluster) ◄─────────────────┤
///                          NamedGuard (GuardClass.h) ◄─────────────────┘
///
/// Nothing here depends on the order in which sites come.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_CLUSTER_CLUSTERS_H
#define RAIIFY_CLUSTER_CLUSTERS_H

#include "model/Finding.h"
#include "model/NamedGuard.h"
#include "model/Site.h"

#include <cstddef>
#include <string>
#include <vector>

namespace raiify {

/// A site that may be a copy. Of one that several translation units saw there
/// may be one each.
struct CopyCandidate {
  const Site *What = nullptr;
  /// Config::MinCopies of the unit that it was seen in.
  unsigned MinCopies = 0;
};

/// The same cleanup in several functions.
struct CopyCluster {
  /// Sorted by place, each once; at least two functions.
  std::vector<Site> Sites;
  /// How often the cleanup is written, in how many functions and files.
  std::size_t Times = 0;
  std::size_t Functions = 0;
  std::size_t Files = 0;
  /// How many statements would no longer be written. Ranks clusters.
  std::size_t Saved = 0;
  /// The guard for them; its Header is left to who knows the project's folders
  /// and empty so far. For the sites whose SharedForm has no obstacle.
  NamedGuard Guard;
  /// Why there is no such guard; the Guard then has no Definition.
  std::string Obstacle;

  /// Whether the guard has to stand in a header of its own.
  bool needsHeader() const {
    return Obstacle.empty() && Guard.Place.File.empty();
  }
};

/// Whether sites of \p Kind can be copies of one another.
bool takesPartInCopies(CheckKind Kind);

/// Makes clusters of sites that need not be in memory all at once. The options
/// of the file in which a cluster's first site stands say how many functions it
/// takes.
class ClusterMaker {
public:
  /// Takes some sites. All that have a key or a place in common with one of
  /// them have to be there, too.
  void add(const std::vector<CopyCandidate> &Candidates);
  /// The clusters of all, the one that saves most first. The maker is of no
  /// more use.
  std::vector<CopyCluster> take();

private:
  std::vector<CopyCluster> Clusters;
};

/// The same in one step.
std::vector<CopyCluster>
clusterCopies(const std::vector<CopyCandidate> &Candidates);

/// Puts \p C into words, at its first site. Its rewrite is refused: nothing is
/// proved here.
Finding describeCluster(const CopyCluster &C);

/// The part of a key that is the same wherever the project is checked out.
llvm::StringRef portablePart(llvm::StringRef FamilyKey);

} // namespace raiify

#endif // RAIIFY_CLUSTER_CLUSTERS_H
