//===- GitDiff.h - Which lines a diff of git speaks of ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads what `git diff --unified=0 --no-renames --submodule=short` prints,
/// with the prefixes `a/` and `b/`. A pure function over text.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_GITDIFF_H
#define RAIIFY_TOOL_GITDIFF_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace raiify {

/// The first line and the last, from 1.
using LineRange = std::pair<unsigned, unsigned>;

/// What a diff says of one file.
struct DiffFile {
  /// Any bytes, relative to the top of the work tree.
  std::string Name;
  /// The lines of the new text that are new or changed, in order. Of lines that
  /// only went, the lines on both sides, which need not be there.
  std::vector<LineRange> Lines;
  /// Whether git does not say which lines: the file counts as binary.
  bool IsBinary = false;
  bool IsDeleted = false;
  bool IsSubmodule = false;
  /// Of a submodule: the commit that it was at; empty where it is new.
  std::string OldCommit;
};

/// The files of \p Diff in its order. An error where it is not of that form.
llvm::Expected<std::vector<DiffFile>> parseDiff(llvm::StringRef Diff);

/// Takes a name in quotes, as git writes those with unusual bytes, from the
/// start of \p Text; nullopt where there is none.
std::optional<std::string> takeQuotedName(llvm::StringRef &Text);

} // namespace raiify

#endif // RAIIFY_TOOL_GITDIFF_H
