//===- ShardSet.h - Many shards as one --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Puts shards together. What comes out is a set of units, a set of findings
/// and a set of hidden ones, each without order and without repetition: union
/// is commutative, associative and idempotent, and so is merging. Units that
/// disagree on a site leave several findings of it in the set; they are joined
/// when a report is made, not before, so that grouping changes nothing.
///
/// Findings stay in the compact form of Archive.h, with one table of strings
/// for all, and are made one at a time.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SHARDSET_H
#define RAIIFY_TOOL_SHARDSET_H

#include "Archive.h"
#include "Report.h"
#include "Shard.h"

#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/Allocator.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace raiify {

/// A finding, with or without its site, as bytes.
struct PackedFinding {
  llvm::StringRef Bytes;
  /// Number of its file's name.
  std::uint32_t File = 0;
  std::uint32_t Offset = 0;
  CheckKind Check = CheckKind::EmulatedFinally;
};

/// Different findings, each once. They live as long as the set.
class PackedFindings {
public:
  void add(llvm::StringRef Bytes);
  llvm::ArrayRef<PackedFinding> all() const { return Findings; }

private:
  llvm::BumpPtrAllocator Memory;
  llvm::DenseSet<llvm::CachedHashStringRef> Known;
  std::vector<PackedFinding> Findings;
};

class ShardSet : public FindingSource {
public:
  /// \p Root takes the place of the `./` of paths, as ArchiveReader says.
  explicit ShardSet(std::string Root) : Root(std::move(Root)) {}

  /// Adds what \p Shard holds. After an error the set is of no use. As with
  /// openShard, \p VerifyChecksum is off only in tests.
  llvm::Error add(llvm::MemoryBufferRef Shard, bool VerifyChecksum = true);

  /// A shard of all that was added: the same bytes for the same shards, in
  /// whatever order and groups. The lists of files are left out.
  std::string write() const;

  /// Refers to this set, which must live as long.
  Report report() const;

  void visit(FindingSink Sink) const override;
  const Tally &tally() const override;

  /// Calls \p Sink with the site of each finding, in no order; different units
  /// may have said different things of one place.
  void visitSites(llvm::function_ref<void(const Site &)> Sink) const;

private:
  /// By main file and contents.
  using UnitKey = std::pair<std::string, std::string>;

  bool addContents(const ShardContents &Contents);
  void addUnits(std::vector<ShardUnit> Units);
  std::vector<PackedFinding> sorted(const PackedFindings &Some,
                                    bool ByExpandedName) const;
  void writeAll(const PackedFindings &Some, bool WithSites,
                StringTable &Strings, std::string &Out) const;
  std::size_t countHidden() const;

  std::string Root;
  StringTable Strings;
  std::map<UnitKey, ShardUnit> Units;
  PackedFindings Shown;
  PackedFindings Hidden;
  /// Made by the first visit.
  mutable std::optional<Tally> Counts;
};

} // namespace raiify

#endif // RAIIFY_TOOL_SHARDSET_H
