//===- Present.h - What a run tells at its end ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The report in the wanted format, the messages on standard error, and the
/// exit status: the same for every way that a report comes about.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PRESENT_H
#define RAIIFY_TOOL_PRESENT_H

#include "Console.h"
#include "Options.h"
#include "Report.h"

#include "llvm/Support/Error.h"

#include <chrono>
#include <utility>

namespace raiify {

enum ExitStatus : int {
  NothingToReport = 0,
  HasFindings = 1,
  WrongUsage = 2,
  HasFailures = 3,
  ReaderIsGone = 141, ///< as shells name the end by SIGPIPE
};

/// Tells what the run met beside findings.
void tellProblems(const Report &R, Console &Out);

/// Writes the report to where the command line says. One that goes to a file,
/// and that is not for people, leaves standard output to the text report,
/// unless that is to be quiet. \p ExitStatus is what the program will end with.
llvm::Error writeReport(const Report &R, const Options &CommandLine,
                        int ExitStatus);

/// Whether standard output gets a report.
bool writesToStandardOutput(const Options &CommandLine);

/// Seconds of wall clock since \p Start, and of CPU since the program began.
std::pair<double, double>
timesSince(std::chrono::steady_clock::time_point Start);

/// The status of a run that could do all that it was to do.
int exitStatus(const Report &R, const Options &CommandLine);

} // namespace raiify

#endif // RAIIFY_TOOL_PRESENT_H
