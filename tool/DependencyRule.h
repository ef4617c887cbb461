//===- DependencyRule.h - What make reads -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Dependency files as compilers write them, for make, Ninja and Bazel.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_DEPENDENCYRULE_H
#define RAIIFY_TOOL_DEPENDENCYRULE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace raiify {

/// The rule that \p Target depends on \p Files, with what make would take for
/// something else escaped: spaces, `#` and `$`.
std::string dependencyRule(llvm::StringRef Target,
                           llvm::ArrayRef<std::string> Files);

} // namespace raiify

#endif // RAIIFY_TOOL_DEPENDENCYRULE_H
