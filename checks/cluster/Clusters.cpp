//===- Clusters.cpp - Cleanup that functions repeat -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cluster/Clusters.h"

#include "cluster/GuardClass.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace raiify {

bool takesPartInCopies(CheckKind Kind) {
  switch (Kind) {
  case CheckKind::EmulatedFinally:
  case CheckKind::RollbackHandler:
  case CheckKind::SiblingHandlers:
  case CheckKind::ExitCleanup:
    return true;
  case CheckKind::CopiedCleanup:
  case CheckKind::MissedCleanup:
    return false;
  }
  return false;
}

llvm::StringRef portablePart(llvm::StringRef FamilyKey) {
  return FamilyKey.split('\n').first;
}

//===----------------------------------------------------------------------===//
// Grouping
//===----------------------------------------------------------------------===//

namespace {

/// A place that holds cleanup, whatever units saw it.
struct Seen {
  const Site *What = nullptr;
  unsigned MinCopies = 0;
  bool UnitsDiffer = false;
};

} // namespace

static auto contentOf(const Site &S) {
  return std::tie(S.Shared.FamilyKey, S.Shared.Body, S.Shared.Obstacle,
                  S.Function, S.Key);
}

/// Each place once, sorted. Of units that differ the least content stands for
/// all, so that their order does not matter.
static std::vector<Seen>
eachPlaceOnce(const std::vector<CopyCandidate> &Candidates) {
  std::vector<Seen> All;
  for (const CopyCandidate &C : Candidates)
    if (takesPartInCopies(C.What->Check) && !C.What->Shared.FamilyKey.empty())
      All.push_back({C.What, C.MinCopies, false});
  llvm::sort(All, [](const Seen &A, const Seen &B) {
    if (!(A.What->Where == B.What->Where))
      return A.What->Where < B.What->Where;
    auto ContentA = contentOf(*A.What), ContentB = contentOf(*B.What);
    return std::tie(ContentA, A.MinCopies) < std::tie(ContentB, B.MinCopies);
  });
  std::vector<Seen> Result;
  for (const Seen &S : All) {
    if (Result.empty() || !(Result.back().What->Where == S.What->Where)) {
      Result.push_back(S);
      continue;
    }
    Result.back().UnitsDiffer |=
        contentOf(*Result.back().What) != contentOf(*S.What);
    Result.back().MinCopies = std::min(Result.back().MinCopies, S.MinCopies);
  }
  return Result;
}

/// Groups of equal key, by the hash first and then by the key itself.
static std::vector<std::vector<Seen>> groupByKey(const std::vector<Seen> &All) {
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> ByHash;
  std::vector<std::vector<Seen>> Groups;
  for (const Seen &S : All) {
    llvm::StringRef Key = S.What->Shared.FamilyKey;
    std::vector<std::size_t> &Alike = ByHash[llvm::xxh3_64bits(Key)];
    auto Same = llvm::find_if(Alike, [&](std::size_t Index) {
      const Site &First = *Groups[Index].front().What;
      return First.Shared.FamilyKey == Key &&
             First.Cleanup.size() == S.What->Cleanup.size();
    });
    if (Same == Alike.end()) {
      Alike.push_back(Groups.size());
      Groups.push_back({S});
    } else {
      Groups[*Same].push_back(S);
    }
  }
  return Groups;
}

/// What tells functions apart, overloads and those of one name in two files.
static auto functionOf(const Site &S) {
  return std::tie(S.Shared.Place, S.Function);
}

static std::size_t countFunctions(const std::vector<Seen> &Group) {
  std::set<decltype(functionOf(*Group.front().What))> Functions;
  for (const Seen &S : Group)
    Functions.insert(functionOf(*S.What));
  return Functions.size();
}

/// How many functions it takes for \p Group to be told of.
static std::size_t threshold(const std::vector<Seen> &Group) {
  if (Group.front().MinCopies != 0)
    return Group.front().MinCopies;
  return Group.front().What->Cleanup.size() > 1 ? 2 : 3;
}

static CopyCluster makeCluster(const std::vector<Seen> &Group,
                               std::size_t Functions) {
  CopyCluster C;
  C.Sites.reserve(Group.size());
  std::set<llvm::StringRef> Files;
  for (const Seen &S : Group) {
    C.Sites.push_back(*S.What);
    if (S.UnitsDiffer) {
      C.Sites.back().Shared.Body.clear();
      C.Sites.back().Shared.Obstacle = "translation units disagree on it";
    }
    C.Times += S.What->Copies.size();
    for (const Copy &At : S.What->Copies)
      Files.insert(At.Where.File);
  }
  C.Functions = Functions;
  C.Files = Files.size();
  C.Saved = (C.Times - 1) * C.Sites.front().Cleanup.size();
  return C;
}

void ClusterMaker::add(const std::vector<CopyCandidate> &Candidates) {
  for (const std::vector<Seen> &Group : groupByKey(eachPlaceOnce(Candidates))) {
    std::size_t Functions = countFunctions(Group);
    if (Functions >= threshold(Group))
      Clusters.push_back(makeCluster(Group, Functions));
  }
}

std::vector<CopyCluster> ClusterMaker::take() {
  llvm::sort(Clusters, [](const CopyCluster &A, const CopyCluster &B) {
    return A.Saved != B.Saved ? A.Saved > B.Saved
                              : A.Sites.front().Where < B.Sites.front().Where;
  });
  makeGuards(Clusters);
  return std::move(Clusters);
}

std::vector<CopyCluster>
clusterCopies(const std::vector<CopyCandidate> &Candidates) {
  ClusterMaker Maker;
  Maker.add(Candidates);
  return Maker.take();
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

static std::string counted(std::size_t Count, llvm::StringRef Noun) {
  return std::to_string(Count) + " " + Noun.str() + (Count == 1 ? "" : "s");
}

static std::string messageFor(const CopyCluster &C) {
  std::string Text = "cleanup " + quoteCleanup(C.Sites.front()) +
                     " is written " + counted(C.Times, "time") + " in " +
                     counted(C.Functions, "function");
  if (C.Files > 1)
    Text += " of " + counted(C.Files, "file");
  if (!C.Obstacle.empty())
    return Text + "; one guard class would write it once";
  return Text + "; one guard class '" + C.Guard.Name + "' would write it once";
}

/// One for each site of \p C. A function's further sites have their number in
/// the fingerprint, within its file.
static std::vector<FindingPart> partsOf(const CopyCluster &C,
                                        llvm::StringRef Fingerprint) {
  std::vector<FindingPart> Parts;
  std::map<std::pair<std::string, std::string>, unsigned> Numbers;
  for (const Site &S : C.Sites) {
    std::string Name = stableName(S.Function);
    unsigned Number = Numbers[{S.Where.File, Name}]++;
    Parts.push_back({fingerprintOf({Fingerprint, Name, std::to_string(Number)}),
                     S.Where.File, S.Function});
  }
  return Parts;
}

Finding describeCluster(const CopyCluster &C) {
  const Site &First = C.Sites.front();
  Finding F;
  F.Check = CheckKind::CopiedCleanup;
  F.Where = First.Where;
  F.Function = First.Function;
  F.Cleanup = First.Cleanup;
  F.Message = messageFor(C);
  F.Fingerprint = fingerprintOf(
      {checkInfo(F.Check).Name, portablePart(First.Shared.FamilyKey)});
  F.Parts = partsOf(C, F.Fingerprint);
  for (const Site &S : C.Sites)
    for (const Copy &At : S.Copies)
      if (!(At.Where == F.Where))
        F.Related.push_back(
            {At.Where, copyMessage(At.Role) + ", in '" + S.Function + "'"});
  F.Related.push_back({F.Where, "why this matters and what to write instead: " +
                                    checkPage(F.Check)});
  F.Rewrite = C.Obstacle.empty()
                  ? Judgement::refused(Reason::NoRewrite)
                  : Judgement::refused(Reason::NotShareable, C.Obstacle);
  return F;
}

} // namespace raiify
