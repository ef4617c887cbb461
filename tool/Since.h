//===- Since.h - What --since asks for --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
///   --since=REV ─► GitChanges ─► ChangedLines ─► ProjectScan: units that
///   matter
///                                            └─► Fixer: findings that matter
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SINCE_H
#define RAIIFY_TOOL_SINCE_H

#include "ChangedLines.h"
#include "Console.h"
#include "NamedRewrites.h"
#include "Options.h"
#include "Prepare.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <string>

namespace raiify {

/// The lines that have changed since what --since names; null without it. Tells
/// of units for which that cannot be said, and takes all out of \p W where
/// nothing has changed.
llvm::Expected<std::unique_ptr<ChangedLines>>
changedLines(const Options &CommandLine, Work &W, Console &Out);

/// The guards of copies that are told of. Where copies are to be rewritten,
/// they are for those that have changed: the others stay as they are.
/// \p Changed must live as long, or is null, and all are told of.
FindGuards guardsFor(const ChangedLines *Changed, FixMode Fixes);

/// "3 files changed since 'main'; " in front of the summary; empty without
/// --since.
std::string sinceSummary(const ChangedLines *Changed,
                         const Options &CommandLine);

} // namespace raiify

#endif // RAIIFY_TOOL_SINCE_H
