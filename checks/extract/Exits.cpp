//===- Exits.cpp - Where a copy of the cleanup leads ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Exits.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

/// Whether evaluating \p S changes nothing and calls nothing.
static bool isQuiet(const Stmt *S, const ASTContext &Context) {
  if (!S)
    return true;
  if (const auto *E = dyn_cast<Expr>(S))
    return !E->HasSideEffects(Context);
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    return llvm::all_of(Declaration->children(), [&](const Stmt *Init) {
      return isQuiet(Init, Context);
    });
  return isa<NullStmt>(S);
}

bool isHarmless(const FunctionModel &Model, const FlowStatement &S) {
  if (isa<CompoundStmt, DeclStmt>(S.S) || isQuiet(S.S, Model.context()))
    return isQuiet(S.S, Model.context());
  StatementEffect Effect = Model.effect(S);
  return !Effect.Spoiled && Effect.Strength != Effect::Call;
}

bool isHarmlessNode(const FunctionModel &Model, NodeId Id) {
  const FlowNode &Node = Model.graph().node(Id);
  switch (Node.Kind) {
  case NodeKind::Jump:
  case NodeKind::Label:
    return true;
  case NodeKind::Condition:
    return isQuiet(Node.S, Model.context());
  case NodeKind::Statement:
    return llvm::any_of(Model.startingAt(Id), [&](const FlowStatement *S) {
      return S->S == Node.S && isHarmless(Model, *S);
    });
  default:
    return false;
  }
}

/// Where control goes on behind \p Id, if that is harmless.
static std::optional<NodeId> stepOver(const FunctionModel &Model, NodeId Id) {
  const FlowNode &Node = Model.graph().node(Id);
  for (const FlowStatement *S : Model.startingAt(Id))
    if (isHarmless(Model, *S) && Node.Kind != NodeKind::Jump)
      return S->Next;
  if (isHarmlessNode(Model, Id) && Node.Succs.size() == 1)
    return Node.Succs.front();
  return std::nullopt;
}

std::optional<NearExit> nearExit(const FunctionModel &Model, NodeId From,
                                 llvm::function_ref<bool(NodeId)> Region) {
  bool Jumped = false;
  NodeId Last = From;
  llvm::DenseMap<NodeId, bool> Seen;
  for (NodeId At = From; Seen.try_emplace(At, true).second;) {
    const FlowNode &Node = Model.graph().node(At);
    if (Node.Kind == NodeKind::Exit || !Region(At))
      return NearExit{Jumped ? CopyRole::Jump : CopyRole::FallThrough,
                      Jumped ? Last : At};
    if (Node.Kind == NodeKind::Return)
      return NearExit{CopyRole::Return, At};
    if (Node.Kind == NodeKind::Throw)
      return NearExit{CopyRole::Throw, At};
    if (Node.Kind == NodeKind::Jump) {
      Jumped = true;
      Last = At;
    }
    std::optional<NodeId> Next = stepOver(Model, At);
    if (!Next)
      return std::nullopt;
    At = *Next;
  }
  return std::nullopt;
}

} // namespace raiify
