//===- Analyze.h - Findings of one translation unit -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Parses one translation unit, asks the engine for its findings, and has a
/// rewrite proved for each that is shown.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_ANALYZE_H
#define RAIIFY_TOOL_ANALYZE_H

#include "Contain.h"
#include "FileDigests.h"
#include "PathName.h"
#include "Select.h"
#include "Settings.h"

#include "model/Acquisition.h"
#include "model/Finding.h"
#include "model/NamedGuard.h"
#include "prove/Prover.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace raiify {

/// A file that was read.
struct FileRead {
  /// Absolute; links and `..` as they were written.
  std::string Name;
  std::uint64_t Hash = 0;

  bool operator<(const FileRead &Other) const { return Name < Other.Name; }
};

/// A site that raii-copied-cleanup compares with those of other units.
struct CopiedSite {
  Site What;
  /// Config::MinCopies of the unit.
  unsigned MinCopies = 0;
};

/// What raii-missed-cleanup compares with what other functions do.
struct SeenAcquisition {
  Acquisition What;
  /// Config::MinCopies of the unit.
  unsigned MinCopies = 0;
};

/// A place that a NOLINT comment hides from a check.
struct HiddenPlace {
  CheckKind Check = CheckKind::EmulatedFinally;
  Location Where;
};

struct ForeseenResult;
struct Preamble;

/// What one translation unit gave. A unit that did not parse may still have
/// findings, from the functions that did.
struct UnitResult {
  std::vector<Finding> Findings;
  /// The site of each finding, in the same order.
  std::vector<Site> Sites;
  /// Empty where raii-copied-cleanup is off. These sites need not have a
  /// finding of their own.
  std::vector<CopiedSite> Copied;
  /// Empty where raii-missed-cleanup is off.
  std::vector<SeenAcquisition> Acquisitions;
  /// Where a guard that several files share could go: guardFolder of the
  /// guard header.
  std::string GuardFolder;
  /// Those that a NOLINT comment hides.
  std::vector<Finding> Suppressed;
  /// Where a NOLINT comment keeps sites and acquisitions from being compared
  /// with those of other functions.
  std::vector<HiddenPlace> Uncompared;
  /// Why the unit did not parse, with the place; empty if it did.
  std::string Failure;
  /// Flags that were left out because clang does not know them.
  std::vector<std::string> UnknownFlags;
  /// Flags whose values clang complained of, and unmatched NOLINT comments.
  std::vector<std::string> Warnings;
  /// Whether the analysis did not come to its end: nothing is known of the
  /// unit. The process may be in a bad state.
  bool GaveUp = false;
  /// False for C and the like: not parsed, and no failure.
  bool IsCxx = true;
  /// The files that were read, system headers aside: hashOf the text by real
  /// path.
  std::map<PathName, std::uint64_t> FilesRead;
  /// Whether other units look at some of the files that this one reads.
  bool IsPartial = false;
  /// What the analysis of the same unit with Job::Named is going to give; may
  /// be null.
  std::shared_ptr<const ForeseenResult> Foreseen = nullptr;
  /// Job::Prelude for when the unit is analysed again.
  std::shared_ptr<const Preamble> Prelude = nullptr;
  /// All files that were read, those of system headers and of the parses of
  /// edited text among them, by the names that they were first opened by. Those
  /// of Setup::Texts are left out.
  std::vector<FileRead> AllFilesRead;
  /// Whether the same files give the same result again. Not so if something
  /// was not found, which may be there the next time, or if the unit reads what
  /// is not listed here, such as a precompiled header.
  bool IsRepeatable = false;
  /// Whether the result was read from the cache, and not made in this run.
  bool FromCache = false;
  double Seconds = 0;
};

/// A result with Job::Named that was made in the same parse as one without.
struct ForeseenResult {
  NamedGuardUses Named;
  UnitResult Result;
};

/// How much of a project was parsed, for statistics.
struct ScanCounts {
  std::size_t Files = 0;
  /// Units that cover the files which may hold sites, and those of them that
  /// were scanned now: what an earlier run found holds.
  std::size_t Covering = 0;
  std::size_t Scanned = 0;
  /// Units with something to judge, and those of them that were parsed in full
  /// now, not read from the cache.
  std::size_t Analyzed = 0;
  std::size_t Parsed = 0;
  /// Those for which the scan was enough now: no rewrite of theirs can be
  /// granted.
  std::size_t Settled = 0;
};

/// A unit to analyse, and what holds for it.
struct Job {
  const Unit *What;
  std::shared_ptr<const UnitSettings> Settings;
  /// Real paths of the files whose functions the unit looks at; null means
  /// all that it reads. Others look at the rest.
  std::shared_ptr<const std::set<std::string>> Mine = nullptr;
  /// Makes proofs quicker; may be null.
  std::shared_ptr<const Preamble> Prelude = nullptr;
  /// Whether UnitResult::Acquisitions may lack those of functions without
  /// sites, and a scan may answer.
  bool OnlySites = false;
  /// What a scan answers; may be null.
  std::shared_ptr<const UnitResult> Settled = nullptr;
  /// Copies that are to be rewritten with a guard of their cluster's, at least
  /// one; only they are looked at then. May be null.
  std::shared_ptr<const NamedGuardUses> Named = nullptr;
  /// What Named is likely to be when the unit is looked at again: such a
  /// result is made in the same parse. May be null; of no use beside Named.
  std::shared_ptr<const NamedGuardUses> Foreseen = nullptr;
};

/// What holds for all units that are analysed together.
struct Setup {
  std::string ResourceDir;
  /// The assumptions that the user grants, those by default among them.
  std::vector<AssumptionKind> Granted;
  GuardHeader Header;
  /// Files whose text is not the one on disk: what was edited so far, and the
  /// guard header as long as it is not written.
  FileTexts Texts;
  /// Of each step of a unit: its scan, its analysis with all proofs.
  TimeLimit Limit = TimeLimit::zero();
};

/// A job for a thread that may be left running: where there is a time limit it
/// has a copy of everything. Else it refers to what it is made of.
class LastingJob {
public:
  LastingJob(const Job &J, const Setup &S);

  Job What;
  std::shared_ptr<const Setup> Shared;

private:
  std::shared_ptr<const Unit> Copy;
};

/// Analyses one unit. Touches nothing outside the calling thread: the unit has
/// its own files and its own working directory. A crash in clang or in the
/// engine is a Failure, and so is an analysis that takes too long.
UnitResult analyzeUnit(const Job &J, const Setup &S);

} // namespace raiify

#endif // RAIIFY_TOOL_ANALYZE_H
