//===- Select.h - Which translation units to analyse ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// From the compile database and the paths of the command line to the list of
/// translation units.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SELECT_H
#define RAIIFY_TOOL_SELECT_H

#include "Console.h"
#include "Database.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace raiify {

/// One file to analyse, with the command that compiles it.
struct Unit {
  /// Absolute, as the compile command spells it.
  std::string File;
  /// The same with links resolved. Unique among the units selected.
  std::string RealFile;
  clang::tooling::CompileCommand Command;
};

/// The units that \p Paths name: files, or folders for all units below; with no
/// paths the whole database. A file that has several commands is taken once,
/// with the first. In the order of the database. The error has a line for each
/// path that names nothing.
llvm::Expected<std::vector<Unit>> selectUnits(const Database &Commands,
                                              llvm::ArrayRef<std::string> Paths,
                                              Console &Out);

/// The units of the whole database; none for the flags after `--`.
std::vector<Unit> allUnits(const Database &Commands);

/// Whether \p File is assembler, Fortran or the like by its name, which clang
/// must not be asked to parse.
bool isOtherLanguage(llvm::StringRef File);

} // namespace raiify

#endif // RAIIFY_TOOL_SELECT_H
