//===- IncludePath.h - Where a unit's includes are looked for ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The include paths of compile commands, as the build has them: without what
/// .clang-tidy files add.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_INCLUDEPATH_H
#define RAIIFY_TOOL_INCLUDEPATH_H

#include "Select.h"

#include <string>
#include <vector>

namespace raiify {

/// A folder on an include path.
struct IncludeFolder {
  /// Real path.
  std::string Path;
  /// Whether what stands there is the system's (`-isystem`, /usr/include).
  bool IsSystem = false;
};

/// The folders that `#include "…"` looks in behind the file's own, in their
/// order; those that do not exist are left out.
using IncludePath = std::vector<IncludeFolder>;

/// The include paths of the C++ units among \p Units, each once. Commands that
/// differ in nothing but the file are read once.
std::vector<IncludePath> includePaths(const std::vector<Unit> &Units,
                                      const std::string &ResourceDir);

} // namespace raiify

#endif // RAIIFY_TOOL_INCLUDEPATH_H
