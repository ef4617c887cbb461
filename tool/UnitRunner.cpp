//===- UnitRunner.cpp - Units as a run analyses them ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitRunner.h"

#include "Progress.h"
#include "ProjectScan.h"
#include "Scheduler.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace raiify {

/// The cache that the command line asks for, or null. Flags after `--` say of
/// no folder that it is the project's.
static std::unique_ptr<ShardCache> openCache(const Options &CommandLine,
                                             llvm::StringRef BuildDir) {
  llvm::SmallString<256> Folder(CommandLine.CacheDir);
  if (Folder.empty() && !BuildDir.empty()) {
    Folder = BuildDir;
    llvm::sys::path::append(Folder, ".cache", "raiify");
  }
  if (!CommandLine.UseCache || Folder.empty())
    return nullptr;
  std::string Program = llvm::sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&openCache));
  return std::make_unique<ShardCache>(openDiskStorage(Folder.str().str()),
                                      digestOfProgram(Program), analyzeUnit);
}

UnitRunner::UnitRunner(const Options &CommandLine, const Work &W,
                       const ChangedLines *Changed)
    : CommandLine(CommandLine), W(W), Changed(Changed),
      Cache(openCache(CommandLine, W.BuildDir)) {}

UnitResult UnitRunner::analyze(const Job &J, const Setup &S) const {
  UnitResult Result = strip(Cache ? Cache->analyze(J, S) : analyzeUnit(J, S));
  if (!Result.Foreseen)
    return Result;
  auto Next = std::make_shared<ForeseenResult>(*Result.Foreseen);
  Next->Result = strip(std::move(Next->Result));
  Result.Foreseen = std::move(Next);
  return Result;
}

/// \p Result without what nobody asks for any more.
UnitResult UnitRunner::strip(UnitResult Result) const {
  // Nobody but shards needs them.
  Result.AllFilesRead = {};
  return W.Excluded.strip(std::move(Result));
}

std::vector<UnitResult> UnitRunner::run(const std::vector<Job> &Jobs,
                                        const Setup &S) const {
  Progress Shown(CommandLine.Progress, CommandLine.Quiet, Jobs.size());
  return runJobs(
      Jobs, CommandLine.Jobs, S, Shown,
      [this](const Job &J, const Setup &S) { return analyze(J, S); });
}

std::vector<UnitResult> UnitRunner::runFirst(const std::vector<Job> &Jobs,
                                             const Setup &S, Foresee Ask) {
  // One unit has all that there is to see.
  if (CommandLine.AllUnits || Jobs.size() < (Changed ? 1U : 2U))
    return run(Jobs, S);
  Progress Shown(CommandLine.Progress, CommandLine.Quiet, Jobs.size());
  std::optional<ScanMemory> Memory;
  if (Cache)
    Memory.emplace(*Cache);
  return scanProject(
      Jobs, CommandLine.Jobs, S, Shown, Counts.emplace(), Ask,
      [this](const Job &J, const Setup &S) { return analyze(J, S); },
      Memory ? &*Memory : nullptr, Changed);
}

std::string UnitRunner::cacheProblem() const {
  return Cache ? Cache->problem() : "";
}

} // namespace raiify
