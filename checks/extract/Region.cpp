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

static const Expr *asExpr(const FlowStatement &Release) {
  const auto *E = dyn_cast<Expr>(essence(Release.S));
  return E ? strip(E) : nullptr;
}

/// What is released: the operand of `delete`, the receiver or the first
/// argument of a call, the target of an assignment.
static const Expr *releasedObject(const Expr *E) {
  if (!E)
    return nullptr;
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    return objectOf(Delete->getArgument());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->isAssignmentOp() ? strip(Binary->getLHS()) : nullptr;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return strip(Unary->getSubExpr());
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return nullptr;
  if (const Expr *Receiver = receiverOf(Call);
      Receiver && Call->getNumArgs() == 0)
    return objectOf(Receiver);
  return Call->getNumArgs() == 1 ? objectOf(Call->getArg(0)) : nullptr;
}

Region::Region(const FunctionModel &Model, const FlowStatement &Release)
    : Model(Model) {
  findOperands(Release);
  findBlock();
  findAcquisitions(Release);
  findOrigins();
}

void Region::findOperands(const FlowStatement &Release) {
  std::vector<std::string> All = operandKeys(Release.S, Model.context());
  const Expr *Object = releasedObject(asExpr(Release));
  if (!Object) {
    Operands = std::move(All);
    return;
  }
  Operands.push_back(stmtKey(Object, Model.context()));
  llvm::erase(All, Operands.front());
  Selectors = std::move(All);
  const auto *Ref = dyn_cast<DeclRefExpr>(Object);
  const auto *Local = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (Local && Local->isLocalVarDecl() && !Local->isStaticLocal())
    Variable = Local;
}

/// The block that holds the variable's declaration.
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

static bool isLiteral(const Expr *Value) {
  const Expr *E = strip(Value);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    E = strip(Unary->getSubExpr());
  return isa<IntegerLiteral, CXXBoolLiteralExpr, CharacterLiteral>(E) ||
         isNullPointer(Value);
}

/// Whether an assignment gives something to be released. A flag is held by
/// being set to another value.
static bool isAcquiring(const WriteFact &Write, bool Flag) {
  return Flag || !Write.Value || !isLiteral(Write.Value);
}

void Region::add(const Stmt *S, const FlowStatement &Release) {
  std::optional<NodeId> Id = Model.nodeOf(S);
  if (Id && !acquires(*Id) && Model.isLive(*Id) &&
      llvm::none_of(Model.equals(Release),
                    [&](const FlowStatement *Copy) { return Copy->owns(*Id); }))
    Acquisitions.push_back(*Id);
}

void Region::addWrites(const FlowStatement &Release) {
  const Expr *E = asExpr(Release);
  bool Flag = E && isa<BinaryOperator, UnaryOperator>(E);
  for (const WriteFact &Write : Model.facts().writes()) {
    bool Object = llvm::is_contained(Operands, Write.Target) &&
                  Write.Kind != WriteKind::Address && isAcquiring(Write, Flag);
    if (Object || llvm::is_contained(Selectors, Write.Target))
      add(Write.S, Release);
  }
}

/// Adds `init(&x)`: the calls that are handed the object's address and are
/// named as what the release undoes, or else the first that is handed it.
void Region::addTakers(const FlowStatement &Release) {
  const auto *Call = dyn_cast_or_null<CallExpr>(asExpr(Release));
  std::string Name = Call ? calleeName(Call) : "";
  std::vector<const Stmt *> Takers;
  std::vector<const Stmt *> Pairs;
  for (const WriteFact &Write : Model.facts().writes()) {
    if (Write.Kind != WriteKind::Address ||
        !llvm::is_contained(Operands, Write.Target))
      continue;
    std::string Taker = calleeName(Write.Taker);
    if (releaseHint(Taker) != ReleaseHint::None)
      continue;
    (isProducedFor(Taker, Name) ? Pairs : Takers).push_back(Write.S);
  }
  if (Pairs.empty() && !Takers.empty())
    Pairs.push_back(Takers.front());
  for (const Stmt *S : Pairs)
    add(S, Release);
}

/// Adds the calls that the release undoes: `m.lock()` for `m.unlock()`.
void Region::addPairs(const FlowStatement &Release) {
  const auto *Call = dyn_cast_or_null<CallExpr>(asExpr(Release));
  if (!Call)
    return;
  std::string Name = calleeName(Call);
  for (const CallFact &Fact : Model.facts().calls()) {
    bool SameObject = llvm::is_contained(Operands, Fact.Receiver) ||
                      llvm::any_of(Fact.Args, [&](const std::string &Arg) {
                        return llvm::is_contained(Operands, Arg);
                      });
    if (SameObject && !isProducer(Fact.Name) && isPair(Fact.Name, Name))
      add(Fact.Call, Release);
  }
}

void Region::findAcquisitions(const FlowStatement &Release) {
  addWrites(Release);
  addPairs(Release);
  if (Acquisitions.empty())
    addTakers(Release);
  llvm::sort(Acquisitions, [&](NodeId A, NodeId B) {
    return Model.facts().orderOf(Model.graph().node(A).S) <
           Model.facts().orderOf(Model.graph().node(B).S);
  });
}

void Region::findOrigins() {
  const FlowGraph &Graph = Model.graph();
  for (NodeId From : Acquisitions)
    Reached.push_back(Graph.reachable(
        From, [&](NodeId Id) { return Id != From && acquires(Id); },
        /*Exceptions=*/true));
  Reached.push_back(Graph.reachable(
      Graph.entry(), [&](NodeId Id) { return acquires(Id); },
      /*Exceptions=*/true));
}

std::vector<unsigned> Region::originsOf(NodeId Id) const {
  std::vector<unsigned> Origins;
  for (unsigned I = 0; I != Reached.size(); ++I)
    if (Reached[I][Id])
      Origins.push_back(I);
  return Origins;
}

} // namespace raiify
