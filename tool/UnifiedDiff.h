//===- UnifiedDiff.h - Two texts, line by line ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes what changed between two texts in the form that `patch -p1` and
/// `git apply` read.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_UNIFIEDDIFF_H
#define RAIIFY_TOOL_UNIFIEDDIFF_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace raiify {

/// Writes the lines that differ, with three lines of context; nothing where
/// the texts are the same. Lines end with `\n`; a `\r` in front belongs to the
/// line. \p Name is relative to the folder that the patch is applied in. For a
/// file that \p IsNew, \p Before is empty.
void writeUnifiedDiff(llvm::StringRef Name, llvm::StringRef Before,
                      llvm::StringRef After, bool IsNew, llvm::raw_ostream &OS);

} // namespace raiify

#endif // RAIIFY_TOOL_UNIFIEDDIFF_H
