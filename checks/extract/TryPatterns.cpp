//===- TryPatterns.cpp - Cleanup in handlers ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TryPatterns.h"

#include "extract/Coverage.h"
#include "extract/Exits.h"
#include "extract/Handlers.h"

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
  S.Partial = Cleanup.size() < Handler.Units.size();
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

static void claim(const FunctionModel &Model, const UnitList &Units,
                  ClaimedStatements &Claimed) {
  for (const FlowStatement *Unit : Units)
    for (const FlowStatement *S : Model.equals(*Unit))
      Claimed.insert(S);
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
  llvm::stable_sort(S.Copies, [](const Copy &A, const Copy &B) {
    return A.Where < B.Where;
  });
  return S;
}

/// The handler that shares most with the normal exits.
static std::optional<SharedCleanup>
bestShared(const FunctionModel &Model, const TryInfo &Try,
           const std::vector<ExitEdge> &Exits) {
  std::optional<SharedCleanup> Best;
  for (const HandlerInfo &Handler : Try.Handlers) {
    SharedCleanup Shared = sharedWithExits(Model, Try, Handler, Exits);
    // A setting with no sign that it undoes something may be a result; a call
    // on every way out is not.
    if (hasGround(Model, Shared.Units, Effect::Call) &&
        (!Best || Shared.Units.size() > Best->Units.size()))
      Best = std::move(Shared);
  }
  return Best;
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

static std::optional<Site> siblingHandlers(const FunctionModel &Model,
                                           const TryInfo &Try,
                                           ClaimedStatements &Claimed) {
  for (std::size_t I = 0; I != Try.Handlers.size(); ++I) {
    if (Try.Handlers[I].EndsProcess)
      continue;
    UnitList Shared = sharedWithSiblings(Model, Try, I);
    if (!hasGround(Model, Shared, Effect::Hinted))
      continue;
    Site S = Model.makeSite(CheckKind::SiblingHandlers, Shared);
    for (const HandlerInfo &Handler : Try.Handlers)
      if (const FlowStatement *Copy = findIn(Model, Handler, *Shared.front())) {
        S.Copies.push_back(Model.makeCopy(Copy->S, CopyRole::Handler));
        ++S.Handlers;
      }
    fillTry(Model, Try, Try.Handlers[I], Shared, S);
    claim(Model, Shared, Claimed);
    return S;
  }
  return std::nullopt;
}

std::vector<Site> findRepeatedInHandlers(const FunctionModel &Model,
                                         ClaimedStatements &Claimed) {
  std::vector<Site> Sites;
  for (const TryInfo &Try : collectTries(Model)) {
    std::vector<ExitEdge> Exits = normalExits(Model, Try);
    if (std::optional<SharedCleanup> Shared = bestShared(Model, Try, Exits)) {
      Sites.push_back(emulatedFinally(Model, Try, *Shared));
      for (const HandlerInfo &Handler : Try.Handlers)
        claim(Model, Handler.Units, Claimed);
    } else if (std::optional<Site> Siblings =
                   siblingHandlers(Model, Try, Claimed)) {
      Sites.push_back(std::move(*Siblings));
    }
  }
  return Sites;
}

//===----------------------------------------------------------------------===//
// Rollback
//===----------------------------------------------------------------------===//

static UnitList rollbackUnits(const FunctionModel &Model,
                              const HandlerInfo &Handler,
                              const ClaimedStatements &Claimed) {
  UnitList Units;
  if (Handler.EndsProcess || Handler.Exit != HandlerExit::Rethrow)
    return Units;
  for (const FlowStatement *Unit : Handler.Units) {
    if (Claimed.contains(Unit))
      return {};
    if (isEligible(Model, *Unit))
      Units.push_back(Unit);
  }
  return hasGround(Model, Units, Effect::Hinted) ? Units : UnitList();
}

std::vector<Site> findRollbacks(const FunctionModel &Model,
                                const ClaimedStatements &Claimed) {
  std::vector<Site> Sites;
  for (const TryInfo &Try : collectTries(Model))
    for (const HandlerInfo &Handler : Try.Handlers) {
      UnitList Units = rollbackUnits(Model, Handler, Claimed);
      if (Units.empty())
        continue;
      Site S = Model.makeSite(CheckKind::RollbackHandler, Units);
      S.Copies.push_back(Model.makeCopy(Units.front()->S, CopyRole::Handler));
      S.Handlers = 1;
      fillTry(Model, Try, Handler, Units, S);
      Sites.push_back(std::move(S));
      break; // one finding a try
    }
  return Sites;
}

} // namespace raiify
