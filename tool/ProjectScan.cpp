//===- ProjectScan.cpp - A whole project, parsed in few units -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectScan.h"

#include "CompileFlags.h"
#include "Cover.h"
#include "IncludePath.h"
#include "Includes.h"
#include "Preambles.h"
#include "Scan.h"
#include "Scheduler.h"

#include "cluster/MissedCopies.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ThreadPool.h"

using namespace clang;

namespace raiify {
namespace {

class ProjectScan {
public:
  ProjectScan(const std::vector<Job> &Jobs, unsigned Threads, const Setup &S,
              ScanMemory *Memory)
      : Jobs(Jobs), Threads(Threads), S(S), Memory(Memory), Read(Jobs.size()),
        Mine(Jobs.size()), Preambles(Jobs.size()), HasSites(Jobs.size()) {}

  void scan(Progress &Shown);
  std::vector<UnitResult> analyze(Progress &Shown, ScanCounts &Counts,
                                  AnalyzeJob Analyze);

private:
  static std::vector<IncludePath> includePathsOf(const std::vector<Job> &Jobs,
                                                 const Setup &S);
  bool recall();
  void readIncludes();
  void chooseUnits();
  void scanUnits(Progress &Shown);
  void remember();
  bool isKnown(std::size_t Index) const;
  Config widestOptions() const;
  std::vector<std::string> definitions() const;
  Job jobOf(std::size_t Index) const;
  std::vector<std::size_t>
  forgetfulUnits(const std::vector<UnitResult> &Results);
  UnitResult unparsed(std::size_t Index) const;

  const std::vector<Job> &Jobs;
  unsigned Threads;
  const Setup &S;
  /// May be null.
  ScanMemory *Memory;
  /// What it has of an earlier scan.
  ScanMemory::Known Known;
  std::unique_ptr<SourceFiles> Files;
  std::vector<UnitFiles> Read;
  /// What each unit looks at.
  std::vector<FileSet> Mine;
  std::vector<std::shared_ptr<const Preamble>> Preambles;
  /// Whether each unit has something to judge.
  std::vector<char> HasSites;
};

} // namespace

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
    if (Read[I].Failed)
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

std::vector<IncludePath>
ProjectScan::includePathsOf(const std::vector<Job> &Jobs, const Setup &S) {
  std::vector<Unit> Units;
  for (const Job &J : Jobs)
    Units.push_back(*J.What);
  return includePaths(Units, S.ResourceDir);
}

/// Options under which a file may hold whatever it may hold for some unit.
Config ProjectScan::widestOptions() const {
  Config Result;
  const UnitSettings *Last = nullptr;
  for (const Job &J : Jobs) {
    if (J.Settings.get() == Last)
      continue;
    Last = J.Settings.get();
    for (const Config &Options : distinctOptions(*Last))
      for (const std::string &Name : Options.ReleaseFunctions)
        if (!llvm::is_contained(Result.ReleaseFunctions, Name))
          Result.ReleaseFunctions.push_back(Name);
  }
  return Result;
}

/// The macros of all command lines.
std::vector<std::string> ProjectScan::definitions() const {
  std::set<std::string> Result;
  for (const Job &J : Jobs) {
    const std::vector<std::string> &Args = J.What->Command.CommandLine;
    for (std::size_t I = 0; I < Args.size(); ++I) {
      llvm::StringRef Arg = Args[I];
      if (!Arg.consume_front("-D"))
        continue;
      if (Arg.empty() && I + 1 < Args.size())
        Arg = Args[I + 1];
      Result.insert(Arg.str());
    }
  }
  return {Result.begin(), Result.end()};
}

/// Decides which units are scanned, and what each of them looks at.
void ProjectScan::chooseUnits() {
  Files->survey(widestOptions(), definitions(), Threads);
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

void ProjectScan::scanUnits(Progress &Shown) {
  std::vector<FileSet> Wanted(Jobs.size());
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (!isKnown(I))
      Wanted[I] = Mine[I];
  Preambles = makePreambles(Jobs, Wanted, Read, S, *Files, Threads);
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    HasSites[I] = Read[I].Failed || (isKnown(I) && Known.Units[I]->HasSites);
    if (Read[I].Failed)
      continue;
    Pool.async([&, I] {
      if (!Wanted[I].empty())
        HasSites[I] =
            mayHaveSites(Jobs[I], S, *Files, Wanted[I], Preambles[I].get());
      if (!HasSites[I])
        Shown.done(Jobs[I].What->RealFile);
    });
  }
  Pool.wait();
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
  if (recall())
    return;
  readIncludes();
  chooseUnits();
  scanUnits(Shown);
  remember();
}

/// What is known of a unit that needs no parse.
UnitResult ProjectScan::unparsed(std::size_t Index) const {
  UnitResult Result;
  Result.IsPartial = true;
  Result.IsCxx = Read[Index].IsCxx;
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
  for (const SourceFile *File : Mine[Index])
    Names->insert(File->Path);
  J.Mine = std::move(Names);
  return J;
}

/// The units that have to be looked at, too, because what many functions of
/// \p Results release is acquired there; what they look at is extended.
std::vector<std::size_t>
ProjectScan::forgetfulUnits(const std::vector<UnitResult> &Results) {
  std::vector<AcquisitionCandidate> Known;
  FileSet Analyzed;
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    for (const SeenAcquisition &A : Results[I].Acquisitions)
      Known.push_back({&A.What, A.MinCopies});
    if (HasSites[I])
      Analyzed.insert(Mine[I].begin(), Mine[I].end());
  }
  std::set<std::string> Words = acquiringWords(Known);
  std::set<std::size_t> Units;
  if (Words.empty())
    return {};
  llvm::DenseSet<const SourceFile *> Seen = std::move(Analyzed);
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    for (const SourceFile *File : Read[I].Files)
      if (File->isOurs() && Seen.insert(File).second &&
          SourceFiles::mentions(*File, Words, "try")) {
        Mine[I].insert(File);
        Units.insert(I);
      }
  return {Units.begin(), Units.end()};
}

std::vector<UnitResult>
ProjectScan::analyze(Progress &Shown, ScanCounts &Counts, AnalyzeJob Analyze) {
  std::vector<UnitResult> Results;
  std::vector<std::size_t> Units;
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    Results.push_back(unparsed(I));
    if (HasSites[I])
      Units.push_back(I);
  }
  Counts.Files = Files->size();
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    Counts.Covering += !Mine[I].empty();
    Counts.Scanned += !Mine[I].empty() && !isKnown(I);
  }
  Counts.Analyzed = Units.size();
  auto run = [&] {
    std::vector<Job> Some;
    for (std::size_t Index : Units)
      Some.push_back(jobOf(Index));
    for (auto &&[Index, Result] :
         llvm::zip_equal(Units, runJobs(Some, Threads, S, Shown, Analyze))) {
      Counts.Parsed += !Result.FromCache;
      Results[Index] = std::move(Result);
      Results[Index].IsPartial = !Read[Index].Failed;
    }
  };
  run();
  Units = forgetfulUnits(Results);
  for (std::size_t Index : Units)
    Counts.Analyzed += !HasSites[Index];
  run();
  for (auto &&[Result, Prelude] : llvm::zip_equal(Results, Preambles))
    Result.Prelude = Prelude;
  return Results;
}

std::vector<UnitResult> scanProject(const std::vector<Job> &Jobs,
                                    unsigned Threads, const Setup &S,
                                    Progress &Shown, ScanCounts &Counts,
                                    AnalyzeJob Analyze, ScanMemory *Memory) {
  llvm::CrashRecoveryContext::Enable();
  ProjectScan Scan(Jobs, Threads, S, Memory);
  Scan.scan(Shown);
  return Scan.analyze(Shown, Counts, Analyze);
}

} // namespace raiify
