//===- Main.cpp - The command ---------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   Options ─► Database ─► Units ─► Jobs ─► Fixer ─► Report ─► text, JSON …
//                                             └────► files, diff or fixes
//
// The steps in their order, and what the exit status is made of. All messages
// go to standard error; standard output holds the report alone.
//
//===----------------------------------------------------------------------===//

#include "ApplyFixes.h"
#include "CompileFlags.h"
#include "Console.h"
#include "Contain.h"
#include "Copies.h"
#include "EmitShard.h"
#include "Explain.h"
#include "Fixer.h"
#include "Interrupt.h"
#include "KnownFindings.h"
#include "Merge.h"
#include "Options.h"
#include "Output.h"
#include "Paths.h"
#include "Prepare.h"
#include "Present.h"
#include "Since.h"
#include "UnitRunner.h"
#include "UnusedSuppressions.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Process.h"

#include <chrono>

#include <fcntl.h>
#include <unistd.h>

#ifdef RAIIFY_MIMALLOC_DECOMMITS
#include <mimalloc.h>
#endif

using namespace raiify;

/// "fixed 3 findings in 2 files; " in front of the summary.
static std::string fixSummary(const Fixer &Fixes, const Options &CommandLine) {
  if (CommandLine.Fixes != FixMode::Fix && CommandLine.Fixes != FixMode::Diff)
    return "";
  return (CommandLine.Fixes == FixMode::Fix ? "fixed " : "would fix ") +
         plural(Fixes.fixedFindings(), "finding") + " in " +
         plural(Fixes.fixedFiles(), "file") + "; ";
}

/// Prints what the command line asks for beside the report, and the problems.
static void conclude(const Report &R, const Fixer &Fixes,
                     const std::string &Since, const Options &CommandLine,
                     std::pair<double, double> Times, Console &Out) {
  tellProblems(R, Out);
  for (const std::string &Problem : Fixes.problems())
    Out.warning(Problem);
  if (CommandLine.Stats)
    writeStats(R, Times.first, Times.second, llvm::errs());
  Out.summary(Since + fixSummary(Fixes, CommandLine) + summaryLine(R));
}

/// Does what the command line asks for with the rewrites, and gives the report
/// on what is there then.
static llvm::Expected<Report> apply(Fixer &Fixes, const FixPolicy &Policy,
                                    const Options &CommandLine, Console &Out) {
  Report Found = Fixes.report();
  switch (CommandLine.Fixes) {
  case FixMode::Report:
    return Found;
  case FixMode::Export:
    if (llvm::Error E =
            exportFixes(Fixes, Found, Policy, CommandLine.ExportFile, Out))
      return E;
    return Found;
  case FixMode::Diff:
    // Nothing is written: what was found is still there.
    Fixes.fixAll();
    return Found;
  case FixMode::Fix:
    Fixes.fixAll();
    writeFixes(Fixes, Out);
    return Fixes.report();
  }
  return Found;
}

static llvm::Error writeDiff(const Fixer &Fixes, const Options &CommandLine) {
  llvm::Expected<std::string> Text = diffOf(Fixes);
  if (!Text)
    return Text.takeError();
  return writeOutput(CommandLine.OutputFile, *Text);
}

/// Tells of globs that leave out nothing. Nobody knows all files of a unit that
/// failed.
static void tellUselessGlobs(const Work &W, const Fixer &Fixes, Console &Out) {
  std::vector<std::string> Files;
  for (const Unit &U : W.Units)
    Files.insert(Files.end(), {U.RealFile, U.File});
  for (const UnitResult &Result : Fixes.results()) {
    if (!Result.Failure.empty())
      return;
    for (const auto &[Name, Hash] : Result.FilesRead)
      Files.push_back(Name.str());
  }
  for (const std::string &Glob : W.Excluded.unmatched(Files))
    Out.note("'--exclude=" + Glob + "' matches nothing that was read");
}

/// Tells of NOLINT comments that hide nothing, if that is asked for; gives
/// their number.
static std::size_t tellUnused(const Options &CommandLine, const Work &W,
                              const Fixer &Fixes, const LookedAt &Seen,
                              RunPass Run, Console &Out) {
  if (!CommandLine.ReportUnusedSuppressions)
    return 0;
  std::vector<UnusedSuppression> Unused =
      findUnusedSuppressions(W.Jobs, Fixes.results(), Seen, W.Initial, Run);
  for (const UnusedSuppression &S : Unused)
    Out.warning(describeUnused(S));
  return Unused.size();
}

/// What the run can speak of, if any option wants to know; with --since it does
/// not look at all that it has.
static LookedAt seenBy(const Fixer &Fixes, const Work &W,
                       const Options &CommandLine, const KnownFindings &Known) {
  if ((!Known.isUsed() && !CommandLine.ReportUnusedSuppressions) ||
      CommandLine.Since)
    return {};
  LookedAt Seen = lookedAt(W.Jobs, Fixes.results(), W.IsWholeProject);
  W.Excluded.strip(Seen);
  return Seen;
}

/// An error for the first file that could not be written.
static llvm::Error checkOutputs(const Options &CommandLine) {
  if (llvm::Error E = checkOutput(CommandLine.OutputFile))
    return E;
  if (llvm::Error E = checkOutput(CommandLine.ExportFile, "the fixes"))
    return E;
  return checkOutput(CommandLine.CatalogueFile, "the catalogue");
}

/// Everything from the compile database to the report.
static llvm::Expected<int> analyze(const Options &CommandLine,
                                   const std::string &ResourceDir,
                                   Console &Out) {
  auto Start = std::chrono::steady_clock::now();
  if (llvm::Error E = checkOutputs(CommandLine))
    return E;
  llvm::Expected<KnownFindings> Known = KnownFindings::open(CommandLine);
  if (!Known)
    return Known.takeError();
  Work W;
  if (llvm::Error E = prepare(CommandLine, ResourceDir, Out, W))
    return E;
  auto Changed = changedLines(CommandLine, W, Out);
  if (!Changed)
    return Changed.takeError();
  UnitRunner Units(CommandLine, W, Changed->get());
  auto Run = [&](const std::vector<Job> &Jobs, const Setup &S) {
    return Units.run(Jobs, S);
  };
  auto RunFirst = [&](const std::vector<Job> &Jobs, const Setup &S,
                      Foresee Ask) { return Units.runFirst(Jobs, S, Ask); };
  FixPolicy Policy{CommandLine.Granted, CommandLine.UnsafeFixes};
  Fixer Fixes(W.Jobs, W.Initial, Policy, Run,
              guardsFor(Changed->get(), CommandLine.Fixes), Changed->get());
  Fixes.analyzeAll(RunFirst);
  if (!CommandLine.Excluded.empty())
    tellUselessGlobs(W, Fixes, Out);
  const LookedAt Seen = seenBy(Fixes, W, CommandLine, *Known);
  if (Known->hides())
    Fixes.hideFromReports(
        [&](Report R) { return Known->hide(std::move(R), &Seen); });
  if (!CommandLine.CatalogueFile.empty())
    if (llvm::Error E =
            writeCatalogueFile(CommandLine.CatalogueFile, Fixes.copies()))
      return E;
  llvm::Expected<Report> R = apply(Fixes, Policy, CommandLine, Out);
  if (!R)
    return R.takeError();
  R->UnusedSuppressions = tellUnused(CommandLine, W, Fixes, Seen, Run, Out);
  int Status =
      Fixes.leftFilesAlone() ? HasFailures : exitStatus(*R, CommandLine);
  if (llvm::Error E = CommandLine.Fixes == FixMode::Diff
                          ? writeDiff(Fixes, CommandLine)
                          : writeReport(*R, CommandLine, Status))
    return E;
  if (Known->isUsed())
    if (llvm::Error E = Known->conclude(Fixes.everything(), &Seen, Out))
      return E;
  if (std::string Problem = Units.cacheProblem(); !Problem.empty())
    Out.warning("the cache: " + Problem);
  R->Scan = Units.counts();
  conclude(*R, Fixes, sinceSummary(Changed->get(), CommandLine), CommandLine,
           timesSince(Start), Out);
  if (isAnythingLeftBehind())
    exitAtOnce(Status);
  return Status;
}

/// What the other tasks print.
static llvm::Expected<std::string> answer(const Options &CommandLine) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  switch (CommandLine.What) {
  case Task::Help:
    printHelp(OS);
    break;
  case Task::Version:
    printVersion(OS);
    break;
  case Task::ListChecks:
    listChecks(OS);
    break;
  case Task::Explain:
    if (llvm::Error E = explain(CommandLine.Topic, OS))
      return E;
    break;
  case Task::Analyze:
  case Task::EmitShard:
  case Task::Merge:
    break;
  }
  return Text;
}

static llvm::Expected<int> run(const Options &CommandLine,
                               const std::string &ResourceDir, Console &Out) {
  if (CommandLine.What == Task::Analyze)
    return analyze(CommandLine, ResourceDir, Out);
  if (CommandLine.What == Task::EmitShard)
    return emitShard(CommandLine, ResourceDir, Out);
  if (CommandLine.What == Task::Merge)
    return mergeShards(CommandLine, Out);
  llvm::Expected<std::string> Text = answer(CommandLine);
  if (!Text)
    return Text.takeError();
  if (llvm::Error E = writeOutput(/*File=*/"", *Text))
    return E;
  return NothingToReport;
}

/// Prints the errors and gives the status, for what ends a run early. A reader
/// that has seen enough, such as `head`, is not told of.
static int fail(llvm::Error E, Console &Out) {
  int Status = WrongUsage;
  E = llvm::handleErrors(
      std::move(E), [&](std::unique_ptr<llvm::StringError> One) -> llvm::Error {
        if (One->convertToErrorCode() != std::errc::broken_pipe)
          return llvm::Error(std::move(One));
        Status = ReaderIsGone;
        return llvm::Error::success();
      });
  Out.error(std::move(E));
  return Status;
}

/// The end of every run. Standard error may have been closed or full: what
/// could not be said is no reason to fail.
static int finish(int Status) {
  llvm::errs().clear_error();
  if (isAnythingLeftBehind())
    exitAtOnce(Status);
  return Status;
}

/// Has mimalloc give memory back at once that a unit leaves free in large
/// pieces, not half a second later: another is at the next unit by then. That
/// takes no time. Where all units are parsed in full, smaller pieces are given
/// back after a millisecond, not 25, which takes a twentieth more. Either is
/// some tenth of all memory. Its environment variables go first.
static void giveMemoryBack(const Options &CommandLine) {
#ifdef RAIIFY_MIMALLOC_DECOMMITS
  mi_option_set_default(mi_option_segment_decommit_delay, 0);
  if (CommandLine.AllUnits)
    mi_option_set_default(mi_option_decommit_delay, 1);
#endif
}

int main(int Argc, const char **Argv) {
  handleInterrupts();
  // InitLLVM opens /dev/null in place of a closed standard output: the report
  // would vanish without a word.
  bool OutputIsClosed = ::fcntl(STDOUT_FILENO, F_GETFD) < 0;
  llvm::InitLLVM Init(Argc, Argv, /*InstallPipeSignalExitHandler=*/false);

  Console Plain(When::Auto, /*Quiet=*/false);
  llvm::Expected<Options> CommandLine =
      parseOptions(llvm::ArrayRef(Argv + 1, Argc - 1));
  if (!CommandLine)
    return finish(fail(CommandLine.takeError(), Plain));
  giveMemoryBack(*CommandLine);
  Console Out(CommandLine->Color, CommandLine->Quiet);
  if (OutputIsClosed && writesToStandardOutput(*CommandLine))
    return finish(fail(
        llvm::createStringError("standard output is closed; write the report "
                                "to a file with '-o'" +
                                llvm::StringRef(CommandLine->OutputFile.empty()
                                                    ? ""
                                                    : " and '--quiet'")),
        Out));
  std::string Program =
      llvm::sys::fs::getMainExecutable(Argv[0], reinterpret_cast<void *>(main));
  useInstalledPages(Program);
  llvm::Expected<int> Status = run(*CommandLine, findResourceDir(Program), Out);
  return finish(Status ? *Status : fail(Status.takeError(), Out));
}
