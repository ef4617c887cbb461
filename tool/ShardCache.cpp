//===- ShardCache.cpp - Results of earlier runs ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShardCache.h"

#include "Archive.h"
#include "CompileFlags.h"
#include "Fields.h"
#include "Paths.h"

#include "model/Docs.h"
#include "model/Version.h"

#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

#include <cstdlib>
#include <set>

namespace path = llvm::sys::path;

namespace raiify {

//===----------------------------------------------------------------------===//
// What a result is made of
//===----------------------------------------------------------------------===//

template <class Archive> static void fields(Archive &A, Config &C) {
  A(C.ReleaseFunctions, C.LoggingFunctions, C.GuardTypes, C.NoThrowFunctions,
    C.IgnoreMacros, C.MinExits, C.MinCopies);
}

template <class Archive> static void fields(Archive &A, EnabledCheck &Check) {
  A(Check.Kind, Check.Options);
}

/// Without the flags that a .clang-tidy file adds: they stand in the arguments.
template <class Archive> static void fields(Archive &A, UnitSettings &S) {
  A(S.Checks, S.HeaderFilter, S.ExcludeHeaderFilter, S.SystemHeaders);
}

/// Without IsNew: what counts is the header's text, wherever it is.
template <class Archive> static void fields(Archive &A, GuardHeader &H) {
  A.path(H.Path);
  A.path(H.IncludeDir);
  A(H.IsSystem, H.IsForeign);
}

/// What clang reads beside its arguments.
static constexpr const char *Variables[] = {
    "CPATH",           "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH",  "COMPILER_PATH",
    "GCC_EXEC_PREFIX", "SDKROOT",        "CCC_OVERRIDE_OPTIONS"};

static llvm::XXH128_hash_t hash128(const StringTable &Strings,
                                   const ArchiveWriter &Archive) {
  std::string All;
  for (llvm::StringRef Text : Strings.strings()) {
    appendNumber(All, Text.size());
    All += Text;
  }
  All += Archive.bytes();
  return llvm::xxh3_128bits(llvm::arrayRefFromStringRef(All));
}

/// The part of the key that makes the shard's name. The working directory is in
/// the messages of errors.
static void writeName(ArchiveWriter &Archive, const Job &J, const Setup &S) {
  Archive.paths({J.What->RealFile, realPath(".")});
  Archive(*J.Settings, S.Granted, S.Header, J.Named != nullptr, J.OnlySites);
}

static void writeKey(ArchiveWriter &Archive, const Job &J, const Setup &S,
                     std::uint64_t Program, FileDigests &Digests) {
  const clang::tooling::CompileCommand &Command = J.What->Command;
  std::vector<std::string> Unknown;
  Archive.paths({J.What->File, Command.Directory});
  Archive.paths(parsingArguments(Command, *J.Settings, S.ResourceDir, Unknown));
  Archive(Program, Unknown, J.Named ? *J.Named : NamedGuardUses(),
          J.Mine != nullptr);
  if (J.Mine)
    Archive.paths({J.Mine->begin(), J.Mine->end()});
  for (const char *Name : Variables) {
    const char *Value = std::getenv(Name);
    Archive(std::string(Value ? Value : ""));
  }
  auto Text = S.Texts.find(S.Header.Path);
  Archive(Text != S.Texts.end() ? hashOf(Text->second)
                                : Digests.digestOf(S.Header.Path).value_or(0));
}

ShardIdentity identify(const Job &J, const Setup &S, std::uint64_t Program,
                       FileDigests &Digests, llvm::StringRef Root) {
  StringTable Strings;
  ArchiveWriter Archive(Strings, Root);
  writeName(Archive, J, S);
  llvm::XXH128_hash_t Name = hash128(Strings, Archive);
  writeKey(Archive, J, S, Program, Digests);
  llvm::XXH128_hash_t Key = hash128(Strings, Archive);
  ShardIdentity Result;
  // A readable part, short enough for every file system.
  Result.Name = (path::filename(J.What->RealFile).take_front(80) + "." +
                 llvm::utohexstr(Name.high64, /*LowerCase=*/true, 16) +
                 llvm::utohexstr(Name.low64, /*LowerCase=*/true, 16))
                    .str();
  Result.Key = {Key.high64, Key.low64};
  return Result;
}

std::uint64_t digestOfProgram(llvm::StringRef Program) {
  FileDigests Digests;
  std::string Versions = RAIIFY_VERSION " " + clang::getClangFullVersion();
  // What findings say names the pages.
  Versions += docsPlace();
  return Digests.digestOf(Program).value_or(0) ^ hashOf(Versions);
}

std::vector<FileRead> layoutsOf(const UnitResult &Result,
                                FileDigests &Digests) {
  std::set<std::string> Folders;
  for (const Finding &F : Result.Findings)
    Folders.insert(path::parent_path(F.Where.File).str());
  std::vector<FileRead> Layouts;
  for (const std::string &Folder : Folders)
    Layouts.push_back({Folder, Digests.layoutOf(Folder)});
  return Layouts;
}

//===----------------------------------------------------------------------===//
// Looking up
//===----------------------------------------------------------------------===//

bool ShardCache::holds(const ShardFiles &Files) {
  return llvm::all_of(Files.All,
                      [&](const FileRead &Read) {
                        return Digests.digestOf(Read.Name) == Read.Hash;
                      }) &&
         llvm::all_of(Files.Layouts, [&](const FileRead &Read) {
           return Digests.layoutOf(Read.Name) == Read.Hash;
         });
}

bool ShardCache::load(const ShardIdentity &Id, llvm::StringRef File,
                      UnitResult &Result) {
  std::unique_ptr<llvm::MemoryBuffer> Buffer = Storage->load(Id.Name);
  if (!Buffer)
    return false;
  llvm::Expected<ShardContents> Contents = openShard(*Buffer);
  if (!Contents) {
    // Damaged, or of another version: it is replaced.
    llvm::consumeError(Contents.takeError());
    return false;
  }
  UnitShardReader Reader(*Contents, /*Root=*/"");
  ShardUnit Unit;
  ShardFiles Files;
  if (!Reader.readHead(Unit, Files) || !(Unit.Key == Id.Key) ||
      Unit.File != File || !holds(Files) ||
      !Reader.readResult(std::move(Unit), Result))
    return false;
  for (const FileRead &Read : Files.OfProject)
    Result.FilesRead.emplace_hint(Result.FilesRead.end(), Read.Name, Read.Hash);
  Result.FromCache = true;
  return true;
}

void ShardCache::store(llvm::StringRef Name, llvm::StringRef Bytes) {
  llvm::Error E = Storage->store(Name, Bytes);
  if (!E)
    return;
  std::string Message = llvm::toString(std::move(E));
  std::lock_guard<std::mutex> Guard(Lock);
  if (Problem.empty() || Message < Problem)
    Problem = std::move(Message);
}

UnitResult ShardCache::analyze(const Job &J, const Setup &S) {
  bool IsEdited = llvm::any_of(
      S.Texts, [&](const auto &Text) { return Text.first != S.Header.Path; });
  if (IsEdited)
    return Make(J, S);
  ShardIdentity Id = identityOf(J, S);
  UnitResult Result;
  if (load(Id, J.What->RealFile, Result))
    return Result;
  Result = Make(J, S);
  keep(Id, J, Result);
  if (Result.Foreseen) {
    Job Next{J.What, J.Settings};
    Next.Named = std::make_shared<NamedGuardUses>(Result.Foreseen->Named);
    keep(identityOf(Next, S), Next, Result.Foreseen->Result);
  }
  return Result;
}

/// Stores what \p J gave if it gives the same again.
void ShardCache::keep(const ShardIdentity &Id, const Job &J,
                      const UnitResult &Result) {
  if (Result.IsRepeatable)
    store(Id.Name, writeUnitShard(Id.Key, J.What->RealFile, Result,
                                  layoutsOf(Result, Digests), /*Root=*/""));
}

std::string ShardCache::problem() const {
  std::lock_guard<std::mutex> Guard(Lock);
  return Problem;
}

} // namespace raiify
