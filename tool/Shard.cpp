//===- Shard.cpp - What units gave, on disk -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shard.h"

#include "Archive.h"
#include "ShardFields.h"

#include "model/Version.h"

#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

namespace raiify {

static constexpr llvm::StringLiteral Magic = "raiifysh";

//===----------------------------------------------------------------------===//
// The envelope
//===----------------------------------------------------------------------===//

template <typename T> static void appendFixed(std::string &Out, T Value) {
  char Bytes[sizeof(T)];
  llvm::support::endian::write<T>(Bytes, Value, llvm::endianness::little);
  Out.append(Bytes, sizeof(T));
}

/// Takes a number off the front of \p Bytes; false if they are too few.
template <typename T> static bool takeFixed(llvm::StringRef &Bytes, T &Value) {
  if (Bytes.size() < sizeof(T))
    return false;
  Value =
      llvm::support::endian::read<T>(Bytes.data(), llvm::endianness::little);
  Bytes = Bytes.drop_front(sizeof(T));
  return true;
}

/// Writes over what is there.
static void putFixed(char *Place, std::uint64_t Value) {
  llvm::support::endian::write<std::uint64_t>(Place, Value,
                                              llvm::endianness::little);
}

ShardWriter::ShardWriter(std::size_t Expected) {
  llvm::StringRef Version = RAIIFY_VERSION;
  Bytes.reserve(Expected);
  Bytes += Magic;
  appendFixed<std::uint32_t>(Bytes, FormatVersion);
  appendFixed<std::uint32_t>(Bytes, Version.size());
  Bytes += Version;
  appendFixed<std::uint64_t>(Bytes, 0); // the checksum
  Payload = Bytes.size();
  appendFixed<std::uint64_t>(Bytes, 0); // the size of the values
}

std::string ShardWriter::seal(llvm::ArrayRef<llvm::StringRef> Strings) {
  std::size_t Values = Payload + sizeof(std::uint64_t);
  putFixed(&Bytes[Payload], Bytes.size() - Values);
  appendNumber(Bytes, Strings.size());
  std::size_t TextSize = 0;
  for (llvm::StringRef Text : Strings) {
    appendNumber(Bytes, Text.size());
    TextSize += Text.size();
  }
  Bytes.reserve(Bytes.size() + TextSize);
  for (llvm::StringRef Text : Strings)
    Bytes += Text;
  putFixed(&Bytes[Payload - sizeof(std::uint64_t)],
           llvm::xxh3_64bits(llvm::StringRef(Bytes).drop_front(Payload)));
  return std::move(Bytes);
}

std::string sealShard(llvm::ArrayRef<llvm::StringRef> Strings,
                      llvm::StringRef Values) {
  ShardWriter Writer;
  Writer.values() += Values;
  return Writer.seal(Strings);
}

llvm::Error damagedShard(llvm::MemoryBufferRef Buffer) {
  return llvm::createStringError("'" + Buffer.getBufferIdentifier() +
                                 "' is damaged or cut short; make it again "
                                 "with '--emit-shard'");
}

static llvm::Error otherVersion(llvm::MemoryBufferRef Buffer,
                                const llvm::Twine &Theirs,
                                const llvm::Twine &Ours) {
  return llvm::createStringError("'" + Buffer.getBufferIdentifier() +
                                 "' was written by " + Theirs + ", this is " +
                                 Ours +
                                 "; make all shards and merge them with one "
                                 "version");
}

/// Reads the table, with which a shard ends; false if it is not whole.
static bool readStrings(llvm::StringRef Payload,
                        std::vector<llvm::StringRef> &Strings) {
  ArchiveReader Numbers(Payload, {});
  std::uint64_t Count = Numbers.number();
  if (Count > Payload.size())
    return false;
  std::vector<std::size_t> Sizes;
  Sizes.reserve(Count);
  for (; Count > 0 && !Numbers.failed(); --Count)
    Sizes.push_back(Numbers.number());
  if (Numbers.failed())
    return false;
  Payload = Numbers.rest();
  Strings.reserve(Sizes.size());
  for (std::size_t Size : Sizes) {
    if (Size > Payload.size())
      return false;
    Strings.push_back(Payload.take_front(Size));
    Payload = Payload.drop_front(Size);
  }
  return Payload.empty();
}

llvm::Expected<ShardContents> openShard(llvm::MemoryBufferRef Buffer,
                                        bool VerifyChecksum) {
  llvm::StringRef Bytes = Buffer.getBuffer();
  if (!Bytes.consume_front(Magic))
    return llvm::createStringError("'" + Buffer.getBufferIdentifier() +
                                   "' is no shard; name files that "
                                   "'--emit-shard' wrote");
  std::uint32_t Format = 0, VersionSize = 0;
  if (!takeFixed(Bytes, Format))
    return damagedShard(Buffer);
  if (Format != FormatVersion)
    return otherVersion(Buffer,
                        "another raiify (format " + llvm::Twine(Format) + ")",
                        "raiify " RAIIFY_VERSION " (format " +
                            llvm::Twine(FormatVersion) + ")");
  if (!takeFixed(Bytes, VersionSize) || VersionSize > Bytes.size())
    return damagedShard(Buffer);
  llvm::StringRef Version = Bytes.take_front(VersionSize);
  if (Version != RAIIFY_VERSION)
    return otherVersion(Buffer, "raiify " + Version, "raiify " RAIIFY_VERSION);
  Bytes = Bytes.drop_front(VersionSize);
  std::uint64_t Checksum = 0;
  if (!takeFixed(Bytes, Checksum) ||
      (VerifyChecksum && Checksum != llvm::xxh3_64bits(Bytes)))
    return damagedShard(Buffer);
  ShardContents Result;
  std::uint64_t ValuesSize = 0;
  if (!takeFixed(Bytes, ValuesSize) || ValuesSize > Bytes.size() ||
      !readStrings(Bytes.drop_front(ValuesSize), Result.Strings))
    return damagedShard(Buffer);
  Result.Values = Bytes.take_front(ValuesSize);
  return Result;
}

//===----------------------------------------------------------------------===//
// One unit
//===----------------------------------------------------------------------===//

std::string writeUnitShard(const ShardKey &Key, llvm::StringRef File,
                           const UnitResult &Result,
                           const std::vector<FileRead> &Layouts,
                           llvm::StringRef Root) {
  StringTable Strings;
  ArchiveWriter Archive(Strings, Root);
  Archive(std::vector<ShardUnit>{{Key, File.str(), Result.IsCxx, Result.Failure,
                                  Result.UnknownFlags, Result.Warnings,
                                  Result.GuardFolder}});
  ShardFiles Files{Result.AllFilesRead, {}, Layouts};
  for (const auto &[Name, Hash] : Result.FilesRead)
    Files.OfProject.push_back({Name.str(), Hash});
  Archive(Files);
  Archive(Result.Findings, Result.Sites, Result.Suppressed, Result.Copied,
          Result.Acquisitions, Result.Uncompared);
  return sealShard(Strings.strings(), Archive.bytes());
}

bool UnitShardReader::readHead(ShardUnit &Unit, ShardFiles &Files) {
  std::vector<ShardUnit> Units;
  Archive(Units, Files);
  if (Archive.failed() || Units.size() != 1)
    return false;
  Unit = std::move(Units.front());
  return true;
}

bool UnitShardReader::readResult(ShardUnit &&Unit, UnitResult &Result) {
  Result.IsCxx = Unit.IsCxx;
  Result.Failure = std::move(Unit.Failure);
  Result.UnknownFlags = std::move(Unit.UnknownFlags);
  Result.Warnings = std::move(Unit.Warnings);
  Result.GuardFolder = std::move(Unit.GuardFolder);
  Archive(Result.Findings, Result.Sites, Result.Suppressed, Result.Copied,
          Result.Acquisitions, Result.Uncompared);
  return Archive.atEnd() && Result.Sites.size() == Result.Findings.size();
}

} // namespace raiify
