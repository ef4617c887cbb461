//===- Merge.h - From shards to a report ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `raiify --merge SHARD…`: the step that comes after many `--emit-shard`, on
/// as many machines as one likes.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_MERGE_H
#define RAIIFY_TOOL_MERGE_H

#include "Console.h"
#include "Options.h"

#include "llvm/Support/Error.h"

namespace raiify {

/// Merges the shards that the command line names, and writes a report or, with
/// --emit-shard, one shard of them all. Returns the exit status.
llvm::Expected<int> mergeShards(const Options &CommandLine, Console &Out);

} // namespace raiify

#endif // RAIIFY_TOOL_MERGE_H
