//===- ApplyFixes.h - What becomes of the rewrites --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// --fix, --diff and --export-fixes, each over what a Fixer came to.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_APPLYFIXES_H
#define RAIIFY_TOOL_APPLYFIXES_H

#include "Console.h"
#include "Fixer.h"

#include "llvm/Support/Error.h"

#include <string>

namespace raiify {

/// Says that a header with guards was put at \p File.
void tellOfHeader(const std::string &File, Console &Out);

/// Writes the files, all of them before an interrupt is heeded. What cannot be
/// written is told of, taken back in \p Fixes
/// and leaves the rest as it is; without the guard header nothing is written.
void writeFixes(Fixer &Fixes, Console &Out);

/// What would be written, for `patch -p1` in the working directory. Files
/// outside of it are an error: no patch can name them.
llvm::Expected<std::string> diffOf(const Fixer &Fixes);

/// Writes the rewrites of \p R, the report of \p Fixes, that can be applied at
/// once to \p File, as clang-apply-replacements reads them. That program makes
/// no new files, so the headers with guards that are needed are written here.
llvm::Error exportFixes(const Fixer &Fixes, const Report &R,
                        const FixPolicy &Policy, const std::string &File,
                        Console &Out);

} // namespace raiify

#endif // RAIIFY_TOOL_APPLYFIXES_H
