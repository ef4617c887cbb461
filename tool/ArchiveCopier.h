//===- ArchiveCopier.h - Bytes from table to table --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What merging does with a million values: neither a string is copied nor a
/// vector made.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_ARCHIVECOPIER_H
#define RAIIFY_TOOL_ARCHIVECOPIER_H

#include "Archive.h"
#include "ArchiveReader.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <limits>

namespace raiify {

/// Checks values that an ArchiveWriter wrote and copies their bytes, with the
/// strings' numbers in another table, without making the values.
class ArchiveCopier {
public:
  using AddString = llvm::function_ref<std::uint32_t(llvm::StringRef)>;

  /// \p Known has for each one of \p From its number in the other table, or
  /// Unknown; \p Add puts one there and gives its number. Both must live as
  /// long.
  ArchiveCopier(llvm::StringRef Bytes, llvm::ArrayRef<llvm::StringRef> From,
                std::vector<std::uint32_t> &Known, AddString Add)
      : Source(Bytes, From), From(From), Known(Known), Add(Add) {}

  static constexpr std::uint32_t Unknown = ~0u;

  /// Copies one value of this type; appends it to \p Out.
  template <typename T> void copy(std::string &Out) {
    Target = &Out;
    copyValue<T>();
  }
  /// Checks one value of this type, and copies nothing.
  template <typename T> bool skip() {
    Target = nullptr;
    copyValue<T>();
    return !failed();
  }
  /// Called by `fields`, whose values are empty here.
  template <typename... Ts> void operator()(Ts &...) { (copyValue<Ts>(), ...); }
  template <typename T> void choice(T &, T Last) {
    copyNumber(static_cast<std::uint64_t>(Last));
  }
  void path(std::string &) { copyText(); }
  void key(std::string &) { copyText(); }
  void paths(std::vector<std::string> &) {
    copyValue<std::vector<std::string>>();
  }

  std::uint64_t number() { return Source.number(); }
  bool failed() const { return Source.failed(); }
  bool atEnd() const { return Source.atEnd(); }

private:
  template <typename T> struct Tag {};

  std::uint64_t copyNumber(std::uint64_t Max);
  void copyText();
  template <typename T> void copyValue() { copyOne(Tag<T>()); }

  void copyOne(Tag<std::string>) { copyText(); }
  template <typename T> void copyOne(Tag<std::vector<T>>) {
    for (std::uint64_t Count =
             copyNumber(std::numeric_limits<std::size_t>::max());
         Count > 0 && !failed(); --Count)
      copyValue<T>();
  }
  template <typename T> void copyOne(Tag<std::optional<T>>) {
    if (copyNumber(1))
      copyValue<T>();
  }
  template <typename T> void copyOne(Tag<T>) {
    if constexpr (std::is_unsigned_v<T>) {
      copyNumber(std::numeric_limits<T>::max());
    } else {
      T Empty{};
      fields(*this, Empty);
    }
  }

  ArchiveReader Source;
  llvm::ArrayRef<llvm::StringRef> From;
  std::vector<std::uint32_t> &Known;
  AddString Add;
  /// Null for what is only checked.
  std::string *Target = nullptr;
};

} // namespace raiify

#endif // RAIIFY_TOOL_ARCHIVECOPIER_H
