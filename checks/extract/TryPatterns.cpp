//===- TryPatterns.cpp - Cleanup in handlers ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TryPatterns.h"

#include "extract/Coverage.h"
#include "extract/Exits.h"
#include "extract/Handlers.h"
#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

using UnitList = std::vector<const FlowStatement *>;

/// Whether \p S may be part of a cleanup.
static bool isEligible(const FunctionModel &Model, const FlowStatement &S) {
  return Model.effect(S).eligible();
}

/// Whether one of \p Units is worth at least \p Least, so that the whole is a
/// cleanup and not mere bookkeeping.
static bool hasGround(const FunctionModel &Model, const UnitList &Units,
                      Effect Least) {
  return llvm::any_of(Units, [&](const FlowStatement *S) {
    StatementEffect E = Model.effect(*S);
    return !E.Spoiled && E.Strength >= Least;
  });
}

/// Sets what all sites at a try have in common.
static void fillTry(const FunctionModel &Model, const TryInfo &Try,
                    const HandlerInfo &Handler, const UnitList &Cleanup,
                    Site &S) {
  S.Region = Model.locate(Try.Try->getTryLoc());
  S.Exit = Handler.Exit;
  S.Partial = Handler.HasMore || Cleanup.size() < Handler.Units.size();
  if (!S.Copies.empty()) {
    S.Where = S.Copies.front().Where;
    S.InMacro = S.Copies.front().InMacro;
  }
  S.InMacro |= Try.Try->getTryLoc().isMacroID() ||
               Handler.Catch->getCatchLoc().isMacroID();
}

/// The statement of \p Handler with the key of \p Unit, or null.
static const FlowStatement *findIn(const FunctionModel &Model,
                                   const HandlerInfo &Handler,
                                   const FlowStatement &Unit) {
  auto It = llvm::find_if(Handler.Units, [&](const FlowStatement *Other) {
    return Model.key(*Other) == Model.key(Unit) && isEligible(Model, *Other);
  });
  return It == Handler.Units.end() ? nullptr : *It;
}

/// The copies of each of \p Units in the handlers of \p Try.
static SiteAnchor anchorInHandlers(const FunctionModel &Model,
                                   const TryInfo &Try, const UnitList &Units) {
  SiteAnchor Anchor;
  Anchor.Try = Try.Try;
  for (const FlowStatement *Unit : Units) {
    std::vector<const Stmt *> &Copies = Anchor.Copies.emplace_back();
    for (const HandlerInfo &Handler : Try.Handlers)
      if (const FlowStatement *Copy = findIn(Model, Handler, *Unit))
        Copies.push_back(Copy->S);
  }
  return Anchor;
}

//===----------------------------------------------------------------------===//
// Emulated finally
//===----------------------------------------------------------------------===//

namespace {

/// What one handler shares with the normal exits.
struct SharedCleanup {
  const HandlerInfo *Handler = nullptr;
  UnitList Units;
  std::vector<Coverage> Covered;
};

} // namespace

static SharedCleanup sharedWithExits(const FunctionModel &Model,
                                     const TryInfo &Try,
                                     const HandlerInfo &Handler,
                                     const std::vector<ExitEdge> &Exits) {
  SharedCleanup Result;
  Result.Handler = &Handler;
  if (Handler.EndsProcess)
    return Result;
  for (const FlowStatement *Unit : Handler.Units) {
    if (!isEligible(Model, *Unit) || Model.key(*Unit).empty())
      continue;
    Coverage C = cover(Model, Try, Handler, *Unit, Exits);
    if (!C.Full)
      continue;
    Result.Units.push_back(Unit);
    Result.Covered.push_back(std::move(C));
  }
  return Result;
}

/// What a copy on a normal exit stands in front of.
static CopyRole roleOf(const FunctionModel &Model, const TryInfo &Try,
                       const FlowStatement &S) {
  const FlowGraph &Graph = Model.graph();
  if (!Graph.scopeIn(S.Scope, Try.BlockScope))
    return CopyRole::AfterTry;
  std::optional<NearExit> Exit = nearExit(Model, S.Next, [&](NodeId Id) {
    return Graph.scopeIn(Graph.node(Id).Scope, Try.BlockScope);
  });
  if (!Exit || Exit->Role == CopyRole::FallThrough)
    return CopyRole::TryEnd;
  return Exit->Role;
}

static Site emulatedFinally(const FunctionModel &Model, const TryInfo &Try,
                            const SharedCleanup &Shared) {
  Site S = Model.makeSite(CheckKind::EmulatedFinally, Shared.Units);
  for (const HandlerInfo &Handler : Try.Handlers)
    if (const FlowStatement *Copy =
            findIn(Model, Handler, *Shared.Units.front())) {
      S.Copies.push_back(Model.makeCopy(Copy->S, CopyRole::Handler));
      ++S.Handlers;
    }
  for (const FlowStatement *Copy : Shared.Covered.front().Copies)
    S.Copies.push_back(Model.makeCopy(Copy->S, roleOf(Model, Try, *Copy)));
  fillTry(Model, Try, *Shared.Handler, Shared.Units, S);
  llvm::stable_sort(
      S.Copies, [](const Copy &A, const Copy &B) { return A.Where < B.Where; });
  return S;
}

/// Whether \p S is the first that \p Block does: its work, not its cleanup.
static bool isFirstIn(const CompoundStmt *Block, const FlowStatement &S) {
  return !Block->body_empty() && Block->body_front() == S.S;
}

/// Whether what is shared is cleanup. A setting with no sign that it undoes
/// something may be a result. A call that nothing is known of is taken where it
/// ends the handler's way and the normal one alike; where the handler goes on
/// behind the try, or the call is what is tried, it is a second attempt.
static bool isFinally(const FunctionModel &Model, const TryInfo &Try,
                      const SharedCleanup &Shared) {
  if (hasGround(Model, Shared.Units, Effect::Set))
    return true;
  return hasGround(Model, Shared.Units, Effect::Call) &&
         Shared.Handler->Exit != HandlerExit::FallThrough &&
         llvm::none_of(Shared.Covered, [&](const Coverage &C) {
           return llvm::any_of(C.Copies, [&](const FlowStatement *Copy) {
             return isFirstIn(Try.Try->getTryBlock(), *Copy);
           });
         });
}

/// The handler that shares most with the normal exits.
static std::optional<SharedCleanup>
bestShared(const FunctionModel &Model, const TryInfo &Try,
           const std::vector<ExitEdge> &Exits) {
  std::optional<SharedCleanup> Best;
  for (const HandlerInfo &Handler : Try.Handlers) {
    SharedCleanup Shared = sharedWithExits(Model, Try, Handler, Exits);
    if (isFinally(Model, Try, Shared) &&
        (!Best || Shared.Units.size() > Best->Units.size()))
      Best = std::move(Shared);
  }
  return Best;
}

/// Claims the copies of an emulated finally, and all else that its handlers do.
static void claimFinally(const FunctionModel &Model, const TryInfo &Try,
                         const SharedCleanup &Shared, unsigned Index,
                         SiteCollector &Sites) {
  for (const FlowStatement *Copy : Shared.Covered.front().Copies)
    Sites.claim(*Copy, Index, /*First=*/true);
  for (const Coverage &C : Shared.Covered)
    for (const FlowStatement *Copy : C.Copies)
      Sites.claim(*Copy, Index, /*First=*/false);
  const std::string &First = Model.key(*Shared.Units.front());
  for (const HandlerInfo &Handler : Try.Handlers)
    for (const FlowStatement *Unit : Handler.Units)
      Sites.claim(*Unit, Index, Model.key(*Unit) == First);
}

//===----------------------------------------------------------------------===//
// Sibling handlers
//===----------------------------------------------------------------------===//

/// The statements of \p Handler that a later handler of the try repeats.
static UnitList sharedWithSiblings(const FunctionModel &Model,
                                   const TryInfo &Try, std::size_t Index) {
  UnitList Shared;
  for (const FlowStatement *Unit : Try.Handlers[Index].Units) {
    if (!isEligible(Model, *Unit))
      continue;
    for (std::size_t Other = Index + 1; Other != Try.Handlers.size(); ++Other)
      if (!Try.Handlers[Other].EndsProcess &&
          findIn(Model, Try.Handlers[Other], *Unit)) {
        Shared.push_back(Unit);
        break;
      }
  }
  return Shared;
}

/// Adds the site of the first group of handlers that share a cleanup.
static void siblingHandlers(const FunctionModel &Model, const TryInfo &Try,
                            SiteCollector &Sites) {
  for (std::size_t I = 0; I != Try.Handlers.size(); ++I) {
    if (Try.Handlers[I].EndsProcess)
      continue;
    UnitList Shared = sharedWithSiblings(Model, Try, I);
    if (!hasGround(Model, Shared, Effect::Hinted))
      continue;
    Site S = Model.makeSite(CheckKind::SiblingHandlers, Shared);
    UnitList Copies;
    for (const HandlerInfo &Handler : Try.Handlers)
      if (const FlowStatement *Copy = findIn(Model, Handler, *Shared.front())) {
        S.Copies.push_back(Model.makeCopy(Copy->S, CopyRole::Handler));
        Copies.push_back(Copy);
        ++S.Handlers;
      }
    fillTry(Model, Try, Try.Handlers[I], Shared, S);
    unsigned Index =
        Sites.add(std::move(S), anchorInHandlers(Model, Try, Shared));
    for (const FlowStatement *Copy : Copies)
      Sites.claim(*Copy, Index, /*First=*/true);
    for (const HandlerInfo &Handler : Try.Handlers)
      for (const FlowStatement *Unit : Shared)
        if (const FlowStatement *Copy = findIn(Model, Handler, *Unit))
          Sites.claim(*Copy, Index, /*First=*/false);
    return;
  }
}

void findRepeatedInHandlers(const FunctionModel &Model, SiteCollector &Sites) {
  for (const TryInfo &Try : collectTries(Model)) {
    std::vector<ExitEdge> Exits = normalExits(Model, Try);
    if (std::optional<SharedCleanup> Shared = bestShared(Model, Try, Exits)) {
      SiteAnchor Anchor = anchorInHandlers(Model, Try, Shared->Units);
      for (auto &&[Copies, C] : llvm::zip_equal(Anchor.Copies, Shared->Covered))
        for (const FlowStatement *Copy : C.Copies)
          Copies.push_back(Copy->S);
      unsigned Index =
          Sites.add(emulatedFinally(Model, Try, *Shared), std::move(Anchor));
      claimFinally(Model, Try, *Shared, Index, Sites);
    } else {
      siblingHandlers(Model, Try, Sites);
    }
  }
}

//===----------------------------------------------------------------------===//
// Rollback
//===----------------------------------------------------------------------===//

/// Whether a larger statement outside the handlers does what \p Unit does, and
/// no statement of its own: `return close(fd);`. The normal way then cleans up
/// in its own way.
static bool isDoneElsewhere(const FunctionModel &Model,
                            const FlowStatement &Unit) {
  const auto *E = dyn_cast<Expr>(essence(Unit.S));
  if (!E || Model.equals(Unit).size() != 1)
    return false;
  std::string Key = stmtKey(strip(E), Model.context());
  return llvm::any_of(Model.facts().calls(), [&](const CallFact &Fact) {
    std::optional<NodeId> At = Model.nodeOf(Fact.Call);
    return At && !Fact.InHandler && strip(Fact.Call) != strip(E) &&
           stmtKey(Fact.Call, Model.context()) == Key;
  });
}

/// Whether \p Unit changes something without undoing a change, other than by
/// setting it to null: a count of failures, a last error, a state.
static bool isBookkeeping(const FunctionModel &Model,
                          const FlowStatement &Unit) {
  Effect Strength = Model.effect(Unit).Strength;
  if (Strength != Effect::Change && Strength != Effect::Set)
    return false;
  const auto *E = dyn_cast<Expr>(essence(Unit.S));
  const auto *Assign = E ? dyn_cast<BinaryOperator>(strip(E)) : nullptr;
  return !Assign || Assign->getOpcode() != BO_Assign || !assignsNull(Assign);
}

static UnitList rollbackUnits(const FunctionModel &Model,
                              const HandlerInfo &Handler,
                              const SiteCollector &Sites) {
  UnitList Units;
  if (Handler.EndsProcess || Handler.Exit != HandlerExit::Rethrow)
    return Units;
  for (const FlowStatement *Unit : Handler.Units) {
    // A handler that sometimes goes another way does not just roll back.
    if (Sites.isClaimed(*Unit) || Model.effect(*Unit).Leaves ||
        isDoneElsewhere(Model, *Unit))
      return {};
    if (isEligible(Model, *Unit) && !isBookkeeping(Model, *Unit))
      Units.push_back(Unit);
  }
  return hasGround(Model, Units, Effect::Hinted) ? Units : UnitList();
}

void findRollbacks(const FunctionModel &Model, SiteCollector &Sites) {
  for (const TryInfo &Try : collectTries(Model))
    for (const HandlerInfo &Handler : Try.Handlers) {
      UnitList Units = rollbackUnits(Model, Handler, Sites);
      if (Units.empty())
        continue;
      Site S = Model.makeSite(CheckKind::RollbackHandler, Units);
      S.Copies.push_back(Model.makeCopy(Units.front()->S, CopyRole::Handler));
      S.Handlers = 1;
      fillTry(Model, Try, Handler, Units, S);
      SiteAnchor Anchor;
      Anchor.Try = Try.Try;
      for (const FlowStatement *Unit : Units)
        Anchor.Copies.push_back({Unit->S});
      Sites.add(std::move(S), std::move(Anchor));
    }
}

} // namespace raiify
