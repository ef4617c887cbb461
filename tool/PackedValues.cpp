//===- PackedValues.cpp - A million values as bytes -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PackedValues.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/xxhash.h"

namespace raiify {

//===----------------------------------------------------------------------===//
// The front of values
//===----------------------------------------------------------------------===//

/// Reads a Location: file, line, column, offset.
static void readPlace(ArchiveReader &Front, PackedValue &Value) {
  Value.File = Front.number();
  Front.number();
  Front.number();
  Value.Offset = Front.number();
}

void readFront(ArchiveReader &Front, PackedValue &Value, const Finding *) {
  Value.Check = static_cast<CheckKind>(Front.number());
  readPlace(Front, Value);
}

void readFront(ArchiveReader &Front, PackedValue &Value, const CopiedSite *) {
  Value.Key = Front.number();
  Front.number(); // MinCopies
  Front.number(); // the check
  readPlace(Front, Value);
}

void readFront(ArchiveReader &Front, PackedValue &Value,
               const SeenAcquisition *) {
  Value.Key = Front.number();
  Front.number(); // MinCopies
  readPlace(Front, Value);
}

//===----------------------------------------------------------------------===//
// Sets
//===----------------------------------------------------------------------===//

void PackedBytes::add(PackedValue Value) {
  auto Hash = static_cast<std::uint32_t>(llvm::xxh3_64bits(Value.Bytes));
  if (Known.contains(llvm::CachedHashStringRef(Value.Bytes, Hash)))
    return;
  Value.Bytes = Value.Bytes.copy(Memory);
  Known.insert(llvm::CachedHashStringRef(Value.Bytes, Hash));
  Values.push_back(Value);
}

std::vector<PackedValue> sortByPlace(llvm::ArrayRef<PackedValue> Values,
                                     const StringTable &Strings,
                                     llvm::StringRef Root) {
  llvm::DenseMap<std::uint32_t, std::uint32_t> Ranks;
  std::vector<std::pair<std::string, std::uint32_t>> Names;
  for (const PackedValue &V : Values)
    if (Ranks.try_emplace(V.File, 0).second)
      Names.emplace_back(expandPath(Strings.strings()[V.File], Root), V.File);
  llvm::sort(Names);
  for (std::size_t I = 0; I < Names.size(); ++I)
    // What is the same file by two names has one rank.
    Ranks[Names[I].second] = I > 0 && Names[I].first == Names[I - 1].first
                                 ? Ranks[Names[I - 1].second]
                                 : I;
  std::vector<PackedValue> Result = Values;
  for (PackedValue &V : Result)
    V.File = Ranks[V.File];
  llvm::sort(Result, [](const PackedValue &A, const PackedValue &B) {
    return A.placeOrder() < B.placeOrder();
  });
  return Result;
}

void forEachPlace(llvm::ArrayRef<PackedValue> Sorted, PlaceVisitor Then) {
  while (!Sorted.empty()) {
    auto Same = Sorted.take_while(
        [&](const PackedValue &V) { return V.isAtPlaceOf(Sorted.front()); });
    Then(Same);
    Sorted = Sorted.drop_front(Same.size());
  }
}

/// Gives equal keys equal numbers, from 0 on, and returns how many there are:
/// the same key may be there by two names, as files may.
static std::size_t numberKeys(std::vector<PackedValue> &Values,
                              const StringTable &Strings,
                              llvm::StringRef Root) {
  llvm::StringMap<std::uint32_t> Numbers;
  llvm::DenseMap<std::uint32_t, std::uint32_t> Known;
  for (PackedValue &V : Values) {
    auto [Number, IsNew] = Known.try_emplace(V.Key, 0);
    if (IsNew) {
      std::string Key = expandKey(Strings.strings()[V.Key], Root);
      Number->second = Numbers.try_emplace(Key, Numbers.size()).first->second;
    }
    V.Key = Number->second;
  }
  return Numbers.size();
}

std::vector<std::vector<PackedValue>>
repeatedValues(llvm::ArrayRef<PackedValue> Values, std::size_t Least,
               const StringTable &Strings, llvm::StringRef Root) {
  std::vector<PackedValue> Sorted = sortByPlace(Values, Strings, Root);
  std::vector<std::size_t> Places(numberKeys(Sorted, Strings, Root));
  llvm::IntEqClasses Together(Places.size());
  forEachPlace(Sorted, [&](llvm::ArrayRef<PackedValue> Same) {
    llvm::SmallDenseSet<std::uint32_t, 4> Keys;
    for (const PackedValue &V : Same)
      if (Keys.insert(V.Key).second) {
        ++Places[V.Key];
        Together.join(Same.front().Key, V.Key);
      }
  });
  Together.compress();
  std::vector<std::vector<PackedValue>> Result;
  llvm::DenseMap<unsigned, std::size_t> Sets;
  forEachPlace(Sorted, [&](llvm::ArrayRef<PackedValue> Same) {
    // Units that see something else at the place have a say, too.
    if (llvm::none_of(
            Same, [&](const PackedValue &V) { return Places[V.Key] >= Least; }))
      return;
    auto [Set, IsNew] =
        Sets.try_emplace(Together[Same.front().Key], Result.size());
    if (IsNew)
      Result.emplace_back();
    llvm::append_range(Result[Set->second], Same);
  });
  return Result;
}

} // namespace raiify
