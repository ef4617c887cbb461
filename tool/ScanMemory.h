//===- ScanMemory.h - What an earlier scan found ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Keeps what scans of a project find in the cache, so that the next one reads
/// only the units that have changed. Like a shard it holds as long as all files
/// that were read hold what they held; they count as their texts.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SCANMEMORY_H
#define RAIIFY_TOOL_SCANMEMORY_H

#include "ShardCache.h"

#include <cstdint>
#include <string>
#include <vector>

namespace raiify {

/// A file by one of the names by which units open it.
struct ScannedFile {
  std::string Name;
  std::string Real;
  std::uint64_t Hash = 0;
  /// SourceFile::IsSystem.
  bool IsSystem = false;
};

struct ScannedUnit {
  /// Of a job that looks at all files.
  ShardKey Key;
  bool IsCxx = true;
  /// Whether there is something to judge in what the unit looks at.
  bool HasSites = false;
  /// Whether the scan was enough: Job::OnlySites.
  bool IsSettled = false;
  /// Indices into ScanRecord::Files, sorted: what it reads, and what of that
  /// it looks at.
  std::vector<unsigned> Files;
  std::vector<unsigned> Mine;
};

/// What was found of some units; those that could not be read are left out.
struct ScanRecord {
  std::vector<ScannedFile> Files;
  std::vector<ScannedUnit> Units;
};

class ScanMemory {
public:
  /// \p Cache must live as long.
  explicit ScanMemory(ShardCache &Cache) : Cache(Cache) {}

  /// What is known of \p Jobs: for each its unit, or null where it is not known
  /// or has changed.
  struct Known {
    ScanRecord Record;
    std::vector<const ScannedUnit *> Units;
    std::vector<ShardKey> Keys;
    std::string Name;
  };
  Known load(const std::vector<Job> &Jobs, const Setup &S);

  /// Keeps \p Record for the jobs that \p For was loaded for.
  void store(const Known &For, const ScanRecord &Record);

  std::uint64_t hashOfFile(llvm::StringRef Name);

private:
  ShardCache &Cache;
};

} // namespace raiify

#endif // RAIIFY_TOOL_SCANMEMORY_H
