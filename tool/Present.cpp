//===- Present.cpp - What a run tells at its end --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Present.h"

#include "Output.h"
#include "Paths.h"

#include "llvm/Support/Process.h"

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

llvm::Error writeReport(const Report &R, const Options &CommandLine) {
  bool ToTerminal = CommandLine.OutputFile.empty() &&
                    llvm::sys::Process::StandardOutHasColors();
  return writeOutput(CommandLine.OutputFile, [&](llvm::raw_ostream &OS) {
    if (CommandLine.Format == ReportFormat::Json)
      writeJson(R, OS);
    else
      writeText(R, useColor(CommandLine.Color, ToTerminal), OS);
  });
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
  bool HasAny =
      R.Elsewhere ? R.Elsewhere->tally().Findings > 0 : !R.Findings.empty();
  return HasAny && !CommandLine.ExitZero ? HasFindings : NothingToReport;
}

} // namespace raiify
