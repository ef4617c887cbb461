//===- FlowGraph.cpp - Which statement follows which ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Built backwards: build(S, Next) makes the nodes of S, lets them lead to Next,
// and returns where S begins. Loops and labels get their node first, because
// something inside leads back to it.
//
//===----------------------------------------------------------------------===//

#include "extract/FlowGraph.h"

#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace raiify {

/// Whether a loop's condition is the literal \p Value: `true`, `1`, `0`.
static bool isLiteral(const Expr *Condition, bool Value) {
  if (!Condition)
    return Value;
  const Expr *E = Condition->IgnoreParenImpCasts();
  if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(E))
    return Bool->getValue() == Value;
  if (const auto *Number = dyn_cast<IntegerLiteral>(E))
    return (Number->getValue() != 0) == Value;
  return false;
}

static bool isNoReturnCall(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return false;
  if (const FunctionDecl *Callee = Call->getDirectCallee())
    return Callee->isNoReturn();
  return false;
}

class FlowGraphBuilder {
public:
  std::unique_ptr<FlowGraph> run(const Stmt *Body);

private:
  NodeId add(NodeKind Kind, const Stmt *S, llvm::ArrayRef<NodeId> Succs);
  NodeId build(const Stmt *S, NodeId Next);
  NodeId buildInner(const Stmt *S, NodeId Next);
  NodeId buildIf(const IfStmt *S, NodeId Next);
  NodeId buildWhile(const WhileStmt *S, NodeId Next);
  NodeId buildDo(const DoStmt *S, NodeId Next);
  NodeId buildFor(const ForStmt *S, NodeId Next);
  NodeId buildForRange(const CXXForRangeStmt *S, NodeId Next);
  NodeId buildSwitch(const SwitchStmt *S, NodeId Next);
  NodeId buildCase(const SwitchCase *S, NodeId Next);
  NodeId buildLabel(const LabelStmt *S, NodeId Next);
  NodeId buildTry(const CXXTryStmt *S, NodeId Next);
  NodeId buildExpression(const Stmt *S, NodeId Next);
  NodeId buildLoopBody(const Stmt *Body, NodeId Break, NodeId Continue);
  NodeId labelNode(const LabelDecl *Label);
  unsigned addScope(const CXXTryStmt *Try, const CXXCatchStmt *Handler);
  void raise(FlowNode &Throw);
  void finish();

  FlowGraph G;
  bool Unsupported = false;
  unsigned Scope = 0;
  NodeId Break = 0;
  NodeId Continue = 0;
  std::vector<NodeId> *Cases = nullptr;
  bool HasDefault = false;
  llvm::DenseMap<const LabelDecl *, NodeId> Labels;
};

NodeId FlowGraphBuilder::add(NodeKind Kind, const Stmt *S,
                             llvm::ArrayRef<NodeId> Succs) {
  FlowNode Node;
  Node.Kind = Kind;
  Node.S = S;
  Node.Scope = Scope;
  for (NodeId Succ : Succs)
    if (!llvm::is_contained(Node.Succs, Succ))
      Node.Succs.push_back(Succ);
  G.Nodes.push_back(std::move(Node));
  return static_cast<NodeId>(G.Nodes.size() - 1);
}

/// Builds \p S and records it as a statement that stands by itself.
NodeId FlowGraphBuilder::build(const Stmt *S, NodeId Next) {
  if (!S)
    return Next;
  FlowStatement Record;
  Record.S = S;
  Record.Next = Next;
  Record.Scope = Scope;
  Record.FirstNode = G.size();
  Record.Entry = buildInner(S, Next);
  Record.EndNode = G.size();
  G.Statements.push_back(Record);
  return Record.Entry;
}

NodeId FlowGraphBuilder::buildInner(const Stmt *S, NodeId Next) {
  switch (S->getStmtClass()) {
  case Stmt::NullStmtClass:
    return Next;
  case Stmt::CompoundStmtClass:
    for (const Stmt *Child : llvm::reverse(cast<CompoundStmt>(S)->body()))
      Next = build(Child, Next);
    return Next;
  case Stmt::AttributedStmtClass:
    return build(cast<AttributedStmt>(S)->getSubStmt(), Next);
  case Stmt::IfStmtClass:
    return buildIf(cast<IfStmt>(S), Next);
  case Stmt::WhileStmtClass:
    return buildWhile(cast<WhileStmt>(S), Next);
  case Stmt::DoStmtClass:
    return buildDo(cast<DoStmt>(S), Next);
  case Stmt::ForStmtClass:
    return buildFor(cast<ForStmt>(S), Next);
  case Stmt::CXXForRangeStmtClass:
    return buildForRange(cast<CXXForRangeStmt>(S), Next);
  case Stmt::SwitchStmtClass:
    return buildSwitch(cast<SwitchStmt>(S), Next);
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    return buildCase(cast<SwitchCase>(S), Next);
  case Stmt::LabelStmtClass:
    return buildLabel(cast<LabelStmt>(S), Next);
  case Stmt::GotoStmtClass:
    return add(NodeKind::Jump, S, labelNode(cast<GotoStmt>(S)->getLabel()));
  case Stmt::BreakStmtClass:
    return add(NodeKind::Jump, S, Break);
  case Stmt::ContinueStmtClass:
    return add(NodeKind::Jump, S, Continue);
  case Stmt::ReturnStmtClass:
  case Stmt::CoreturnStmtClass:
    return add(NodeKind::Return, S, G.Exit);
  case Stmt::CXXTryStmtClass:
    return buildTry(cast<CXXTryStmt>(S), Next);
  case Stmt::IndirectGotoStmtClass:
  case Stmt::SEHTryStmtClass:
  case Stmt::SEHLeaveStmtClass:
    Unsupported = true;
    return Next;
  case Stmt::GCCAsmStmtClass:
    Unsupported |= cast<GCCAsmStmt>(S)->isAsmGoto();
    return add(NodeKind::Statement, S, Next);
  default:
    return buildExpression(S, Next);
  }
}

NodeId FlowGraphBuilder::buildExpression(const Stmt *S, NodeId Next) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return add(NodeKind::Statement, S, Next);
  const Expr *Inner = E->IgnoreUnlessSpelledInSource();
  if (isa<CXXThrowExpr>(Inner)) {
    NodeId Id = add(NodeKind::Throw, S, {});
    raise(G.Nodes[Id]);
    return Id;
  }
  if (isNoReturnCall(Inner))
    return add(NodeKind::Statement, S, {});
  return add(NodeKind::Statement, S, Next);
}

/// Lets a throw lead to every handler that may catch it, up to a catch-all.
void FlowGraphBuilder::raise(FlowNode &Throw) {
  for (unsigned At = Scope; At != 0; At = G.Scopes[At].Parent) {
    const FlowScope &S = G.Scopes[At];
    if (S.Handler)
      continue;
    llvm::append_range(Throw.Raises, S.HandlerEntries);
    for (unsigned I = 0; I != S.Try->getNumHandlers(); ++I)
      if (!S.Try->getHandler(I)->getExceptionDecl())
        return;
  }
}

NodeId FlowGraphBuilder::buildIf(const IfStmt *S, NodeId Next) {
  NodeId Else = build(S->getElse(), Next);
  NodeId Then = build(S->getThen(), Next);
  NodeId At = add(NodeKind::Condition, S->getCond(), {Then, Else});
  if (const DeclStmt *Variable = S->getConditionVariableDeclStmt())
    At = add(NodeKind::Statement, Variable, At);
  return build(S->getInit(), At);
}

NodeId FlowGraphBuilder::buildLoopBody(const Stmt *Body, NodeId BreakTo,
                                       NodeId ContinueTo) {
  llvm::SaveAndRestore<NodeId> SaveBreak(Break, BreakTo);
  llvm::SaveAndRestore<NodeId> SaveContinue(Continue, ContinueTo);
  return build(Body, ContinueTo);
}

NodeId FlowGraphBuilder::buildWhile(const WhileStmt *S, NodeId Next) {
  NodeId Head = add(NodeKind::Label, nullptr, {});
  NodeId Body = buildLoopBody(S->getBody(), Next, Head);
  NodeId Condition = isLiteral(S->getCond(), true)
                         ? add(NodeKind::Condition, S->getCond(), Body)
                         : add(NodeKind::Condition, S->getCond(), {Body, Next});
  if (const DeclStmt *Variable = S->getConditionVariableDeclStmt())
    Condition = add(NodeKind::Statement, Variable, Condition);
  G.Nodes[Head].Succs.push_back(Condition);
  return Head;
}

NodeId FlowGraphBuilder::buildDo(const DoStmt *S, NodeId Next) {
  NodeId Condition = add(NodeKind::Condition, S->getCond(), {});
  NodeId Body = buildLoopBody(S->getBody(), Next, Condition);
  FlowNode &Node = G.Nodes[Condition];
  if (!isLiteral(S->getCond(), false))
    Node.Succs.push_back(Body);
  if (!isLiteral(S->getCond(), true) && !llvm::is_contained(Node.Succs, Next))
    Node.Succs.push_back(Next);
  return Body;
}

NodeId FlowGraphBuilder::buildFor(const ForStmt *S, NodeId Next) {
  NodeId Head = add(NodeKind::Label, nullptr, {});
  NodeId Step = Head;
  if (S->getInc())
    Step = add(NodeKind::Statement, S->getInc(), Head);
  NodeId Body = buildLoopBody(S->getBody(), Next, Step);
  NodeId Condition = Body;
  if (S->getCond())
    Condition = isLiteral(S->getCond(), true)
                    ? add(NodeKind::Condition, S->getCond(), Body)
                    : add(NodeKind::Condition, S->getCond(), {Body, Next});
  if (const DeclStmt *Variable = S->getConditionVariableDeclStmt())
    Condition = add(NodeKind::Statement, Variable, Condition);
  G.Nodes[Head].Succs.push_back(Condition);
  return build(S->getInit(), Head);
}

NodeId FlowGraphBuilder::buildForRange(const CXXForRangeStmt *S, NodeId Next) {
  NodeId Head = add(NodeKind::Condition, S->getRangeInit(), {});
  NodeId Body = buildLoopBody(S->getBody(), Next, Head);
  NodeId Variable = add(NodeKind::Statement, S->getLoopVarStmt(), Body);
  G.Nodes[Head].Succs.push_back(Variable);
  if (Next != Variable)
    G.Nodes[Head].Succs.push_back(Next);
  return build(S->getInit(), Head);
}

NodeId FlowGraphBuilder::buildSwitch(const SwitchStmt *S, NodeId Next) {
  std::vector<NodeId> Entries;
  llvm::SaveAndRestore<std::vector<NodeId> *> SaveCases(Cases, &Entries);
  llvm::SaveAndRestore<bool> SaveDefault(HasDefault, false);
  llvm::SaveAndRestore<NodeId> SaveBreak(Break, Next);
  build(S->getBody(), Next);
  if (!HasDefault)
    Entries.push_back(Next);
  NodeId At = add(NodeKind::Condition, S->getCond(), Entries);
  if (const DeclStmt *Variable = S->getConditionVariableDeclStmt())
    At = add(NodeKind::Statement, Variable, At);
  return build(S->getInit(), At);
}

NodeId FlowGraphBuilder::buildCase(const SwitchCase *S, NodeId Next) {
  NodeId At = build(S->getSubStmt(), Next);
  if (Cases)
    Cases->push_back(At);
  HasDefault |= isa<DefaultStmt>(S);
  return At;
}

NodeId FlowGraphBuilder::labelNode(const LabelDecl *Label) {
  auto [It, Inserted] = Labels.try_emplace(Label, 0);
  if (Inserted)
    It->second = add(NodeKind::Label, nullptr, {});
  return It->second;
}

NodeId FlowGraphBuilder::buildLabel(const LabelStmt *S, NodeId Next) {
  NodeId Label = labelNode(S->getDecl());
  G.Nodes[Label].Scope = Scope;
  NodeId At = build(S->getSubStmt(), Next);
  G.Nodes[Label].Succs.push_back(At);
  return Label;
}

unsigned FlowGraphBuilder::addScope(const CXXTryStmt *Try,
                                    const CXXCatchStmt *Handler) {
  FlowScope Added;
  Added.Parent = Scope;
  Added.Try = Try;
  Added.Handler = Handler;
  G.Scopes.push_back(Added);
  return static_cast<unsigned>(G.Scopes.size() - 1);
}

NodeId FlowGraphBuilder::buildTry(const CXXTryStmt *S, NodeId Next) {
  llvm::SmallVector<NodeId, 2> Entries;
  for (unsigned I = S->getNumHandlers(); I-- != 0;) {
    llvm::SaveAndRestore<unsigned> Save(Scope, addScope(S, S->getHandler(I)));
    // A node of its own, so that an empty handler has a place too.
    NodeId Body = build(S->getHandler(I)->getHandlerBlock(), Next);
    Entries.push_back(add(NodeKind::Label, nullptr, Body));
  }
  std::reverse(Entries.begin(), Entries.end());
  unsigned Block = addScope(S, nullptr);
  G.Scopes[Block].HandlerEntries = Entries;
  NodeId Body;
  {
    llvm::SaveAndRestore<unsigned> Save(Scope, Block);
    Body = build(S->getTryBlock(), Next);
  }
  return add(NodeKind::TryEntry, S, Body);
}

void FlowGraphBuilder::finish() {
  for (NodeId Id = 0; Id != G.size(); ++Id)
    for (NodeId Succ : G.Nodes[Id].Succs)
      G.Nodes[Succ].Preds.push_back(Id);
  // Recorded from the last to the first, each after what it holds.
  std::reverse(G.Statements.begin(), G.Statements.end());
  for (unsigned I = 0; I != G.Statements.size(); ++I)
    G.Index[G.Statements[I].S] = I;
}

std::unique_ptr<FlowGraph> FlowGraphBuilder::run(const Stmt *Body) {
  G.Scopes.emplace_back();
  G.Exit = add(NodeKind::Exit, nullptr, {});
  Break = Continue = G.Exit;
  G.Entry = build(Body, G.Exit);
  if (Unsupported)
    return nullptr;
  finish();
  return std::make_unique<FlowGraph>(std::move(G));
}

std::unique_ptr<FlowGraph> FlowGraph::build(const Stmt *Body) {
  return FlowGraphBuilder().run(Body);
}

const FlowStatement *FlowGraph::find(const Stmt *S) const {
  auto It = Index.find(S);
  return It == Index.end() ? nullptr : &Statements[It->second];
}

bool FlowGraph::scopeIn(unsigned Inner, unsigned Outer) const {
  while (Inner != Outer && Inner != 0)
    Inner = Scopes[Inner].Parent;
  return Inner == Outer;
}

std::vector<bool> FlowGraph::reachable(NodeId Start,
                                       llvm::function_ref<bool(NodeId)> Stop,
                                       bool Exceptions) const {
  std::vector<bool> Seen(Nodes.size());
  llvm::SmallVector<NodeId, 32> Work{Start};
  Seen[Start] = true;
  auto visit = [&](NodeId Id) {
    if (!Seen[Id]) {
      Seen[Id] = true;
      Work.push_back(Id);
    }
  };
  while (!Work.empty()) {
    NodeId Id = Work.pop_back_val();
    if (Stop(Id))
      continue;
    llvm::for_each(Nodes[Id].Succs, visit);
    llvm::for_each(Nodes[Id].Raises, visit);
    for (unsigned At = Nodes[Id].Scope; Exceptions && At != 0;
         At = Scopes[At].Parent)
      llvm::for_each(Scopes[At].HandlerEntries, visit);
  }
  return Seen;
}

} // namespace raiify
