//===- MissedCopies.cpp - The function that forgets -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cluster/MissedCopies.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace raiify {

namespace {

/// Functions that acquire by one key.
struct Group {
  /// Release it in a handler.
  std::vector<const Acquisition *> Releasing;
  /// Do not release it, and nobody else seems to.
  std::vector<AcquisitionCandidate> Forgetful;
  /// Whether some function gives it away: then who forgets may do so, too.
  bool GivenAway = false;
};

} // namespace

static auto contentOf(const Acquisition &A) {
  return std::tie(A.Key, A.Function, A.Uses, A.Escapes, A.BeforeTry,
                  A.ReleaseKey, A.Release, A.InHandler, A.Other, A.OtherKey);
}

/// Each place once, sorted; none of which units see different code.
static std::vector<AcquisitionCandidate>
eachPlaceOnce(std::vector<AcquisitionCandidate> All) {
  llvm::sort(All,
             [](const AcquisitionCandidate &A, const AcquisitionCandidate &B) {
               return std::tie(A.What->Where, A.MinCopies) <
                      std::tie(B.What->Where, B.MinCopies);
             });
  std::vector<AcquisitionCandidate> Result;
  for (std::size_t I = 0, End = 0; I != All.size(); I = End) {
    bool Same = true;
    for (End = I;
         End != All.size() && All[End].What->Where == All[I].What->Where; ++End)
      Same &= contentOf(*All[End].What) == contentOf(*All[I].What);
    if (Same)
      Result.push_back(All[I]);
  }
  return Result;
}

static std::size_t countFunctions(const std::vector<const Acquisition *> &All) {
  std::set<std::pair<Location, std::string>> Functions;
  for (const Acquisition *A : All)
    Functions.insert({A->Begin, A->Function});
  return Functions.size();
}

/// Functions that must release before one that does not is told of.
static constexpr std::size_t LeastReleasing = 3;

/// Whether what \p A does with the thing is all done in one of \p Releasing.
static bool hasShapeOf(const Acquisition &A,
                       const std::vector<const Acquisition *> &Releasing) {
  return llvm::any_of(Releasing, [&](const Acquisition *Other) {
    return std::includes(Other->Uses.begin(), Other->Uses.end(), A.Uses.begin(),
                         A.Uses.end());
  });
}

static Finding describeMissed(const Acquisition &A,
                              const std::vector<const Acquisition *> &Copies) {
  const Acquisition &First = *Copies.front();
  Finding F;
  F.Check = CheckKind::MissedCleanup;
  F.Where = A.Where;
  F.Function = A.Function;
  F.Cleanup = {First.Release};
  std::string Others = std::to_string(countFunctions(Copies)) +
                       " other functions that acquire the same run '" +
                       First.Release + "' when an exception leaves; ";
  if (!A.Other.empty() && A.OtherKey == First.ReleaseKey)
    F.Message = "this function releases '" + A.Other + "', not '" + A.Variable +
                "', which is acquired here; " + Others +
                "this is probably a leak";
  else
    F.Message = "'" + A.Variable + "' is acquired here and never released; " +
                Others + "this is probably a leak";
  F.Fingerprint =
      fingerprintOf({checkInfo(F.Check).Name, stableName(A.Function), A.Key,
                     First.ReleaseKey});
  for (const Acquisition *Copy : Copies)
    F.Related.push_back({Copy->Where, "'" + Copy->Release +
                                          "' releases this one, in '" +
                                          Copy->Function + "'"});
  F.Related.push_back({F.Where, "why this matters and what to write instead: " +
                                    checkPage(F.Check)});
  F.Rewrite = Judgement::refused(Reason::MissedCleanup);
  return F;
}

/// Whether releasing is what functions of \p G do, as far as these show it.
static bool haveRule(const Group &G) {
  return !G.GivenAway && countFunctions(G.Releasing) >= LeastReleasing &&
         llvm::all_of(G.Releasing, [&](const Acquisition *A) {
           return A->ReleaseKey == G.Releasing.front()->ReleaseKey;
         });
}

/// Adds what \p G has to tell.
static void addFindings(const Group &G, std::vector<Finding> &Findings) {
  std::size_t Releasing = countFunctions(G.Releasing);
  // Where many do not release, releasing is not the rule.
  if (!haveRule(G) || G.Forgetful.size() * LeastReleasing > Releasing)
    return;
  for (const AcquisitionCandidate &A : G.Forgetful)
    if (Releasing >= A.MinCopies && hasShapeOf(*A.What, G.Releasing))
      Findings.push_back(describeMissed(*A.What, G.Releasing));
}

bool mayBeForgotten(const Acquisition &A) {
  return A.ReleaseKey.empty() && !A.Escapes;
}

static std::map<std::string, Group>
groupByKey(const std::vector<AcquisitionCandidate> &All) {
  std::map<std::string, Group> Groups;
  for (const AcquisitionCandidate &A : eachPlaceOnce(All)) {
    Group &G = Groups[A.What->Key];
    if (!A.What->ReleaseKey.empty() && A.What->InHandler)
      G.Releasing.push_back(A.What);
    else if (A.What->ReleaseKey.empty() && A.What->Escapes)
      G.GivenAway = true;
    else if (mayBeForgotten(*A.What))
      G.Forgetful.push_back(A);
  }
  return Groups;
}

std::vector<Finding>
findMissedCopies(const std::vector<AcquisitionCandidate> &All) {
  std::vector<Finding> Findings;
  for (const auto &[Key, G] : groupByKey(All))
    addFindings(G, Findings);
  return Findings;
}

/// `open` in `ns::open(path)`; empty where \p Call looks otherwise.
static std::string calledName(llvm::StringRef Call) {
  llvm::StringRef Name = Call.take_until([](char C) { return C == '('; });
  if (Name.size() == Call.size())
    return "";
  Name = Name.take_until([](char C) { return C == '<'; }).rtrim();
  std::size_t Before =
      Name.find_last_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
                            "XYZ0123456789_");
  return Name.drop_front(Before == llvm::StringRef::npos ? 0 : Before + 1)
      .str();
}

std::string acquiringWord(const Acquisition &A) {
  return llvm::StringRef(A.Key).starts_with("new") ? "new" : calledName(A.Text);
}

std::set<std::string>
acquiringWords(const std::vector<AcquisitionCandidate> &All) {
  std::set<std::string> Words;
  for (const auto &[Key, G] : groupByKey(All))
    if (haveRule(G))
      Words.insert(acquiringWord(*G.Releasing.front()));
  return Words;
}

} // namespace raiify
