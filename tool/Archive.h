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
/// Bytes that are read may be anything: a reader that meets what cannot be
/// fails for good, gives zeros and empty strings from there on, and never takes
/// more memory than some multiple of what it was given.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_ARCHIVE_H
#define RAIIFY_TOOL_ARCHIVE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Allocator.h"

#include <cstdint>
#include <limits>
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

  llvm::ArrayRef<llvm::StringRef> strings() const { return Strings; }

private:
  llvm::StringMap<std::uint32_t, llvm::BumpPtrAllocator> Numbers;
  /// The keys of Numbers, which stay where they are.
  std::vector<llvm::StringRef> Strings;
};

/// Appends \p Value to \p Out, seven bits a byte, the low ones first.
void appendNumber(std::string &Out, std::uint64_t Value);

/// \p Path with \p Root in place of the `./` in front, if it has one.
std::string expandPath(llvm::StringRef Path, llvm::StringRef Root);

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

/// Reads what an ArchiveWriter wrote, or finds out that it did not.
class ArchiveReader {
public:
  /// All three must live as long. \p Root takes the place of the `./` of
  /// paths; an empty one leaves them as they are.
  ArchiveReader(llvm::StringRef Bytes, llvm::ArrayRef<llvm::StringRef> Strings,
                llvm::StringRef Root = "")
      : Left(Bytes), Strings(Strings), Root(Root),
        TextLeft(MinText + MaxTextPerByte * Bytes.size()) {}

  /// What vectors and strings held is overwritten; their memory is used again.
  template <typename... Ts> void operator()(Ts &...Values) {
    (read(Values), ...);
  }
  template <typename T> void choice(T &Value, T Last) {
    std::uint64_t Number = number();
    if (Number > static_cast<std::uint64_t>(Last))
      fail();
    Value = Failed ? T() : static_cast<T>(Number);
  }
  void path(std::string &File);
  void paths(std::vector<std::string> &Files) {
    readEach(Files, [this](std::string &File) { path(File); });
  }
  std::uint64_t number();
  /// The next string, as long as the table lives.
  llvm::StringRef text();

  void fail() {
    Failed = true;
    Left = "";
  }
  bool failed() const { return Failed; }
  /// Whether all was read, and all of it was right.
  bool atEnd() const { return !Failed && Left.empty(); }
  /// The bytes that were not read yet.
  llvm::StringRef rest() const { return Left; }

private:
  void read(std::string &Text) {
    llvm::StringRef Found = text();
    Text.assign(Found.data(), Found.size());
  }
  /// How many elements follow: no more than there are bytes.
  std::size_t count();
  /// Grows \p Values as elements come: a wrong count must not allocate.
  template <typename T, typename Read>
  void readEach(std::vector<T> &Values, Read ReadOne) {
    std::size_t Count = count(), Done = 0;
    for (; Done < Count && !Failed; ++Done) {
      if (Done == Values.size())
        Values.emplace_back();
      ReadOne(Values[Done]);
    }
    Values.resize(Done);
  }
  template <typename T> void read(std::vector<T> &Values) {
    readEach(Values, [this](T &Value) { read(Value); });
  }
  template <typename A, typename B> void read(std::pair<A, B> &Value) {
    read(Value.first);
    read(Value.second);
  }
  template <typename K, typename V> void read(std::map<K, V> &Values) {
    Values.clear();
    for (std::size_t Count = count(); Count > 0 && !Failed; --Count) {
      K Key;
      read(Key);
      read(Values[std::move(Key)]);
    }
  }
  template <typename T> void read(std::optional<T> &Value) {
    bool IsThere = false;
    read(IsThere);
    if (!IsThere) {
      Value.reset();
      return;
    }
    if (!Value)
      Value.emplace();
    read(*Value);
  }
  template <typename T> void read(T &Value) {
    if constexpr (std::is_unsigned_v<T>) {
      std::uint64_t Number = number();
      if (Number > std::numeric_limits<T>::max())
        fail();
      Value = Failed ? T() : static_cast<T>(Number);
    } else {
      fields(*this, Value);
    }
  }

  /// Bounds of what a few bytes may ask for by naming a long string over and
  /// over; far above what any project's names come to.
  static constexpr std::uint64_t MinText = 16 << 20;
  static constexpr std::uint64_t MaxTextPerByte = 256;

  llvm::StringRef Left;
  llvm::ArrayRef<llvm::StringRef> Strings;
  llvm::StringRef Root;
  std::uint64_t TextLeft;
  bool Failed = false;
};

/// Checks values that an ArchiveWriter wrote and copies their bytes, with the
/// strings' numbers in another table, without making the values.
class ArchiveCopier {
public:
  /// \p Known has for each one of \p From its number in \p To, or Unknown.
  ArchiveCopier(llvm::StringRef Bytes, llvm::ArrayRef<llvm::StringRef> From,
                StringTable &To, std::vector<std::uint32_t> &Known)
      : Source(Bytes, From), From(From), To(To), Known(Known) {}

  static constexpr std::uint32_t Unknown = ~0u;

  /// Copies one value of this type; appends it to \p Out.
  template <typename T> void copy(std::string &Out) {
    Target = &Out;
    copyValue<T>();
  }
  /// Called by `fields`, whose values are empty here.
  template <typename... Ts> void operator()(Ts &...) { (copyValue<Ts>(), ...); }
  template <typename T> void choice(T &, T Last) {
    copyNumber(static_cast<std::uint64_t>(Last));
  }
  void path(std::string &) { copyText(); }
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
  StringTable &To;
  std::vector<std::uint32_t> &Known;
  std::string *Target = nullptr;
};

} // namespace raiify

#endif // RAIIFY_TOOL_ARCHIVE_H
