//===- ShardCache.h - Results of earlier runs -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Stands in front of analyzeUnit and gives what an earlier run found, if that
/// still holds:
///
///   Job ─► shard of that name? ─► same key? ─► same files? ─► UnitResult
///               └─────────────── no ─► analyzeUnit ─► shard ────┘
///
/// The key is a hash of all that a result is made of beside the files that it
/// lists: arguments, folder, settings, assumptions, guards, raiify and clang
/// themselves. The files count as what they hold, not by their times.
///
/// The name is made of the file and of what a user may want to have side by
/// side (settings, assumptions, working directory), so that an edit, or another
/// flag, replaces a shard and does not add one.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SHARDCACHE_H
#define RAIIFY_TOOL_SHARDCACHE_H

#include "Analyze.h"
#include "FileDigests.h"
#include "Shard.h"
#include "ShardStorage.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace raiify {

/// What \p J gives is kept under the name, and holds for the key.
struct ShardIdentity {
  std::string Name;
  ShardKey Key;
};

/// \p Program is a hash of this program. Of two jobs, or of two setups, that
/// may give different results from the same files, the keys differ. Where files
/// stand below \p Root, it does not matter what that folder is.
ShardIdentity identify(const Job &J, const Setup &S, std::uint64_t Program,
                       FileDigests &Digests, llvm::StringRef Root = "");

/// The hash of the file at \p Program and of the Clang it runs with.
std::uint64_t digestOfProgram(llvm::StringRef Program);

/// The folders of files with findings, with what lays out rewrites there.
std::vector<FileRead> layoutsOf(const UnitResult &Result, FileDigests &Digests);

/// May be used from any thread.
class ShardCache {
public:
  using Analyzer = UnitResult (*)(const Job &, const Setup &);

  /// \p Make is what gives results that are not there: analyzeUnit.
  ShardCache(std::unique_ptr<ShardStorage> Storage, std::uint64_t Program,
             Analyzer Make)
      : Storage(std::move(Storage)), Program(Program), Make(Make) {}

  /// What analyzeUnit gives, from the cache or from there. Files that were
  /// edited in memory are not looked up: such results hold for one run alone.
  UnitResult analyze(const Job &J, const Setup &S);

  /// What \p J is known by.
  ShardIdentity identityOf(const Job &J, const Setup &S) {
    return identify(J, S, Program, Digests);
  }
  ShardStorage &storage() { return *Storage; }
  FileDigests &digests() { return Digests; }
  /// Keeps \p Bytes under \p Name; where that fails it is a problem.
  void store(llvm::StringRef Name, llvm::StringRef Bytes);

  /// Why shards could not be written; empty if all could.
  std::string problem() const;

private:
  bool load(const ShardIdentity &Id, llvm::StringRef File, UnitResult &Result);
  bool holds(const ShardFiles &Files);
  void keep(const ShardIdentity &Id, const Job &J, const UnitResult &Result);

  std::unique_ptr<ShardStorage> Storage;
  std::uint64_t Program;
  Analyzer Make;
  FileDigests Digests;
  mutable std::mutex Lock;
  std::string Problem;
};

} // namespace raiify

#endif // RAIIFY_TOOL_SHARDCACHE_H
