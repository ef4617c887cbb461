//===- Edit.h - A change of a file's text -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A replacement of bytes, as a plain value.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_MODEL_EDIT_H
#define RAIIFY_MODEL_EDIT_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <tuple>
#include <vector>

namespace raiify {

/// Puts \c Text in the place of \c Length bytes at \c Offset of \c File. The
/// edits of one rewrite do not overlap, refer to the same state of the files,
/// and are applied all or not at all.
struct Edit {
  /// Absolute real path.
  std::string File;
  /// In bytes from the start of the file; a byte order mark counts.
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;

  bool operator==(const Edit &Other) const {
    return std::tie(File, Offset, Length, Text) ==
           std::tie(Other.File, Other.Offset, Other.Length, Other.Text);
  }
  bool operator<(const Edit &Other) const {
    return std::tie(File, Offset, Length, Text) <
           std::tie(Other.File, Other.Offset, Other.Length, Other.Text);
  }
};

/// \p Text with those of \p Edits that are of \p File; they must be sorted and
/// must not overlap.
std::string applyEdits(llvm::StringRef Text, llvm::StringRef File,
                       const std::vector<Edit> &Edits);

} // namespace raiify

#endif // RAIIFY_MODEL_EDIT_H
