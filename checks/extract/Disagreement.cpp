//===- Disagreement.cpp - Copies that are not the same --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Disagreement.h"

#include "extract/Coverage.h"
#include "extract/Leak.h"
#include "extract/Region.h"
#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

/// The search at one handler.
class DisagreementSearch {
public:
  DisagreementSearch(const FunctionModel &Model, const TryInfo &Try,
                     const HandlerInfo &Handler, SiteCollector &Sites)
      : Model(Model), Try(Try), Handler(Handler), Sites(Sites) {}

  void run();

private:
  bool isRelease(const FlowStatement &S) const;
  bool isInHandler(const FlowStatement &S) const;
  bool mayBeKept(const std::vector<std::string> &Operands) const;
  void report(const FlowStatement &Present, CopyRole Role, const Region &Held,
              llvm::ArrayRef<NodeId> Missing);
  void compareWithExits();
  void findMissingOnExit(const FlowStatement &Unit);
  void findMissingInHandler(const FlowStatement &Copy);
  void findShadowed(const FlowStatement &Unit);
  std::vector<const FlowStatement *>
  neighboursOf(const FlowStatement &Copy) const;

  const FunctionModel &Model;
  const TryInfo &Try;
  const HandlerInfo &Handler;
  SiteCollector &Sites;
};

} // namespace

bool DisagreementSearch::isRelease(const FlowStatement &S) const {
  StatementEffect E = Model.effect(S);
  return !E.Spoiled && E.Strength == Effect::Released;
}

bool DisagreementSearch::isInHandler(const FlowStatement &S) const {
  return llvm::any_of(Handler.Units, [&](const FlowStatement *Unit) {
    return Model.key(*Unit) == Model.key(S);
  });
}

/// Whether the try block hands one of \p Operands to a function that may keep
/// it when it succeeds.
bool DisagreementSearch::mayBeKept(
    const std::vector<std::string> &Operands) const {
  const FlowGraph &Graph = Model.graph();
  return llvm::any_of(Model.facts().calls(), [&](const CallFact &Fact) {
    std::optional<NodeId> At = Model.nodeOf(Fact.Call);
    if (!At || !Graph.scopeIn(Graph.node(*At).Scope, Try.BlockScope))
      return false;
    const FunctionDecl *Callee = Fact.Call->getDirectCallee();
    return !(Callee && Callee->isExternC()) &&
           llvm::any_of(Fact.Args, [&](const std::string &Arg) {
             return llvm::is_contained(Operands, Arg);
           });
  });
}

/// Adds the finding that \p Missing lack \p Present, which stands as \p Role.
void DisagreementSearch::report(const FlowStatement &Present, CopyRole Role,
                                const Region &Held,
                                llvm::ArrayRef<NodeId> Missing) {
  Site S = Model.makeSite(CheckKind::MissedCleanup, &Present);
  S.Copies.push_back(Model.makeCopy(Present.S, Role));
  for (NodeId Id : Missing)
    S.Missing.push_back(Model.makeMissing(Id));
  S.Region = Model.locate(
      Model.graph().node(Held.acquisitions().front()).S->getBeginLoc());
  Sites.add(std::move(S));
}

/// A step of the handler that the normal way out does not have.
void DisagreementSearch::findMissingOnExit(const FlowStatement &Unit) {
  Region Held(Model, Unit);
  if (mayBeKept(Held.operands()))
    return;
  std::vector<NodeId> Leaks = findLeaks(Model, Held, Model.equals(Unit));
  if (Leaks.empty() || Model.equals(Unit).size() > 1)
    return;
  report(Unit, CopyRole::Handler, Held, Leaks);
}

/// What stands directly before and behind \p Copy in its block.
std::vector<const FlowStatement *>
DisagreementSearch::neighboursOf(const FlowStatement &Copy) const {
  std::vector<const FlowStatement *> Result;
  for (const FlowStatement &S : Model.graph().statements()) {
    const auto *Block = dyn_cast<CompoundStmt>(S.S);
    if (!Block || !llvm::is_contained(Block->body(), Copy.S))
      continue;
    const Stmt *Before = nullptr;
    for (const Stmt *Child : Block->body()) {
      if (Child == Copy.S && Before)
        Result.push_back(Model.graph().find(Before));
      if (Before == Copy.S)
        Result.push_back(Model.graph().find(Child));
      Before = Child;
    }
  }
  llvm::erase(Result, nullptr);
  return Result;
}

/// A step of the normal way out, next to \p Copy, that the handler lacks.
void DisagreementSearch::findMissingInHandler(const FlowStatement &Copy) {
  std::optional<NodeId> Exit =
      Handler.Last ? Model.nodeOf(Handler.Last) : std::nullopt;
  if (!Exit)
    return;
  for (const FlowStatement *S : neighboursOf(Copy)) {
    if (!isRelease(*S) || isInHandler(*S))
      continue;
    Region Held(Model, *S);
    if (!forgets(Model, Held, Model.equals(*S), *Exit))
      continue;
    report(*S, CopyRole::AfterTry, Held, *Exit);
  }
}

void DisagreementSearch::compareWithExits() {
  std::vector<ExitEdge> Exits = normalExits(Model, Try);
  std::vector<const FlowStatement *> Lacking;
  std::vector<const FlowStatement *> Shared;
  for (const FlowStatement *Unit : Handler.Units) {
    if (!isRelease(*Unit))
      continue;
    Coverage C = cover(Model, Try, Handler, *Unit, Exits);
    if (C.Copies.empty())
      Lacking.push_back(Unit);
    else if (C.Full)
      llvm::append_range(Shared, C.Copies);
  }
  // Without a step in common there is nothing that tells the rest is missing.
  if (Shared.empty())
    return;
  llvm::for_each(Lacking,
                 [&](const FlowStatement *S) { findMissingOnExit(*S); });
  llvm::for_each(Shared,
                 [&](const FlowStatement *S) { findMissingInHandler(*S); });
}

/// A release in the handler of a variable that never holds anything, while the
/// try block releases one of the same name that it declares itself.
void DisagreementSearch::findShadowed(const FlowStatement &Unit) {
  Region Outer(Model, Unit);
  const VarDecl *Hidden = Outer.variable();
  if (!Hidden || !Outer.acquisitions().empty())
    return;
  std::string Shape = portableKey(Unit.S, Model.context());
  for (const StatementGroup &Group : Model.groups()) {
    const FlowStatement *Inner = Group.front();
    if (!Model.graph().scopeIn(Inner->Scope, Try.BlockScope) ||
        !isRelease(*Inner) || portableKey(Inner->S, Model.context()) != Shape)
      continue;
    const VarDecl *Hiding = Region(Model, *Inner).variable();
    if (!Hiding || Hiding == Hidden || Hiding->getName() != Hidden->getName())
      continue;
    Site S = Model.makeSite(CheckKind::MissedCleanup, &Unit);
    S.Copies.push_back(Model.makeCopy(Inner->S, CopyRole::TryEnd));
    S.Missing.push_back(Model.makeCopy(Unit.S, CopyRole::Handler));
    S.Region = Model.locate(Hiding->getLocation());
    S.Shadowed = true;
    Sites.claim(Unit, Sites.add(std::move(S)), /*First=*/true);
    return;
  }
}

void DisagreementSearch::run() {
  if (Handler.EndsProcess)
    return;
  compareWithExits();
  for (const FlowStatement *Unit : Handler.Units)
    if (isRelease(*Unit))
      findShadowed(*Unit);
}

void findDisagreements(const FunctionModel &Model, SiteCollector &Sites) {
  for (const TryInfo &Try : collectTries(Model))
    for (const HandlerInfo &Handler : Try.Handlers)
      DisagreementSearch(Model, Try, Handler, Sites).run();
}

} // namespace raiify
