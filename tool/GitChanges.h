//===- GitChanges.h - What has changed since a revision ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Asks git what has changed in a work tree, committed or not:
///
///   revision ─► merge base with HEAD ─► git diff ─► parseDiff ─► lines
///                                       untracked files ─► all lines
///                                       submodules ─► the same in them
///
/// The environment counts as it does for git.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_GITCHANGES_H
#define RAIIFY_TOOL_GITCHANGES_H

#include "GitDiff.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <limits>
#include <map>
#include <string>
#include <vector>

namespace raiify {

/// All lines of a file.
constexpr LineRange WholeFile = {1, std::numeric_limits<unsigned>::max()};

struct GitChanges {
  /// The real path of the work tree.
  std::string Top;
  /// The lines of each file that has changed and is there, by real path. None
  /// for a file of which nothing but the mode has changed.
  std::map<std::string, std::vector<LineRange>> Files;
  /// What the user should know of how the revision was taken.
  std::vector<std::string> Notes;
};

/// What has changed since \p Revision, or rather since it and HEAD parted, in
/// the work tree of the working directory; where none of \p Sources, real
/// paths, stands in that, in the one of the first source. The error says what
/// is missing, and how to get it.
llvm::Expected<GitChanges> changesSince(const std::string &Revision,
                                        llvm::ArrayRef<std::string> Sources);

} // namespace raiify

#endif // RAIIFY_TOOL_GITCHANGES_H
