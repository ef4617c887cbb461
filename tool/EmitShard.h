//===- EmitShard.h - One unit, as a compiler would --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `raiify --emit-shard=F file -- flags`: reads one translation unit, writes
/// one file, and lists what it read for the build system. The same inputs give
/// the same bytes, in whatever folder the project stands.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_EMITSHARD_H
#define RAIIFY_TOOL_EMITSHARD_H

#include "Console.h"
#include "Options.h"

#include "llvm/Support/Error.h"

#include <string>

namespace raiify {

/// Analyses the file that the command line names and writes its shard. A unit
/// that does not parse leaves no shard behind, not even an old one. Returns the
/// exit status.
llvm::Expected<int> emitShard(const Options &CommandLine,
                              const std::string &ResourceDir, Console &Out);

} // namespace raiify

#endif // RAIIFY_TOOL_EMITSHARD_H
