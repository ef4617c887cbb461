//===- Main.cpp - The command ---------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   Options ─► Database ─► Units ─► Jobs ─► Fixer ─► Report ─► text or JSON
//                                             └────► files, diff or fixes
//
// The steps in their order, and what the exit status is made of. All messages
// go to standard error; standard output holds the report alone.
//
//===----------------------------------------------------------------------===//

#include "ApplyFixes.h"
#include "CompileFlags.h"
#include "Console.h"
#include "Database.h"
#include "Explain.h"
#include "Fixer.h"
#include "HeaderPlace.h"
#include "Options.h"
#include "Output.h"
#include "Paths.h"
#include "Progress.h"
#include "Report.h"
#include "Scheduler.h"
#include "Select.h"
#include "Settings.h"

#include "cluster/Catalogue.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

#include <chrono>
#include <map>

#include <fcntl.h>
#include <unistd.h>

using namespace raiify;

namespace {

enum ExitStatus : int {
  NothingToReport = 0,
  HasFindings = 1,
  WrongUsage = 2,
  HasFailures = 3,
};

} // namespace

/// The jobs for the units that have a check enabled. Tells of .clang-tidy files
/// that enable none: someone who runs this command expects findings.
static llvm::Expected<std::vector<Job>> makeJobs(const std::vector<Unit> &Units,
                                                 SettingsReader &Settings,
                                                 Console &Out) {
  std::vector<Job> Jobs;
  std::map<std::string, std::size_t> Disabled;
  for (const Unit &U : Units) {
    auto Found = Settings.settingsFor(U.File);
    if (!Found)
      return Found.takeError();
    if ((*Found)->Checks.empty())
      ++Disabled[(*Found)->DisabledBy];
    else
      Jobs.push_back({&U, std::move(*Found)});
  }
  for (const auto &[Source, Count] : Disabled)
    Out.note(Source + " disables all raii checks for " + plural(Count, "file") +
             "; enable them with '--checks=raii-*'");
  return Jobs;
}

/// Tells what the run met beside findings.
static void tellProblems(const Report &R, Console &Out) {
  for (const auto &[Flag, Count] : R.UnknownFlags)
    Out.note("ignored unknown compiler flag '" + Flag + "' (" +
             plural(Count, "translation unit") + ")");
  for (const auto &[Message, Count] : R.Warnings)
    Out.warning(Message + " (" + plural(Count, "translation unit") + ")");
  if (R.Units == 0 && R.OtherLanguage > 0)
    Out.note(plural(R.OtherLanguage, "translation unit") +
             " left alone: not C++");
  for (const Failure &F : R.Failures)
    Out.error("cannot parse " + displayPath(F.File) + ": " + F.Message);
}

static std::string render(const Report &R, const Options &CommandLine) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  bool ToTerminal = CommandLine.OutputFile.empty() &&
                    llvm::sys::Process::StandardOutHasColors();
  if (CommandLine.Format == ReportFormat::Json)
    writeJson(R, OS);
  else
    writeText(R, useColor(CommandLine.Color, ToTerminal), OS);
  return Text;
}

/// Seconds of wall clock and of CPU since the program began.
static std::pair<double, double>
timesSince(std::chrono::steady_clock::time_point Start) {
  llvm::sys::TimePoint<> Now;
  std::chrono::nanoseconds User, System;
  llvm::sys::Process::GetTimeUsage(Now, User, System);
  using Seconds = std::chrono::duration<double>;
  return {Seconds(std::chrono::steady_clock::now() - Start).count(),
          Seconds(User + System).count()};
}

static int exitStatus(const Report &R, const Fixer &Fixes,
                      const Options &CommandLine) {
  if (!R.Failures.empty() || Fixes.leftFilesAlone())
    return HasFailures;
  return R.Findings.empty() || CommandLine.ExitZero ? NothingToReport
                                                    : HasFindings;
}

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
                     const Options &CommandLine,
                     std::pair<double, double> Times, Console &Out) {
  tellProblems(R, Out);
  for (const std::string &Problem : Fixes.problems())
    Out.warning(Problem);
  if (CommandLine.Stats)
    writeStats(R, Times.first, Times.second, llvm::errs());
  Out.summary(fixSummary(Fixes, CommandLine) + summaryLine(R));
  // A crash leaves threads and lists behind that destructors would stumble on.
  if (R.Crashed)
    llvm::sys::Process::Exit(HasFailures, /*NoCleanup=*/true);
}

namespace {

/// What is analysed and how, as the command line and the project have it.
struct Work {
  std::vector<Unit> Units;
  /// The jobs refer to the units.
  std::vector<Job> Jobs;
  Setup Initial;
};

} // namespace

/// The folder of the compile database, or nothing.
static std::string buildDirOf(const Database &Commands) {
  if (Commands.isFixed())
    return "";
  return llvm::sys::path::parent_path(realPath(Commands.File)).str();
}

/// Everything up to the analysis.
static llvm::Error prepare(const Options &CommandLine,
                           const std::string &ResourceDir, Console &Out,
                           Work &W) {
  auto Settings = SettingsReader::create(CommandLine, Out);
  if (!Settings)
    return Settings.takeError();
  llvm::Expected<Database> Commands = openDatabase(CommandLine, Out);
  if (!Commands)
    return Commands.takeError();
  auto Units = selectUnits(*Commands, CommandLine.Paths, Out);
  if (!Units)
    return Units.takeError();
  W.Units = std::move(*Units);
  auto Jobs = makeJobs(W.Units, **Settings, Out);
  if (!Jobs)
    return Jobs.takeError();
  W.Jobs = std::move(*Jobs);
  auto Header =
      placeGuardHeader(Commands->isFixed() ? W.Units : allUnits(*Commands),
                       buildDirOf(*Commands), CommandLine, ResourceDir);
  if (!Header)
    return Header.takeError();
  W.Initial = {ResourceDir, CommandLine.Granted, std::move(*Header), {}, {}};
  if (W.Initial.Header.IsNew)
    W.Initial.Texts[W.Initial.Header.Path] = guardHeaderText().str();
  return llvm::Error::success();
}

/// Does what the command line asks for with the rewrites, and gives the report
/// on what is there then.
static llvm::Expected<Report> apply(Fixer &Fixes, const Work &W,
                                    const FixPolicy &Policy,
                                    const Options &CommandLine, Console &Out) {
  Report Found = Fixes.report();
  switch (CommandLine.Fixes) {
  case FixMode::Report:
    return Found;
  case FixMode::Export:
    if (llvm::Error E =
            exportFixes(Found, Policy, W.Initial, CommandLine.ExportFile, Out))
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

/// Writes what the plugin is to know of the whole project, if asked to.
static llvm::Error writeCatalogueFile(const std::string &File,
                                      const Fixer &Fixes) {
  if (File.empty())
    return llvm::Error::success();
  return writeOutput(File, writeCatalogue(Fixes.copies(), displayPath),
                     "the catalogue");
}

/// Everything from the compile database to the report.
static llvm::Expected<int> analyze(const Options &CommandLine,
                                   const std::string &ResourceDir,
                                   Console &Out) {
  auto Start = std::chrono::steady_clock::now();
  if (llvm::Error E = checkOutput(CommandLine.OutputFile))
    return E;
  if (llvm::Error E = checkOutput(CommandLine.ExportFile, "the fixes"))
    return E;
  if (llvm::Error E = checkOutput(CommandLine.CatalogueFile, "the catalogue"))
    return E;
  Work W;
  if (llvm::Error E = prepare(CommandLine, ResourceDir, Out, W))
    return E;
  auto Run = [&](const std::vector<Job> &Jobs, const Setup &S) {
    Progress Shown(CommandLine.Progress, CommandLine.Quiet, Jobs.size());
    return runJobs(Jobs, CommandLine.Jobs, S, Shown);
  };
  FixPolicy Policy{CommandLine.Granted, CommandLine.UnsafeFixes};
  Fixer Fixes(W.Jobs, W.Initial, Policy, Run);
  Fixes.analyzeAll();
  if (llvm::Error E = writeCatalogueFile(CommandLine.CatalogueFile, Fixes))
    return E;
  llvm::Expected<Report> R = apply(Fixes, W, Policy, CommandLine, Out);
  if (!R)
    return R.takeError();
  llvm::Expected<std::string> Text = CommandLine.Fixes == FixMode::Diff
                                         ? diffOf(Fixes)
                                         : render(*R, CommandLine);
  if (!Text)
    return Text.takeError();
  if (llvm::Error E = writeOutput(CommandLine.OutputFile, *Text))
    return E;
  conclude(*R, Fixes, CommandLine, timesSince(Start), Out);
  return exitStatus(*R, Fixes, CommandLine);
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
    break;
  }
  return Text;
}

static llvm::Expected<int> run(const Options &CommandLine,
                               const std::string &ResourceDir, Console &Out) {
  if (CommandLine.What == Task::Analyze)
    return analyze(CommandLine, ResourceDir, Out);
  llvm::Expected<std::string> Text = answer(CommandLine);
  if (!Text)
    return Text.takeError();
  if (llvm::Error E = writeOutput(/*File=*/"", *Text))
    return E;
  return NothingToReport;
}

/// Prints the errors and gives the status, for what ends a run early.
static int fail(llvm::Error E, Console &Out) {
  Out.error(std::move(E));
  return WrongUsage;
}

int main(int Argc, const char **Argv) {
  // InitLLVM opens /dev/null in place of a closed standard output: the report
  // would vanish without a word.
  bool OutputIsClosed = ::fcntl(STDOUT_FILENO, F_GETFD) < 0;
  llvm::InitLLVM Init(Argc, Argv, /*InstallPipeSignalExitHandler=*/false);

  Console Plain(When::Auto, /*Quiet=*/false);
  llvm::Expected<Options> CommandLine =
      parseOptions(llvm::ArrayRef(Argv + 1, Argc - 1));
  if (!CommandLine)
    return fail(CommandLine.takeError(), Plain);
  Console Out(CommandLine->Color, CommandLine->Quiet);
  if (OutputIsClosed && CommandLine->OutputFile.empty())
    return fail(llvm::createStringError(
                    "standard output is closed; write the report to a file "
                    "with '-o'"),
                Out);
  std::string Program =
      llvm::sys::fs::getMainExecutable(Argv[0], reinterpret_cast<void *>(main));
  llvm::Expected<int> Status = run(*CommandLine, findResourceDir(Program), Out);
  return Status ? *Status : fail(Status.takeError(), Out);
}
