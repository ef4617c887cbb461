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

#include "Report.h"

#include "cluster/Clusters.h"

#include <vector>

namespace raiify {

/// The copies among the sites of all units. \p Results has one for each of
/// \p Jobs; their order does not matter.
std::vector<CopyCluster> findCopies(const std::vector<Job> &Jobs,
                                    const std::vector<UnitResult> &Results);

/// Adds what no unit can tell alone to \p R, which was merged of the same
/// \p Results: a finding for each cluster of copies, and one for each function
/// that forgets what the others release.
void addProjectFindings(Report &R, const std::vector<Job> &Jobs,
                        const std::vector<UnitResult> &Results);

} // namespace raiify

#endif // RAIIFY_TOOL_COPIES_H
