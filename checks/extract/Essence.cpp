//===- Essence.cpp - Expressions and statements without wrapping ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/StmtKey.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace raiify {

const Expr *strip(const Expr *E) {
  while (E) {
    const Expr *Inner = E->IgnoreUnlessSpelledInSource();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Inner);
             Cast && Cast->getType()->isVoidType())
      Inner = Cast->getSubExpr();
    if (Inner == E)
      break;
    E = Inner;
  }
  return E;
}

bool isNullPointer(const Expr *E) {
  const Expr *Inner = strip(E);
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(Inner))
    return true;
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Inner))
    return Cast->getType()->isPointerType() &&
           isNullPointer(Cast->getSubExpr());
  for (const Expr *At = E->IgnoreParens(); isa<ImplicitCastExpr>(At);
       At = cast<ImplicitCastExpr>(At)->getSubExpr()->IgnoreParens())
    if (cast<ImplicitCastExpr>(At)->getCastKind() == CK_NullToPointer)
      return true;
  return false;
}

bool assignsNull(const BinaryOperator *Assign) {
  if (isNullPointer(Assign->getRHS()))
    return true;
  const auto *Number = dyn_cast<IntegerLiteral>(strip(Assign->getRHS()));
  return Number && Number->getValue() == 0 &&
         Assign->getLHS()->getType()->isPointerType();
}

/// The operand of `delete X` or of a call `free(X)` of the C library.
static const Expr *nullSafeOperand(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return nullptr;
  E = strip(E);
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    return Delete->getArgument();
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || Call->getNumArgs() != 1)
    return nullptr;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee && Callee->getIdentifier() && Callee->getName() == "free" &&
      Callee->isExternC())
    return Call->getArg(0);
  return nullptr;
}

/// What `if (X)`, `if (X != nullptr)` or `if (X != 0)` tests, or null.
static const Expr *testedPointer(const Expr *Condition) {
  const Expr *E = strip(Condition);
  const auto *Compare = dyn_cast<BinaryOperator>(E);
  if (!Compare)
    return E;
  if (Compare->getOpcode() != BO_NE)
    return nullptr;
  if (isNullPointer(Compare->getRHS()))
    return Compare->getLHS();
  return isNullPointer(Compare->getLHS()) ? Compare->getRHS() : nullptr;
}

/// Whether \p A and \p B name one variable or member without calling anything.
static bool sameObject(const Expr *A, const Expr *B) {
  A = strip(A);
  B = strip(B);
  if (isa<CXXThisExpr>(A))
    return isa<CXXThisExpr>(B);
  if (const auto *RefA = dyn_cast<DeclRefExpr>(A)) {
    const auto *RefB = dyn_cast<DeclRefExpr>(B);
    return RefB && RefA->getDecl() == RefB->getDecl();
  }
  if (const auto *MemberA = dyn_cast<MemberExpr>(A)) {
    const auto *MemberB = dyn_cast<MemberExpr>(B);
    return MemberB && MemberA->getMemberDecl() == MemberB->getMemberDecl() &&
           sameObject(MemberA->getBase(), MemberB->getBase());
  }
  return false;
}

const Stmt *essence(const Stmt *S) {
  while (true) {
    if (const auto *Block = dyn_cast<CompoundStmt>(S);
        Block && Block->size() == 1) {
      S = Block->body_front();
    } else if (const auto *Attributed = dyn_cast<AttributedStmt>(S)) {
      S = Attributed->getSubStmt();
    } else if (const auto *If = dyn_cast<IfStmt>(S);
               If && !If->getElse() && !If->getInit() && !If->hasVarStorage()) {
      const Stmt *Then = essence(If->getThen());
      const Expr *Operand = nullSafeOperand(Then);
      const Expr *Tested = Operand ? testedPointer(If->getCond()) : nullptr;
      if (!Tested || !sameObject(Tested, Operand))
        return S;
      S = Then;
    } else {
      return S;
    }
  }
}

} // namespace raiify
