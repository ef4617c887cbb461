//===- Effects.cpp - What is cleanup --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Effects.h"

#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

//===----------------------------------------------------------------------===//
// Grounds of an assignment
//===----------------------------------------------------------------------===//

/// Whether what is written dies with the function: a local that is no
/// reference and no part of something that is pointed to.
static bool isOwnLocal(const Expr *Target) {
  const Expr *E = strip(Target);
  while (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (Member->isArrow())
      return false;
    E = strip(Member->getBase());
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return Subscript->getBase()->IgnoreImpCasts()->getType()->isArrayType() &&
           isOwnLocal(Subscript->getBase());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Variable && Variable->isLocalVarDeclOrParm() &&
         !Variable->isStaticLocal() && !Variable->getType()->isReferenceType();
}

/// Whether \p Target is what a caller handed in to be filled: `*size = 0`, or
/// a parameter that is a reference. Setting it back is a result, no cleanup.
static bool isOutParameter(const Expr *Target) {
  const Expr *E = strip(Target);
  if (const auto *Deref = dyn_cast<UnaryOperator>(E))
    E = strip(Deref->getSubExpr());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && isa<ParmVarDecl>(Ref->getDecl());
}

bool EffectAnalyzer::restoresSaved(const Expr *Target,
                                   const Expr *Value) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(Value));
  const auto *Saved = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Saved || !Saved->isLocalVarDecl() || !Saved->getInit())
    return false;
  return stmtKey(strip(Saved->getInit()), Context) ==
         stmtKey(strip(Target), Context);
}

/// `false`, 0 or null: what a flag, a count and a pointer are when nothing is
/// going on.
static bool isCleared(const Expr *Value) {
  const Expr *E = strip(Value);
  if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(E))
    return !Bool->getValue();
  if (const auto *Number = dyn_cast<IntegerLiteral>(E))
    return Number->getValue() == 0;
  return isNullPointer(Value);
}

Effect EffectAnalyzer::classifyAssignment(const Expr *Target, const Expr *Value,
                                          unsigned Order) const {
  if (isOwnLocal(Target))
    return isNullPointer(Value) ? Effect::None : Effect::Never;
  if (restoresSaved(Target, Value))
    return Effect::Undone;
  if (isOutParameter(Target))
    return Effect::Never;
  std::string Key = stmtKey(strip(Target), Context);
  std::string NewValue = stmtKey(strip(Value), Context);
  bool HadValue = isCleared(Value);
  Effect Result = Effect::Change;
  for (const WriteFact &Write : Facts.writes()) {
    if (Write.Order >= Order || Write.InHandler || Write.Target != Key ||
        !Write.Value)
      continue;
    if (stmtKey(strip(Write.Value), Context) == NewValue)
      HadValue = true;
    else
      Result = HadValue ? Effect::Undone : Effect::Set;
  }
  return Result;
}

/// `++depth; … --depth;`
Effect EffectAnalyzer::classifyStep(const Expr *Target, bool Increment,
                                    unsigned Order) const {
  if (isOwnLocal(Target))
    return Effect::Never;
  WriteKind Opposite = Increment ? WriteKind::Decrement : WriteKind::Increment;
  std::string Key = stmtKey(strip(Target), Context);
  for (const WriteFact &Write : Facts.writes())
    if (Write.Order < Order && !Write.InHandler && Write.Kind == Opposite &&
        Write.Target == Key)
      return Effect::Undone;
  return Effect::Change;
}

//===----------------------------------------------------------------------===//
// A statement as a whole
//===----------------------------------------------------------------------===//

Effect EffectAnalyzer::classifyExpr(const Expr *E, unsigned Order) const {
  E = strip(E);
  if (isa<CXXDeleteExpr>(E))
    return Effect::Released;
  if (isStreamOutput(E))
    return Effect::Never;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return classifyCall(Call, Order);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->isIncrementDecrementOp())
    return classifyStep(Unary->getSubExpr(), Unary->isIncrementOp(), Order);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Assign)
      return classifyAssignment(Binary->getLHS(), Binary->getRHS(), Order);
    if (Binary->getOpcode() == BO_AddAssign ||
        Binary->getOpcode() == BO_SubAssign)
      return classifyStep(Binary->getLHS(), Binary->getOpcode() == BO_AddAssign,
                          Order);
    if (Binary->isAssignmentOp())
      return isOwnLocal(Binary->getLHS()) ? Effect::Never : Effect::Change;
    return std::max(classifyExpr(Binary->getLHS(), Order),
                    classifyExpr(Binary->getRHS(), Order));
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return std::max(classifyExpr(Choice->getTrueExpr(), Order),
                    classifyExpr(Choice->getFalseExpr(), Order));
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(E))
    return classifyExpr(Await->getOperand(), Order);
  return Effect::None;
}

/// Whether \p E, anywhere in it, reads the exception, or ends the process.
static bool spoils(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl()))
      return Variable->isExceptionVariable();
    if (const IdentifierInfo *Name = Ref->getDecl()->getIdentifier())
      return Name->isStr("current_exception") ||
             Name->isStr("uncaught_exceptions") ||
             Name->isStr("uncaught_exception");
  }
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && Callee->isNoReturn())
      return true;
  return llvm::any_of(S->children(), spoils);
}

/// Whether \p S, anywhere in it, returns, throws or goes to a label.
static bool leavesFunction(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<ReturnStmt, CoreturnStmt, GotoStmt, CXXThrowExpr, LabelStmt>(S))
    return true;
  return llvm::any_of(S->children(), leavesFunction);
}

/// Whether a `break` or `continue` in \p S leaves \p S.
static bool jumpsOut(const Stmt *S) {
  if (!S ||
      isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt, SwitchStmt, LambdaExpr>(
          S))
    return false;
  if (isa<BreakStmt, ContinueStmt>(S))
    return true;
  return llvm::any_of(S->children(), jumpsOut);
}

/// Adds up the effects of the statements in \p S.
void EffectAnalyzer::collect(const Stmt *S, unsigned Order,
                             StatementEffect &Result) const {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S)) {
    Result.Strength = std::max(Result.Strength, classifyExpr(E, Order));
    return;
  }
  if (isa<DeclStmt, NullStmt>(S))
    return;
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    collect(If->getThen(), Order, Result);
    collect(If->getElse(), Order, Result);
  } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
    collect(While->getBody(), Order, Result);
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    collect(Do->getBody(), Order, Result);
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    collect(For->getBody(), Order, Result);
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    collect(Range->getBody(), Order, Result);
  } else {
    for (const Stmt *Child : S->children())
      collect(Child, Order, Result);
  }
}

StatementEffect EffectAnalyzer::classify(const Stmt *S) const {
  StatementEffect Result;
  Result.Strength = Effect::Never;
  Result.Leaves = leavesFunction(S) || jumpsOut(S);
  Result.Spoiled = Result.Leaves || spoils(S);
  if (isa<NullStmt>(S))
    return Result;
  const Stmt *Inner = essence(S);
  unsigned Order = Facts.orderOf(S);
  if (isa<DeclStmt>(Inner))
    return Result;
  collect(Inner, Order, Result);
  return Result;
}

} // namespace raiify
