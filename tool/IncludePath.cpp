//===- IncludePath.cpp - Where a unit's includes are looked for -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IncludePath.h"

#include "CompileFlags.h"
#include "Paths.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace clang;
namespace path = llvm::sys::path;

namespace raiify {

/// What decides on the include path: everything but the file and the macros.
static std::vector<std::string> keyOf(const Unit &U,
                                      const std::vector<std::string> &Args) {
  llvm::StringRef Name = path::filename(U.Command.Filename);
  std::vector<std::string> Key = {U.Command.Directory,
                                  path::extension(Name).str()};
  for (llvm::StringRef Arg : Args)
    if (path::filename(Arg) != Name && !Arg.starts_with("-D"))
      Key.push_back(Arg.str());
  return Key;
}

/// From the first that is asked to the last. Folders for C alone do not count.
static std::vector<frontend::IncludeDirGroup> searchOrder() {
  return {frontend::Quoted,        frontend::Angled,    frontend::System,
          frontend::ExternCSystem, frontend::CXXSystem, frontend::After};
}

static IncludePath readPath(const HeaderSearchOptions &Options,
                            llvm::StringRef Directory) {
  IncludePath Result;
  for (frontend::IncludeDirGroup Group : searchOrder())
    for (const HeaderSearchOptions::Entry &Entry : Options.UserEntries) {
      llvm::SmallString<256> Folder(Entry.Path);
      llvm::sys::path::make_absolute(Directory, Folder);
      if (Entry.Group != Group || Entry.IsFramework ||
          !llvm::sys::fs::is_directory(Folder))
        continue;
      Result.push_back({realPath(Folder), Group != frontend::Quoted &&
                                              Group != frontend::Angled});
    }
  return Result;
}

/// The invocation that \p Args come down to; null where clang cannot make sense
/// of them. Says nothing: the analysis will.
static std::unique_ptr<CompilerInvocation>
invocationFor(const Unit &U, const std::vector<std::string> &Args) {
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files(
      llvm::vfs::createPhysicalFileSystem().release());
  if (Files->setCurrentWorkingDirectory(U.Command.Directory))
    return nullptr;
  std::vector<const char *> Pointers;
  for (const std::string &Arg : Args)
    Pointers.push_back(Arg.c_str());
  DiagnosticOptions Quiet;
  CreateInvocationOptions Options;
  Options.Diags = llvm::makeIntrusiveRefCnt<DiagnosticsEngine>(
      llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Quiet,
      new IgnoringDiagConsumer);
  Options.VFS = Files;
  Options.RecoverOnError = true;
  return createInvocation(Pointers, Options);
}

std::vector<IncludePath> includePaths(const std::vector<Unit> &Units,
                                      const std::string &ResourceDir) {
  std::set<std::vector<std::string>> Known;
  std::vector<IncludePath> Result;
  for (const Unit &U : Units) {
    std::vector<std::string> Unknown;
    std::vector<std::string> Args = parsingArguments(
        U.Command, /*Settings=*/UnitSettings(), ResourceDir, Unknown);
    if (isOtherLanguage(U.File) || !Known.insert(keyOf(U, Args)).second)
      continue;
    auto Invocation = invocationFor(U, Args);
    if (Invocation && Invocation->getLangOpts().CPlusPlus)
      Result.push_back(
          readPath(Invocation->getHeaderSearchOpts(), U.Command.Directory));
  }
  return Result;
}

} // namespace raiify
