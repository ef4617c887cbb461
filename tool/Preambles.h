//===- Preambles.h - Which headers are parsed once --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Chooses the headers that units share: the system headers that many include,
/// for all units whose flags let them mean the same there, and on top of these
/// the project's headers that many include, for the units with equal flags.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PREAMBLES_H
#define RAIIFY_TOOL_PREAMBLES_H

#include "Includes.h"
#include "Preamble.h"

namespace raiify {

/// For each job its preamble, or null where too few units have its flags or the
/// headers do not parse by themselves. \p Mine has what each job looks at; jobs
/// that look at nothing get none and do not count. \p Read has what each job
/// reads.
std::vector<std::shared_ptr<const Preamble>>
makePreambles(const std::vector<Job> &Jobs, const std::vector<FileSet> &Mine,
              const std::vector<UnitFiles> &Read, const Setup &S,
              SourceFiles &Files, unsigned Threads);

} // namespace raiify

#endif // RAIIFY_TOOL_PREAMBLES_H
