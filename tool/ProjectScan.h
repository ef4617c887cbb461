//===- ProjectScan.h - A whole project, parsed in few units -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds what there is to find in many units without parsing them all:
///
///   Jobs ─► what each reads (Includes.h)
///        ─► which files may hold sites (SourceFiles.h, TextSurvey.h)
///        ─► few units that read all of these (Cover.h)
///        ─► scan (Scan.h), with the system headers precompiled (Preamble.h)
///        ─► full analysis of the units in which the scan saw something
///
/// Each file is looked at in one unit. A function that only exists under the
/// macros of another unit is not seen; `--all-tus` looks at every file in every
/// unit.
///
/// Where only some lines count, the same cover holds, and of its units those
/// are scanned and analysed that look at a changed file; then those that hold
/// what the change is to be compared with (RelatedWords.h). So what is reported
/// is what a full run reports of these lines.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PROJECTSCAN_H
#define RAIIFY_TOOL_PROJECTSCAN_H

#include "Analyze.h"
#include "ChangedLines.h"
#include "NamedRewrites.h"
#include "Progress.h"
#include "ScanMemory.h"
#include "Scheduler.h"

#include <vector>

namespace raiify {

/// The result of each job, in the order of \p Jobs whatever \p Threads is.
/// \p Analyze does the full analyses. The result of a unit which was not parsed
/// has no findings, and the files that it reads. \p Ask is asked once, for what
/// the units are told of the second look. \p Memory may be null; so may
/// \p Changed, and then all lines count.
std::vector<UnitResult> scanProject(const std::vector<Job> &Jobs,
                                    unsigned Threads, const Setup &S,
                                    Progress &Shown, ScanCounts &Counts,
                                    Foresee Ask, AnalyzeJob Analyze,
                                    ScanMemory *Memory = nullptr,
                                    const ChangedLines *Changed = nullptr);

} // namespace raiify

#endif // RAIIFY_TOOL_PROJECTSCAN_H
