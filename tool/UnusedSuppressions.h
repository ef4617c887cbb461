//===- UnusedSuppressions.h - Comments that hide nothing --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// --report-unused-suppressions:
///
///   files looked at ─► Suppressions.h ─► those that no finding needs so far
///       ─► all units that read these files, in full ─► those that none needs
///
/// Only of what the run sees in full something is said: units, and headers
/// where all units of the project are there; checks that are on.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_UNUSEDSUPPRESSIONS_H
#define RAIIFY_TOOL_UNUSEDSUPPRESSIONS_H

#include "LookedAt.h"
#include "NamedRewrites.h"
#include "Suppressions.h"

#include <string>
#include <vector>

namespace raiify {

struct UnusedSuppression {
  /// Absolute real path.
  std::string File;
  Suppression What;
};

/// Sorted by place. \p Results has one for each of \p Jobs, which look at all
/// that their units read; \p Run analyses units again with \p S.
std::vector<UnusedSuppression>
findUnusedSuppressions(const std::vector<Job> &Jobs,
                       const std::vector<UnitResult> &Results,
                       const LookedAt &Seen, const Setup &S, RunPass Run);

/// `a.cpp:3:12: 'raii-exit-cleanup' in this NOLINT comment hides nothing; …`
std::string describeUnused(const UnusedSuppression &Unused);

} // namespace raiify

#endif // RAIIFY_TOOL_UNUSEDSUPPRESSIONS_H
