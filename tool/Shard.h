//===- Shard.h - What units gave, on disk -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A file that holds what one or more translation units gave:
///
///   magic │ format version │ raiify's version │ checksum │ size of values
///         │ values │ strings
///
///   values: units │ files read │ layout files │ findings │ their sites │
///   hidden
///           │ copied sites │ acquisitions │ hidden places
///
/// The sites of findings, and the places, are for those who look at the unit
/// again; shards of several units have none.
///
/// Equal values give equal bytes. There are no times in it.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SHARD_H
#define RAIIFY_TOOL_SHARD_H

#include "Analyze.h"
#include "ArchiveReader.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace raiify {

/// Raised whenever the fields of what a shard holds change.
constexpr std::uint32_t FormatVersion = 5;

/// What a result was made of, as a hash: the files that were read aside.
struct ShardKey {
  std::uint64_t High = 0;
  std::uint64_t Low = 0;

  bool operator==(const ShardKey &Other) const {
    return High == Other.High && Low == Other.Low;
  }
};

/// A translation unit, with what it gave beside findings.
struct ShardUnit {
  ShardKey Key;
  /// Real path of its main file.
  std::string File;
  bool IsCxx = true;
  std::string Failure;
  std::vector<std::string> UnknownFlags;
  std::vector<std::string> Warnings;
  /// As UnitResult has it.
  std::string GuardFolder;
};

/// The files that a unit's result depends on.
struct ShardFiles {
  /// As UnitResult has them.
  std::vector<FileRead> All;
  std::vector<FileRead> OfProject;
  /// Folders of files with findings, with what FileDigests::layoutOf says.
  std::vector<FileRead> Layouts;
};

/// The strings and values of a shard; they refer to its buffer.
struct ShardContents {
  std::vector<llvm::StringRef> Strings;
  llvm::StringRef Values;
};

/// Takes a shard apart. The error says in one line why \p Buffer, which it
/// names, is none that can be read, and what to do. \p VerifyChecksum is off
/// only in tests of what the checks behind it catch.
llvm::Expected<ShardContents> openShard(llvm::MemoryBufferRef Buffer,
                                        bool VerifyChecksum = true);

/// The error of a shard that is not whole, or not right.
llvm::Error damagedShard(llvm::MemoryBufferRef Buffer);

/// Puts a shard together, which may be large, in one piece of memory.
class ShardWriter {
public:
  /// \p Expected bytes will be needed, more or less.
  explicit ShardWriter(std::size_t Expected = 0);

  /// What the values are appended to.
  std::string &values() { return Bytes; }
  /// The shard; the writer is of no more use.
  std::string seal(llvm::ArrayRef<llvm::StringRef> Strings);

private:
  std::string Bytes;
  std::size_t Payload = 0;
};

/// Puts a shard together of what is there.
std::string sealShard(llvm::ArrayRef<llvm::StringRef> Strings,
                      llvm::StringRef Values);

/// The shard of one unit. \p Root is ArchiveWriter's.
std::string writeUnitShard(const ShardKey &Key, llvm::StringRef File,
                           const UnitResult &Result,
                           const std::vector<FileRead> &Layouts,
                           llvm::StringRef Root);

/// Reads the shard of one unit in two steps, so that one that does not hold any
/// more costs little. Both give false for what is no unit's shard.
class UnitShardReader {
public:
  /// \p Contents must live as long.
  UnitShardReader(const ShardContents &Contents, llvm::StringRef Root)
      : Archive(Contents.Values, Contents.Strings, Root) {}

  bool readHead(ShardUnit &Unit, ShardFiles &Files);
  /// The rest of \p Result, whose files stay empty.
  bool readResult(ShardUnit &&Unit, UnitResult &Result);

private:
  ArchiveReader Archive;
};

} // namespace raiify

#endif // RAIIFY_TOOL_SHARD_H
