//===- Options.h - The command line -----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The command line as plain values. Options.td names the options; here they
/// have been checked: what stands in an Options is of the right form.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_OPTIONS_H
#define RAIIFY_TOOL_OPTIONS_H

#include "Contain.h"

#include "model/Verdict.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// What the command is to do.
enum class Task {
  Analyze,
  EmitShard, ///< analyse one file, and write a shard
  Merge,     ///< merge shards, and report or write a shard
  Help,
  Version,
  ListChecks,
  Explain,
};

/// How a report is written. FormatNames in Options.cpp has the names.
enum class ReportFormat { Text, Json, Sarif, Github, Gitlab, Checkstyle, Html };

/// What becomes of the rewrites.
enum class FixMode {
  Report, ///< they are told of
  Fix,    ///< files are rewritten
  Diff,   ///< a diff is printed
  Export, ///< replacements are written to Options::ExportFile
};

/// Value of --color and --progress.
enum class When { Auto, Always, Never };

/// The command line. Names of checks and paths are not looked at yet.
struct Options {
  Task What = Task::Analyze;
  /// What --explain names.
  std::string Topic;

  /// Files and folders, as written.
  std::vector<std::string> Paths;
  /// What follows `--`; nullopt without `--`.
  std::optional<std::vector<std::string>> CompilerFlags;
  /// Value of -p; empty where it was not given.
  std::string BuildDir;

  std::optional<std::string> Checks;
  std::optional<std::string> Config;
  std::optional<std::string> ConfigFile;
  std::optional<std::string> HeaderFilter;
  std::optional<std::string> ExcludeHeaderFilter;

  /// Values of --exclude: lists of globs, as written.
  std::vector<std::string> Excluded;
  /// Values of --baseline and --write-baseline; empty where not given.
  std::string BaselineFile;
  std::string NewBaselineFile;
  bool ReportUnusedSuppressions = false;
  /// Value of --since.
  std::optional<std::string> Since;

  /// Value of --cache-dir; empty where it was not given.
  std::string CacheDir;
  bool UseCache = true;
  /// Where EmitShard and Merge write a shard; empty for a report of Merge.
  std::string ShardFile;
  /// Where EmitShard lists the files that it read; empty for nowhere.
  std::string DependencyFile;

  FixMode Fixes = FixMode::Report;
  std::string ExportFile;
  /// Whether rewrites that change behavior are applied, too.
  bool UnsafeFixes = false;
  /// What --assume grants and what is granted by default, each once and in the
  /// order of Assumptions.def.
  std::vector<AssumptionKind> Granted;
  /// Value of --write-catalogue; empty where it was not given.
  std::string CatalogueFile;
  /// Value of --guard-header; empty where it was not given.
  std::string GuardHeader;

  ReportFormat Format = ReportFormat::Text;
  /// Empty for standard output.
  std::string OutputFile;
  When Color = When::Auto;
  When Progress = When::Auto;
  bool Quiet = false;
  /// Whether every unit is parsed, for every file that it reads.
  bool AllUnits = false;
  bool Stats = false;
  bool ExitZero = false;
  /// Value of --tu-timeout; zero where it was not given.
  TimeLimit UnitTimeout = TimeLimit::zero();
  /// Units to analyse at once; 0 for one a core.
  unsigned Jobs = 0;
};

/// Reads the arguments, without the program's name. The error names the option,
/// the cause and the remedy; nothing is printed.
llvm::Expected<Options> parseOptions(llvm::ArrayRef<const char *> Args);

void printHelp(llvm::raw_ostream &OS);
void printVersion(llvm::raw_ostream &OS);

} // namespace raiify

#endif // RAIIFY_TOOL_OPTIONS_H
