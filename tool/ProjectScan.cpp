//===- ProjectScan.cpp - A whole project, parsed in few units -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectScan.h"

#include "AllJobs.h"
#include "Cover.h"
#include "Includes.h"
#include "Preambles.h"
#include "RelatedWords.h"
#include "Scan.h"
#include "Scheduler.h"

#include "cluster/MissedCopies.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ThreadPool.h"

#include <optional>
#include <set>

using namespace clang;

namespace raiify {
namespace {

class ProjectScan {
public:
  ProjectScan(const std::vector<Job> &Jobs, unsigned Threads, const Setup &S,
              ScanMemory *Memory, const ChangedLines *Changed)
      : Jobs(Jobs), Threads(Threads), S(S), Memory(Memory), Changed(Changed),
        Read(Jobs.size()), Mine(Jobs.size()), Besides(Jobs.size()),
        Preambles(Jobs.size()), IsWanted(Jobs.size(), !Changed),
        IsScanned(Jobs.size()), HasSites(Jobs.size()), IsAnalyzed(Jobs.size()),
        Failures(Jobs.size()) {}
  ~ProjectScan();

  void scan(Progress &Shown);
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
  /// Why each unit was given up; empty for most.
  std::vector<std::string> Failures;
};

} // namespace

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
  auto numberOf = [&](const std::string &Name) {
    auto [It, IsNew] = Numbers.try_emplace(Name, Record.Files.size());
    if (IsNew) {
      const SourceFile &File = Files->get(Name);
      Record.Files.push_back(
          {Name, File.Path, Memory->hashOfFile(Name), File.IsSystem});
    }
    return It->second;
  };
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    if (Read[I].Failed || !IsScanned[I] || !Failures[I].empty())
      continue;
    ScannedUnit Unit{Known.Keys[I], Read[I].IsCxx, HasSites[I] != 0, {}, {}};
    for (const std::string &Name : Read[I].Names)
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
        ScanAnswer Answer =
            scanForSites(Jobs[I], S, *Files, Wanted[I], Preambles[I]);
        HasSites[I] = Answer.MayHaveSites;
        Failures[I] = std::move(Answer.Failure);
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

/// What is known of a unit that needs no parse.
UnitResult ProjectScan::unparsed(std::size_t Index) const {
  UnitResult Result;
  Result.IsPartial = true;
  Result.IsCxx = Read[Index].IsCxx;
  Result.Failure = Failures[Index];
  Result.GaveUp = !Failures[Index].empty();
  for (const SourceFile *File : Read[Index].Files)
    if (File->isOurs())
      Result.FilesRead[File->Path] = File->Hash;
  return Result;
}

/// Unit \p Index as far as it is looked at.
Job ProjectScan::jobOf(std::size_t Index) const {
  Job J = Jobs[Index];
  J.Prelude = Preambles[Index];
  // Nothing is known of what a unit reads that cannot be preprocessed.
  if (Read[Index].Failed)
    return J;
  auto Names = std::make_shared<std::set<std::string>>();
  for (const FileSet *Looked : {&Mine[Index], &Besides[Index]})
    for (const SourceFile *File : *Looked)
      Names->insert(File->Path);
  J.Mine = std::move(Names);
  return J;
}

/// Lets units look at files besides, those of \p Wants that none was analysed
/// for. Which units these are.
std::set<std::size_t> ProjectScan::lookBesides(WantsFile Wants) {
  FileSet Seen;
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (IsAnalyzed[I]) {
      Seen.insert(Mine[I].begin(), Mine[I].end());
      Seen.insert(Besides[I].begin(), Besides[I].end());
    }
  std::set<std::size_t> Units;
  auto Look = [&](std::size_t I) {
    for (const SourceFile *File : Read[I].Files)
      if (File->isOurs() && Seen.insert(File).second && Wants(*File)) {
        Besides[I].insert(File);
        Units.insert(I);
      }
  };
  // Units that are analysed anyway go first.
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (IsWanted[I])
      Look(I);
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (!IsWanted[I])
      Look(I);
  return Units;
}

/// The units to begin with: those with sites. In what has changed, a function
/// may also forget what others release, which is no site.
std::set<std::size_t> ProjectScan::firstUnits() {
  std::set<std::size_t> Units;
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (IsWanted[I] && HasSites[I]) {
      Units.insert(I);
      IsAnalyzed[I] = true;
    }
  if (Changed)
    Units.merge(lookBesides([&](const SourceFile &File) {
      return Changed->isChanged(File.Path) &&
             SourceFiles::mentions(File, {""}, "try");
    }));
  return Units;
}

/// The units with sites that the change is to be compared with.
std::set<std::size_t> ProjectScan::relatedUnits(RelatedWords &Words,
                                                Progress &Shown) {
  if (Words.empty())
    return {};
  std::set<const SourceFile *> Ours;
  for (const UnitFiles &Unit : Read)
    for (const SourceFile *File : Unit.Files)
      if (File->isOurs())
        Ours.insert(File);
  Words.addMacrosOf(std::vector<const SourceFile *>(Ours.begin(), Ours.end()),
                    definitions(Jobs));
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (!IsWanted[I])
      IsWanted[I] = (!IsScanned[I] || HasSites[I]) &&
                    llvm::any_of(Mine[I], [&](const SourceFile *File) {
                      return Words.standIn(*File);
                    });
  if (scanUnits(Shown))
    remember();
  std::set<std::size_t> Units;
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (IsWanted[I] && HasSites[I] && !IsAnalyzed[I])
      Units.insert(I);
  return Units;
}

/// The units that have to be looked at, too, because what many functions of
/// \p Results release is acquired there.
std::set<std::size_t>
ProjectScan::forgetfulUnits(const std::vector<UnitResult> &Results,
                            const RelatedWords *Words) {
  std::vector<AcquisitionCandidate> Known;
  for (const UnitResult &Result : Results)
    for (const SeenAcquisition &A : Result.Acquisitions)
      if (!Words || Words->forgottenKeys().count(A.What.Key))
        Known.push_back({&A.What, A.MinCopies});
  std::set<std::string> Acquiring = acquiringWords(Known);
  if (Acquiring.empty())
    return {};
  return lookBesides([&](const SourceFile &File) {
    return SourceFiles::mentions(File, Acquiring, "try");
  });
}

void ProjectScan::count(ScanCounts &Counts) const {
  Counts.Files = Files->size();
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    bool IsCovering = IsWanted[I] && !Mine[I].empty();
    Counts.Covering += IsCovering;
    Counts.Scanned += IsCovering && !isKnown(I);
    Counts.Analyzed += IsAnalyzed[I] != 0;
  }
}

/// Gives what units that were given up looked at to others that read it. The
/// units that have to be looked at for that.
std::set<std::size_t>
ProjectScan::heirs(const std::vector<UnitResult> &Results) {
  FileSet Orphans;
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (Results[I].GaveUp)
      for (FileSet *Looked : {&Mine[I], &Besides[I]}) {
        Orphans.insert(Looked->begin(), Looked->end());
        Looked->clear();
      }
  std::set<std::size_t> Units;
  for (std::size_t I = 0; I < Jobs.size() && !Orphans.empty(); ++I)
    if (!Results[I].GaveUp)
      for (const SourceFile *File : Read[I].Files)
        if (Orphans.erase(File)) {
          Besides[I].insert(File);
          Units.insert(I);
        }
  return Units;
}

std::vector<UnitResult>
ProjectScan::analyze(Progress &Shown, ScanCounts &Counts, AnalyzeJob Analyze) {
  std::vector<UnitResult> Results;
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    Results.push_back(unparsed(I));
  auto run = [&](const std::set<std::size_t> &Units) {
    std::vector<Job> Some;
    for (std::size_t Index : Units)
      Some.push_back(jobOf(Index));
    for (auto &&[Index, Result] :
         llvm::zip_equal(Units, runJobs(Some, Threads, S, Shown, Analyze))) {
      Counts.Parsed += !Result.FromCache;
      if (Result.GaveUp)
        Result.FilesRead = std::move(Results[Index].FilesRead);
      Results[Index] = std::move(Result);
      Results[Index].IsPartial = !Read[Index].Failed;
      IsAnalyzed[Index] = true;
    }
  };
  run(firstUnits());
  std::optional<RelatedWords> Words;
  if (Changed) {
    Words.emplace(Results, *Changed);
    run(relatedUnits(*Words, Shown));
  }
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (!Failures[I].empty() && !IsAnalyzed[I])
      Results[I] = unparsed(I);
  for (auto Units = heirs(Results); !Units.empty(); Units = heirs(Results))
    run(Units);
  run(forgetfulUnits(Results, Words ? &*Words : nullptr));
  count(Counts);
  for (auto &&[Result, Prelude] : llvm::zip_equal(Results, Preambles))
    Result.Prelude = Prelude;
  return Results;
}

std::vector<UnitResult> scanProject(const std::vector<Job> &Jobs,
                                    unsigned Threads, const Setup &S,
                                    Progress &Shown, ScanCounts &Counts,
                                    AnalyzeJob Analyze, ScanMemory *Memory,
                                    const ChangedLines *Changed) {
  ProjectScan Scan(Jobs, Threads, S, Memory, Changed);
  Scan.scan(Shown);
  return Scan.analyze(Shown, Counts, Analyze);
}

} // namespace raiify
