//===- ShardSet.cpp - Many shards as one ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShardSet.h"

#include "ArchiveCopier.h"
#include "ShardFields.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

#include <set>
#include <tuple>

namespace raiify {

//===----------------------------------------------------------------------===//
// Packed findings
//===----------------------------------------------------------------------===//

void PackedFindings::add(llvm::StringRef Bytes) {
  auto Hash = static_cast<std::uint32_t>(llvm::xxh3_64bits(Bytes));
  if (Known.contains(llvm::CachedHashStringRef(Bytes, Hash)))
    return;
  PackedFinding F;
  F.Bytes = Bytes.copy(Memory);
  Known.insert(llvm::CachedHashStringRef(F.Bytes, Hash));
  // A finding begins with its check and its place: file, line, column, offset.
  ArchiveReader Head(Bytes, {});
  F.Check = static_cast<CheckKind>(Head.number());
  F.File = Head.number();
  Head.number();
  Head.number();
  F.Offset = Head.number();
  Findings.push_back(F);
}

/// Copies one finding from table to table.
static void copyFinding(ArchiveCopier &Copier, bool WithSite,
                        std::string &Bytes) {
  Copier.copy<Finding>(Bytes);
  if (WithSite)
    Copier.copy<Site>(Bytes);
}

static bool takeFindings(ArchiveCopier &Copier, bool WithSites,
                         PackedFindings &Into) {
  std::string Bytes;
  for (std::uint64_t Count = Copier.number(); Count > 0 && !Copier.failed();
       --Count) {
    Bytes.clear();
    copyFinding(Copier, WithSites, Bytes);
    if (!Copier.failed())
      Into.add(Bytes);
  }
  return !Copier.failed();
}

//===----------------------------------------------------------------------===//
// Adding
//===----------------------------------------------------------------------===//

/// The unit's bytes with a table of their own, to compare it by.
static std::string contentsOf(const ShardUnit &Unit) {
  StringTable Strings;
  ArchiveWriter Archive(Strings);
  Archive(Unit);
  return sealShard(Strings.strings(), Archive.bytes());
}

void ShardSet::addUnits(std::vector<ShardUnit> Some) {
  for (ShardUnit &Unit : Some) {
    UnitKey Key(Unit.File, contentsOf(Unit));
    Units.try_emplace(std::move(Key), std::move(Unit));
  }
}

bool ShardSet::addContents(const ShardContents &Contents) {
  ArchiveReader Head(Contents.Values, Contents.Strings, Root);
  std::vector<ShardUnit> Some;
  ShardFiles Files;
  Head(Some, Files);
  if (Head.failed())
    return false;
  addUnits(std::move(Some));
  std::vector<std::uint32_t> Known(Contents.Strings.size(),
                                   ArchiveCopier::Unknown);
  ArchiveCopier Copier(Head.rest(), Contents.Strings, Strings, Known);
  return takeFindings(Copier, /*WithSites=*/true, Shown) &&
         takeFindings(Copier, /*WithSites=*/false, Hidden) && Copier.atEnd();
}

llvm::Error ShardSet::add(llvm::MemoryBufferRef Shard, bool VerifyChecksum) {
  llvm::Expected<ShardContents> Contents = openShard(Shard, VerifyChecksum);
  if (!Contents)
    return Contents.takeError();
  if (!addContents(*Contents))
    return damagedShard(Shard);
  Counts.reset();
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

/// By place and check. Findings that several units have of one site stand next
/// to each other, in no order.
std::vector<PackedFinding> ShardSet::sorted(const PackedFindings &Some,
                                            bool ByExpandedName) const {
  llvm::DenseMap<std::uint32_t, std::uint32_t> Ranks;
  std::vector<std::pair<std::string, std::uint32_t>> Names;
  for (const PackedFinding &F : Some.all())
    if (Ranks.try_emplace(F.File, 0).second) {
      llvm::StringRef Name = Strings.strings()[F.File];
      Names.emplace_back(ByExpandedName ? expandPath(Name, Root) : Name.str(),
                         F.File);
    }
  llvm::sort(Names);
  for (std::size_t I = 0; I < Names.size(); ++I)
    // What is the same file by two names has one rank.
    Ranks[Names[I].second] = I > 0 && Names[I].first == Names[I - 1].first
                                 ? Ranks[Names[I - 1].second]
                                 : I;
  std::vector<PackedFinding> Result = Some.all();
  for (PackedFinding &F : Result)
    F.File = Ranks[F.File];
  llvm::sort(Result, [](const PackedFinding &A, const PackedFinding &B) {
    return std::tie(A.File, A.Offset, A.Check) <
           std::tie(B.File, B.Offset, B.Check);
  });
  return Result;
}

static bool isSamePlace(const PackedFinding &A, const PackedFinding &B) {
  return std::tie(A.File, A.Offset, A.Check) ==
         std::tie(B.File, B.Offset, B.Check);
}

/// Calls \p Then with each run of findings of one site.
static void
forEachSite(llvm::ArrayRef<PackedFinding> Sorted,
            llvm::function_ref<void(llvm::ArrayRef<PackedFinding>)> Then) {
  while (!Sorted.empty()) {
    auto Same = Sorted.take_while(
        [&](const PackedFinding &F) { return isSamePlace(F, Sorted.front()); });
    Then(Same);
    Sorted = Sorted.drop_front(Same.size());
  }
}

//===----------------------------------------------------------------------===//
// The report
//===----------------------------------------------------------------------===//

void ShardSet::visit(FindingSink Sink) const {
  Tally Result;
  FingerprintNumbers Numbers;
  // Used over and over, with all the memory that their strings have by now.
  std::vector<Finding> Seen;
  forEachSite(sorted(Shown, /*ByExpandedName=*/true),
              [&](llvm::ArrayRef<PackedFinding> Same) {
                Seen.resize(Same.size());
                for (auto &&[F, Packed] : llvm::zip_equal(Seen, Same))
                  ArchiveReader(Packed.Bytes, Strings.strings(), Root)(F);
                if (Seen.size() > 1)
                  joinSites(Seen);
                Numbers.tellApart(Seen.front());
                Result.add(Seen.front());
                Sink(Seen.front());
              });
  Counts = std::move(Result);
}

const Tally &ShardSet::tally() const {
  if (!Counts)
    visit([](const Finding &) {});
  return *Counts;
}

void ShardSet::visitSites(llvm::function_ref<void(const Site &)> Sink) const {
  Finding F;
  Site S;
  for (const PackedFinding &Packed : Shown.all()) {
    ArchiveReader(Packed.Bytes, Strings.strings(), Root)(F, S);
    Sink(S);
  }
}

/// How many findings are hidden in every unit that has them.
std::size_t ShardSet::countHidden() const {
  using Place = std::tuple<std::uint32_t, std::uint32_t, CheckKind>;
  std::set<Place> Places;
  for (const PackedFinding &F : Hidden.all())
    Places.insert({F.File, F.Offset, F.Check});
  for (const PackedFinding &F : Shown.all())
    Places.erase({F.File, F.Offset, F.Check});
  return Places.size();
}

Report ShardSet::report() const {
  Report R;
  R.Elsewhere = this;
  R.Suppressed = countHidden();
  for (const auto &[Key, Unit] : Units) {
    UnitResult Result;
    Result.IsCxx = Unit.IsCxx;
    Result.Failure = Unit.Failure;
    Result.UnknownFlags = Unit.UnknownFlags;
    Result.Warnings = Unit.Warnings;
    addUnit(R, Unit.File, Result);
  }
  return R;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

void ShardSet::writeAll(const PackedFindings &Some, bool WithSites,
                        StringTable &Into, std::string &Out) const {
  std::vector<std::uint32_t> Known(Strings.strings().size(),
                                   ArchiveCopier::Unknown);
  // The bytes with a table of their own: the order of what differs must not
  // depend on the numbers that strings happen to have.
  auto Alone = [&](const PackedFinding &Packed) {
    Finding F;
    Site S;
    ArchiveReader Archive(Packed.Bytes, Strings.strings());
    Archive(F);
    if (WithSites)
      Archive(S);
    StringTable Own;
    ArchiveWriter Writer(Own);
    Writer(F, S);
    return sealShard(Own.strings(), Writer.bytes());
  };
  appendNumber(Out, Some.all().size());
  forEachSite(sorted(Some, /*ByExpandedName=*/false),
              [&](llvm::ArrayRef<PackedFinding> Same) {
                std::vector<std::pair<std::string, llvm::StringRef>> Order;
                for (const PackedFinding &F : Same)
                  Order.emplace_back(Same.size() > 1 ? Alone(F) : "", F.Bytes);
                llvm::sort(Order);
                for (const auto &[Key, Bytes] : Order) {
                  ArchiveCopier Copier(Bytes, Strings.strings(), Into, Known);
                  copyFinding(Copier, WithSites, Out);
                }
              });
}

std::string ShardSet::write() const {
  StringTable Into;
  ArchiveWriter Archive(Into, Root);
  std::vector<ShardUnit> All;
  for (const auto &[Key, Unit] : Units)
    All.push_back(Unit);
  Archive(All, ShardFiles());
  std::string Values = Archive.bytes().str();
  writeAll(Shown, /*WithSites=*/true, Into, Values);
  writeAll(Hidden, /*WithSites=*/false, Into, Values);
  return sealShard(Into.strings(), Values);
}

} // namespace raiify
