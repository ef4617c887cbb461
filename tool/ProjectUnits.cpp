//===- ProjectUnits.cpp - Which units of a project are analysed -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectScanImpl.h"

#include "AllJobs.h"
#include "Scheduler.h"

#include "cluster/MissedCopies.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>

namespace raiify {

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

/// \p Answer for unit \p Index, with what the unit reads. A copy, such as
/// Analyze.cpp makes of what a parse gives, and for the same reason.
std::shared_ptr<const UnitResult>
ProjectScan::settled(std::size_t Index, const UnitResult &Answer) const {
  UnitResult Found = Answer;
  Found.FilesRead = unparsed(Index).FilesRead;
  // Only the cache asks for the rest.
  if (Memory) {
    for (const PathName &Name : Read[Index].Names)
      Found.AllFilesRead.push_back(
          {Name.str(), Memory->hashOfFile(Name.str())});
    llvm::sort(Found.AllFilesRead);
    Found.IsRepeatable = true;
  }
  return std::make_shared<const UnitResult>(std::move(Found));
}

/// All that the scan saw of unit \p Index, but for what \p Known preambles
/// hold; these are added to.
UnitResult ProjectScan::seenIn(std::size_t Index,
                               std::set<const Preamble *> &Known) const {
  UnitResult Found;
  if (const auto &Own = Settled[Index] ? Settled[Index] : Seen[Index])
    Found = *Own;
  for (const Preamble *P = Preambles[Index].get(); P; P = P->Below.get())
    if (Known.insert(P).second) {
      llvm::append_range(Found.Sites, P->Seen.Sites);
      llvm::append_range(Found.Copied, P->Seen.Copied);
    }
  return Found;
}

/// Finds out what copies are likely to be tried with. Only where all units were
/// scanned now: what others hold is not known.
void ProjectScan::foresee(Foresee Ask) {
  bool IsAllSeen = !Changed && llvm::none_of(Known.Units, [](const auto *Unit) {
    return Unit != nullptr;
  });
  if (IsAllSeen) {
    std::set<const Preamble *> Told;
    std::vector<UnitResult> All;
    for (std::size_t I = 0; I < Jobs.size(); ++I)
      All.push_back(seenIn(I, Told));
    Foreseen = Ask(Jobs, All, S);
  }
  Seen.assign(Jobs.size(), nullptr);
}

/// What is foreseen for copies in \p Files; null where nothing is.
std::shared_ptr<const NamedGuardUses>
ProjectScan::foreseenIn(const std::set<std::string> &Files) const {
  auto Uses = std::make_shared<NamedGuardUses>();
  for (const auto &[Copy, Use] : Foreseen)
    if (Files.count(Copy.second.File))
      Uses->insert({Copy, Use});
  return Uses->empty() ? nullptr : Uses;
}

/// Unit \p Index as far as it is looked at.
Job ProjectScan::jobOf(std::size_t Index) const {
  Job J = Jobs[Index];
  J.Prelude = Preambles[Index];
  J.OnlySites = suffices(Index);
  if (J.OnlySites)
    J.Settled = Settled[Index];
  // Nothing is known of what a unit reads that cannot be preprocessed.
  if (Read[Index].Failed)
    return J;
  auto Names = std::make_shared<std::set<std::string>>();
  for (const FileSet *Looked : {&Mine[Index], &Besides[Index]})
    for (const SourceFile *File : *Looked)
      Names->insert(File->Path);
  J.Foreseen = foreseenIn(*Names);
  J.Mine = std::move(Names);
  return J;
}

/// Lets units look at files besides, those of \p Wants that none was analysed
/// for. Which units these are.
std::set<std::size_t> ProjectScan::lookBesides(WantsFile Wants) {
  FileSet Seen;
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (IsAnalyzed[I] && !suffices(I)) {
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

/// Gives what units that failed looked at to others that read it: nothing is
/// known of those that were given up, and of the others not what stood beside
/// an error. The units that have to be looked at for that.
std::set<std::size_t>
ProjectScan::heirs(const std::vector<UnitResult> &Results) {
  FileSet Orphans;
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    if (Results[I].Failure.empty() || HasHeirs[I])
      continue;
    HasHeirs[I] = true;
    for (FileSet *Looked : {&Mine[I], &Besides[I]}) {
      Orphans.insert(Looked->begin(), Looked->end());
      if (Results[I].GaveUp)
        Looked->clear();
    }
  }
  std::set<std::size_t> Units;
  for (std::size_t I = 0; I < Jobs.size() && !Orphans.empty(); ++I)
    if (Results[I].Failure.empty())
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
    std::vector<UnitResult> Found = runJobs(Some, Threads, S, Shown, Analyze);
    for (auto &&[Index, J, Result] : llvm::zip_equal(Units, Some, Found)) {
      Counts.Settled += !Result.FromCache && J.Settled;
      Counts.Parsed += !Result.FromCache && !J.Settled;
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

} // namespace raiify
