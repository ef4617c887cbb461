//===- Explain.h - What the checks and options mean -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// --list-checks and --explain. Both say what the tables say: Checks.def,
/// Reasons.def, Assumptions.def and model/Config.h.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_EXPLAIN_H
#define RAIIFY_TOOL_EXPLAIN_H

#include "model/Check.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace raiify {

/// From now on messages name the pages that were installed with \p Program, if
/// it was installed.
void useInstalledPages(llvm::StringRef Program);

void listChecks(llvm::raw_ostream &OS);

/// Explains the check, option, reason or assumption named \p Topic
/// (`raii-exit-cleanup`, `MinExits`, `raii-exit-cleanup.MinExits`, `goto`,
/// `handled`). The error lists what there is.
llvm::Error explain(llvm::StringRef Topic, llvm::raw_ostream &OS);

/// The same of a check, and as Markdown, for reports that carry it along.
std::string checkHelp(CheckKind Kind);
std::string checkHelpInMarkdown(CheckKind Kind);

/// The names of all checks, and those of all options.
std::vector<std::string> checkNames();
std::vector<std::string> optionNames();

} // namespace raiify

#endif // RAIIFY_TOOL_EXPLAIN_H
