//===- Present.cpp - What a run tells at its end --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Present.h"

#include "HtmlReport.h"
#include "HtmlTemplate.h"
#include "Output.h"
#include "Paths.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"

#include <unistd.h>

namespace raiify {

void tellProblems(const Report &R, Console &Out) {
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

static void writeAs(ReportFormat Format, const Report &R,
                    const Options &CommandLine, bool UseColor, int ExitStatus,
                    llvm::raw_ostream &OS) {
  switch (Format) {
  case ReportFormat::Text:
    return writeText(R, UseColor, OS);
  case ReportFormat::Json:
    return writeJson(R, OS);
  case ReportFormat::Sarif:
    return writeSarif(R, ExitStatus, OS);
  case ReportFormat::Github:
    return writeGithub(R, OS);
  case ReportFormat::Gitlab:
    return writeGitlab(R, OS);
  case ReportFormat::Checkstyle:
    return writeCheckstyle(R, OS);
  case ReportFormat::Html:
    return writeHtml(R, {CommandLine.Granted, CommandLine.UnsafeFixes},
                     htmlTemplate(), OS);
  }
}

/// Whether \p File is another name of standard output, such as /dev/stdout.
static bool isStandardOutput(llvm::StringRef File) {
  llvm::sys::fs::file_status Output, Named;
  return !llvm::sys::fs::status(STDOUT_FILENO, Output) &&
         !llvm::sys::fs::status(File, Named) &&
         llvm::sys::fs::equivalent(Output, Named);
}

bool writesToStandardOutput(const Options &CommandLine) {
  return CommandLine.OutputFile.empty() ||
         (CommandLine.Format != ReportFormat::Text && !CommandLine.Quiet &&
          !isStandardOutput(CommandLine.OutputFile));
}

llvm::Error writeReport(const Report &R, const Options &CommandLine,
                        int ExitStatus) {
  auto Write = [&](const std::string &File, ReportFormat Format) {
    bool HasColors = File.empty() && llvm::sys::Process::StandardOutHasColors();
    return writeOutput(File, [&](llvm::raw_ostream &OS) {
      writeAs(Format, R, CommandLine, useColor(CommandLine.Color, HasColors),
              ExitStatus, OS);
    });
  };
  const std::string &File = CommandLine.OutputFile;
  bool IsBeside = !File.empty() && writesToStandardOutput(CommandLine);
  if (llvm::Error E = Write(File, CommandLine.Format))
    return E;
  return IsBeside ? Write("", ReportFormat::Text) : llvm::Error::success();
}

std::pair<double, double>
timesSince(std::chrono::steady_clock::time_point Start) {
  llvm::sys::TimePoint<> Now;
  std::chrono::nanoseconds User, System;
  llvm::sys::Process::GetTimeUsage(Now, User, System);
  using Seconds = std::chrono::duration<double>;
  return {Seconds(std::chrono::steady_clock::now() - Start).count(),
          Seconds(User + System).count()};
}

int exitStatus(const Report &R, const Options &CommandLine) {
  if (!R.Failures.empty())
    return HasFailures;
  bool HasAny = R.Elsewhere ? !R.Elsewhere->isEmpty() : !R.Findings.empty();
  // What was written to a baseline is known from then on.
  HasAny = (HasAny && CommandLine.NewBaselineFile.empty()) ||
           R.UnusedSuppressions > 0;
  return HasAny && !CommandLine.ExitZero ? HasFindings : NothingToReport;
}

} // namespace raiify
