//===- ExitPlans.cpp - Guards for cleanup before exits --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Before:  A; if (x) { C; return 1; }  B; C; return 0;
// After:   A; guard(C); if (x) { return 1; }  B; return 0;
//
// The guard stands behind what acquires and behind the checks of it that leave
// without the cleanup. An exit in its scope that has no copy releases it.
//
//===----------------------------------------------------------------------===//

#include "rewrite/Planner.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

class ExitPlans {
public:
  explicit ExitPlans(Planner &P) : P(P), Shape(P.Shape) {}

  void plan();

private:
  bool findBlock();
  std::size_t indexOf(const Stmt *S) const;
  std::size_t lastDeclared() const;
  std::size_t behindChecks(std::size_t From, std::size_t To) const;
  std::size_t behindCopies() const;
  bool needsNoCleanup(std::size_t Index, std::size_t End) const;
  void guardAt(std::size_t Index, std::size_t End, bool AllRun);
  void offer(std::size_t Index, bool AllRun);

  Planner &P;
  const SiteShape &Shape;
  const CompoundStmt *Block = nullptr;
  /// The statements of Block.
  std::vector<const Stmt *> Items;
};

} // namespace

/// Finds the innermost block that holds all copies and may hold a guard.
bool ExitPlans::findBlock() {
  const Stmt *S = Shape.parent(Shape.groups().front().front());
  for (; S; S = Shape.parent(S)) {
    const auto *Compound = dyn_cast<CompoundStmt>(S);
    if (!Compound || isa_and_nonnull<SwitchStmt>(Shape.parent(S)))
      continue;
    if (llvm::all_of(Shape.groups(), [&](const CopyGroup &Group) {
          return Shape.isInside(Group.front(), Compound);
        })) {
      Block = Compound;
      Items = bodyOf(Block);
      return true;
    }
  }
  return false;
}

/// One more than the index of the item that \p S is or stands in; 0 if none.
std::size_t ExitPlans::indexOf(const Stmt *S) const {
  const Stmt *Child = S ? Shape.childIn(Block, S) : nullptr;
  auto It = llvm::find(Items, Child);
  return It == Items.end() ? 0 : It - Items.begin() + 1;
}

/// The locals that \p S names.
static void addNamed(const Stmt *S, llvm::SmallPtrSetImpl<const Decl *> &Into) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    Into.insert(Ref->getDecl());
  for (const Stmt *Child : S->children())
    addNamed(Child, Into);
}

/// One more than the index of the last item that declares what the cleanup
/// names.
std::size_t ExitPlans::lastDeclared() const {
  llvm::SmallPtrSet<const Decl *, 4> Named;
  for (const Stmt *S : Shape.groups().front().Statements)
    addNamed(S, Named);
  std::size_t Last = 0;
  for (std::size_t I = 0; I != Items.size(); ++I)
    if (const auto *Declaration = dyn_cast<DeclStmt>(Items[I]))
      if (llvm::any_of(Declaration->decls(),
                       [&](const Decl *D) { return Named.contains(D); }))
        Last = I + 1;
  return Last;
}

/// One more than the index of the last of the items [From, To) that may leave
/// the block; From if there is none.
std::size_t ExitPlans::behindChecks(std::size_t From, std::size_t To) const {
  for (std::size_t I = To; I > From; --I) {
    GuardScope One;
    One.Items = {Items[I - 1]};
    if (llvm::any_of(exitsOf(Shape, One),
                     [](const ScopeExit &Exit) { return Exit.S != nullptr; }))
      return I;
  }
  return From;
}

/// The try that holds \p Group in a handler, if each of its handlers has only
/// a copy that goes and `throw;`, and no comment.
static const CXXTryStmt *deadTry(const SiteShape &Shape, const SourceText &Text,
                                 const std::vector<Decision> &Decisions,
                                 const CopyGroup &Group) {
  const Stmt *Catch = Shape.parent(Shape.parent(Group.front()));
  const auto *Try = isa_and_nonnull<CXXCatchStmt>(Catch)
                        ? dyn_cast_or_null<CXXTryStmt>(Shape.parent(Catch))
                        : nullptr;
  if (!Try)
    return nullptr;
  for (unsigned I = 0; I != Try->getNumHandlers(); ++I) {
    std::vector<const Stmt *> Body =
        bodyOf(Try->getHandler(I)->getHandlerBlock());
    if (Body.empty() || !isRethrow(Body.back()))
      return nullptr;
    Body.pop_back();
    if (llvm::none_of(Decisions, [&](const Decision &D) {
          return !D.Run && D.Group->Statements == Body;
        }))
      return nullptr;
  }
  std::optional<unsigned> Begin =
      Text.offset(Try->getHandler(0)->getCatchLoc());
  std::optional<unsigned> End = Text.offset(Try->getEndLoc());
  for (const Span &Comment : Text.comments())
    if (Begin && End && Comment.Begin >= *Begin && Comment.End <= *End)
      return nullptr;
  return Try;
}

/// Leaves of \p Try what its block holds, without braces where it \p May.
static void dropTry(const SiteShape &Shape, Draft &D, const CXXTryStmt *Try,
                    bool May) {
  std::vector<const Stmt *> Body = bodyOf(Try->getTryBlock());
  if (May && !Body.empty() && !declaresAny(Body) &&
      isa_and_nonnull<CompoundStmt>(Shape.parent(Try)))
    D.dissolve(Try, {});
  else
    D.makeBlock(Try, {});
}

/// One more than the index of the last item that holds a copy.
std::size_t ExitPlans::behindCopies() const {
  std::size_t Last = 0;
  for (const CopyGroup &Group : Shape.groups())
    Last = std::max(Last, indexOf(Group.back()));
  return Last;
}

/// Whether no way that leads behind item \p End, from \p Index on, has been
/// cleaned up, and more is done there than to leave.
bool ExitPlans::needsNoCleanup(std::size_t Index, std::size_t End) const {
  if (End >= Items.size() ||
      isa<ReturnStmt, BreakStmt, ContinueStmt>(Items[End]))
    return false;
  GuardScope Scope;
  Scope.Items.assign(Items.begin() + Index, Items.begin() + End);
  std::vector<ScopeExit> Exits = exitsOf(Shape, Scope);
  return !Exits.empty() && !Exits.back().S && Exits.back().State == Held;
}

/// A guard in front of item \p Index, for what is done up to \p End.
void ExitPlans::guardAt(std::size_t Index, std::size_t End, bool AllRun) {
  GuardScope Scope;
  Scope.Items.assign(Items.begin() + Index, Items.begin() + End);
  Scope.EndsScope = End == Items.size();
  auto Decisions = P.decide(Scope, AllRun);
  if (!Decisions)
    return;
  const CopyGroup *Source = nullptr;
  for (const Decision &D : *Decisions)
    if (!D.Run && !Source)
      Source = D.Group;
  Draft D(Shape, P.Text);
  Guard G =
      P.guardFor(GuardKind::Exit, Source ? *Source : Shape.groups().front(),
                 /*Dropped=*/false, /*WithComments=*/Source != nullptr);
  if (Index == 0)
    D.guardInside(Block, G);
  else
    D.guardAfter(Items[Index - 1], G);
  std::vector<Decision> Rest;
  llvm::SmallPtrSet<const CXXTryStmt *, 2> Dead;
  for (const Decision &Each : *Decisions)
    if (const CXXTryStmt *Try =
            deadTry(Shape, P.Text, *Decisions, *Each.Group)) {
      if (Dead.insert(Try).second)
        dropTry(Shape, D, Try, /*May=*/Dead.size() == 1);
    } else {
      Rest.push_back(Each);
    }
  P.apply(D, Rest, G, Source);
  std::string Form = runsAny(*Decisions) ? "exit-cleanup-run" : "exit-cleanup";
  if (P.disarm(D, Scope, G))
    Form += "-release";
  P.add(Form, D);
}

/// Plans with the guard in front of item \p Index. Where nothing is cleaned up
/// behind the copies, the guard is released there before it is anywhere else.
void ExitPlans::offer(std::size_t Index, bool AllRun) {
  std::size_t Behind = behindCopies();
  if (needsNoCleanup(Index, Behind))
    guardAt(Index, Behind, AllRun);
  guardAt(Index, Items.size(), AllRun);
}

void ExitPlans::plan() {
  if (!findBlock())
    return;
  std::size_t First = indexOf(Shape.groups().front().front()) - 1;
  std::size_t Begin =
      std::max(lastDeclared(), indexOf(Shape.anchor().Acquired));
  std::size_t Behind = std::min(behindChecks(Begin, First), First);
  for (bool AllRun : {false, true}) {
    if (Begin <= First)
      offer(Behind, AllRun);
    offer(First, AllRun);
  }
}

void planExitCleanup(Planner &P) { ExitPlans(P).plan(); }

} // namespace raiify
