//===- Scan.h - A first look at a unit --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Parses a unit without most of its function bodies, to learn whether there is
/// anything to judge in it.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SCAN_H
#define RAIIFY_TOOL_SCAN_H

#include "Analyze.h"
#include "Preamble.h"
#include "SiteScan.h"

#include <memory>
#include <string>

namespace raiify {

/// What a scan says of a unit.
struct ScanAnswer {
  /// Also where that cannot be said: the unit does not parse, or the scan
  /// crashed.
  bool MayHaveSites = true;
  /// Why the unit was given up; empty if it was not.
  std::string Failure;
  /// Its result, where a parse in full would tell no more; else null. The files
  /// that were read are left out.
  std::shared_ptr<UnitResult> Settled = nullptr;
  /// What the scan saw otherwise, if it saw anything: sitesIn.
  std::shared_ptr<UnitResult> Seen = nullptr;
};

/// Whether a site stands in one of \p Mine, the files that \p J's unit looks
/// at: those of its Mine. \p Reads are the files that the unit reads, sorted by
/// address; without them nothing is settled. \p Files has to stay where it is
/// if a scan is left behind.
ScanAnswer scanForSites(const Job &J, const Setup &S, SourceFiles &Files,
                        const FileSet &Mine,
                        const std::vector<SourceFile *> *Reads);

} // namespace raiify

#endif // RAIIFY_TOOL_SCAN_H
