//===- Copies.h - What the whole project repeats -------------- -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The step behind all translation units: their sites compared with each
/// other.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_COPIES_H
#define RAIIFY_TOOL_COPIES_H

#include "NamedRewrites.h"
#include "Report.h"

#include "cluster/Clusters.h"

#include <vector>

namespace raiify {

/// The copies among the sites of all units. \p Results has one for each of
/// \p Jobs; their order does not matter.
std::vector<CopyCluster> findCopies(const std::vector<Job> &Jobs,
                                    const std::vector<UnitResult> &Results);

/// The guards for these copies, and what is told of each cluster.
std::vector<SharedGuard> findGuards(const std::vector<Job> &Jobs,
                                    const std::vector<UnitResult> &Results,
                                    const Setup &Now);

/// Adds to \p R, which was merged of the same \p Results, a finding for each
/// function that forgets what others release.
void addMissedFindings(Report &R, const std::vector<Job> &Jobs,
                       const std::vector<UnitResult> &Results);

} // namespace raiify

#endif // RAIIFY_TOOL_COPIES_H
