//===- Shards.h - Results to put into shards --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Made-up results of translation units, with every field set.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TEST_UNIT_SHARDS_H
#define RAIIFY_TEST_UNIT_SHARDS_H

#include "tool/Report.h"
#include "tool/Shard.h"

#include <map>
#include <string>
#include <vector>

namespace raiify {

/// A site that begins at \p Line of \p File, and what is told of it.
Site madeSite(const std::string &File, unsigned Line);
Finding madeFinding(const Site &S);

/// What a function acquires at \p Line of \p File, and releases.
Acquisition madeAcquisition(const std::string &File, unsigned Line);

/// The result of a unit with \p Count findings in its own file, one in a header
/// that all units share, and one that is hidden.
UnitResult madeResult(const std::string &File, unsigned Count);

/// The results of units by their main files.
using MadeResults = std::map<std::string, UnitResult>;

/// What a run has to tell.
struct ReportedRun {
  /// One a finding.
  std::vector<std::string> Findings;
  std::string Catalogue;
};

/// All that there is in the findings of \p R.
std::vector<std::string> linesOf(const Report &R);

/// What one run over all these units tells, without shards.
ReportedRun oneRun(const MadeResults &Made);

/// The shard of madeResult.
std::string madeShard(const std::string &File, unsigned Count);

} // namespace raiify

#endif // RAIIFY_TEST_UNIT_SHARDS_H
