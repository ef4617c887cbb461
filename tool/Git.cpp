//===- Git.cpp - Running git ----------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Git.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

#include <unistd.h>

namespace raiify {

llvm::Expected<Git> Git::find() {
  llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName("git");
  if (!Program)
    return llvm::createStringError("option '--since' needs git, which is not "
                                   "found on PATH; install it, or "
                                   "leave '--since' out");
  return Git(*Program);
}

/// The environment without the variables that are about one repository, those
/// that `git rev-parse --local-env-vars` lists.
static std::vector<std::string> foreignEnvironment() {
  static constexpr llvm::StringLiteral Local[] = {
      "GIT_DIR=",
      "GIT_WORK_TREE=",
      "GIT_INDEX_FILE=",
      "GIT_COMMON_DIR=",
      "GIT_OBJECT_DIRECTORY=",
      "GIT_PREFIX=",
      "GIT_GRAFT_FILE=",
      "GIT_SHALLOW_FILE=",
      "GIT_IMPLICIT_WORK_TREE=",
      "GIT_CONFIG=",
      "GIT_REPLACE_REF_BASE=",
      "GIT_NO_REPLACE_OBJECTS=",
      "GIT_ALTERNATE_OBJECT_DIRECTORIES=",
      "GIT_INTERNAL_SUPER_PREFIX="};
  std::vector<std::string> Result;
  for (char **Entry = environ; *Entry; ++Entry) {
    llvm::StringRef Text = *Entry;
    if (llvm::none_of(Local, [&](llvm::StringRef Name) {
          return Text.starts_with(Name);
        }))
      Result.push_back(Text.str());
  }
  return Result;
}

Git Git::in(llvm::StringRef Folder, bool IsOther) const {
  Git Result = IsOther ? Git(Program) : *this;
  Result.Global.push_back("-C");
  Result.Global.push_back(Folder.str());
  if (IsOther)
    Result.Environment = foreignEnvironment();
  return Result;
}

Git Git::at(llvm::StringRef WorkTree, llvm::StringRef Repository) const {
  Git Result = in(WorkTree, /*IsOther=*/false);
  Result.Global.push_back(("--git-dir=" + Repository).str());
  Result.Global.push_back(("--work-tree=" + WorkTree).str());
  return Result;
}

/// The text of a temporary file.
static llvm::Expected<std::string> readBack(llvm::StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return llvm::createStringError("cannot read what git printed: " +
                                   Buffer.getError().message());
  return (*Buffer)->getBuffer().str();
}

llvm::Expected<GitAnswer> Git::run(llvm::ArrayRef<llvm::StringRef> Args) const {
  llvm::SmallString<128> Out, Err;
  std::error_code Code =
      llvm::sys::fs::createTemporaryFile("raiify-git", "out", Out);
  llvm::FileRemover RemoveOut(Out);
  if (!Code)
    Code = llvm::sys::fs::createTemporaryFile("raiify-git", "err", Err);
  llvm::FileRemover RemoveErr(Err);
  if (Code)
    return llvm::createStringError("cannot make a temporary file for what git "
                                   "prints: " +
                                   Code.message());
  std::vector<llvm::StringRef> All = {Program};
  All.insert(All.end(), Global.begin(), Global.end());
  llvm::append_range(All, Args);
  std::optional<std::vector<llvm::StringRef>> Variables;
  if (Environment)
    Variables.emplace(Environment->begin(), Environment->end());
  std::string Problem;
  bool Failed = false;
  int Status = llvm::sys::ExecuteAndWait(
      Program, All,
      Variables ? std::optional<llvm::ArrayRef<llvm::StringRef>>(*Variables)
                : std::nullopt,
      {llvm::StringRef(), llvm::StringRef(Out), llvm::StringRef(Err)},
      /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Problem, &Failed);
  if (Failed || Status < 0)
    return llvm::createStringError("cannot run '" + Program + "': " + Problem);
  llvm::Expected<std::string> Output = readBack(Out);
  if (!Output)
    return Output.takeError();
  llvm::Expected<std::string> Complaint = readBack(Err);
  if (!Complaint)
    return Complaint.takeError();
  return GitAnswer{Status == 0, std::move(*Output),
                   llvm::StringRef(*Complaint).rtrim().str()};
}

llvm::Expected<std::string>
Git::output(llvm::ArrayRef<llvm::StringRef> Args) const {
  llvm::Expected<GitAnswer> Answer = run(Args);
  if (!Answer)
    return Answer.takeError();
  if (Answer->Succeeded)
    return std::move(Answer->Output);
  return llvm::createStringError("'git " + Args.front() +
                                 "' fails: " + Answer->Complaint);
}

} // namespace raiify
