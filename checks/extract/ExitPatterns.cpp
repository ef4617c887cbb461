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
};

/// One release, repeated before exits.
struct RepeatedRelease {
  const FlowStatement *First = nullptr;
  std::vector<ExitCopy> Copies;
  std::vector<NodeId> Exits;
  Location Acquired;
};

} // namespace

/// Setting a flag back counts only as what it is: `busy = false` after
/// `busy = true`, a value that was saved, a count. A state that moves on
/// through several values is no cleanup.
static bool isPlainUndo(const FunctionModel &Model, const FlowStatement &S) {
  const auto *E = dyn_cast<Expr>(essence(S.S));
  const auto *Binary = E ? dyn_cast<BinaryOperator>(strip(E)) : nullptr;
  if (!Binary || Binary->getOpcode() != BO_Assign)
    return true;
  if (isa<DeclRefExpr>(strip(Binary->getRHS())))
    return !Binary->getRHS()->getType()->isEnumeralType();
  return isa<CXXBoolLiteralExpr>(strip(Binary->getRHS()));
}

static bool isRelease(const FunctionModel &Model, const FlowStatement &S) {
  StatementEffect E = Model.effect(S);
  if (E.Spoiled)
    return false;
  return E.Strength == Effect::Released ||
         (E.Strength == Effect::Undone && isPlainUndo(Model, S));
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

static std::vector<ExitCopy> exitCopies(const FunctionModel &Model,
                                        const Region &Held,
                                        const StatementGroup &Group) {
  std::vector<ExitCopy> Copies;
  for (const FlowStatement *S : Group) {
    if (!Model.isLive(S->Entry) || !isRelease(Model, *S) ||
        meetsAnother(Model, Held, *S, Group))
      continue;
    if (std::optional<NearExit> Exit =
            nearExit(Model, S->Next,
                     [&](NodeId Id) { return Held.contains(Id); }))
      Copies.push_back({S, *Exit});
  }
  return Copies;
}

static bool isClaimed(const StatementGroup &Group,
                      const ClaimedStatements &Claimed) {
  return llvm::any_of(Group, [&](const FlowStatement *S) {
    return Claimed.contains(S);
  });
}

static void addCopies(const FunctionModel &Model, const RepeatedRelease &R,
                      Site &S) {
  for (const ExitCopy &Copy : R.Copies) {
    bool InHandler = Model.graph().scope(Copy.S->Scope).Handler != nullptr;
    S.Copies.push_back(Model.makeCopy(
        Copy.S->S, InHandler ? CopyRole::Handler : Copy.Exit.Role));
    S.Handlers += InHandler;
  }
}

static Site exitCleanup(const FunctionModel &Model, const RepeatedRelease &R,
                        llvm::ArrayRef<const FlowStatement *> Cleanup) {
  Site S = Model.makeSite(CheckKind::ExitCleanup, Cleanup);
  addCopies(Model, R, S);
  S.Where = S.Copies.front().Where;
  S.InMacro = S.Copies.front().InMacro;
  S.Region = R.Acquired;
  return S;
}

static Site missedCleanup(const FunctionModel &Model, const RepeatedRelease &R,
                          llvm::ArrayRef<NodeId> Missing) {
  Site S = Model.makeSite(CheckKind::MissedCleanup, R.First);
  addCopies(Model, R, S);
  for (NodeId Id : Missing) {
    const FlowNode &Node = Model.graph().node(Id);
    S.Missing.push_back(Model.makeCopy(
        Node.S, Node.Kind == NodeKind::Throw ? CopyRole::Throw
                                             : CopyRole::Return));
  }
  S.Where = S.Missing.front().Where;
  S.InMacro = S.Missing.front().InMacro;
  S.Region = R.Acquired;
  return S;
}

/// The statements that stand, in this order, directly behind one another at
/// every exit of the same set are one cleanup.
static std::vector<Site> mergeByExits(const FunctionModel &Model,
                                      std::vector<RepeatedRelease> Releases) {
  std::vector<Site> Sites;
  std::vector<bool> Done(Releases.size());
  for (std::size_t I = 0; I != Releases.size(); ++I) {
    if (Done[I])
      continue;
    std::vector<const FlowStatement *> Cleanup{Releases[I].First};
    for (std::size_t J = I + 1; J != Releases.size(); ++J)
      if (!Done[J] && Releases[J].Exits == Releases[I].Exits) {
        Done[J] = true;
        Cleanup.push_back(Releases[J].First);
      }
    Sites.push_back(exitCleanup(Model, Releases[I], Cleanup));
  }
  return Sites;
}

std::vector<Site> findExitCleanup(const FunctionModel &Model,
                                  ClaimedStatements &Claimed) {
  std::vector<Site> Sites;
  std::vector<RepeatedRelease> Releases;
  for (const StatementGroup &Group : Model.groups()) {
    if (Group.size() < 2 || isClaimed(Group, Claimed) ||
        !isRelease(Model, *Group.front()))
      continue;
    Region Held(Model, *Group.front());
    RepeatedRelease R;
    R.Copies = exitCopies(Model, Held, Group);
    for (const ExitCopy &Copy : R.Copies)
      R.Exits.push_back(Copy.Exit.Node);
    llvm::sort(R.Exits);
    R.Exits.erase(std::unique(R.Exits.begin(), R.Exits.end()), R.Exits.end());
    if (R.Exits.size() < Model.options().MinExits)
      continue;
    R.First = R.Copies.front().S;
    if (!Held.acquisitions().empty())
      R.Acquired = Model.locate(
          Model.graph().node(Held.acquisitions().front()).S->getBeginLoc());
    Claimed.insert(Group.begin(), Group.end());
    std::vector<NodeId> Leaks = findLeaks(Model, Held, Group);
    if (Leaks.empty())
      Releases.push_back(std::move(R));
    else
      Sites.push_back(missedCleanup(Model, R, Leaks));
  }
  llvm::append_range(Sites, mergeByExits(Model, std::move(Releases)));
  return Sites;
}

} // namespace raiify
