//===- Equivalence.cpp - Do two programs have the same traces -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Equivalence.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cstdint>
#include <deque>

namespace raiify {
namespace {

/// A point, and which guards are armed there.
using Configuration = std::pair<PointId, uint64_t>;
/// Sorted, all of kind Step.
using ConfigurationSet = std::vector<Configuration>;

/// Bounds that no function written by hand comes near.
constexpr std::size_t MaxPairs = 200000;
constexpr std::size_t MaxSet = 5000;

/// Where a label leads, and what is alive on the way.
struct Successor {
  ConfigurationSet To;
  /// Live sets of the arcs, as indexes.
  std::vector<unsigned> Live;
  /// Whether all of its arcs are of that kind.
  bool LeavesGuard = true;
  bool Uncaught = true;
};

using SuccessorMap = std::map<LabelId, Successor>;

/// One program, made deterministic as far as it is walked.
class Walker {
public:
  explicit Walker(const Program &P) : P(P) {}

  unsigned start() { return number(closure({{P.Entry, 0}})); }
  SuccessorMap successors(unsigned State) const;
  unsigned number(ConfigurationSet Set);
  /// The labels of a shortest way from \p Set to an end.
  std::vector<LabelId> shortestEnd(const ConfigurationSet &Set) const;
  bool isTooLarge() const { return TooLarge; }
  const Program &program() const { return P; }

private:
  ConfigurationSet closure(ConfigurationSet From) const;

  const Program &P;
  std::map<ConfigurationSet, unsigned> Numbers;
  std::vector<ConfigurationSet> Sets;
  bool TooLarge = false;
};

} // namespace

/// Follows all silent points.
ConfigurationSet Walker::closure(ConfigurationSet From) const {
  std::set<Configuration> Seen(From.begin(), From.end());
  ConfigurationSet Result;
  while (!From.empty()) {
    auto [Id, Armed] = From.back();
    From.pop_back();
    const Point &At = P.Points[Id];
    uint64_t Bit = uint64_t(1) << At.Guard;
    Configuration Next(At.Next, Armed);
    switch (At.Kind) {
    case PointKind::Step:
      Result.push_back({Id, Armed});
      continue;
    case PointKind::Goto:
      break;
    case PointKind::Arm:
      Next.second |= Bit;
      break;
    case PointKind::Disarm:
      Next.second &= ~Bit;
      break;
    case PointKind::IfArmed:
      if (!(Armed & Bit))
        Next.first = At.Else;
      break;
    }
    if (Seen.insert(Next).second)
      From.push_back(Next);
  }
  llvm::sort(Result);
  return Result;
}

SuccessorMap Walker::successors(unsigned State) const {
  SuccessorMap Result;
  for (const auto &[Id, Armed] : Sets[State])
    for (const Arc &A : P.Points[Id].Arcs) {
      Successor &S = Result[A.What];
      S.To.push_back({A.To, Armed});
      S.Live.push_back(A.Live);
      S.LeavesGuard &= A.LeavesGuard;
      S.Uncaught &= A.Uncaught;
    }
  for (auto &[What, S] : Result)
    S.To = closure(std::move(S.To));
  return Result;
}

unsigned Walker::number(ConfigurationSet Set) {
  TooLarge |= Set.size() > MaxSet;
  auto [It, IsNew] = Numbers.try_emplace(Set, Sets.size());
  if (IsNew)
    Sets.push_back(std::move(Set));
  return It->second;
}

std::vector<LabelId> Walker::shortestEnd(const ConfigurationSet &Set) const {
  struct Visit {
    Configuration At;
    int From;
    LabelId By;
  };
  std::vector<Visit> Visits;
  std::set<Configuration> Seen;
  auto add = [&](const ConfigurationSet &To, int From, LabelId By) {
    for (const Configuration &C : To)
      if (Seen.insert(C).second)
        Visits.push_back({C, From, By});
  };
  add(Set, -1, 0);
  for (std::size_t I = 0; I != Visits.size(); ++I) {
    Configuration At = Visits[I].At;
    if (P.Points[At.first].Arcs.empty()) {
      std::vector<LabelId> Way;
      for (int V = static_cast<int>(I); Visits[V].From >= 0; V = Visits[V].From)
        Way.push_back(Visits[V].By);
      std::reverse(Way.begin(), Way.end());
      return Way;
    }
    for (const Arc &A : P.Points[At.first].Arcs)
      add(closure({{A.To, At.second}}), static_cast<int>(I), A.What);
  }
  return {};
}

namespace {

/// The walk through both programs.
class SideBySide {
public:
  SideBySide(const Program &Before, const Program &After,
             const LabelTable &Labels, const Assumed &What)
      : Labels(Labels), Before(Before), After(After), What(What) {}

  Comparison run();

private:
  struct Pair {
    unsigned Before;
    unsigned After;
    int From;
    LabelId By;
  };

  bool step(int Index);
  void leaveOut(SuccessorMap &B, SuccessorMap &A);
  std::string missingLocal(LabelId What, const Successor &B,
                           const Successor &A) const;
  void explain(int Index, std::optional<LabelId> BeforeStep,
               std::optional<LabelId> AfterStep, const SuccessorMap &B,
               const SuccessorMap &A);
  void explainMissing(int Index, LabelId Step, llvm::StringRef Gone);
  std::vector<std::string> commonSteps(int Index) const;
  void complete(const Walker &W, std::optional<LabelId> First,
                const SuccessorMap &Steps, std::vector<std::string> &Trace);

  const LabelTable &Labels;
  Walker Before;
  Walker After;
  Assumed What;
  std::vector<Pair> Pairs;
  std::set<std::pair<unsigned, unsigned>> Seen;
  std::set<std::string> AssumedNothrow;
  Counterexample Difference;
};

} // namespace

/// How many steps that both have in common a counterexample shows.
static constexpr std::size_t CommonShown = 6;

void SideBySide::complete(const Walker &W, std::optional<LabelId> First,
                          const SuccessorMap &Steps,
                          std::vector<std::string> &Trace) {
  if (!First)
    return;
  Trace.push_back(Labels[*First].Shown);
  for (LabelId Step : W.shortestEnd(Steps.at(*First).To))
    Trace.push_back(Labels[Step].Shown);
  llvm::erase(Trace, "");
}

std::vector<std::string> SideBySide::commonSteps(int Index) const {
  std::vector<std::string> Common;
  for (int I = Index; Pairs[I].From >= 0; I = Pairs[I].From)
    if (!Labels[Pairs[I].By].Shown.empty())
      Common.push_back(Labels[Pairs[I].By].Shown);
  if (Common.size() > CommonShown) {
    Common.resize(CommonShown);
    Common.push_back("...");
  }
  std::reverse(Common.begin(), Common.end());
  return Common;
}

/// The same step on both sides, which may use \p Gone.
void SideBySide::explainMissing(int Index, LabelId Step, llvm::StringRef Gone) {
  std::vector<std::string> Common = commonSteps(Index);
  std::string Name = Gone.split('^').first.str();
  Difference = {Common, Common};
  Difference.Before.push_back(Labels[Step].Shown + ", while '" + Name +
                              "' is still there");
  Difference.After.push_back(Labels[Step].Shown + ", after '" + Name +
                             "' is gone");
}

void SideBySide::explain(int Index, std::optional<LabelId> BeforeStep,
                         std::optional<LabelId> AfterStep,
                         const SuccessorMap &B, const SuccessorMap &A) {
  std::vector<std::string> Common = commonSteps(Index);
  Difference = {Common, Common};
  complete(Before, BeforeStep, B, Difference.Before);
  complete(After, AfterStep, A, Difference.After);
  std::size_t First = Common.size();
  if (First < Difference.Before.size() && First < Difference.After.size() &&
      Difference.Before[First] == Difference.After[First])
    Difference.After[First] += ", written alike, which means something else";
}

/// A step of \p Mine that \p Other lacks; steps without an exception first.
static std::optional<LabelId> ownStep(const SuccessorMap &Mine,
                                      const SuccessorMap &Other,
                                      const LabelTable &Labels) {
  std::optional<LabelId> Found;
  for (const auto &[What, S] : Mine)
    if (!Other.count(What)) {
      if (Labels[What].RaisedBy.empty())
        return What;
      if (!Found)
        Found = What;
    }
  return Found;
}

/// A local that \p B finds alive and \p A does not; empty if there is none.
std::string SideBySide::missingLocal(LabelId What, const Successor &B,
                                     const Successor &A) const {
  if (Labels[What].IsBlindToLocals)
    return "";
  for (unsigned InB : B.Live)
    for (unsigned InA : A.Live) {
      const std::vector<std::string> &Needed = Before.program().LiveSets[InB];
      const std::vector<std::string> &There = After.program().LiveSets[InA];
      for (const std::string &Name : Needed)
        if (!std::binary_search(There.begin(), There.end(), Name))
          return Name;
    }
  return "";
}

/// Takes out of both what is assumed not to happen.
void SideBySide::leaveOut(SuccessorMap &B, SuccessorMap &A) {
  for (auto It = A.begin(); It != A.end();) {
    auto Same = B.find(It->first);
    if (Same == B.end()) {
      ++It;
      continue;
    }
    bool ByCleanup = What.NothrowCleanup && It->second.LeavesGuard &&
                     !Same->second.LeavesGuard;
    bool ByType = What.CaughtTypes && Same->second.Uncaught;
    if (ByCleanup)
      AssumedNothrow.insert(Labels[It->first].RaisedBy);
    if (ByCleanup || ByType) {
      B.erase(Same);
      It = A.erase(It);
    } else {
      ++It;
    }
  }
}

/// Compares the steps of one pair; false where they differ.
bool SideBySide::step(int Index) {
  SuccessorMap B = Before.successors(Pairs[Index].Before);
  SuccessorMap A = After.successors(Pairs[Index].After);
  leaveOut(B, A);
  std::optional<LabelId> OnlyB = ownStep(B, A, Labels);
  std::optional<LabelId> OnlyA = ownStep(A, B, Labels);
  if (OnlyB || OnlyA) {
    explain(Index, OnlyB ? OnlyB : ownStep(B, {}, Labels),
            OnlyA ? OnlyA : ownStep(A, {}, Labels), B, A);
    return false;
  }
  for (auto &[Step, S] : B) {
    Successor &Other = A[Step];
    if (std::string Gone = missingLocal(Step, S, Other); !Gone.empty()) {
      explainMissing(Index, Step, Gone);
      return false;
    }
    unsigned ToB = Before.number(std::move(S.To));
    unsigned ToA = After.number(std::move(Other.To));
    if (Seen.insert({ToB, ToA}).second)
      Pairs.push_back({ToB, ToA, Index, Step});
  }
  return true;
}

Comparison SideBySide::run() {
  Pairs.push_back({Before.start(), After.start(), -1, 0});
  Seen.insert({Pairs[0].Before, Pairs[0].After});
  for (std::size_t I = 0; I != Pairs.size(); ++I) {
    if (Pairs.size() > MaxPairs || Before.isTooLarge() || After.isTooLarge())
      return {Comparison::TooLarge, {}, {}};
    if (!step(static_cast<int>(I)))
      return {Comparison::Different, std::move(Difference), {}};
  }
  return {Comparison::Same, {}, std::move(AssumedNothrow)};
}

Comparison compare(const Program &Before, const Program &After,
                   const LabelTable &Labels, const Assumed &What) {
  return SideBySide(Before, After, Labels, What).run();
}

} // namespace raiify
