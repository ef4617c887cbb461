//===- Region.cpp - What a repeated release belongs to --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Region.h"

#include "extract/Names.h"
#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

/// What is released: the operand of `delete`, the only argument or the
/// receiver of a call, the target of an assignment.
static const Expr *releasedObject(const Stmt *Release) {
  const auto *E = dyn_cast<Expr>(essence(Release));
  if (!E)
    return nullptr;
  E = strip(E);
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    return objectOf(Delete->getArgument());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->isAssignmentOp() ? strip(Binary->getLHS()) : nullptr;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return strip(Unary->getSubExpr());
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return nullptr;
  if (const Expr *Receiver = receiverOf(Call))
    return objectOf(Receiver);
  return Call->getNumArgs() > 0 ? objectOf(Call->getArg(0)) : nullptr;
}

Region::Region(const FunctionModel &Model, const FlowStatement &Release)
    : Model(Model) {
  findVariable(Release.S);
  findBlock();
  findAcquisitions(Release);
}

void Region::findVariable(const Stmt *Release) {
  const Expr *Object = releasedObject(Release);
  if (!Object) {
    Operands = operandKeys(Release, Model.context());
    return;
  }
  Operands.push_back(stmtKey(Object, Model.context()));
  const auto *Ref = dyn_cast<DeclRefExpr>(Object);
  const auto *Local = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (Local && Local->isLocalVarDecl() && !Local->isStaticLocal())
    Variable = Local;
}

/// The innermost block that holds the variable's declaration.
void Region::findBlock() {
  if (!Variable)
    return;
  for (const FlowStatement &S : Model.graph().statements()) {
    const auto *Candidate = dyn_cast<CompoundStmt>(S.S);
    if (!Candidate)
      continue;
    for (const Stmt *Child : Candidate->body())
      if (const auto *Declaration = dyn_cast<DeclStmt>(Child);
          Declaration && llvm::is_contained(Declaration->decls(), Variable))
        Block = &S;
  }
}

bool Region::contains(NodeId Id) const {
  return Block ? Block->owns(Id) : Id != Model.graph().exit();
}

bool Region::acquires(NodeId Id) const {
  return llvm::is_contained(Acquisitions, Id);
}

/// Whether a write gives the variable something to be released.
static bool isAcquiring(const WriteFact &Write) {
  if (Write.Kind == WriteKind::Address)
    return releaseHint(calleeName(Write.Taker)) == ReleaseHint::None;
  return !Write.Value || !isNullPointer(Write.Value);
}

void Region::findAcquisitions(const FlowStatement &Release) {
  auto add = [&](const Stmt *S) {
    std::optional<NodeId> Id = Model.nodeOf(S);
    if (Id && !Release.owns(*Id) && !acquires(*Id))
      Acquisitions.push_back(*Id);
  };
  const std::string &ReleaseKey = Model.key(Release);
  for (const WriteFact &Write : Model.facts().writes())
    if (!Write.InHandler && llvm::is_contained(Operands, Write.Target) &&
        isAcquiring(Write) && stmtKey(Write.S, Model.context()) != ReleaseKey)
      add(Write.S);
  const auto *E = dyn_cast<Expr>(essence(Release.S));
  const auto *Call = E ? dyn_cast<CallExpr>(strip(E)) : nullptr;
  if (!Call)
    return;
  for (const CallFact &Fact : Model.facts().calls())
    if (!Fact.InHandler && isPair(Fact.Name, calleeName(Call)) &&
        (llvm::is_contained(Operands, Fact.Receiver) ||
         llvm::any_of(Fact.Args, [&](const std::string &Arg) {
           return llvm::is_contained(Operands, Arg);
         })))
      add(Fact.Call);
  llvm::sort(Acquisitions);
}

} // namespace raiify
