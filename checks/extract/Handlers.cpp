//===- Handlers.cpp - What a catch handler does ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Handlers.h"

#include "extract/GuardTypes.h"
#include "extract/StmtKey.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace raiify {

static void flatten(const FunctionModel &Model, const Stmt *S,
                    std::vector<const Stmt *> &Result) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    for (const Stmt *Child : Block->body())
      flatten(Model, Child, Result);
  } else if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
    flatten(Model, Try->getTryBlock(), Result);
  } else if (!isa<NullStmt>(S)) {
    Result.push_back(S);
  }
}

/// The call that \p E is, also for an unresolved callee.
static const CallExpr *asCallTo(const Expr *E, llvm::StringRef Name) {
  const auto *Call = dyn_cast<CallExpr>(strip(E));
  return Call && calleeName(Call) == Name ? Call : nullptr;
}

/// `std::rethrow_exception(std::current_exception())`, also where the latter
/// was put into a local before.
static bool isRethrowException(const Expr *E) {
  const CallExpr *Call = asCallTo(E, "rethrow_exception");
  if (!Call || Call->getNumArgs() != 1)
    return false;
  const Expr *Arg = strip(Call->getArg(0));
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Arg)) {
    const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
    if (Variable && Variable->getInit())
      Arg = Variable->getInit();
  }
  return asCallTo(Arg, "current_exception") != nullptr;
}

static bool namesException(const Expr *E, const CXXCatchStmt *Catch) {
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(E));
  return Ref && Catch->getExceptionDecl() &&
         Ref->getDecl() == Catch->getExceptionDecl();
}

/// Whether \p S is a call that does not come back: of a function that is
/// declared so (and does not just rethrow), or whose visible body ends in one.
/// The standard library declares all of its own ([[noreturn]]).
static bool endsProcess(const Stmt *S, unsigned Depth, LeftOutBodies &LeftOut) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast<CallExpr>(strip(E)) : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return false;
  if (Callee->isNoReturn())
    return calleeName(Call) != "rethrow_exception";
  const FunctionDecl *Definition = nullptr;
  if (Depth == 0 || isOfStandardLibrary(Callee) || LeftOut.has(Callee) ||
      !Callee->hasBody(Definition) || !Definition)
    return false;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  return Body && llvm::any_of(Body->body(), [&](const Stmt *Child) {
           return endsProcess(Child, Depth - 1, LeftOut);
         });
}

/// Whether \p S, anywhere in it, ends the process.
static bool mayEndProcess(const Stmt *S, LeftOutBodies &LeftOut) {
  if (!S)
    return false;
  return endsProcess(S, /*Depth=*/2, LeftOut) ||
         llvm::any_of(S->children(), [&](const Stmt *Child) {
           return mayEndProcess(Child, LeftOut);
         });
}

/// Whether \p S names one of \p Variables.
static bool names(const Stmt *S,
                  const llvm::SmallPtrSetImpl<const Decl *> &Variables) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
      Ref && Variables.contains(Ref->getDecl()))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return names(Child, Variables);
  });
}

/// How the handler is left by its last statement \p S, or FallThrough.
static HandlerExit exitOf(const Stmt *S, const CXXCatchStmt *Catch) {
  if (isa<ReturnStmt, CoreturnStmt>(S))
    return HandlerExit::Return;
  if (isa<BreakStmt, ContinueStmt, GotoStmt>(S))
    return HandlerExit::Jump;
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return HandlerExit::FallThrough;
  E = strip(E);
  if (isRethrowException(E))
    return HandlerExit::Rethrow;
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(E))
    return !Throw->getSubExpr() || namesException(Throw->getSubExpr(), Catch)
               ? HandlerExit::Rethrow
               : HandlerExit::Throw;
  return HandlerExit::FallThrough;
}

static HandlerInfo describeHandler(const FunctionModel &Model,
                                   const FlowScope &Scope, unsigned Index) {
  HandlerInfo Info;
  Info.Catch = Scope.Handler;
  Info.Scope = Index;
  Info.EndsProcess = mayEndProcess(Scope.Handler->getHandlerBlock(),
                                   Model.effects().leftOut());
  std::vector<const Stmt *> Statements;
  flatten(Model, Scope.Handler->getHandlerBlock(), Statements);
  if (!Statements.empty())
    Info.Exit = exitOf(Statements.back(), Scope.Handler);
  if (Info.Exit != HandlerExit::FallThrough) {
    Info.Last = Statements.back();
    Statements.pop_back();
  } else if (Model.rethrowsImplicitly(Scope.Try))
    Info.Exit = HandlerExit::Rethrow;
  // What works on the handler's own variables is the handler's own business.
  llvm::SmallPtrSet<const Decl *, 4> Own;
  for (const Stmt *S : Statements) {
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      Own.insert(Declaration->decl_begin(), Declaration->decl_end());
      Info.HasMore = true;
      continue;
    }
    const FlowStatement *Unit = Model.graph().find(S);
    if (Unit && !names(S, Own))
      Info.Units.push_back(Unit);
    else
      Info.HasMore = true;
  }
  return Info;
}

std::vector<TryInfo> collectTries(const FunctionModel &Model) {
  const FlowGraph &Graph = Model.graph();
  std::vector<TryInfo> Tries;
  for (const FlowStatement &S : Graph.statements()) {
    const auto *Try = dyn_cast<CXXTryStmt>(S.S);
    if (!Try || !Model.isLive(S.Entry))
      continue;
    TryInfo Info;
    Info.Try = Try;
    Info.Entry = S.Entry;
    for (unsigned Index = 1; Index != Graph.numScopes(); ++Index) {
      const FlowScope &Scope = Graph.scope(Index);
      if (Scope.Try == Try && !Scope.Handler)
        Info.BlockScope = Index;
      else if (Scope.Try == Try)
        Info.Handlers.push_back(describeHandler(Model, Scope, Index));
    }
    llvm::sort(Info.Handlers, [&](const HandlerInfo &A, const HandlerInfo &B) {
      return Model.facts().orderOf(A.Catch) < Model.facts().orderOf(B.Catch);
    });
    Tries.push_back(std::move(Info));
  }
  return Tries;
}

} // namespace raiify
