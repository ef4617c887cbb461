//===- RollbackPlans.cpp - Guards for what only handlers undo -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Before:  try { B } catch (...) { C; throw; }
// After:   guard(C); B; guard.commit();
//
// Each normal way out of the block commits. A value that is returned and takes
// calls to make cannot be committed to before nor behind: there scope_fail is
// the guard, which runs when an exception leaves its scope.
//
//===----------------------------------------------------------------------===//

#include "rewrite/Planner.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

class RollbackPlans {
public:
  explicit RollbackPlans(Planner &P)
      : P(P), Shape(P.Shape), Try(Shape.tryStmt()) {
    for (const CopyGroup &Group : Shape.groups())
      if (Group.Handler && !Source)
        Source = &Group;
    Block.Left = Try;
    Block.Items = bodyOf(Try->getTryBlock());
    Block.EndsScope = false;
  }

  void plan();

private:
  bool allHandlers(llvm::ArrayRef<HandlerForm> Forms) const;
  bool commitsPlainly() const;
  bool hasRest() const;
  void dissolved(GuardKind Kind);
  void block(GuardKind Kind);
  void inside(GuardKind Kind);
  void around(GuardKind Kind, bool Enclosed);
  void commit(Draft &D, const Guard &G, llvm::StringRef Form);

  Planner &P;
  const SiteShape &Shape;
  const CXXTryStmt *Try;
  const CopyGroup *Source = nullptr;
  /// The try block: where it ends, the guard must be committed.
  GuardScope Block;
};

} // namespace

bool RollbackPlans::allHandlers(llvm::ArrayRef<HandlerForm> Forms) const {
  return llvm::all_of(Shape.handlers(), [&](const HandlerShape &Handler) {
    return llvm::is_contained(Forms, Handler.Form);
  });
}

/// Whether nothing that is returned out of the try block takes a call.
bool RollbackPlans::commitsPlainly() const {
  return llvm::all_of(exitsOf(Shape, Block), [&](const ScopeExit &Exit) {
    const auto *Return = dyn_cast_or_null<ReturnStmt>(Exit.S);
    return !Return || returnsWithoutCalls(Return, Shape.context());
  });
}

/// Whether more than a plain return follows the try in its block.
bool RollbackPlans::hasRest() const {
  std::vector<const Stmt *> Rest = Shape.following(Try);
  if (Rest.empty())
    return false;
  const auto *Return = dyn_cast<ReturnStmt>(Rest.front());
  return !Return || !returnsPlainly(Return, *Source, Shape.context());
}

void RollbackPlans::commit(Draft &D, const Guard &G, llvm::StringRef Form) {
  if (G.Kind == GuardKind::Fail) {
    P.add(("fail-guard" + Form).str(), D);
    return;
  }
  P.disarm(D, Block, G);
  P.add(("rollback" + Form).str(), D);
}

void RollbackPlans::dissolved(GuardKind Kind) {
  if (!mayDissolve(Shape) || declaresDestroyed(Block.Items) ||
      (Kind == GuardKind::Fail && hasRest()))
    return;
  Draft D(Shape, P.Text);
  Guard G = P.guardFor(Kind, *Source, /*Dropped=*/true, true);
  D.dissolve(Try, G);
  commit(D, G, "");
}

void RollbackPlans::block(GuardKind Kind) {
  Draft D(Shape, P.Text);
  Guard G = P.guardFor(Kind, *Source, /*Dropped=*/true, true);
  D.makeBlock(Try, G);
  commit(D, G, "-block");
}

void RollbackPlans::inside(GuardKind Kind) {
  Draft D(Shape, P.Text);
  Guard G = P.guardFor(Kind, *Source, /*Dropped=*/false, true);
  D.guardInside(Try->getTryBlock(), G);
  std::vector<Decision> Decisions;
  for (const CopyGroup &Group : Shape.groups())
    Decisions.push_back({&Group, false});
  P.apply(D, Decisions, G, Source);
  commit(D, G, "-inside-try");
}

/// The guard in front of the try; with \p Enclosed in a block of its own.
void RollbackPlans::around(GuardKind Kind, bool Enclosed) {
  // scope_fail needs an exception to leave its scope.
  if (Kind == GuardKind::Fail &&
      (!allHandlers({HandlerForm::Suffix}) ||
       llvm::any_of(Shape.handlers(), [](auto &H) { return !H.Rethrows; })))
    return;
  if (!Enclosed && !mayDeclareAt(Shape, Try))
    return;
  GuardScope Scope;
  Scope.Items = {Try};
  if (!Enclosed)
    llvm::append_range(Scope.Items, Shape.following(Try));
  std::vector<Decision> Decisions;
  bool SourceGoes = false;
  for (const CopyGroup &Group : Shape.groups()) {
    bool Run = Kind != GuardKind::Fail && !tailOf(Shape, Scope, Group).Plain;
    Decisions.push_back({&Group, Run});
    SourceGoes |= !Run && &Group == Source;
  }
  Draft D(Shape, P.Text);
  Guard G = P.guardFor(Kind, *Source, /*Dropped=*/false, SourceGoes);
  P.apply(D, Decisions, G, Source);
  if (Kind != GuardKind::Fail)
    P.disarmInHandlers(D, G);
  if (Enclosed)
    D.enclose(Try, G);
  else
    D.guardBefore(Try, G);
  std::string Form = Enclosed ? "-around-try" : "-before-try";
  commit(D, G, runsAny(Decisions) ? Form + "-run" : Form);
}

void RollbackPlans::plan() {
  if (!Source)
    return;
  bool Only = allHandlers({HandlerForm::Only});
  bool Prefix = allHandlers({HandlerForm::Only, HandlerForm::Prefix});
  std::vector<GuardKind> Kinds = {GuardKind::Rollback, GuardKind::Fail};
  if (!commitsPlainly())
    std::swap(Kinds.front(), Kinds.back());
  for (GuardKind Kind : Kinds) {
    if (Only) {
      dissolved(Kind);
      block(Kind);
    } else if (Prefix) {
      inside(Kind);
    }
    if (!Only) {
      around(Kind, /*Enclosed=*/false);
      around(Kind, /*Enclosed=*/true);
    }
  }
}

void planRollback(Planner &P) { RollbackPlans(P).plan(); }

} // namespace raiify
