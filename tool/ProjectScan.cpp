//===- ProjectScan.cpp - A whole project, parsed in few units -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectScanImpl.h"

#include "AllJobs.h"
#include "Contain.h"
#include "Cover.h"
#include "Preambles.h"
#include "Scan.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ThreadPool.h"

namespace raiify {

/// Scans that were left behind may still look at the files.
ProjectScan::~ProjectScan() {
  if (isAnythingLeftBehind())
    (void)Files.release();
}

/// Takes over what is known of all units. False if some have to be read.
bool ProjectScan::recall() {
  if (!Memory)
    return false;
  Known = Memory->load(Jobs, S);
  if (llvm::is_contained(Known.Units, nullptr))
    return false;
  Files = std::make_unique<SourceFiles>(std::vector<IncludePath>());
  std::vector<SourceFile *> ByIndex;
  for (const ScannedFile &File : Known.Record.Files) {
    SourceFile &Same = Files->get(File.Name, File.Real);
    Same.IsSystem = File.IsSystem;
    Same.Hash = File.IsSystem ? 0 : File.Hash;
    ByIndex.push_back(&Same);
  }
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    const ScannedUnit &Unit = *Known.Units[I];
    for (unsigned Index : Unit.Files)
      Read[I].Files.push_back(ByIndex[Index]);
    for (unsigned Index : Unit.Mine)
      Mine[I].insert(ByIndex[Index]);
    Read[I].IsCxx = Unit.IsCxx;
    HasSites[I] = Unit.HasSites;
    IsSettled[I] = Unit.IsSettled;
    IsScanned[I] = true;
  }
  return true;
}

/// Finds out what each unit reads; preprocesses those of which it is not known.
void ProjectScan::readIncludes() {
  Files = std::make_unique<SourceFiles>(includePathsOf(Jobs, S));
  std::vector<Job> Unknown;
  std::vector<std::size_t> Numbers;
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    const ScannedUnit *Unit = I < Known.Units.size() ? Known.Units[I] : nullptr;
    if (!Unit) {
      Unknown.push_back(Jobs[I]);
      Numbers.push_back(I);
      continue;
    }
    Read[I].IsCxx = Unit->IsCxx;
    for (unsigned Index : Unit->Files) {
      const ScannedFile &File = Known.Record.Files[Index];
      Read[I].Files.push_back(&Files->get(File.Name, File.Real));
      Read[I].Names.push_back(File.Name);
    }
    llvm::sort(Read[I].Files);
    Read[I].Files.erase(llvm::unique(Read[I].Files), Read[I].Files.end());
  }
  for (auto &&[Index, Found] :
       llvm::zip_equal(Numbers, scanIncludes(Unknown, S, *Files, Threads)))
    Read[Index] = std::move(Found);
}

/// Keeps what was found for the next run.
void ProjectScan::remember() {
  if (!Memory)
    return;
  ScanRecord Record;
  llvm::StringMap<unsigned> Numbers;
  auto numberOf = [&](llvm::StringRef Name) {
    auto [It, IsNew] = Numbers.try_emplace(Name, Record.Files.size());
    if (IsNew) {
      const SourceFile &File = Files->get(Name);
      Record.Files.push_back({Name.str(), File.Path,
                              Memory->hashOfFile(Name.str()), File.IsSystem});
    }
    return It->second;
  };
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    if (Read[I].Failed || !IsScanned[I] || !Failures[I].empty())
      continue;
    ScannedUnit Unit;
    Unit.Key = Known.Keys[I];
    Unit.IsCxx = Read[I].IsCxx;
    Unit.HasSites = HasSites[I] != 0;
    Unit.IsSettled = IsSettled[I] != 0;
    for (const PathName &Name : Read[I].Names)
      Unit.Files.push_back(numberOf(Name));
    for (const SourceFile *File : Mine[I])
      Unit.Mine.push_back(numberOf(File->Path));
    llvm::sort(Unit.Files);
    llvm::sort(Unit.Mine);
    Record.Units.push_back(std::move(Unit));
  }
  Memory->store(Known, Record);
}

/// Decides which units are scanned, and what each of them looks at.
void ProjectScan::chooseUnits() {
  Files->survey(widestOptions(Jobs), definitions(Jobs), Threads);
  llvm::DenseMap<const SourceFile *, std::size_t> Numbers;
  std::vector<const SourceFile *> ByNumber;
  auto numberOf = [&](const SourceFile *File) {
    auto [It, IsNew] = Numbers.try_emplace(File, ByNumber.size());
    if (IsNew)
      ByNumber.push_back(File);
    return It->second;
  };
  FileLists Lists(Jobs.size());
  std::vector<std::size_t> Own;
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    for (const SourceFile *File : Read[I].Files)
      if (File->mayHoldSites())
        Lists[I].push_back(numberOf(File));
    Own.push_back(numberOf(&Files->get(Jobs[I].What->RealFile)));
  }
  FileLists Chosen = coverFiles(Lists, Own);
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    for (std::size_t Number : Chosen[I])
      Mine[I].insert(ByNumber[Number]);
}

/// Wants the units that look at what has changed. What a unit reads that cannot
/// be preprocessed is not known.
void ProjectScan::wantChanged() {
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    IsWanted[I] =
        Read[I].Failed || llvm::any_of(Mine[I], [&](const SourceFile *File) {
          return Changed->isChanged(File->Path);
        });
}

/// Scans the wanted units of which it is not known whether they have sites.
/// False if there are none.
bool ProjectScan::scanUnits(Progress &Shown) {
  std::vector<FileSet> Wanted(Jobs.size());
  std::vector<std::size_t> Units;
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    bool IsDue = IsWanted[I] || Mine[I].empty() || isKnown(I);
    if (IsScanned[I] || !IsDue)
      continue;
    IsScanned[I] = true;
    HasSites[I] = Read[I].Failed || (isKnown(I) && Known.Units[I]->HasSites);
    IsSettled[I] = isKnown(I) && Known.Units[I]->IsSettled;
    if (Read[I].Failed)
      continue;
    Units.push_back(I);
    if (!isKnown(I))
      Wanted[I] = Mine[I];
  }
  auto Made = makePreambles(Jobs, Wanted, Read, S, *Files, Threads);
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
  for (std::size_t I : Units) {
    Preambles[I] = Made[I];
    Pool.async([&, I] {
      if (!Wanted[I].empty()) {
        // What is related to a change is found among all that a unit acquires.
        ScanAnswer Answer = scanForSites(jobOf(I), S, *Files, Wanted[I],
                                         Changed ? nullptr : &Read[I].Files);
        HasSites[I] = Answer.MayHaveSites;
        Failures[I] = std::move(Answer.Failure);
        if (Answer.Settled) {
          IsSettled[I] = true;
          Settled[I] = settled(I, *Answer.Settled);
        }
        Seen[I] = std::move(Answer.Seen);
      }
      if (!HasSites[I])
        Shown.done(Jobs[I].What->RealFile);
    });
  }
  Pool.wait();
  return !Units.empty();
}

/// Whether the unit was scanned before, for the same files.
bool ProjectScan::isKnown(std::size_t Index) const {
  const ScannedUnit *Unit =
      Index < Known.Units.size() ? Known.Units[Index] : nullptr;
  if (!Unit || Unit->Mine.size() != Mine[Index].size())
    return false;
  return llvm::all_of(Unit->Mine, [&](unsigned Number) {
    const ScannedFile &File = Known.Record.Files[Number];
    return Mine[Index].contains(&Files->get(File.Name, File.Real));
  });
}

void ProjectScan::scan(Progress &Shown) {
  bool IsRecalled = recall();
  if (!IsRecalled) {
    readIncludes();
    chooseUnits();
  }
  if (Changed)
    wantChanged();
  if (IsRecalled)
    return;
  scanUnits(Shown);
  remember();
}

std::vector<UnitResult> scanProject(const std::vector<Job> &Jobs,
                                    unsigned Threads, const Setup &S,
                                    Progress &Shown, ScanCounts &Counts,
                                    Foresee Ask, AnalyzeJob Analyze,
                                    ScanMemory *Memory,
                                    const ChangedLines *Changed) {
  ProjectScan Scan(Jobs, Threads, S, Memory, Changed);
  Scan.scan(Shown);
  Scan.foresee(Ask);
  return Scan.analyze(Shown, Counts, Analyze);
}

} // namespace raiify
