//===- Paths.h - Names of files ---------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Files have one name inside the program, the absolute real path, and another
/// in what the user reads: relative where they stand below the working
/// directory.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PATHS_H
#define RAIIFY_TOOL_PATHS_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace raiify {

/// \p Path in absolute form, without `.` and `..`; links stay.
std::string absolutePath(llvm::StringRef Path);

/// \p Path with every symbolic link resolved. Where nothing stands at \p Path,
/// those of the folders above that do exist.
std::string realPath(llvm::StringRef Path);

/// Whether the absolute \p Path is \p Folder or stands below it.
bool isBelow(llvm::StringRef Path, llvm::StringRef Folder);

/// \p Path as reports show it: relative to the working directory when below it.
std::string displayPath(llvm::StringRef Path);

} // namespace raiify

#endif // RAIIFY_TOOL_PATHS_H
