//===- Archive.h - Values as bytes ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes plain values as bytes and reads them back. One function for each type
/// lists its fields and serves both ways, so that they cannot go apart:
///
///   template <class Archive> void fields(Archive &A, Location &L) {
///     A.path(L.File);
///     A(L.Line, L.Column, L.Offset);
///   }
///
/// Numbers take as few bytes as they need; a string is a number, its place in a
/// table that holds each string once. The bytes depend on the values and on
/// nothing else.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_ARCHIVE_H
#define RAIIFY_TOOL_ARCHIVE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Allocator.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace raiify {

/// Strings by number, each once, in the order in which they came.
class StringTable {
public:
  std::uint32_t add(llvm::StringRef Text) {
    auto [It, IsNew] = Numbers.try_emplace(Text, Strings.size());
    if (IsNew)
      Strings.push_back(It->first());
    return It->second;
  }

  /// The number of \p Text, if it is there.
  std::optional<std::uint32_t> find(llvm::StringRef Text) const {
    auto It = Numbers.find(Text);
    if (It == Numbers.end())
      return std::nullopt;
    return It->second;
  }

  llvm::ArrayRef<llvm::StringRef> strings() const { return Strings; }

private:
  llvm::StringMap<std::uint32_t, llvm::BumpPtrAllocator> Numbers;
  /// The keys of Numbers, which stay where they are.
  std::vector<llvm::StringRef> Strings;
};

/// Appends \p Value to \p Out, seven bits a byte, the low ones first.
inline void appendNumber(std::string &Out, std::uint64_t Value) {
  for (; Value >= 0x80; Value >>= 7)
    Out.push_back(static_cast<char>(Value | 0x80));
  Out.push_back(static_cast<char>(Value));
}

/// Writes values.
class ArchiveWriter {
public:
  /// Strings go to \p Strings. Paths below \p Root are written relative to it,
  /// with `./` in front; an empty one leaves all as they are.
  explicit ArchiveWriter(StringTable &Strings, llvm::StringRef Root = "")
      : Strings(Strings), Root(Root) {}

  template <typename... Ts> void operator()(const Ts &...Values) {
    (write(Values), ...);
  }
  /// An enumerator from 0 to \p Last.
  template <typename T> void choice(T Value, T /*Last*/) {
    number(static_cast<std::uint64_t>(Value));
  }
  void path(llvm::StringRef File);
  void paths(const std::vector<std::string> &Files) {
    number(Files.size());
    for (const std::string &File : Files)
      path(File);
  }
  /// A SharedForm::FamilyKey: what stands behind a line feed is a path.
  void key(llvm::StringRef Key);
  void number(std::uint64_t Value) { appendNumber(Bytes, Value); }

  /// What was written since the last call of clear.
  llvm::StringRef bytes() const { return Bytes; }
  void clear() { Bytes.clear(); }

private:
  void write(const std::string &Text) { number(Strings.add(Text)); }
  template <typename T> void write(const std::vector<T> &Values) {
    number(Values.size());
    for (const T &Value : Values)
      write(Value);
  }
  template <typename A, typename B> void write(const std::pair<A, B> &Value) {
    write(Value.first);
    write(Value.second);
  }
  template <typename K, typename V> void write(const std::map<K, V> &Values) {
    number(Values.size());
    for (const auto &[Key, Value] : Values) {
      write(Key);
      write(Value);
    }
  }
  template <typename T> void write(const std::optional<T> &Value) {
    number(Value.has_value());
    if (Value)
      write(*Value);
  }
  template <typename T> void write(const T &Value) {
    if constexpr (std::is_unsigned_v<T>)
      number(Value);
    else
      fields(*this, const_cast<T &>(Value)); // a writer changes nothing
  }

  StringTable &Strings;
  std::string Root;
  std::string Bytes;
};

} // namespace raiify

#endif // RAIIFY_TOOL_ARCHIVE_H
