//===- ShardSet.h - Many shards as one --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Puts shards together. What comes out is a set of units and sets of findings,
/// of hidden ones, of sites that may be copies and of acquisitions, each
/// without order and without repetition: union is commutative, associative and
/// idempotent, and so is merging. Units that disagree on a site leave several
/// findings of it in the set; they are joined when a report is made, not
/// before, so that grouping changes nothing. For the same reason copies are
/// looked for when a report is made.
///
/// All stay in the compact form of PackedValues.h, with one table of strings
/// for all. Findings are made one at a time, sites only of what is repeated.
///
/// Nothing is proved here. A copy that is a finding of its own keeps the
/// rewrite that its unit has for it; what is told of all copies is made of
/// these, as in a run without shards.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SHARDSET_H
#define RAIIFY_TOOL_SHARDSET_H

#include "PackedValues.h"
#include "Report.h"
#include "Shard.h"

#include "cluster/Clusters.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace raiify {

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
  void visitHidden(FindingSink Sink) const override;
  const Tally &tally() const override;
  /// What units show is shown here, too.
  bool isEmpty() const override {
    return Shown.all().empty() && FindingSource::isEmpty();
  }

  /// What the units repeat.
  std::vector<CopyCluster> copies() const;

private:
  /// By main file and contents.
  using UnitKey = std::pair<std::string, std::string>;

  bool addContents(const ShardContents &Contents);
  void addUnits(std::vector<ShardUnit> Units);
  std::size_t expectedSize() const;
  std::string guardFolder() const;
  std::vector<Finding> findSummaries(llvm::ArrayRef<PackedValue> Sorted) const;
  std::vector<Finding> findMissed() const;
  void forEachHiddenPlace(PlaceVisitor Then) const;
  void read(llvm::ArrayRef<PackedValue> Same, std::vector<Finding> &Seen) const;
  template <typename T>
  std::vector<T> readAll(llvm::ArrayRef<PackedValue> Values) const;

  std::string Root;
  StringTable Strings;
  std::map<UnitKey, ShardUnit> Units;
  PackedValues<Finding> Shown;
  PackedValues<Finding> Hidden;
  PackedValues<CopiedSite> Copied;
  PackedValues<SeenAcquisition> Acquired;
  /// Made by the first visit.
  mutable std::optional<Tally> Counts;
};

} // namespace raiify

#endif // RAIIFY_TOOL_SHARDSET_H
