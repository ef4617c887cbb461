//===- Archive.cpp - Values as bytes --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Archive.h"

#include "ArchiveCopier.h"
#include "ArchiveReader.h"

#include "llvm/ADT/Twine.h"

namespace raiify {

/// What stands in front of a path that is relative to the root.
static constexpr llvm::StringLiteral Below = "./";

/// \p File relative to \p Root where it is below it.
static std::string shortenPath(llvm::StringRef File, llvm::StringRef Root) {
  llvm::StringRef Rest = File;
  bool IsBelow = !Root.empty() && Rest.consume_front(Root) &&
                 (Rest.empty() || Rest.consume_front("/"));
  return IsBelow ? (llvm::Twine(Below) + Rest).str() : File.str();
}

void ArchiveWriter::path(llvm::StringRef File) {
  number(Strings.add(shortenPath(File, Root)));
}

void ArchiveWriter::key(llvm::StringRef Key) {
  auto [Portable, Path] = Key.split('\n');
  number(Strings.add(Path.empty()
                         ? Key.str()
                         : (Portable + "\n" + shortenPath(Path, Root)).str()));
}

std::uint64_t ArchiveReader::longNumber() {
  std::uint64_t Value = 0;
  for (unsigned Shift = 0; Shift < 64; Shift += 7) {
    if (Left.empty())
      break;
    auto Byte = static_cast<unsigned char>(Left.front());
    Left = Left.drop_front();
    Value |= static_cast<std::uint64_t>(Byte & 0x7F) << Shift;
    if (Byte < 0x80)
      return Value;
  }
  fail();
  return 0;
}

llvm::StringRef ArchiveReader::text() {
  std::uint64_t Number = number();
  if (Number >= Strings.size() || Strings[Number].size() > TextLeft)
    fail();
  if (Failed)
    return "";
  TextLeft -= Strings[Number].size();
  return Strings[Number];
}

std::size_t ArchiveReader::count() {
  std::uint64_t Count = number();
  if (Count > Left.size())
    fail();
  return Failed ? 0 : Count;
}

std::string expandPath(llvm::StringRef Path, llvm::StringRef Root) {
  if (Root.empty() || !Path.consume_front(Below))
    return Path.str();
  return Path.empty() ? Root.str() : (Root + "/" + Path).str();
}

std::string expandKey(llvm::StringRef Key, llvm::StringRef Root) {
  auto [Portable, Path] = Key.split('\n');
  if (Path.empty())
    return Key.str();
  return (Portable + "\n" + expandPath(Path, Root)).str();
}

void ArchiveReader::key(std::string &Key) { Key = expandKey(text(), Root); }

void ArchiveReader::path(std::string &File) {
  llvm::StringRef Text = text();
  if (Root.empty() || !Text.starts_with(Below))
    File.assign(Text.data(), Text.size());
  else
    File = expandPath(Text, Root);
}

std::uint64_t ArchiveCopier::copyNumber(std::uint64_t Max) {
  std::uint64_t Value = Source.number();
  if (Value > Max)
    Source.fail();
  if (failed())
    return 0;
  if (Target)
    appendNumber(*Target, Value);
  return Value;
}

void ArchiveCopier::copyText() {
  std::uint64_t Number = Source.number();
  if (Number >= From.size())
    Source.fail();
  if (failed() || !Target)
    return;
  std::uint32_t &There = Known[Number];
  if (There == Unknown)
    There = Add(From[Number]);
  appendNumber(*Target, There);
}

} // namespace raiify
