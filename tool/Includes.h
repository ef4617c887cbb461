//===- Includes.h - The files that units read -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the files that a unit reads by preprocessing it, with clang's
/// dependency scanner: it reads each file once for all units and looks at
/// nothing but the directives.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_INCLUDES_H
#define RAIIFY_TOOL_INCLUDES_H

#include "Analyze.h"
#include "SourceFiles.h"

#include <string>
#include <vector>

namespace raiify {

/// What a unit reads.
struct UnitFiles {
  /// Each once, sorted by address; empty where the unit is not C++ or cannot
  /// be preprocessed.
  std::vector<SourceFile *> Files;
  /// The absolute names that these are opened by, which may have links in
  /// them.
  std::vector<PathName> Names;
  /// Whether a file is missing, or the command makes no sense: a parse will
  /// tell.
  bool Failed = false;
  /// Whether the command compiles C++, by the file's name and `-x`.
  bool IsCxx = true;
};

/// The files of each of \p Jobs, on \p Threads threads.
std::vector<UnitFiles> scanIncludes(const std::vector<Job> &Jobs,
                                    const Setup &S, SourceFiles &Files,
                                    unsigned Threads);

} // namespace raiify

#endif // RAIIFY_TOOL_INCLUDES_H
