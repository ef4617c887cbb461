//===- HeaderPlace.h - Where the guard header lives -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Decides where rewritten code includes raiify/scope_guard.hpp from, such that
/// the project's build command stays as it is. The first that fits:
///
///   1. --guard-header
///   2. the file is on the include path of every C++ unit already
///   3. a folder of the project that is on the include path of every C++ unit:
///      the file goes there
///   4. the folder that holds all sources: the file goes there, and each file
///      names it relative to itself
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_HEADERPLACE_H
#define RAIIFY_TOOL_HEADERPLACE_H

#include "Options.h"
#include "Select.h"

#include "prove/Prover.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace raiify {

/// The text of raiify/scope_guard.hpp.
llvm::StringRef guardHeaderText();

/// The place for \p Units, which are those of the whole compile database, so
/// that every run over a project gets the same. \p BuildDir holds the database
/// and may be empty. A file of that name that is no guard header is an error.
llvm::Expected<GuardHeader> placeGuardHeader(const std::vector<Unit> &Units,
                                             const std::string &BuildDir,
                                             const Options &CommandLine,
                                             const std::string &ResourceDir);

} // namespace raiify

#endif // RAIIFY_TOOL_HEADERPLACE_H
