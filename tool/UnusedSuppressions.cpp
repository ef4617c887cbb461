//===- UnusedSuppressions.cpp - Comments that hide nothing ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnusedSuppressions.h"

#include "Paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace raiify {

namespace {

/// What NOLINT comments hide, by file.
class HiddenPlaces {
public:
  void add(const UnitResult &Result) {
    for (const Finding &F : Result.Suppressed)
      ByFile[F.Where.File].push_back({F.Check, F.Where});
    for (const HiddenPlace &Place : Result.Uncompared)
      ByFile[Place.Where.File].push_back(Place);
  }

  bool need(const UnusedSuppression &S) const {
    auto Hidden = ByFile.find(S.File);
    return Hidden != ByFile.end() &&
           llvm::any_of(Hidden->second, [&](const HiddenPlace &Place) {
             return S.What.covers(Place.Where) && S.What.names(Place.Check);
           });
  }

private:
  std::map<std::string, std::vector<HiddenPlace>> ByFile;
};

} // namespace

/// Whether \p Text is what all units read as \p File.
static bool isSame(const std::string &File, llvm::StringRef Text,
                   const std::vector<UnitResult> &Results) {
  std::uint64_t Hash = hashOf(Text);
  return llvm::all_of(Results, [&](const UnitResult &Result) {
    auto Read = Result.FilesRead.find(File);
    return Read == Result.FilesRead.end() || Read->second == Hash;
  });
}

/// Whether all checks that \p S names are among \p On.
static bool areOn(const Suppression &S, const CheckSet &On) {
  return llvm::all_of(allChecks(), [&](const CheckInfo &Info) {
    return !S.names(Info.Kind) || On.count(Info.Kind) != 0;
  });
}

/// All suppressions that can be judged.
static std::vector<UnusedSuppression>
collect(const std::vector<UnitResult> &Results, const LookedAt &Seen) {
  std::vector<UnusedSuppression> All;
  for (const auto &[File, Checks] : Seen.Files) {
    if (!Seen.WholeProject && !Seen.Units.count(File))
      continue;
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      continue;
    llvm::StringRef Text = (*Buffer)->getBuffer();
    std::vector<Suppression> Found = readSuppressions(Text);
    if (Found.empty() || !isSame(File, Text, Results))
      continue;
    for (Suppression &S : Found)
      if (areOn(S, Checks))
        All.push_back({File, std::move(S)});
  }
  return All;
}

/// The units that read a file of \p Unused and left some functions to others.
static std::vector<std::size_t>
partialReaders(const std::vector<UnusedSuppression> &Unused,
               const std::vector<UnitResult> &Results) {
  std::vector<std::size_t> Units;
  for (std::size_t I = 0; I < Results.size(); ++I)
    if (Results[I].IsPartial &&
        llvm::any_of(Unused, [&](const UnusedSuppression &S) {
          return Results[I].FilesRead.count(S.File) != 0;
        }))
      Units.push_back(I);
  return Units;
}

std::vector<UnusedSuppression>
findUnusedSuppressions(const std::vector<Job> &Jobs,
                       const std::vector<UnitResult> &Results,
                       const LookedAt &Seen, const Setup &S, RunPass Run) {
  HiddenPlaces Hidden;
  for (const UnitResult &Result : Results)
    Hidden.add(Result);
  std::vector<UnusedSuppression> Unused = collect(Results, Seen);
  auto DropNeeded = [&] {
    llvm::erase_if(Unused, [&](const UnusedSuppression &Found) {
      return Hidden.need(Found);
    });
  };
  DropNeeded();
  // Another unit may read the file with other macros.
  std::vector<Job> Again;
  for (std::size_t Index : partialReaders(Unused, Results)) {
    Again.push_back(Jobs[Index]);
    Again.back().Prelude = Results[Index].Prelude;
  }
  if (Again.empty())
    return Unused;
  bool Failed = false;
  for (const UnitResult &Result : Run(Again, S)) {
    Hidden.add(Result);
    Failed |= !Result.Failure.empty();
  }
  DropNeeded();
  // A unit that had nothing to judge, and now does not parse: what it needs in
  // headers is not known.
  if (Failed)
    llvm::erase_if(Unused, [&](const UnusedSuppression &Found) {
      return !Seen.Units.count(Found.File);
    });
  return Unused;
}

std::string describeUnused(const UnusedSuppression &Unused) {
  const Suppression &S = Unused.What;
  std::string Remedy = S.IsAlone ? "take the comment out" : "take the name out";
  if (S.IsAlone && S.HiddenLine == 0)
    Remedy += ", with its NOLINTEND";
  return displayPath(Unused.File) + ":" + std::to_string(S.Line) + ":" +
         std::to_string(S.Column) + ": '" + S.Name + "' in this " + S.Word +
         " comment hides nothing; " + Remedy +
         ", or put it where the warning is";
}

} // namespace raiify
