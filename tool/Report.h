//===- Report.h - What a whole run found ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The results of all translation units in one, and the reporters that write
/// it.
///
///   UnitResult … UnitResult ─► Report (here) ─► text, JSON, SARIF …;
///   statistics
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_REPORT_H
#define RAIIFY_TOOL_REPORT_H

#include "Analyze.h"
#include "FindingScope.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace raiify {

/// A translation unit that did not parse.
struct Failure {
  std::string File;
  std::string Message;
};

/// How many findings there are of each kind.
struct Tally {
  std::size_t Findings = 0;
  llvm::StringSet<> Files;
  std::map<CheckKind, std::size_t> Checks;
  std::map<Verdict, std::size_t> Verdicts;
  std::map<Reason, std::size_t> Reasons;

  void add(const Finding &F);
};

using FindingSink = llvm::function_ref<void(const Finding &)>;

/// Findings that are too many to stand in memory as such.
class FindingSource {
public:
  virtual ~FindingSource();
  /// Calls \p Sink with each, sorted and normalized.
  virtual void visit(FindingSink Sink) const = 0;
  /// The same for what Report::Hidden would have.
  virtual void visitHidden(FindingSink Sink) const = 0;
  /// Costs as much as a visit where there was none before.
  virtual const Tally &tally() const = 0;
  /// Whether there are none, hidden ones aside.
  virtual bool isEmpty() const { return tally().Findings == 0; }
};

/// What a run found. Depends on the units and on nothing else, except for the
/// times.
struct Report {
  /// Sorted; a header's finding that many units saw stands here once.
  std::vector<Finding> Findings;
  /// Those that NOLINT comments hide in every unit that has them; sorted,
  /// numbered apart from the others, and without a judgement.
  std::vector<Finding> Hidden;
  /// Null, or where both are instead.
  const FindingSource *Elsewhere = nullptr;
  /// How many are hidden.
  std::size_t Suppressed = 0;
  /// How many more findings the baseline knows.
  std::size_t Baselined = 0;
  /// How many names in NOLINT comments hide nothing; 0 where nobody asked.
  std::size_t UnusedSuppressions = 0;
  /// C++ units analysed, those that failed among them.
  std::size_t Units = 0;
  /// How many of them came out of the cache.
  std::size_t FromCache = 0;
  /// Units of other languages, left alone.
  std::size_t OtherLanguage = 0;
  /// Sorted by file.
  std::vector<Failure> Failures;
  /// How many units each message holds for.
  std::map<std::string, std::size_t> UnknownFlags;
  std::map<std::string, std::size_t> Warnings;
  /// How much of the project was parsed; nullopt where that was all of it.
  std::optional<ScanCounts> Scan;
  /// Seconds and file, the slowest first.
  std::vector<std::pair<double, std::string>> Slowest;
};

/// Puts results together; \p Results has one for each of \p Jobs, and their
/// order does not matter. Findings that comments hide are counted where
/// \p Scope, which may be null, holds them.
Report mergeResults(const std::vector<Job> &Jobs,
                    const std::vector<UnitResult> &Results,
                    const FindingScope *Scope = nullptr);

/// Adds what \p Result says beside findings, of the unit with that main file.
void addUnit(Report &R, llvm::StringRef File, const UnitResult &Result);

/// Adds that a unit failed, unless it did before.
void addFailure(Report &R, Failure F);

/// Calls \p Sink with each finding of \p R, in their order.
void forEachFinding(const Report &R, FindingSink Sink);
/// The same for those that are hidden.
void forEachHidden(const Report &R, FindingSink Sink);
Tally tallyOf(const Report &R);

/// Findings as clang prints warnings, with the source lines.
void writeText(const Report &R, bool UseColor, llvm::raw_ostream &OS);

/// One JSON object that other programs may rely on.
void writeJson(const Report &R, llvm::raw_ostream &OS);

/// SARIF 2.1.0, hidden findings among the results. \p ExitStatus is what the
/// program will end with.
void writeSarif(const Report &R, int ExitStatus, llvm::raw_ostream &OS);

/// A workflow command a finding, for the log of a GitHub action.
void writeGithub(const Report &R, llvm::raw_ostream &OS);

/// GitLab's code quality: a JSON array.
void writeGitlab(const Report &R, llvm::raw_ostream &OS);

/// Checkstyle's XML.
void writeCheckstyle(const Report &R, llvm::raw_ostream &OS);

/// "12 findings in 5 files; 347 translation units, 0 failed", and what is
/// hidden or superfluous where there is any.
std::string summaryLine(const Report &R);

/// Counts and times. \p Wall and \p Cpu are seconds of the whole run.
void writeStats(const Report &R, double Wall, double Cpu,
                llvm::raw_ostream &OS);

} // namespace raiify

#endif // RAIIFY_TOOL_REPORT_H
