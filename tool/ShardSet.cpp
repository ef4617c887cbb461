//===- ShardSet.cpp - Many shards as one ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShardSet.h"

#include "Copies.h"

#include "cluster/MissedCopies.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

#include <algorithm>
#include <iterator>
#include <list>
#include <set>
#include <tuple>

namespace raiify {

/// What fewer places have is not looked at: copies in two functions are the
/// least that can be told of, and a function that forgets what three release.
static constexpr std::size_t LeastCopies = 2;
static constexpr std::size_t LeastAcquiring = 4;

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
  auto Add = [this](llvm::StringRef Text) { return Strings.add(Text); };
  ArchiveCopier Copier(Head.rest(), Contents.Strings, Known, Add);
  return Shown.takeAll(Copier) && Copier.skip<std::vector<Site>>() &&
         Hidden.takeAll(Copier) && Copied.takeAll(Copier) &&
         Acquired.takeAll(Copier) && Copier.skip<std::vector<HiddenPlace>>() &&
         Copier.atEnd();
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
// What units have in common
//===----------------------------------------------------------------------===//

template <typename T>
std::vector<T> ShardSet::readAll(llvm::ArrayRef<PackedValue> Values) const {
  std::vector<T> Result(Values.size());
  for (auto &&[Value, Packed] : llvm::zip_equal(Result, Values))
    ArchiveReader(Packed.Bytes, Strings.strings(), Root)(Value);
  return Result;
}

std::vector<CopyCluster> ShardSet::copies() const {
  ClusterMaker Maker;
  for (const auto &Related :
       repeatedValues(Copied.all(), LeastCopies, Strings, Root)) {
    std::vector<CopiedSite> Sites = readAll<CopiedSite>(Related);
    std::vector<CopyCandidate> Candidates;
    for (const CopiedSite &S : Sites)
      Candidates.push_back({&S.What, S.MinCopies});
    Maker.add(Candidates);
  }
  return Maker.take();
}

/// Where the guards of several files could go: where all units say so.
std::string ShardSet::guardFolder() const {
  std::optional<std::string> Folder;
  for (const auto &[Key, Unit] : Units) {
    if (!Unit.IsCxx)
      continue;
    if (Folder && *Folder != Unit.GuardFolder)
      return "";
    Folder = Unit.GuardFolder;
  }
  return Folder.value_or("");
}

namespace {

/// Finds what is at a place among sorted values.
class PlaceIndex {
public:
  PlaceIndex(llvm::ArrayRef<PackedValue> Sorted, const StringTable &Strings,
             llvm::StringRef Root)
      : Sorted(Sorted) {
    for (const PackedValue &V : Sorted) {
      if (!Ranks.empty() && V.File == LastRank)
        continue;
      ArchiveReader Front(V.Bytes, Strings.strings(), Root);
      CheckKind Check;
      Location Where;
      fields(Front, Check);
      fields(Front, Where);
      Ranks[Where.File] = LastRank = V.File;
    }
  }

  llvm::ArrayRef<PackedValue> at(const CopyKey &Key) const {
    auto Rank = Ranks.find(Key.second.File);
    if (Rank == Ranks.end())
      return {};
    PackedValue Wanted;
    Wanted.File = Rank->second;
    Wanted.Offset = Key.second.Offset;
    Wanted.Check = Key.first;
    const PackedValue *First = llvm::lower_bound(
        Sorted, Wanted, [](const PackedValue &A, const PackedValue &B) {
          return A.placeOrder() < B.placeOrder();
        });
    return Sorted.drop_front(First - Sorted.begin())
        .take_while(
            [&](const PackedValue &V) { return V.isAtPlaceOf(Wanted); });
  }

private:
  llvm::ArrayRef<PackedValue> Sorted;
  llvm::StringMap<std::uint32_t> Ranks;
  std::uint32_t LastRank = 0;
};

} // namespace

/// What is told of all copies; \p Sorted has the findings.
std::vector<Finding>
ShardSet::findSummaries(llvm::ArrayRef<PackedValue> Sorted) const {
  std::vector<Finding> Summaries;
  PlaceIndex Index(Sorted, Strings, Root);
  GuardHeader Guards;
  if (std::string Folder = guardFolder(); !Folder.empty())
    Guards.Path = Folder + "/scope_guard.hpp";
  std::vector<CopyCluster> Clusters = copies();
  for (CopyCluster &C : Clusters) {
    SharedGuard Shared = shareGuard(C, Guards);
    C = {}; // there may be many
    std::list<Finding> Copies;
    Summaries.push_back(
        summaryOf(Shared, [&](const CopyKey &Key) -> const Finding * {
          std::vector<Finding> Seen = readAll<Finding>(Index.at(Key));
          if (Seen.empty())
            return nullptr;
          joinSites(Seen);
          return &Copies.emplace_back(std::move(Seen.front()));
        }));
  }
  return Summaries;
}

std::vector<Finding> ShardSet::findMissed() const {
  std::vector<SeenAcquisition> All;
  for (const auto &Related :
       repeatedValues(Acquired.all(), LeastAcquiring, Strings, Root))
    llvm::append_range(All, readAll<SeenAcquisition>(Related));
  std::vector<AcquisitionCandidate> Candidates;
  for (const SeenAcquisition &A : All)
    Candidates.push_back({&A.What, A.MinCopies});
  return findMissedCopies(Candidates);
}

//===----------------------------------------------------------------------===//
// The report
//===----------------------------------------------------------------------===//

static auto placeOf(const Finding &F) {
  return std::tie(F.Where.File, F.Where.Offset, F.Check);
}

/// Puts what units see of one place into \p Seen, as one finding.
void ShardSet::read(llvm::ArrayRef<PackedValue> Same,
                    std::vector<Finding> &Seen) const {
  Seen.resize(Same.size());
  for (auto &&[F, Packed] : llvm::zip_equal(Seen, Same))
    ArchiveReader(Packed.Bytes, Strings.strings(), Root)(F);
  if (Seen.size() > 1)
    joinSites(Seen);
}

void ShardSet::visit(FindingSink Sink) const {
  std::vector<PackedValue> Sorted = sortByPlace(Shown.all(), Strings, Root);
  std::vector<Finding> Common = findSummaries(Sorted);
  llvm::append_range(Common, findMissed());
  joinSites(Common);

  Tally Result;
  FingerprintNumbers Numbers;
  auto Tell = [&](Finding &F) {
    Numbers.tellApart(F);
    Result.add(F);
    Sink(F);
  };
  auto Next = Common.begin();
  // Used over and over, with all the memory that their strings have by now.
  std::vector<Finding> Seen;
  forEachPlace(Sorted, [&](llvm::ArrayRef<PackedValue> Same) {
    read(Same, Seen);
    for (; Next != Common.end() && placeOf(*Next) < placeOf(Seen.front());
         ++Next)
      Tell(*Next);
    if (Next != Common.end() && placeOf(*Next) == placeOf(Seen.front())) {
      Seen.push_back(std::move(*Next++));
      joinSites(Seen);
    }
    Tell(Seen.front());
  });
  std::for_each(Next, Common.end(), Tell);
  Counts = std::move(Result);
}

const Tally &ShardSet::tally() const {
  if (!Counts)
    visit([](const Finding &) {});
  return *Counts;
}

/// Calls \p Then for the findings that are hidden in every unit that has them.
void ShardSet::forEachHiddenPlace(PlaceVisitor Then) const {
  if (Hidden.all().empty())
    return;
  llvm::DenseSet<const char *> IsHidden;
  std::set<std::pair<std::uint32_t, CheckKind>> Places;
  for (const PackedValue &V : Hidden.all()) {
    IsHidden.insert(V.Bytes.data());
    Places.insert({V.Offset, V.Check});
  }
  // Those that are shown there are put among them: only sorting brings together
  // what has two names.
  std::vector<PackedValue> All(Hidden.all());
  llvm::copy_if(Shown.all(), std::back_inserter(All),
                [&](const PackedValue &V) {
                  return Places.count({V.Offset, V.Check}) > 0;
                });
  std::vector<PackedValue> Sorted = sortByPlace(All, Strings, Root);
  forEachPlace(Sorted, [&](llvm::ArrayRef<PackedValue> Same) {
    if (llvm::all_of(Same, [&](const PackedValue &V) {
          return IsHidden.contains(V.Bytes.data());
        }))
      Then(Same);
  });
}

void ShardSet::visitHidden(FindingSink Sink) const {
  FingerprintNumbers Numbers;
  std::vector<Finding> Seen;
  forEachHiddenPlace([&](llvm::ArrayRef<PackedValue> Same) {
    read(Same, Seen);
    Numbers.tellApart(Seen.front());
    Sink(Seen.front());
  });
}

Report ShardSet::report() const {
  Report R;
  R.Elsewhere = this;
  forEachHiddenPlace(
      [&](llvm::ArrayRef<PackedValue> /*Same*/) { ++R.Suppressed; });
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

/// About as many bytes as a shard of that takes.
std::size_t ShardSet::expectedSize() const {
  std::size_t Size = 0;
  for (llvm::StringRef Text : Strings.strings())
    Size += Text.size() + 1;
  for (auto Set : {Shown.all(), Hidden.all(), Copied.all(), Acquired.all()})
    for (const PackedValue &V : Set)
      Size += V.Bytes.size();
  return Size;
}

std::string ShardSet::write() const {
  StringTable OfUnits;
  ArchiveWriter Archive(OfUnits, Root);
  std::vector<ShardUnit> All;
  for (const auto &[Key, Unit] : Units)
    All.push_back(Unit);
  Archive(All, ShardFiles());

  // The new table has each string that the old one has, or the units: no others
  // can be equal, so that none has to be looked for.
  std::vector<llvm::StringRef> Texts = OfUnits.strings();
  std::vector<std::uint32_t> Known(Strings.strings().size(),
                                   ArchiveCopier::Unknown);
  for (std::size_t I = 0; I < Texts.size(); ++I)
    if (std::optional<std::uint32_t> Same = Strings.find(Texts[I]))
      Known[*Same] = I;
  auto Add = [&Texts](llvm::StringRef Text) -> std::uint32_t {
    Texts.push_back(Text);
    return Texts.size() - 1;
  };

  ShardWriter Writer(expectedSize());
  std::string &Values = Writer.values();
  Values += Archive.bytes();
  Shown.write(Strings, Known, Add, Values);
  appendNumber(Values, 0); // no sites
  Hidden.write(Strings, Known, Add, Values);
  Copied.write(Strings, Known, Add, Values);
  Acquired.write(Strings, Known, Add, Values);
  appendNumber(Values, 0); // no hidden places
  return Writer.seal(Texts);
}

} // namespace raiify
