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
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ThreadPool.h"

using namespace clang;

namespace raiify {
namespace {

class ProjectScan {
public:
  ProjectScan(const std::vector<Job> &Jobs, unsigned Threads, const Setup &S)
      : Jobs(Jobs), Threads(Threads), S(S), Files(includePathsOf(Jobs, S)),
        Read(scanIncludes(Jobs, S, Files, Threads)), Mine(Jobs.size()) {}

  void chooseUnits();
  void scanUnits(Progress &Shown);
  std::vector<UnitResult> analyze(Progress &Shown, ScanCounts &Counts,
                                  AnalyzeJob Analyze);

private:
  static std::vector<IncludePath> includePathsOf(const std::vector<Job> &Jobs,
                                                 const Setup &S);
  Config widestOptions() const;
  std::vector<std::string> definitions() const;
  Job jobOf(std::size_t Index) const;
  std::vector<std::size_t>
  forgetfulUnits(const std::vector<UnitResult> &Results);
  UnitResult unparsed(std::size_t Index) const;

  const std::vector<Job> &Jobs;
  unsigned Threads;
  const Setup &S;
  SourceFiles Files;
  std::vector<UnitFiles> Read;
  /// What each unit looks at.
  std::vector<FileSet> Mine;
  std::vector<std::shared_ptr<const Preamble>> Preambles;
  /// Whether each unit has something to judge.
  std::vector<char> HasSites;
};

} // namespace

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
  Files.survey(widestOptions(), definitions(), Threads);
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
    Own.push_back(numberOf(&Files.get(Jobs[I].What->RealFile)));
  }
  FileLists Chosen = coverFiles(Lists, Own);
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    for (std::size_t Number : Chosen[I])
      Mine[I].insert(ByNumber[Number]);
}

void ProjectScan::scanUnits(Progress &Shown) {
  Preambles = makePreambles(Jobs, Mine, Read, S, Files, Threads);
  HasSites.assign(Jobs.size(), false);
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    HasSites[I] = Read[I].Failed;
    if (Read[I].Failed)
      continue;
    Pool.async([&, I] {
      HasSites[I] = !Mine[I].empty() && mayHaveSites(Jobs[I], S, Files, Mine[I],
                                                     Preambles[I].get());
      if (!HasSites[I])
        Shown.done(Jobs[I].What->RealFile);
    });
  }
  Pool.wait();
}

/// What is known of a unit that needs no parse.
UnitResult ProjectScan::unparsed(std::size_t Index) const {
  UnitResult Result;
  Result.IsPartial = true;
  Result.IsCxx = Read[Index].IsCxx;
  for (const SourceFile *File : Read[Index].Files)
    if (File->Survey)
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
      if (File->Survey && Seen.insert(File).second &&
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
  Counts.Files = Files.size();
  Counts.Scanned = static_cast<std::size_t>(
      llvm::count_if(Mine, [](const FileSet &Some) { return !Some.empty(); }));
  Counts.Analyzed = Units.size();
  auto run = [&] {
    std::vector<Job> Some;
    for (std::size_t Index : Units)
      Some.push_back(jobOf(Index));
    for (auto &&[Index, Result] :
         llvm::zip_equal(Units, runJobs(Some, Threads, S, Shown, Analyze))) {
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
                                    AnalyzeJob Analyze) {
  llvm::CrashRecoveryContext::Enable();
  ProjectScan Scan(Jobs, Threads, S);
  Scan.chooseUnits();
  Scan.scanUnits(Shown);
  return Scan.analyze(Shown, Counts, Analyze);
}

} // namespace raiify
