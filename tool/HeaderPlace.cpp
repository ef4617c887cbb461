//===- HeaderPlace.cpp - Where the guard header lives ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeaderPlace.h"

#include "IncludePath.h"
#include "Paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <tuple>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace raiify {

llvm::StringRef guardHeaderText() {
  static constexpr llvm::StringLiteral Text =
#include "GuardHeaderText.inc"
      ;
  return Text;
}

/// What every guard header has in it, whatever its version.
static constexpr llvm::StringLiteral Marker = "RAIIFY_SCOPE_GUARD_HPP";

static std::string headerIn(llvm::StringRef Folder) {
  llvm::SmallString<256> File(Folder);
  path::append(File, "raiify", "scope_guard.hpp");
  return File.str().str();
}

/// \p Header with what the disk says of it.
static llvm::Expected<GuardHeader> lookAt(GuardHeader Header) {
  Header.IsNew = !fs::exists(Header.Path);
  if (Header.IsNew)
    return Header;
  auto Buffer = llvm::MemoryBuffer::getFile(Header.Path);
  if (!Buffer)
    return llvm::createStringError("cannot read the guard header '" +
                                   displayPath(Header.Path) +
                                   "': " + Buffer.getError().message());
  if (!(*Buffer)->getBuffer().contains(Marker))
    return llvm::createStringError(
        "'" + displayPath(Header.Path) +
        "' stands where the guard header would, and is another file; name "
        "another place with '--guard-header'");
  Header.Path = realPath(Header.Path);
  return Header;
}

//===----------------------------------------------------------------------===//
// What the project looks like
//===----------------------------------------------------------------------===//

/// The deepest folder that \p A and \p B stand below.
static llvm::StringRef commonFolder(llvm::StringRef A, llvm::StringRef B) {
  while (!isBelow(B, A))
    A = path::parent_path(A);
  return A;
}

/// The folder that holds all sources. The few that the build made do not count;
/// where most stand in the build directory, it is the project's own folder.
static std::string sourceRoot(const std::vector<Unit> &Units,
                              llvm::StringRef BuildDir) {
  auto IsMade = [&](const Unit &U) {
    return !BuildDir.empty() && isBelow(U.RealFile, BuildDir);
  };
  bool MostMade = 2 * static_cast<std::size_t>(llvm::count_if(Units, IsMade)) >=
                  Units.size();
  std::string Root;
  for (const Unit &U : Units) {
    llvm::StringRef Folder = path::parent_path(U.RealFile);
    if (isOtherLanguage(U.File) || (IsMade(U) && !MostMade))
      continue;
    Root = Root.empty() ? Folder.str() : commonFolder(Root, Folder).str();
  }
  return Root;
}

namespace {

/// A project, as far as the choice of a folder goes.
struct Project {
  const std::vector<Unit> &Units;
  std::string Root;
  std::string BuildDir;

  /// Whether the header may be put into \p Folder. A build directory inside the
  /// project is no place for what is to be kept.
  bool mayHold(llvm::StringRef Folder) const {
    bool IsBuild = isBelow(BuildDir, Root) && BuildDir != Root &&
                   isBelow(Folder, BuildDir);
    return isBelow(Folder, Root) && !IsBuild;
  }

  /// Whether a unit's source stands in \p Folder or below.
  bool hasSources(llvm::StringRef Folder) const {
    return llvm::any_of(
        Units, [&](const Unit &U) { return isBelow(U.RealFile, Folder); });
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// The places
//===----------------------------------------------------------------------===//

/// How \p Folder stands on \p Path; null where it does not.
static const IncludeFolder *findOn(const IncludePath &Path,
                                   llvm::StringRef Folder) {
  auto Found = llvm::find_if(
      Path, [&](const IncludeFolder &F) { return F.Path == Folder; });
  return Found == Path.end() ? nullptr : &*Found;
}

static bool isOnAll(const std::vector<IncludePath> &Paths,
                    llvm::StringRef Folder) {
  return llvm::all_of(Paths, [&](const IncludePath &Path) {
    return findOn(Path, Folder) != nullptr;
  });
}

static bool isSystemOnAny(const std::vector<IncludePath> &Paths,
                          llvm::StringRef Folder) {
  return llvm::any_of(Paths, [&](const IncludePath &Path) {
    const IncludeFolder *Found = findOn(Path, Folder);
    return Found && Found->IsSystem;
  });
}

/// The file that is on all \p Paths already.
static std::optional<GuardHeader>
findReachable(const std::vector<IncludePath> &Paths) {
  std::optional<GuardHeader> Result;
  for (const IncludePath &Path : Paths) {
    auto Found = llvm::find_if(Path, [](const IncludeFolder &Folder) {
      return fs::exists(headerIn(Folder.Path));
    });
    if (Found == Path.end() || (Result && Result->IncludeDir != Found->Path))
      return std::nullopt;
    Result.emplace();
    Result->Path = headerIn(Found->Path);
    Result->IncludeDir = Found->Path;
  }
  if (Result)
    Result->IsSystem = isSystemOnAny(Paths, Result->IncludeDir);
  return Result;
}

/// The folder of the project that is on all \p Paths: one with sources rather
/// than one without, then the one with the shortest name.
static std::optional<std::string>
findFolder(const std::vector<IncludePath> &Paths, const Project &P) {
  using Rank = std::tuple<bool, std::size_t, std::string>;
  std::optional<Rank> Best;
  if (Paths.empty())
    return std::nullopt;
  for (const IncludeFolder &Folder : Paths.front()) {
    if (!P.mayHold(Folder.Path) || !isOnAll(Paths, Folder.Path) ||
        isSystemOnAny(Paths, Folder.Path))
      continue;
    Rank Here(!P.hasSources(Folder.Path), Folder.Path.size(), Folder.Path);
    if (!Best || Here < *Best)
      Best = std::move(Here);
  }
  if (!Best)
    return std::nullopt;
  return std::get<std::string>(*Best);
}

/// The place that --guard-header names: the file itself, or the folder that it
/// stands in as raiify/scope_guard.hpp.
static GuardHeader namedPlace(llvm::StringRef Name,
                              const std::vector<IncludePath> &Paths) {
  bool IsFile =
      fs::exists(Name) ? !fs::is_directory(Name) : path::has_extension(Name);
  GuardHeader Result;
  Result.Path = IsFile ? realPath(Name) : headerIn(realPath(Name));
  llvm::StringRef Folder = path::parent_path(path::parent_path(Result.Path));
  if (Result.Path == headerIn(Folder) && isOnAll(Paths, Folder)) {
    Result.IncludeDir = Folder.str();
    Result.IsSystem = isSystemOnAny(Paths, Folder);
  }
  return Result;
}

llvm::Expected<GuardHeader> placeGuardHeader(const std::vector<Unit> &Units,
                                             const std::string &BuildDir,
                                             const Options &CommandLine,
                                             const std::string &ResourceDir) {
  std::vector<IncludePath> Paths = includePaths(Units, ResourceDir);
  if (!CommandLine.GuardHeader.empty())
    return lookAt(namedPlace(CommandLine.GuardHeader, Paths));
  Project P{Units, sourceRoot(Units, BuildDir), BuildDir};
  if (std::optional<GuardHeader> Reachable = findReachable(Paths)) {
    Reachable->IsForeign = !P.mayHold(Reachable->IncludeDir);
    return lookAt(std::move(*Reachable));
  }
  GuardHeader Result;
  // Sources that have nothing but the root of the disk in common are no
  // project with a place of its own.
  if (P.Root.empty() || P.Root == path::root_path(P.Root))
    return Result;
  if (std::optional<std::string> Folder = findFolder(Paths, P))
    Result.IncludeDir = std::move(*Folder);
  Result.Path =
      headerIn(Result.IncludeDir.empty() ? P.Root : Result.IncludeDir);
  return lookAt(std::move(Result));
}

} // namespace raiify
