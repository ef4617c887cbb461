//===- FlowGraph.h - Which statement follows which --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A control flow graph whose nodes are whole statements, because cleanup is
/// written, and is to be replaced, in whole statements. clang::CFG splits them
/// into subexpressions and is not made for dependent code; this graph takes
/// templates as they are written.
///
/// Edges are those of normal control flow. Exceptions are kept apart: a `throw`
/// and the scope of a try block name the handlers they may lead to.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_FLOWGRAPH_H
#define RAIIFY_EXTRACT_FLOWGRAPH_H

#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <memory>
#include <optional>
#include <vector>

namespace raiify {

using NodeId = unsigned;

enum class NodeKind {
  Exit,      ///< the one end of the function; no statement
  Statement, ///< an expression or declaration
  Condition, ///< decides between its successors
  Return,    ///< `return` or `co_return`; leads to Exit
  Throw,     ///< no successor; Raises names the handlers
  Jump,      ///< `break`, `continue`, `goto`
  TryEntry,  ///< leads into a try block
  Label,     ///< where a `goto` or a loop leads; does nothing
};

struct FlowNode {
  NodeKind Kind = NodeKind::Statement;
  const clang::Stmt *S = nullptr;
  llvm::SmallVector<NodeId, 2> Succs;
  llvm::SmallVector<NodeId, 2> Preds;
  /// Of a Throw: the handlers that it may reach.
  llvm::SmallVector<NodeId, 0> Raises;
  /// Index into FlowGraph::scopes(): the innermost try block or handler.
  unsigned Scope = 0;
};

/// A try block or one of its handlers; scope 0 is the function's body.
struct FlowScope {
  unsigned Parent = 0;
  const clang::CXXTryStmt *Try = nullptr;
  /// Null for the try block itself.
  const clang::CXXCatchStmt *Handler = nullptr;
  /// Of a try block: where its handlers begin.
  llvm::SmallVector<NodeId, 2> HandlerEntries;
};

/// A statement that stands by itself: a child of a block, branch or loop.
struct FlowStatement {
  const clang::Stmt *S = nullptr;
  /// Where control is when S begins, and once it is done.
  NodeId Entry = 0;
  NodeId Next = 0;
  /// S's own nodes are those of [FirstNode, EndNode).
  NodeId FirstNode = 0;
  NodeId EndNode = 0;
  unsigned Scope = 0;

  bool owns(NodeId Id) const { return Id >= FirstNode && Id < EndNode; }
};

class FlowGraph {
public:
  /// The graph of a function's body, or null where control flow is not to be
  /// seen in the source (computed goto, `asm goto`, structured exceptions).
  static std::unique_ptr<FlowGraph> build(const clang::Stmt *Body);

  NodeId entry() const { return Entry; }
  NodeId exit() const { return Exit; }
  const FlowNode &node(NodeId Id) const { return Nodes[Id]; }
  NodeId size() const { return static_cast<NodeId>(Nodes.size()); }
  const FlowScope &scope(unsigned Index) const { return Scopes[Index]; }
  unsigned numScopes() const { return static_cast<unsigned>(Scopes.size()); }

  /// Every statement that stands by itself, in the order of the source.
  const std::vector<FlowStatement> &statements() const { return Statements; }
  /// The entry of \p S in statements(), or null.
  const FlowStatement *find(const clang::Stmt *S) const;

  /// Whether \p Scope is \p Outer or lies in it.
  bool scopeIn(unsigned Scope, unsigned Outer) const;

  /// Every node that control may reach from \p Start, itself included, without
  /// going on behind a node for which \p Stop holds. Follows Raises of throws
  /// too; where \p Exceptions is set, every node in a try block may lead to
  /// its handlers.
  std::vector<bool> reachable(NodeId Start,
                              llvm::function_ref<bool(NodeId)> Stop,
                              bool Exceptions = false) const;

private:
  friend class FlowGraphBuilder;
  NodeId Entry = 0;
  NodeId Exit = 0;
  std::vector<FlowNode> Nodes;
  std::vector<FlowScope> Scopes;
  std::vector<FlowStatement> Statements;
  llvm::DenseMap<const clang::Stmt *, unsigned> Index;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_FLOWGRAPH_H
