//===- EmitShard.cpp - One unit, as a compiler would ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmitShard.h"

#include "DependencyRule.h"
#include "Interrupt.h"
#include "Output.h"
#include "Paths.h"
#include "Prepare.h"
#include "Present.h"
#include "Scheduler.h"
#include "ShardCache.h"
#include "ShardSet.h"

#include "llvm/Support/FileSystem.h"

namespace fs = llvm::sys::fs;

namespace raiify {

/// \p File as the build system names it: relative to the working directory
/// where it is named below it.
static std::string nameForBuild(llvm::StringRef File) {
  llvm::SmallString<256> Here;
  if (!fs::current_path(Here) && isBelow(File, Here))
    return File.drop_front(Here.size()).ltrim('/').str();
  return File.str();
}

/// What the shard was made of, the source first.
static std::vector<std::string> inputsOf(const Work &W,
                                         const UnitResult &Result) {
  std::vector<std::string> Names = {nameForBuild(W.Units.front().File)};
  for (const FileRead &Read : Result.AllFilesRead)
    if (Read.Name != W.Units.front().File)
      Names.push_back(nameForBuild(Read.Name));
  return Names;
}

static std::string shardOf(const Work &W, const UnitResult &Result) {
  std::string Root = realPath(".");
  if (W.Jobs.empty()) // no check is on for it: the unit counts for nothing
    return ShardSet(Root).write();
  std::string Program =
      fs::getMainExecutable(nullptr, reinterpret_cast<void *>(&shardOf));
  FileDigests Digests;
  ShardIdentity Id = identify(W.Jobs.front(), W.Initial,
                              digestOfProgram(Program), Digests, Root);
  return writeUnitShard(Id.Key, W.Units.front().RealFile, Result,
                        layoutsOf(Result, Digests), Root);
}

static llvm::Error writeFiles(const Options &CommandLine, const Work &W,
                              const UnitResult &Result) {
  Uninterrupted Both;
  if (!CommandLine.DependencyFile.empty())
    if (llvm::Error E = writeOutput(
            CommandLine.DependencyFile,
            dependencyRule(CommandLine.ShardFile, inputsOf(W, Result)),
            "the dependencies"))
      return E;
  return writeOutput(CommandLine.ShardFile, shardOf(W, Result), "the shard");
}

/// Takes away what an earlier run wrote: it must not be merged in place of what
/// this one could not make.
static void removeFiles(const Options &CommandLine) {
  (void)fs::remove(CommandLine.ShardFile);
  if (!CommandLine.DependencyFile.empty())
    (void)fs::remove(CommandLine.DependencyFile);
}

llvm::Expected<int> emitShard(const Options &CommandLine,
                              const std::string &ResourceDir, Console &Out) {
  auto Start = std::chrono::steady_clock::now();
  if (llvm::Error E = checkOutput(CommandLine.ShardFile, "the shard"))
    return E;
  if (CommandLine.Paths.size() != 1)
    return llvm::createStringError("option '--emit-shard' takes one source "
                                   "file, not " +
                                   llvm::Twine(CommandLine.Paths.size()));
  Work W;
  if (llvm::Error E = prepare(CommandLine, ResourceDir, Out, W))
    return E;
  if (W.Units.size() != 1)
    return llvm::createStringError("option '--emit-shard' takes one source "
                                   "file, not a folder of them");
  Progress Shown(CommandLine.Progress, CommandLine.Quiet, W.Jobs.size());
  auto Analyze = [&](const Job &J, const Setup &S) {
    return W.Excluded.strip(analyzeUnit(J, S));
  };
  std::vector<UnitResult> Results =
      runJobs(W.Jobs, /*Threads=*/1, W.Initial, Shown, Analyze);
  Report R = mergeResults(W.Jobs, Results);
  tellProblems(R, Out);
  if (R.Failures.empty()) {
    if (llvm::Error E = writeFiles(
            CommandLine, W, Results.empty() ? UnitResult() : Results.front()))
      return E;
  } else {
    removeFiles(CommandLine);
  }
  if (CommandLine.Stats) {
    auto [Wall, Cpu] = timesSince(Start);
    writeStats(R, Wall, Cpu, llvm::errs());
  }
  int Status = R.Failures.empty() ? NothingToReport : HasFailures;
  if (isAnythingLeftBehind())
    exitAtOnce(Status);
  return Status;
}

} // namespace raiify
