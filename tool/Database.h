//===- Database.h - Where compile commands come from ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds and opens the compile database, or makes one of the flags after `--`.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_DATABASE_H
#define RAIIFY_TOOL_DATABASE_H

#include "Console.h"
#include "Options.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <string>

namespace clang::tooling {
class CompilationDatabase;
} // namespace clang::tooling

namespace raiify {

/// Compile commands and where they were read.
struct Database {
  /// The file, as messages name it; empty for the flags after `--`.
  std::string File;
  /// Never null. Commands for files that it does not list are inferred from
  /// those of similar names, as clang-tidy does.
  std::unique_ptr<clang::tooling::CompilationDatabase> Commands;

  Database();
  Database(Database &&);
  ~Database();

  /// Whether the commands are the flags after `--`: such a database has no list
  /// of files.
  bool isFixed() const { return File.empty(); }
};

/// Opens what the command line asks for. The error names the file, the cause
/// and the remedy.
llvm::Expected<Database> openDatabase(const Options &CommandLine, Console &Out);

} // namespace raiify

#endif // RAIIFY_TOOL_DATABASE_H
