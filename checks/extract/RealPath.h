//===- RealPath.h - The name that a file goes by ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Sites and edits name a file in one way, however a unit came to it.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_REALPATH_H
#define RAIIFY_EXTRACT_REALPATH_H

#include "clang/Basic/FileEntry.h"

#include <string>

namespace raiify {

/// The real path of \p File; the name it was opened by where it has none.
inline std::string realPathOf(clang::FileEntryRef File) {
  llvm::StringRef Real = File.getFileEntry().tryGetRealPathName();
  return Real.empty() ? File.getName().str() : Real.str();
}

} // namespace raiify

#endif // RAIIFY_EXTRACT_REALPATH_H
