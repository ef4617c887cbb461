//===- CompileFlags.h - Compile commands, made to parse ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A compile command was written for a compiler that makes an object file, and
/// that may be GCC. Here it becomes arguments for clang that only parse.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_COMPILEFLAGS_H
#define RAIIFY_TOOL_COMPILEFLAGS_H

#include "Settings.h"

#include "clang/Tooling/CompilationDatabase.h"

#include <string>
#include <vector>

namespace raiify {

/// The arguments to parse with, the compiler's name first. Output, dependency
/// files, plugins and warnings are left out, and so are the flags that clang
/// does not know: they go to \p Unknown. \p ResourceDir is used where the
/// command names none.
std::vector<std::string>
parsingArguments(const clang::tooling::CompileCommand &Command,
                 const UnitSettings &Settings, llvm::StringRef ResourceDir,
                 std::vector<std::string> &Unknown);

/// Where clang's own headers are: beside the executable \p Program if it was
/// installed together with clang, else where the build found them.
std::string findResourceDir(llvm::StringRef Program);

} // namespace raiify

#endif // RAIIFY_TOOL_COMPILEFLAGS_H
