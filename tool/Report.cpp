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

static void mergeUnit(const Unit &U, const UnitResult &Result, Report &R,
                      std::vector<Finding> &Suppressed) {
  if (!Result.IsCxx) {
    ++R.OtherLanguage;
    return;
  }
  ++R.Units;
  R.FromCache += Result.FromCache;
  R.Crashed |= Result.Crashed;
  llvm::append_range(R.Findings, Result.Findings);
  llvm::append_range(Suppressed, Result.Suppressed);
  if (!Result.Failure.empty())
    R.Failures.push_back({U.RealFile, Result.Failure});
  // A flag that a command has twice counts once for the unit.
  for (const std::string &Flag : std::set<std::string>(
           Result.UnknownFlags.begin(), Result.UnknownFlags.end()))
    ++R.UnknownFlags[Flag];
  for (const std::string &Warning :
       std::set<std::string>(Result.Warnings.begin(), Result.Warnings.end()))
    ++R.Warnings[Warning];
  R.Slowest.emplace_back(Result.Seconds, U.RealFile);
}

/// How many findings are hidden in every unit that has them.
static std::size_t countHidden(const std::vector<Finding> &Shown,
                               const std::vector<Finding> &Suppressed) {
  using Key = std::pair<Location, CheckKind>;
  std::set<Key> Seen;
  for (const Finding &F : Shown)
    Seen.insert({F.Where, F.Check});
  std::size_t Count = 0;
  for (const Finding &F : Suppressed)
    Count += Seen.insert({F.Where, F.Check}).second;
  return Count;
}

Report mergeResults(const std::vector<Job> &Jobs,
                    const std::vector<UnitResult> &Results) {
  Report R;
  std::vector<Finding> Suppressed;
  for (auto &&[J, Result] : llvm::zip_equal(Jobs, Results))
    mergeUnit(*J.What, Result, R, Suppressed);
  normalize(R.Findings);
  R.Suppressed = countHidden(R.Findings, Suppressed);
  llvm::sort(R.Failures, [](const Failure &A, const Failure &B) {
    return A.File < B.File;
  });
  llvm::sort(R.Slowest, [](const auto &A, const auto &B) {
    return A.first != B.first ? A.first > B.first : A.second < B.second;
  });
  return R;
}

std::string summaryLine(const Report &R) {
  std::set<std::string> Files;
  for (const Finding &F : R.Findings)
    Files.insert(F.Where.File);
  return plural(R.Findings.size(), "finding") + " in " +
         plural(Files.size(), "file") + "; " +
         plural(R.Units, "translation unit") + ", " +
         std::to_string(R.Failures.size()) + " failed";
}

/// How many of the slowest units --stats names.
static constexpr std::size_t SlowestShown = 5;

/// How many findings have each verdict, and of those refused each reason.
static void
writeVerdictStats(const Report &R,
                  llvm::function_ref<void(std::size_t, llvm::StringRef)> Row) {
  std::map<Verdict, std::size_t> Verdicts;
  std::map<Reason, std::size_t> Reasons;
  for (const Finding &F : R.Findings) {
    ++Verdicts[F.Rewrite.Verdict];
    if (F.Rewrite.Reason)
      ++Reasons[*F.Rewrite.Reason];
  }
  for (const auto &[V, Count] : Verdicts)
    Row(Count, verdictName(V));
  for (const auto &[Why, Count] : Reasons)
    Row(Count, ("refused: " + reasonInfo(Why).Id).str());
}

void writeStats(const Report &R, double Wall, double Cpu,
                llvm::raw_ostream &OS) {
  std::map<CheckKind, unsigned> Counts;
  for (const Finding &F : R.Findings)
    ++Counts[F.Check];
  for (const CheckInfo &Info : allChecks())
    OS << llvm::format("%8u  ", Counts[Info.Kind]) << Info.Name << '\n';
  auto Row = [&OS](std::size_t Count, llvm::StringRef What) {
    OS << llvm::format("%8zu  ", Count) << What << '\n';
  };
  writeVerdictStats(R, Row);
  Row(R.Suppressed, "suppressed by NOLINT");
  Row(R.Units, "translation units");
  Row(R.FromCache, "of them from the cache");
  Row(R.Failures.size(), "of them failed");
  Row(R.OtherLanguage, "not C++, left alone");
  OS << llvm::format("%8.2f  seconds\n", Wall)
     << llvm::format("%8.2f  seconds of CPU\n", Cpu);
  llvm::ArrayRef<std::pair<double, std::string>> Slowest(R.Slowest);
  for (const auto &[Seconds, File] : Slowest.take_front(SlowestShown))
    OS << llvm::format("%8.2f  ", Seconds) << displayPath(File) << '\n';
}

} // namespace raiify
