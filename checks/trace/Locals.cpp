//===- Locals.cpp - The variables of a function, told apart ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Locals.h"

#include "trace/Guards.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

LocalTable::LocalTable(const FunctionDecl *Function, const Stmt *Body,
                       const GuardTable &Guards)
    : Guards(Guards) {
  for (const ParmVarDecl *Parameter : Function->parameters())
    declare(Parameter);
  visit(Body);
  noteUses(Body, /*Parent=*/nullptr, /*LambdaDepth=*/0, /*InGuard=*/false);
}

llvm::StringRef LocalTable::nameOf(const ValueDecl *D) const {
  auto It = Names.find(D);
  return It == Names.end() ? llvm::StringRef() : llvm::StringRef(It->second);
}

void LocalTable::declare(const ValueDecl *D) {
  llvm::StringRef Name = D->getIdentifier() ? D->getName() : "<unnamed>";
  auto Hidden = llvm::count(InScope, Name);
  std::string &Stored = Names[D];
  Stored = Name.str();
  if (Hidden)
    Stored += "^" + std::to_string(Hidden);
  InScope.push_back(Name);
}

void LocalTable::declareVariable(const VarDecl *D) {
  if (Guards.find(D))
    return;
  declare(D);
  if (const auto *Parts = dyn_cast<DecompositionDecl>(D))
    for (const BindingDecl *Part : Parts->bindings())
      declare(Part);
}

void LocalTable::visitLambda(const LambdaExpr *Lambda) {
  for (const LambdaCapture &Capture : Lambda->captures())
    if (Lambda->isInitCapture(&Capture))
      declare(Capture.getCapturedVar());
  for (const Expr *Init : Lambda->capture_inits())
    if (Init)
      visit(Init);
  for (const ParmVarDecl *Parameter : Lambda->getCallOperator()->parameters())
    declare(Parameter);
  visit(Lambda->getBody());
}

void LocalTable::visitChildren(const Stmt *S) {
  for (const Stmt *Child : S->children())
    visit(Child);
}

static bool opensScope(const Stmt *S) {
  return isa<CompoundStmt, IfStmt, SwitchStmt, WhileStmt, DoStmt, ForStmt,
             CXXForRangeStmt, CXXCatchStmt, LambdaExpr>(S);
}

void LocalTable::visit(const Stmt *S) {
  if (!S)
    return;
  std::size_t Outside = InScope.size();
  if (const auto *Declared = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D)) {
        declareVariable(Variable);
        visit(Variable->getInit());
      }
    return;
  }
  if (const auto *Handler = dyn_cast<CXXCatchStmt>(S))
    if (const VarDecl *Caught = Handler->getExceptionDecl())
      declare(Caught);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    visitLambda(Lambda);
  else
    visitChildren(S);
  if (opensScope(S))
    InScope.resize(Outside);
}

/// Whether \p Parent, built on the name of a variable, assigns to it or steps
/// it, and does nothing else with it.
static bool isPlainWrite(const Stmt *Parent, const Stmt *Child) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(Parent))
    return Binary->isAssignmentOp() && Binary->getLHS() == Child;
  if (const auto *Unary = dyn_cast<UnaryOperator>(Parent))
    return Unary->isIncrementDecrementOp();
  return false;
}

static bool isPlainRead(const Stmt *Parent) {
  const auto *Cast = dyn_cast<ImplicitCastExpr>(Parent);
  return Cast && Cast->getCastKind() == CK_LValueToRValue;
}

void LocalTable::noteUse(const DeclRefExpr *Ref, const Stmt *Parent,
                         unsigned LambdaDepth, bool InGuard) {
  const ValueDecl *D = Ref->getDecl();
  bool Writes = Parent && isPlainWrite(Parent, Ref);
  if (LambdaDepth > 0 || !Parent || !(Writes || isPlainRead(Parent)))
    Escaping.insert(D);
  if (InGuard && Writes)
    GuardWritten.insert(D);
}

void LocalTable::noteUses(const Stmt *S, const Stmt *Parent,
                          unsigned LambdaDepth, bool InGuard) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return noteUse(Ref, Parent, LambdaDepth, InGuard);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    bool OfGuard = Guards.ownsLambda(Lambda);
    // The initialisers of a guard's captures only bind references.
    if (!OfGuard)
      for (const Expr *Init : Lambda->capture_inits())
        noteUses(Init, nullptr, LambdaDepth + 1, InGuard);
    return noteUses(Lambda->getBody(), nullptr, LambdaDepth + !OfGuard,
                    InGuard || OfGuard);
  }
  if (const auto *Declared = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        noteUses(Variable->getInit(),
                 Variable->getType()->isReferenceType() ? nullptr : S,
                 LambdaDepth, InGuard);
    return;
  }
  // Parentheses change nothing.
  const Stmt *Above = isa<ParenExpr>(S) ? Parent : S;
  for (const Stmt *Child : S->children())
    noteUses(Child, Above, LambdaDepth, InGuard);
}

} // namespace raiify
