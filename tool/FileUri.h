//===- FileUri.h - Names of files in URIs -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Paths as RFC 3986 wants them.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_FILEURI_H
#define RAIIFY_TOOL_FILEURI_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace raiify {

/// \p Path as the path of a URI, or as a relative reference: every byte that
/// may not stand there is written `%XX`, slashes stay. A colon is never left,
/// as the first part of a relative reference would be taken for a scheme.
std::string uriPath(llvm::StringRef Path);

/// `file:///home/a%20b.cpp` for an absolute path.
std::string fileUri(llvm::StringRef Path);

} // namespace raiify

#endif // RAIIFY_TOOL_FILEURI_H
