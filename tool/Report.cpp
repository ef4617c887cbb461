//===- Report.cpp - What a whole run found --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "Console.h"
#include "Paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

#include <set>

namespace raiify {

FindingSource::~FindingSource() = default;

void Tally::add(const Finding &F) {
  ++Findings;
  Files.insert(F.Where.File);
  ++Checks[F.Check];
  ++Verdicts[F.Rewrite.Verdict];
  if (F.Rewrite.Reason)
    ++Reasons[*F.Rewrite.Reason];
}

void forEachFinding(const Report &R, FindingSink Sink) {
  llvm::for_each(R.Findings, Sink);
  if (R.Elsewhere)
    R.Elsewhere->visit(Sink);
}

void forEachHidden(const Report &R, FindingSink Sink) {
  llvm::for_each(R.Hidden, Sink);
  if (R.Elsewhere)
    R.Elsewhere->visitHidden(Sink);
}

Tally tallyOf(const Report &R) {
  if (R.Elsewhere)
    return R.Elsewhere->tally();
  Tally Result;
  for (const Finding &F : R.Findings)
    Result.add(F);
  return Result;
}

void addUnit(Report &R, llvm::StringRef File, const UnitResult &Result) {
  if (!Result.IsCxx) {
    ++R.OtherLanguage;
    return;
  }
  ++R.Units;
  R.FromCache += Result.FromCache;
  if (!Result.Failure.empty())
    R.Failures.push_back({File.str(), Result.Failure});
  // A flag that a command has twice counts once for the unit.
  for (const std::string &Flag : std::set<std::string>(
           Result.UnknownFlags.begin(), Result.UnknownFlags.end()))
    ++R.UnknownFlags[Flag];
  for (const std::string &Warning :
       std::set<std::string>(Result.Warnings.begin(), Result.Warnings.end()))
    ++R.Warnings[Warning];
  R.Slowest.emplace_back(Result.Seconds, File.str());
}

/// Takes out what is shown in some unit.
static void dropShown(const std::vector<Finding> &Shown,
                      std::vector<Finding> &Hidden) {
  std::set<std::pair<Location, CheckKind>> Seen;
  for (const Finding &F : Shown)
    Seen.insert({F.Where, F.Check});
  llvm::erase_if(Hidden, [&](const Finding &F) {
    return Seen.count({F.Where, F.Check}) > 0;
  });
}

Report mergeResults(const std::vector<Job> &Jobs,
                    const std::vector<UnitResult> &Results,
                    const FindingScope *Scope) {
  Report R;
  for (auto &&[J, Result] : llvm::zip_equal(Jobs, Results)) {
    addUnit(R, J.What->RealFile, Result);
    llvm::append_range(R.Findings, Result.Findings);
    llvm::copy_if(Result.Suppressed, std::back_inserter(R.Hidden),
                  [&](const Finding &F) { return !Scope || Scope->holds(F); });
  }
  normalize(R.Findings);
  dropShown(R.Findings, R.Hidden);
  normalize(R.Hidden);
  R.Suppressed = R.Hidden.size();
  llvm::sort(R.Failures, [](const Failure &A, const Failure &B) {
    return A.File < B.File;
  });
  llvm::sort(R.Slowest, [](const auto &A, const auto &B) {
    return A.first != B.first ? A.first > B.first : A.second < B.second;
  });
  return R;
}

void addFailure(Report &R, Failure F) {
  auto At =
      llvm::lower_bound(R.Failures, F, [](const Failure &A, const Failure &B) {
        return A.File < B.File;
      });
  if (At == R.Failures.end() || At->File != F.File)
    R.Failures.insert(At, std::move(F));
}

std::string summaryLine(const Report &R) {
  Tally Counts = tallyOf(R);
  std::string Line = plural(Counts.Findings, "finding") + " in " +
                     plural(Counts.Files.size(), "file") + "; " +
                     plural(R.Units, "translation unit") + ", " +
                     std::to_string(R.Failures.size()) + " failed";
  if (R.Baselined)
    Line += "; " + std::to_string(R.Baselined) + " known from the baseline";
  if (R.UnusedSuppressions)
    Line += "; " + plural(R.UnusedSuppressions, "unused suppression");
  return Line;
}

/// How many of the slowest units --stats names.
static constexpr std::size_t SlowestShown = 5;

void writeStats(const Report &R, double Wall, double Cpu,
                llvm::raw_ostream &OS) {
  Tally Counts = tallyOf(R);
  auto Row = [&OS](std::size_t Count, llvm::StringRef What) {
    OS << llvm::format("%8zu  ", Count) << What << '\n';
  };
  for (const CheckInfo &Info : allChecks())
    Row(Counts.Checks[Info.Kind], Info.Name);
  for (const auto &[V, Count] : Counts.Verdicts)
    Row(Count, verdictName(V));
  for (const auto &[Why, Count] : Counts.Reasons)
    Row(Count, ("refused: " + reasonInfo(Why).Id).str());
  Row(R.Suppressed, "suppressed by NOLINT");
  Row(R.Baselined, "known from the baseline");
  Row(R.Units, "translation units");
  Row(R.FromCache, "of them from the cache");
  Row(R.Failures.size(), "of them failed");
  Row(R.OtherLanguage, "not C++, left alone");
  if (R.Scan) {
    Row(R.Scan->Files, "files that they read");
    Row(R.Scan->Covering, "units cover the files of interest");
    Row(R.Scan->Scanned, "of them scanned in this run");
    Row(R.Scan->Analyzed, "of them have something to judge");
    Row(R.Scan->Parsed, "of them parsed in full in this run");
    Row(R.Scan->Settled, "of them settled by the scan in this run");
  }
  OS << llvm::format("%8.2f  seconds\n", Wall)
     << llvm::format("%8.2f  seconds of CPU\n", Cpu);
  llvm::ArrayRef<std::pair<double, std::string>> Slowest(R.Slowest);
  for (const auto &[Seconds, File] : Slowest.take_front(SlowestShown))
    OS << llvm::format("%8.2f  ", Seconds) << displayPath(File) << '\n';
}

} // namespace raiify
