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

#include "llvm/Support/Error.h"

#include <vector>

namespace raiify {

/// The copies among the sites of all units, whose order does not matter.
std::vector<CopyCluster> findCopies(const std::vector<UnitResult> &Results);

/// The guard for the copies of \p C, and what is told of them. Where they need
/// a header it goes to the folder of \p Guards, if that has one.
SharedGuard shareGuard(const CopyCluster &C, const GuardHeader &Guards);

/// shareGuard for all copies in \p Results.
std::vector<SharedGuard> findGuards(const std::vector<Job> &Jobs,
                                    const std::vector<UnitResult> &Results,
                                    const Setup &Now);

/// Adds to \p R, which was merged of the same \p Results, a finding for each
/// function that forgets what others release.
void addMissedFindings(Report &R, const std::vector<UnitResult> &Results);

/// Writes what the plugin is to know of the whole project to \p File.
llvm::Error writeCatalogueFile(const std::string &File,
                               const std::vector<CopyCluster> &Copies);

} // namespace raiify

#endif // RAIIFY_TOOL_COPIES_H
