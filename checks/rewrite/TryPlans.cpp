//===- TryPlans.cpp - Guards for an emulated finally ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Before:  try { B } catch (...) { C; throw; }  C;
// After:   guard(C); B                          where the block ends there
//          { guard(C); B }                      where code follows
//
// A handler that does more than C stays. Where C comes first in it, the guard
// stands in the try block and has run when the handler begins; where C comes
// last, it stands in front of the try and runs when the handler is left.
//
//===----------------------------------------------------------------------===//

#include "rewrite/Planner.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

/// One plan that may come to be, to be ranked among others.
struct Candidate {
  std::string Form;
  Draft D;
  bool Runs = false;
};

class FinallyPlans {
public:
  explicit FinallyPlans(Planner &P)
      : P(P), Shape(P.Shape), Try(Shape.tryStmt()) {
    for (const CopyGroup &Group : Shape.groups())
      if (Group.Handler && !Source)
        Source = &Group;
  }

  void plan();

private:
  bool allHandlers(llvm::ArrayRef<HandlerForm> Forms) const;
  GuardScope blockScope() const;
  void dissolved(bool AllRun);
  void block(bool AllRun);
  void inside(bool AllRun);
  void inFront(bool AllRun);
  void enclosed(bool AllRun);
  void exitAndFail();
  void offer(llvm::StringRef Form, Draft D,
             const std::vector<Decision> &Decisions);
  void release();

  Planner &P;
  const SiteShape &Shape;
  const CXXTryStmt *Try;
  /// The copy whose text the guard takes.
  const CopyGroup *Source = nullptr;
  std::vector<Candidate> Candidates;
};

} // namespace

bool FinallyPlans::allHandlers(llvm::ArrayRef<HandlerForm> Forms) const {
  return llvm::all_of(Shape.handlers(), [&](const HandlerShape &Handler) {
    return llvm::is_contained(Forms, Handler.Form);
  });
}

void FinallyPlans::offer(llvm::StringRef Form, Draft D,
                         const std::vector<Decision> &Decisions) {
  bool Runs = runsAny(Decisions);
  Candidates.push_back(
      {(Form + (Runs ? "-run" : "")).str(), std::move(D), Runs});
}

/// Hands the candidates over, those without run() first.
void FinallyPlans::release() {
  for (bool Runs : {false, true})
    for (Candidate &C : Candidates)
      if (C.Runs == Runs)
        P.add(C.Form, C.D);
  Candidates.clear();
}

/// What lives in the try block, and a copy that directly follows the try: the
/// block's end does the same.
GuardScope FinallyPlans::blockScope() const {
  GuardScope Scope;
  Scope.Left = Try;
  Scope.Items = bodyOf(Try->getTryBlock());
  if (const CopyGroup *After = Shape.groupAfterTry())
    llvm::append_range(Scope.Items, After->Statements);
  return Scope;
}

/// Takes the copy after the try from those that run the guard: it stands
/// outside of the guard's scope. False where it has to.
static bool keepInside(const SiteShape &Shape, std::vector<Decision> &Decisions,
                       bool AllRun) {
  for (Decision &D : Decisions)
    if (D.Group == Shape.groupAfterTry()) {
      if (D.Run && !AllRun)
        return false;
      D.Run = false;
    }
  return true;
}

void FinallyPlans::dissolved(bool AllRun) {
  if (!mayDissolve(Shape))
    return;
  GuardScope Scope;
  Scope.Left = Try;
  Scope.Items = bodyOf(Try->getTryBlock());
  bool Destroys = declaresDestroyed(Scope.Items);
  std::vector<const Stmt *> After = Shape.following(Try);
  llvm::append_range(Scope.Items, After);
  auto Decisions = P.decide(Scope, AllRun);
  if (!Decisions)
    return;
  // The block's locals must be gone when a copy behind it runs.
  for (const Decision &D : *Decisions)
    if (D.Run && Destroys && !Shape.isInside(D.Group->front(), Try))
      return;
  Draft D(Shape, P.Text);
  Guard G = P.guardFor(GuardKind::Exit, *Source, /*Dropped=*/true, true);
  D.dissolve(Try, G);
  P.apply(D, *Decisions, G, nullptr);
  P.disarm(D, Scope, G);
  offer("exit-guard", std::move(D), *Decisions);
}

void FinallyPlans::block(bool AllRun) {
  GuardScope Scope = blockScope();
  auto Decisions = P.decide(Scope, AllRun);
  if (!Decisions || !keepInside(Shape, *Decisions, AllRun))
    return;
  Draft D(Shape, P.Text);
  Guard G = P.guardFor(GuardKind::Exit, *Source, /*Dropped=*/true, true);
  D.makeBlock(Try, G);
  P.apply(D, *Decisions, G, nullptr);
  offer("exit-guard-block", std::move(D), *Decisions);
}

void FinallyPlans::inside(bool AllRun) {
  GuardScope Scope = blockScope();
  auto Decisions = P.decide(Scope, AllRun);
  if (!Decisions || !keepInside(Shape, *Decisions, AllRun))
    return;
  Draft D(Shape, P.Text);
  Guard G = P.guardFor(GuardKind::Exit, *Source, /*Dropped=*/false, true);
  D.guardInside(Try->getTryBlock(), G);
  for (const CopyGroup &Group : Shape.groups())
    if (Group.Handler)
      Decisions->push_back({&Group, false});
  P.apply(D, *Decisions, G, Source);
  offer("guard-inside-try", std::move(D), *Decisions);
}

/// Whether \p Source is among what goes, so that its comments are to be moved.
static bool goes(const std::vector<Decision> &Decisions,
                 const CopyGroup *Source) {
  return llvm::any_of(Decisions, [&](const Decision &D) {
    return D.Group == Source && !D.Run;
  });
}

void FinallyPlans::inFront(bool AllRun) {
  if (!mayDeclareAt(Shape, Try))
    return;
  GuardScope Scope;
  Scope.Items = {Try};
  Scope.HandlersDisarm = true;
  llvm::append_range(Scope.Items, Shape.following(Try));
  auto Decisions = P.decide(Scope, AllRun);
  if (!Decisions)
    return;
  Draft D(Shape, P.Text);
  Guard G = P.guardFor(GuardKind::Exit, *Source, /*Dropped=*/false,
                       goes(*Decisions, Source));
  D.guardBefore(Try, G);
  P.apply(D, *Decisions, G, Source);
  P.disarm(D, Scope, G);
  P.disarmInHandlers(D, G);
  offer("guard-before-try", std::move(D), *Decisions);
}

void FinallyPlans::enclosed(bool AllRun) {
  GuardScope Scope;
  Scope.Items = {Try};
  Scope.HandlersDisarm = true;
  if (const CopyGroup *After = Shape.groupAfterTry())
    llvm::append_range(Scope.Items, After->Statements);
  auto Decisions = P.decide(Scope, AllRun);
  if (!Decisions || !keepInside(Shape, *Decisions, AllRun))
    return;
  Draft D(Shape, P.Text);
  Guard G = P.guardFor(GuardKind::Exit, *Source, /*Dropped=*/false,
                       goes(*Decisions, Source));
  P.apply(D, *Decisions, G, Source);
  for (const ScopeExit &Exit : exitsOf(Shape, Scope))
    if (Exit.State & Held && Exit.S) {
      D.insertBefore(Exit.S, G.disarm());
      D.countCall();
    } else if (Exit.State & Held) {
      return; // a normal end without the cleanup
    }
  P.disarmInHandlers(D, G);
  D.enclose(Try, G);
  offer("guard-around-try", std::move(D), *Decisions);
}

/// The handler as a guard of its own, which runs before or behind the other.
void FinallyPlans::exitAndFail() {
  if (Shape.handlers().size() != 1)
    return;
  const HandlerShape &Handler = Shape.handlers().front();
  bool Prefix = Handler.Form == HandlerForm::Prefix;
  if (!Handler.Rethrows || Handler.Rest.empty() ||
      (!Prefix && Handler.Form != HandlerForm::Suffix) ||
      declaresAny(Handler.Rest) || Handler.Catch->getExceptionDecl())
    return;
  GuardScope Scope = blockScope();
  auto Decisions = P.decide(Scope, /*AllRun=*/false);
  if (!Decisions || !keepInside(Shape, *Decisions, /*AllRun=*/false))
    return;
  Draft D(Shape, P.Text);
  Guard Exit = P.guardFor(GuardKind::Exit, *Source, /*Dropped=*/true, true);
  Guard Fail = P.guardFor(GuardKind::Fail, Handler.Rest);
  // What is declared last runs first.
  std::vector<Guard> Guards = {Exit, Fail};
  if (Prefix)
    std::swap(Guards.front(), Guards.back());
  D.makeBlock(Try, Guards);
  P.apply(D, *Decisions, Exit, nullptr);
  offer("exit-and-fail", std::move(D), *Decisions);
}

void FinallyPlans::plan() {
  if (!Source)
    return;
  bool Only = allHandlers({HandlerForm::Only});
  bool Prefix = allHandlers({HandlerForm::Only, HandlerForm::Prefix});
  for (bool AllRun : {false, true}) {
    if (Only) {
      dissolved(AllRun);
      block(AllRun);
    } else {
      if (Prefix)
        inside(AllRun);
      inFront(AllRun);
      enclosed(AllRun);
    }
    release();
  }
  if (!Only)
    exitAndFail();
  release();
}

void planFinally(Planner &P) { FinallyPlans(P).plan(); }

} // namespace raiify
