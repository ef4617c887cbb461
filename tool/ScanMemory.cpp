//===- ScanMemory.cpp - What an earlier scan found ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScanMemory.h"

#include "Archive.h"
#include "ArchiveReader.h"
#include "ShardFields.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <map>

namespace raiify {

template <class Archive> static void fields(Archive &A, ScannedFile &F) {
  A(F.Name, F.Real, F.Hash, F.IsSystem);
}

template <class Archive> static void fields(Archive &A, ScannedUnit &U) {
  A(U.Key, U.IsCxx, U.HasSites, U.IsSettled, U.Files, U.Mine);
}

template <class Archive> static void fields(Archive &A, ScanRecord &R) {
  A(R.Files, R.Units);
}

/// Whether all indices are of files.
static bool isWhole(const ScanRecord &Record) {
  return llvm::all_of(Record.Units, [&](const ScannedUnit &Unit) {
    auto isIndex = [&](unsigned Index) { return Index < Record.Files.size(); };
    return llvm::all_of(Unit.Files, isIndex) &&
           llvm::all_of(Unit.Mine, isIndex);
  });
}

/// Empty where there is none, or a damaged one, or one of another version.
static ScanRecord readRecord(const llvm::MemoryBuffer *Buffer) {
  if (!Buffer)
    return {};
  llvm::Expected<ShardContents> Contents = openShard(*Buffer);
  if (!Contents) {
    llvm::consumeError(Contents.takeError());
    return {};
  }
  ArchiveReader Archive(Contents->Values, Contents->Strings);
  ScanRecord Record;
  Archive(Record);
  return Archive.atEnd() && isWhole(Record) ? std::move(Record) : ScanRecord();
}

ScanMemory::Known ScanMemory::load(const std::vector<Job> &Jobs,
                                   const Setup &S) {
  Known Result;
  std::string Names;
  for (const Job &J : Jobs) {
    ShardIdentity Id = Cache.identityOf(J, S);
    Result.Keys.push_back(Id.Key);
    Names += Id.Name;
    Names += '\0';
  }
  Result.Name =
      "scan." + llvm::utohexstr(llvm::xxh3_64bits(llvm::StringRef(Names)),
                                /*LowerCase=*/true, 16);
  Result.Record = readRecord(Cache.storage().load(Result.Name).get());
  std::vector<bool> Holds;
  for (const ScannedFile &File : Result.Record.Files)
    Holds.push_back(Cache.digests().digestOf(File.Name) == File.Hash);
  std::map<std::pair<std::uint64_t, std::uint64_t>, const ScannedUnit *> ByKey;
  for (const ScannedUnit &Unit : Result.Record.Units)
    if (llvm::all_of(Unit.Files, [&](unsigned Index) { return Holds[Index]; }))
      ByKey[{Unit.Key.High, Unit.Key.Low}] = &Unit;
  for (const ShardKey &Key : Result.Keys) {
    auto Found = ByKey.find({Key.High, Key.Low});
    Result.Units.push_back(Found == ByKey.end() ? nullptr : Found->second);
  }
  return Result;
}

void ScanMemory::store(const Known &For, const ScanRecord &Record) {
  StringTable Strings;
  ArchiveWriter Archive(Strings);
  Archive(Record);
  Cache.store(For.Name, sealShard(Strings.strings(), Archive.bytes()));
}

std::uint64_t ScanMemory::hashOfFile(llvm::StringRef Name) {
  return Cache.digests().digestOf(Name).value_or(0);
}

} // namespace raiify
