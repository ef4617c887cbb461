//===- PackedValues.h - A million values as bytes ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Sets of findings and of what they are made of, in the compact form of
/// Archive.h. Each value stands once; there is no order, so that putting sets
/// together is commutative, associative and idempotent. Of each value only what
/// it is sorted and grouped by is at hand; the rest is read when it is needed.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PACKEDVALUES_H
#define RAIIFY_TOOL_PACKEDVALUES_H

#include "Archive.h"
#include "ArchiveCopier.h"
#include "ShardFields.h"

#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Allocator.h"

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace raiify {

/// A value as bytes, with its place.
struct PackedValue {
  llvm::StringRef Bytes;
  /// Number of its file's name.
  std::uint32_t File = 0;
  std::uint32_t Offset = 0;
  /// Number of the key that it is compared with others by; 0 for findings.
  std::uint32_t Key = 0;
  /// Of findings: two checks may speak of one place.
  CheckKind Check = CheckKind::EmulatedFinally;

  auto placeOrder() const { return std::tie(File, Offset, Check); }
  bool isAtPlaceOf(const PackedValue &Other) const {
    return placeOrder() == Other.placeOrder();
  }
};

/// Reads the front of a value of that type.
void readFront(ArchiveReader &Front, PackedValue &Value, const Finding *);
void readFront(ArchiveReader &Front, PackedValue &Value, const CopiedSite *);
void readFront(ArchiveReader &Front, PackedValue &Value,
               const SeenAcquisition *);

/// By place and check, with the rank of its name in PackedValue::File. What
/// several units have of one place stands next to each other, in no order.
/// \p Root is put in place of the `./` of paths; an empty one leaves them.
std::vector<PackedValue> sortByPlace(llvm::ArrayRef<PackedValue> Values,
                                     const StringTable &Strings,
                                     llvm::StringRef Root);

using PlaceVisitor = llvm::function_ref<void(llvm::ArrayRef<PackedValue>)>;

/// Calls \p Then with each run of values of one place.
void forEachPlace(llvm::ArrayRef<PackedValue> Sorted, PlaceVisitor Then);

/// The values of those places that have a key which \p Least places or more
/// have, in sets that have neither a key nor a place in common. Each set is in
/// order, and so are the sets, by the first value of each.
std::vector<std::vector<PackedValue>>
repeatedValues(llvm::ArrayRef<PackedValue> Values, std::size_t Least,
               const StringTable &Strings, llvm::StringRef Root);

/// Different bytes, each once. They live as long as the set.
class PackedBytes {
public:
  /// Copies \p Value's bytes, unless they are known.
  void add(PackedValue Value);
  llvm::ArrayRef<PackedValue> all() const { return Values; }

private:
  llvm::BumpPtrAllocator Memory;
  llvm::DenseSet<llvm::CachedHashStringRef> Known;
  std::vector<PackedValue> Values;
};

/// A set of values of type T.
template <typename T> class PackedValues {
public:
  llvm::ArrayRef<PackedValue> all() const { return Set.all(); }

  /// Takes as many as the number in front says. False if they are damaged.
  bool takeAll(ArchiveCopier &From) {
    std::string Bytes;
    for (std::uint64_t Count = From.number(); Count > 0 && !From.failed();
         --Count) {
      Bytes.clear();
      From.copy<T>(Bytes);
      if (From.failed())
        break;
      PackedValue Value;
      Value.Bytes = Bytes;
      ArchiveReader Front(Bytes, {});
      readFront(Front, Value, static_cast<const T *>(nullptr));
      Set.add(Value);
    }
    return !From.failed();
  }

  /// Appends their number and all of them to \p Out, with another table in
  /// place of \p Strings: \p Known and \p Add as ArchiveCopier has them. The
  /// same bytes for the same values.
  void write(const StringTable &Strings, std::vector<std::uint32_t> &Known,
             ArchiveCopier::AddString Add, std::string &Out) const {
    appendNumber(Out, all().size());
    std::vector<PackedValue> Sorted = sortByPlace(all(), Strings, /*Root=*/"");
    forEachPlace(Sorted, [&](llvm::ArrayRef<PackedValue> Same) {
      std::vector<std::pair<std::string, llvm::StringRef>> Order;
      for (const PackedValue &V : Same)
        Order.emplace_back(Same.size() > 1 ? alone(V, Strings) : "", V.Bytes);
      llvm::sort(Order);
      for (const auto &[Name, Bytes] : Order) {
        ArchiveCopier Copier(Bytes, Strings.strings(), Known, Add);
        Copier.copy<T>(Out);
      }
    });
  }

private:
  /// The value with a table of its own: the order of what differs must not
  /// depend on the numbers that strings happen to have.
  static std::string alone(const PackedValue &Value,
                           const StringTable &Strings) {
    T Own;
    ArchiveReader(Value.Bytes, Strings.strings())(Own);
    StringTable Table;
    ArchiveWriter Writer(Table);
    Writer(Own);
    return sealShard(Table.strings(), Writer.bytes());
  }

  PackedBytes Set;
};

} // namespace raiify

#endif // RAIIFY_TOOL_PACKEDVALUES_H
