//===- ProjectScanImpl.h - What a scan of a project knows -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The state of a scan, for the two sources that work on it: ProjectScan.cpp
/// finds out which units have something to judge, ProjectUnits.cpp which of
/// them are analysed, and what they look at then.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PROJECTSCANIMPL_H
#define RAIIFY_TOOL_PROJECTSCANIMPL_H

#include "ChangedLines.h"
#include "Includes.h"
#include "Preamble.h"
#include "ProjectScan.h"
#include "RelatedWords.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace raiify {

class ProjectScan {
public:
  ProjectScan(const std::vector<Job> &Jobs, unsigned Threads, const Setup &S,
              ScanMemory *Memory, const ChangedLines *Changed)
      : Jobs(Jobs), Threads(Threads), S(S), Memory(Memory), Changed(Changed),
        Read(Jobs.size()), Mine(Jobs.size()), Besides(Jobs.size()),
        Preambles(Jobs.size()), IsWanted(Jobs.size(), !Changed),
        IsScanned(Jobs.size()), HasSites(Jobs.size()), IsAnalyzed(Jobs.size()),
        IsSettled(Jobs.size()), Settled(Jobs.size()), Seen(Jobs.size()),
        HasHeirs(Jobs.size()), Failures(Jobs.size()) {}
  ~ProjectScan();

  void scan(Progress &Shown);
  void foresee(Foresee Ask);
  std::vector<UnitResult> analyze(Progress &Shown, ScanCounts &Counts,
                                  AnalyzeJob Analyze);

private:
  bool recall();
  void readIncludes();
  void chooseUnits();
  void wantChanged();
  bool scanUnits(Progress &Shown);
  void remember();
  bool isKnown(std::size_t Index) const;
  UnitResult seenIn(std::size_t Index, std::set<const Preamble *> &Known) const;
  std::shared_ptr<const NamedGuardUses>
  foreseenIn(const std::set<std::string> &Files) const;
  Job jobOf(std::size_t Index) const;
  using WantsFile = llvm::function_ref<bool(const SourceFile &)>;
  std::set<std::size_t> lookBesides(WantsFile Wants);
  std::set<std::size_t> firstUnits();
  std::set<std::size_t> relatedUnits(RelatedWords &Words, Progress &Shown);
  std::set<std::size_t> forgetfulUnits(const std::vector<UnitResult> &Results,
                                       const RelatedWords *Words);
  void count(ScanCounts &Counts) const;
  std::set<std::size_t> heirs(const std::vector<UnitResult> &Results);
  UnitResult unparsed(std::size_t Index) const;
  std::shared_ptr<const UnitResult> settled(std::size_t Index,
                                            const UnitResult &Answer) const;
  /// Whether the scan's answer is all that is asked of the unit.
  bool suffices(std::size_t Index) const {
    return IsSettled[Index] && !Changed && Besides[Index].empty();
  }

  const std::vector<Job> &Jobs;
  unsigned Threads;
  const Setup &S;
  /// May be null.
  ScanMemory *Memory;
  /// Null where all lines count.
  const ChangedLines *Changed;
  /// What it has of an earlier scan.
  ScanMemory::Known Known;
  std::unique_ptr<SourceFiles> Files;
  std::vector<UnitFiles> Read;
  /// What each unit looks at.
  std::vector<FileSet> Mine;
  /// What it looks at besides, when it is analysed.
  std::vector<FileSet> Besides;
  std::vector<std::shared_ptr<const Preamble>> Preambles;
  /// Which units are to be scanned; whether it is known if each has something
  /// to judge, and whether it has.
  std::vector<char> IsWanted;
  std::vector<char> IsScanned;
  std::vector<char> HasSites;
  std::vector<char> IsAnalyzed;
  /// For which units a scan is enough, and what it found if it was now.
  std::vector<char> IsSettled;
  std::vector<std::shared_ptr<const UnitResult>> Settled;
  /// What the scan saw of each of the others now, up to foresee().
  std::vector<std::shared_ptr<const UnitResult>> Seen;
  /// What copies are likely to be tried with.
  NamedGuardUses Foreseen;
  /// Of which units others look at the same files, since these failed.
  std::vector<char> HasHeirs;
  /// Why each unit was given up; empty for most.
  std::vector<std::string> Failures;
};

} // namespace raiify

#endif // RAIIFY_TOOL_PROJECTSCANIMPL_H
