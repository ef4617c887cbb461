//===- ArchiveReader.h - Bytes as values ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The way back from what Archive.h wrote.
///
/// Bytes that are read may be anything: a reader that meets what cannot be
/// fails for good, gives zeros and empty strings from there on, and never takes
/// more memory than some multiple of what it was given.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_ARCHIVEREADER_H
#define RAIIFY_TOOL_ARCHIVEREADER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace raiify {

/// \p Path with \p Root in place of the `./` in front, if it has one.
std::string expandPath(llvm::StringRef Path, llvm::StringRef Root);

/// \p Key, as ArchiveWriter::key wrote it, with its path expanded.
std::string expandKey(llvm::StringRef Key, llvm::StringRef Root);

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
  void key(std::string &Key);
  std::uint64_t number() {
    if (Left.empty() || static_cast<unsigned char>(Left.front()) >= 0x80)
      return longNumber();
    auto Value = static_cast<unsigned char>(Left.front());
    Left = Left.drop_front();
    return Value;
  }
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
  std::uint64_t longNumber();
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

} // namespace raiify

#endif // RAIIFY_TOOL_ARCHIVEREADER_H
