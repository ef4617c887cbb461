//===- AllJobs.h - What units have between them -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What holds for a file that any unit of a project may read.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_ALLJOBS_H
#define RAIIFY_TOOL_ALLJOBS_H

#include "Analyze.h"
#include "IncludePath.h"

#include "model/Config.h"

#include <string>
#include <vector>

namespace raiify {

/// Where each of \p Jobs looks for headers.
std::vector<IncludePath> includePathsOf(const std::vector<Job> &Jobs,
                                        const Setup &S);

/// Options under which a file may hold whatever it may hold for some unit.
Config widestOptions(const std::vector<Job> &Jobs);

/// The macros of all command lines, as after -D.
std::vector<std::string> definitions(const std::vector<Job> &Jobs);

} // namespace raiify

#endif // RAIIFY_TOOL_ALLJOBS_H
