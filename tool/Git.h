//===- Git.h - Running git --------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs git commands that only read, and gives what they print.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_GIT_H
#define RAIIFY_TOOL_GIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// What a command of git gave.
struct GitAnswer {
  bool Succeeded = false;
  std::string Output;
  /// What it printed on standard error, without the end of the line.
  std::string Complaint;

  /// The output of a command that prints one line.
  std::string line() const { return llvm::StringRef(Output).trim('\n').str(); }
};

/// git in one folder.
class Git {
public:
  /// git as it is found on PATH, in the working directory. An error where there
  /// is none.
  static llvm::Expected<Git> find();

  /// git in \p Folder. Where \p IsOther, that is a repository of its own: what
  /// the environment says of the one around it does not count.
  Git in(llvm::StringRef Folder, bool IsOther) const;
  /// git at the top of a work tree, whatever the environment says.
  Git at(llvm::StringRef WorkTree, llvm::StringRef Repository) const;

  /// Runs `git Args…`. An error only where git cannot be run.
  llvm::Expected<GitAnswer> run(llvm::ArrayRef<llvm::StringRef> Args) const;
  /// The same, and an error with git's own words where the command fails.
  llvm::Expected<std::string>
  output(llvm::ArrayRef<llvm::StringRef> Args) const;

private:
  explicit Git(std::string Program) : Program(std::move(Program)) {}

  std::string Program;
  /// Options in front of every command.
  std::vector<std::string> Global = {"--no-optional-locks", "--no-pager"};
  /// Nullopt for the program's own.
  std::optional<std::vector<std::string>> Environment;
};

} // namespace raiify

#endif // RAIIFY_TOOL_GIT_H
