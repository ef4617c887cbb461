//===- Config.h - Options of the checks -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The options that .clang-tidy's CheckOptions may set, read the same way by
/// the plugin and by the command. Every check takes the same options; a value
/// without a check's name in front holds for all of them, as elsewhere in
/// clang-tidy.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_MODEL_CONFIG_H
#define RAIIFY_MODEL_CONFIG_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// How the engine is to look at code. Plain values, comparable, so that checks
/// with equal options share one analysis.
struct Config {
  /// Further names of functions that release, restore or roll back, plain or
  /// qualified (`closeDevice;hal::park`). A name alone never makes a cleanup:
  /// what it is called on must have been acquired or changed before.
  std::vector<std::string> ReleaseFunctions;
  /// Further names of functions, methods and classes that log. Never cleanup.
  std::vector<std::string> LoggingFunctions;
  /// Further names of classes that are guards or smart pointers themselves.
  std::vector<std::string> GuardTypes;
  /// Functions that never throw although nothing in sight says so, plain or
  /// qualified. Proofs rest on them.
  std::vector<std::string> NoThrowFunctions;
  /// Whether sites whose cleanup comes out of a macro are left unreported.
  bool IgnoreMacros = false;
  /// Exits that must repeat a cleanup before `raii-exit-cleanup` reports it, or
  /// `raii-missed-cleanup` the exit that lacks it; 2 or more.
  unsigned MinExits = 2;
  /// Functions that must hold the same cleanup before `raii-copied-cleanup`
  /// reports it; 2 or more. 0 stands for the default: 2 for a cleanup of two
  /// or more statements, 3 for a single one.
  unsigned MinCopies = 0;
  /// File with the copies of a whole project, as `--write-catalogue` writes
  /// it. For the plugin, which sees one translation unit at a time.
  std::string CatalogueFile;

  /// The same options but for those that only decide what becomes of the
  /// sites. Equal ones find the same sites.
  Config forSites() const;

  bool operator==(const Config &Other) const;
};

/// An option's name and what it means, for --explain, docs and their test.
struct OptionInfo {
  llvm::StringRef Name;
  llvm::StringRef Default;
  llvm::StringRef Meaning;
};

/// Every option, in the order of the fields of Config.
llvm::ArrayRef<OptionInfo> allOptions();

/// Reads a Config through \p Get, which gives an option's value or nullopt.
/// \p Report is told of each value that does not fit ("MinExits: …"); the
/// default then holds.
Config readConfig(
    llvm::function_ref<std::optional<llvm::StringRef>(llvm::StringRef)> Get,
    llvm::function_ref<void(const std::string &)> Report);

} // namespace raiify

#endif // RAIIFY_MODEL_CONFIG_H
