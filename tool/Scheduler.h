//===- Scheduler.h - Many units at once -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs the analysis of many translation units on many threads.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SCHEDULER_H
#define RAIIFY_TOOL_SCHEDULER_H

#include "Analyze.h"
#include "Progress.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>
#include <vector>

namespace raiify {

/// analyzeUnit, or what stands in front of it.
using AnalyzeJob = llvm::function_ref<UnitResult(const Job &, const Setup &)>;

/// The result of each job, in the order of \p Jobs whatever \p Threads is (0
/// means one a core). \p Analyze is called on many threads at once.
std::vector<UnitResult> runJobs(const std::vector<Job> &Jobs, unsigned Threads,
                                const Setup &S, Progress &Shown,
                                AnalyzeJob Analyze);

} // namespace raiify

#endif // RAIIFY_TOOL_SCHEDULER_H
