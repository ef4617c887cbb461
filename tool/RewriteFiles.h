//===- RewriteFiles.h - Putting new texts on disk ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes files such that a kill at any moment leaves each of them either old
/// or new: the text goes to `<file>.raiify-XXXXXX.tmp` beside it, which is
/// renamed. A signal removes that file.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_REWRITEFILES_H
#define RAIIFY_TOOL_REWRITEFILES_H

#include "Fixer.h"

#include "llvm/Support/Error.h"

namespace raiify {

/// Puts the new text in place. Mode and, where permitted, owner stay; folders
/// of a new file are made. The error has file, cause and remedy; the file is
/// then as it was. A file that is not as \p Change has it is not touched.
llvm::Error rewriteFile(const FileChange &Change);

} // namespace raiify

#endif // RAIIFY_TOOL_REWRITEFILES_H
