//===- Select.cpp - Which translation units to analyse --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Select.h"

#include "Paths.h"

#include "clang/Driver/Types.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang::tooling;

namespace raiify {

bool isOtherLanguage(llvm::StringRef File) {
  llvm::StringRef Extension = llvm::sys::path::extension(File).ltrim('.');
  auto Type = clang::driver::types::lookupTypeForExtension(Extension);
  return Type != clang::driver::types::TY_INVALID &&
         !clang::driver::types::isDerivedFromC(Type);
}

static Unit makeUnit(CompileCommand Command) {
  llvm::SmallString<256> File(Command.Filename);
  if (!llvm::sys::path::is_absolute(File)) {
    File = Command.Directory;
    llvm::sys::path::append(File, Command.Filename);
  }
  Unit Result;
  Result.File = absolutePath(File);
  Result.RealFile = realPath(Result.File);
  Result.Command = std::move(Command);
  return Result;
}

namespace {

/// All units of the database, and which of them are wanted.
class Selection {
public:
  explicit Selection(const Database &Source) : Source(Source) {
    if (Source.isFixed())
      return;
    for (CompileCommand &Command : Source.Commands->getAllCompileCommands())
      add(makeUnit(std::move(Command)));
  }

  void selectAll() { Wanted.assign(Units.size(), true); }

  /// Selects what \p Path names, or says why nothing is.
  llvm::Error select(llvm::StringRef Path, Console &Out);

  std::vector<Unit> take();

private:
  std::size_t add(Unit U);
  llvm::Error selectFile(llvm::StringRef Path, Console &Out);
  llvm::Error selectFolder(llvm::StringRef Path);

  const Database &Source;
  std::vector<Unit> Units;
  std::vector<bool> Wanted;
  llvm::StringMap<std::size_t> ByRealFile;
};

} // namespace

/// Where the unit of the same file stands; adds it if there is none.
std::size_t Selection::add(Unit U) {
  auto [It, IsNew] = ByRealFile.try_emplace(U.RealFile, Units.size());
  if (IsNew) {
    Units.push_back(std::move(U));
    Wanted.push_back(false);
  }
  return It->second;
}

llvm::Error Selection::select(llvm::StringRef Path, Console &Out) {
  llvm::sys::fs::file_status Status;
  if (std::error_code Code = llvm::sys::fs::status(Path, Status))
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Code.message());
  return llvm::sys::fs::is_directory(Status) ? selectFolder(Path)
                                             : selectFile(Path, Out);
}

llvm::Error Selection::selectFolder(llvm::StringRef Path) {
  if (Source.isFixed())
    return llvm::createStringError(
        "'" + Path + "' is a folder; name files in front of '--'");
  std::string Folder = realPath(Path);
  bool Any = false;
  for (std::size_t I = 0; I < Units.size(); ++I) {
    if (!isBelow(Units[I].RealFile, Folder))
      continue;
    Wanted[I] = true;
    Any = true;
  }
  if (Any)
    return llvm::Error::success();
  return llvm::createStringError("no translation unit of '" + Source.File +
                                 "' stands below '" + Path +
                                 "'; name another folder or database ('-p')");
}

llvm::Error Selection::selectFile(llvm::StringRef Path, Console &Out) {
  auto Known = ByRealFile.find(realPath(Path));
  if (Known != ByRealFile.end()) {
    Wanted[Known->second] = true;
    return llvm::Error::success();
  }
  std::string File = absolutePath(Path);
  std::vector<CompileCommand> Commands =
      Source.Commands->getCompileCommands(File);
  if (Commands.empty())
    return llvm::createStringError(
        "'" + Path + "' is not in '" + Source.File +
        "', and no file in it is like it; give the flags after '--'");
  if (!Commands.front().Heuristic.empty())
    Out.note("'" + Path + "' is not in '" + Source.File + "'; its flags are " +
             Commands.front().Heuristic);
  Commands.front().Filename = File;
  Wanted[add(makeUnit(std::move(Commands.front())))] = true;
  return llvm::Error::success();
}

std::vector<Unit> Selection::take() {
  std::vector<Unit> Result;
  for (std::size_t I = 0; I < Units.size(); ++I)
    if (Wanted[I])
      Result.push_back(std::move(Units[I]));
  return Result;
}

llvm::Expected<std::vector<Unit>> selectUnits(const Database &Commands,
                                              llvm::ArrayRef<std::string> Paths,
                                              Console &Out) {
  if (Commands.isFixed() && Paths.empty())
    return llvm::createStringError("no file is named in front of '--'");
  Selection Chosen(Commands);
  if (Paths.empty())
    Chosen.selectAll();
  llvm::Error Problems = llvm::Error::success();
  for (const std::string &Path : Paths)
    Problems = llvm::joinErrors(std::move(Problems), Chosen.select(Path, Out));
  if (Problems)
    return Problems;
  return Chosen.take();
}

std::vector<Unit> allUnits(const Database &Commands) {
  Selection All(Commands);
  All.selectAll();
  return All.take();
}

} // namespace raiify
