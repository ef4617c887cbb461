//===- Prepare.h - Everything up to the analysis ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
///   Options ─► Database ─► Units ─► Jobs, and the place of the guard header
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PREPARE_H
#define RAIIFY_TOOL_PREPARE_H

#include "Analyze.h"
#include "Console.h"
#include "Exclude.h"
#include "Options.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace raiify {

/// What is analysed and how, as the command line and the project have it.
struct Work {
  std::vector<Unit> Units;
  /// The jobs refer to the units.
  std::vector<Job> Jobs;
  Setup Initial;
  /// The folder of the compile database, or nothing.
  std::string BuildDir;
  /// What is left out. The units that are have no jobs.
  Excludes Excluded;
  /// Whether the units are all that the compile database has.
  bool IsWholeProject = false;
};

/// Reads the compile database and the settings, and fills \p W.
llvm::Error prepare(const Options &CommandLine, const std::string &ResourceDir,
                    Console &Out, Work &W);

} // namespace raiify

#endif // RAIIFY_TOOL_PREPARE_H
