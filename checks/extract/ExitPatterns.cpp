//===- ExitPatterns.cpp - Cleanup before exits ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ExitPatterns.h"

#include "extract/Exits.h"
#include "extract/Leak.h"
#include "extract/Region.h"
#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

/// A copy that stands before an exit.
struct ExitCopy {
  const FlowStatement *S = nullptr;
  NearExit Exit;
  /// Region::originsOf the copy.
  std::vector<unsigned> Origins;
};

/// Copies that release what the same acquisitions gave.
struct RepeatedRelease {
  std::vector<ExitCopy> Copies;
  std::vector<unsigned> Origins;
  Location Acquired;
  const Stmt *AcquiredBy = nullptr;

  /// The nodes that the copies stand before, sorted, each once.
  std::vector<NodeId> exits() const {
    std::vector<NodeId> Result;
    for (const ExitCopy &Copy : Copies)
      Result.push_back(Copy.Exit.Node);
    llvm::sort(Result);
    Result.erase(std::unique(Result.begin(), Result.end()), Result.end());
    return Result;
  }
};

} // namespace

/// The assignment that \p S is, or null.
static const BinaryOperator *asAssignment(const FlowStatement &S) {
  const auto *E = dyn_cast<Expr>(essence(S.S));
  const auto *Binary = E ? dyn_cast<BinaryOperator>(strip(E)) : nullptr;
  return Binary && Binary->getOpcode() == BO_Assign ? Binary : nullptr;
}

/// Setting back counts only where it is plain: `busy = false`, or a value that
/// was saved. A state that moves on through several values is no cleanup.
static bool isPlainUndo(const FunctionModel &Model, const FlowStatement &S) {
  const BinaryOperator *Assign = asAssignment(S);
  return !Assign || isa<CXXBoolLiteralExpr>(strip(Assign->getRHS())) ||
         Model.effects().restoresSaved(Assign->getLHS(), Assign->getRHS());
}

static bool isRelease(const FunctionModel &Model, const FlowStatement &S) {
  StatementEffect E = Model.effect(S);
  if (E.Spoiled)
    return false;
  switch (E.Strength) {
  case Effect::Released:
    return true;
  case Effect::Undone:
    return isPlainUndo(Model, S);
  case Effect::Set:
    return asAssignment(S) && isPlainUndo(Model, S);
  default:
    return false;
  }
}

/// Whether control can come from \p From to another copy of the group without
/// acquiring anew.
static bool meetsAnother(const FunctionModel &Model, const Region &Held,
                         const FlowStatement &From,
                         const StatementGroup &Group) {
  std::vector<bool> Reached = Model.graph().reachable(
      From.Next, [&](NodeId Id) { return Held.acquires(Id); });
  return llvm::any_of(Group, [&](const FlowStatement *S) {
    return S != &From && Reached[S->Entry] && !Held.acquires(S->Entry);
  });
}

/// Whether what \p S releases gets a new value directly behind it: then it is
/// replaced, not cleaned up.
static bool isReplaced(const FunctionModel &Model, const Region &Held,
                       const FlowStatement &S) {
  return llvm::any_of(
      Model.startingAt(S.Next), [&](const FlowStatement *After) {
        const BinaryOperator *Assign = asAssignment(*After);
        return Assign && !assignsNull(Assign) &&
               llvm::is_contained(
                   Held.operands(),
                   stmtKey(strip(Assign->getLHS()), Model.context()));
      });
}

static std::vector<ExitCopy> exitCopies(const FunctionModel &Model,
                                        const Region &Held,
                                        const StatementGroup &Group) {
  std::vector<ExitCopy> Copies;
  for (const FlowStatement *S : Group) {
    if (!Model.isLive(S->Entry) || !isRelease(Model, *S) ||
        isReplaced(Model, Held, *S) || meetsAnother(Model, Held, *S, Group))
      continue;
    if (std::optional<NearExit> Exit = nearExit(
            Model, S->Next, [&](NodeId Id) { return Held.contains(Id); }))
      Copies.push_back({S, *Exit, Held.originsOf(S->Entry)});
  }
  return Copies;
}

static bool intersect(const std::vector<unsigned> &A,
                      const std::vector<unsigned> &B) {
  return llvm::any_of(A, [&](unsigned I) { return llvm::is_contained(B, I); });
}

/// Puts together the copies that may release the same thing.
static std::vector<RepeatedRelease> byOrigin(std::vector<ExitCopy> Copies) {
  std::vector<RepeatedRelease> Result;
  for (ExitCopy &Copy : Copies) {
    RepeatedRelease Joined;
    for (RepeatedRelease &Other : Result)
      if (intersect(Other.Origins, Copy.Origins)) {
        llvm::append_range(Joined.Copies, Other.Copies);
        llvm::append_range(Joined.Origins, Other.Origins);
        Other.Copies.clear();
        Other.Origins.clear();
      }
    llvm::append_range(Joined.Origins, Copy.Origins);
    llvm::sort(Joined.Origins);
    Joined.Copies.push_back(std::move(Copy));
    Result.push_back(std::move(Joined));
  }
  llvm::erase_if(Result,
                 [](const RepeatedRelease &R) { return R.Copies.empty(); });
  return Result;
}

/// Whether an exit can be reached with the flag still set: then setting it
/// back on the others is a result, not a cleanup.
static bool leavesFlagSet(const FunctionModel &Model, const Region &Held,
                          const StatementGroup &Group) {
  if (!asAssignment(*Group.front()))
    return false;
  for (NodeId From : Held.acquisitions()) {
    std::vector<bool> Reached = Model.graph().reachable(From, [&](NodeId Id) {
      return llvm::any_of(
          Group, [&](const FlowStatement *S) { return S->Entry == Id; });
    });
    if (Reached[Model.graph().exit()])
      return true;
  }
  return Held.acquisitions().empty();
}

static void addCopy(const FunctionModel &Model, const ExitCopy &Copy, Site &S) {
  bool InHandler = Model.graph().scope(Copy.S->Scope).Handler != nullptr;
  S.Copies.push_back(Model.makeCopy(Copy.S->S, InHandler ? CopyRole::Handler
                                                         : Copy.Exit.Role));
  S.Handlers += InHandler;
}

static void sortCopies(Site &S) {
  llvm::stable_sort(
      S.Copies, [](const Copy &A, const Copy &B) { return A.Where < B.Where; });
}

static Site exitCleanup(const FunctionModel &Model, const RepeatedRelease &R,
                        llvm::ArrayRef<const FlowStatement *> Cleanup) {
  Site S = Model.makeSite(CheckKind::ExitCleanup, Cleanup);
  for (const ExitCopy &Copy : R.Copies)
    addCopy(Model, Copy, S);
  sortCopies(S);
  S.Region = R.Acquired;
  return S;
}

static Site missedCleanup(const FunctionModel &Model, const RepeatedRelease &R,
                          llvm::ArrayRef<NodeId> Missing) {
  Site S = Model.makeSite(CheckKind::MissedCleanup, R.Copies.front().S);
  for (const ExitCopy &Copy : R.Copies)
    addCopy(Model, Copy, S);
  for (NodeId Id : Missing)
    S.Missing.push_back(Model.makeMissing(Id));
  sortCopies(S);
  S.Region = R.Acquired;
  return S;
}

namespace {

/// Goes through a function's releases, group by group.
class ExitSearch {
public:
  ExitSearch(const FunctionModel &Model, SiteCollector &Sites)
      : Model(Model), Sites(Sites) {}

  void run();

private:
  void search(const StatementGroup &Group);
  void take(RepeatedRelease R);
  bool addToKnown(RepeatedRelease &R);
  bool addToOuter(const RepeatedRelease &R);
  bool reportLeaks(const RepeatedRelease &R, const Region &Held,
                   const StatementGroup &Group);
  void report();

  const FunctionModel &Model;
  SiteCollector &Sites;
  std::vector<RepeatedRelease> Found;
};

} // namespace

/// Adds copies to a site that already has one of them, and drops from \p R
/// what other sites speak of. Whether nothing is left to report.
bool ExitSearch::addToKnown(RepeatedRelease &R) {
  std::optional<unsigned> Known;
  for (const ExitCopy &Copy : R.Copies)
    if (std::optional<unsigned> Index = Sites.indexOf(*Copy.S))
      Known = Index;
  llvm::erase_if(
      R.Copies, [&](const ExitCopy &Copy) { return Sites.isClaimed(*Copy.S); });
  if (Known) {
    for (const ExitCopy &Copy : R.Copies) {
      addCopy(Model, Copy, Sites.site(*Known));
      SiteAnchor &Anchor = Sites.anchor(*Known);
      if (!Anchor.Copies.empty())
        Anchor.Copies.front().push_back(Copy.S->S);
      Sites.claim(*Copy.S, *Known, /*First=*/true);
    }
    sortCopies(Sites.site(*Known));
  }
  return Known || R.exits().size() < Model.options().MinExits;
}

/// Whether \p Inner is part of \p Outer.
static bool isInside(const ExitCopy &Inner, const RepeatedRelease &Outer) {
  return llvm::any_of(Outer.Copies, [&](const ExitCopy &Copy) {
    return Copy.S != Inner.S && Copy.S->owns(Inner.S->FirstNode);
  });
}

/// `if (f) close(f)` and the `close(f)` in it are one; a bare `close(f)`
/// elsewhere is a copy of both.
bool ExitSearch::addToOuter(const RepeatedRelease &R) {
  for (RepeatedRelease &Outer : Found) {
    auto Rest = llvm::make_filter_range(
        R.Copies, [&](const ExitCopy &Copy) { return !isInside(Copy, Outer); });
    std::vector<ExitCopy> Bare(Rest.begin(), Rest.end());
    if (Bare.size() == R.Copies.size())
      continue;
    llvm::append_range(Outer.Copies, Bare);
    return true;
  }
  return false;
}

void ExitSearch::take(RepeatedRelease R) {
  if (!addToKnown(R) && !addToOuter(R))
    Found.push_back(std::move(R));
}

/// Reports the exits that forget what \p R releases; whether there are any.
bool ExitSearch::reportLeaks(const RepeatedRelease &R, const Region &Held,
                             const StatementGroup &Group) {
  if (R.exits().size() < Model.options().MinExits)
    return false;
  std::vector<NodeId> Leaks = findLeaks(Model, Held, Group);
  if (Leaks.empty())
    return false;
  unsigned Index = Sites.add(missedCleanup(Model, R, Leaks));
  for (const ExitCopy &Copy : R.Copies)
    Sites.claim(*Copy.S, Index, /*First=*/true);
  return true;
}

void ExitSearch::search(const StatementGroup &Group) {
  if (Group.size() < 2 || !isRelease(Model, *Group.front()))
    return;
  Region Held(Model, *Group.front());
  if (leavesFlagSet(Model, Held, Group))
    return;
  for (RepeatedRelease &R : byOrigin(exitCopies(Model, Held, Group))) {
    if (!R.Origins.empty() && R.Origins.front() < Held.acquisitions().size()) {
      NodeId First = Held.acquisitions()[R.Origins.front()];
      R.AcquiredBy = Model.graph().node(First).S;
      R.Acquired = Model.locate(R.AcquiredBy->getBeginLoc());
    }
    if (!reportLeaks(R, Held, Group))
      take(std::move(R));
  }
}

static std::vector<const Stmt *> statementsOf(llvm::ArrayRef<ExitCopy> Copies) {
  std::vector<const Stmt *> Result;
  for (const ExitCopy &Copy : Copies)
    Result.push_back(Copy.S->S);
  return Result;
}

/// The statements that stand before the same exits are one cleanup.
void ExitSearch::report() {
  std::vector<bool> Done(Found.size());
  for (std::size_t I = 0; I != Found.size(); ++I) {
    if (Done[I])
      continue;
    std::vector<std::size_t> Together;
    for (std::size_t J = I; J != Found.size(); ++J)
      if (!Done[J] && Found[J].exits() == Found[I].exits())
        Together.push_back(J);
    std::vector<const FlowStatement *> Cleanup;
    for (std::size_t J : Together)
      Cleanup.push_back(Found[J].Copies.front().S);
    SiteAnchor Anchor;
    Anchor.Acquired = Found[I].AcquiredBy;
    for (std::size_t J : Together)
      Anchor.Copies.push_back(statementsOf(Found[J].Copies));
    unsigned Index =
        Sites.add(exitCleanup(Model, Found[I], Cleanup), std::move(Anchor));
    for (std::size_t J : Together) {
      Done[J] = true;
      for (const ExitCopy &Copy : Found[J].Copies)
        Sites.claim(*Copy.S, Index, J == I);
    }
  }
}

void ExitSearch::run() {
  for (const StatementGroup &Group : Model.groups())
    search(Group);
  report();
}

void findExitCleanup(const FunctionModel &Model, SiteCollector &Sites) {
  ExitSearch(Model, Sites).run();
}

} // namespace raiify
