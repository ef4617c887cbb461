//===- FunctionModel.h - One function, ready for the checks -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Brings together what the checks ask of one function: its flow graph, its
/// facts, what its statements are worth, and where equal statements stand.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_FUNCTIONMODEL_H
#define RAIIFY_EXTRACT_FUNCTIONMODEL_H

#include "extract/Effects.h"
#include "extract/Facts.h"
#include "extract/FlowGraph.h"
#include "model/Site.h"

#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// Statements of equal key, in the order of the source, none inside another.
using StatementGroup = std::vector<const FlowStatement *>;

class FunctionModel {
public:
  /// A model of \p Body, or null where its control flow cannot be read.
  static std::unique_ptr<FunctionModel>
  build(clang::ASTContext &Context, const Config &Options,
        const clang::FunctionDecl *Function, const clang::Stmt *Body);

  clang::ASTContext &context() const { return Context; }
  const Config &options() const { return Options; }
  const clang::FunctionDecl *function() const { return Function; }
  const clang::Stmt *body() const { return Body; }
  const FlowGraph &graph() const { return *Graph; }
  const FunctionFacts &facts() const { return Facts; }
  const EffectAnalyzer &effects() const { return Effects; }

  /// Whether a handler of the function's own try block rethrows at its end by
  /// itself, as those of constructors and destructors do.
  bool rethrowsImplicitly(const clang::CXXTryStmt *Try) const;

  /// stmtKey and effect of a statement, each worked out once.
  const std::string &key(const FlowStatement &S) const;
  StatementEffect effect(const FlowStatement &S) const;
  /// All statements with the key of \p S.
  const StatementGroup &equals(const FlowStatement &S) const;
  /// The groups in the order of their first statement.
  const std::vector<StatementGroup> &groups() const { return Groups; }

  /// The statements, outermost first, that begin at \p Id.
  llvm::ArrayRef<const FlowStatement *> startingAt(NodeId Id) const;
  /// The node that evaluates \p S, or nullopt.
  std::optional<NodeId> nodeOf(const clang::Stmt *S) const;
  /// Whether control can come to \p Id at all.
  bool isLive(NodeId Id) const { return Live[Id]; }

  /// Whether node \p Id assigns to, or hands out, one of \p Keys.
  bool writesAny(NodeId Id, const std::vector<std::string> &Keys) const;

  /// A site of kind \p Kind in this function, filled with its cleanup.
  Site makeSite(CheckKind Kind,
                llvm::ArrayRef<const FlowStatement *> Cleanup) const;
  Copy makeCopy(clang::SourceLocation Loc, CopyRole Role) const;
  Copy makeCopy(const clang::Stmt *S, CopyRole Role) const {
    return makeCopy(S->getBeginLoc(), Role);
  }
  /// The exit \p Id as a copy that is missing; graph().exit() is the body's
  /// closing brace.
  Copy makeMissing(NodeId Id) const;
  Location locate(clang::SourceLocation Loc) const;

private:
  FunctionModel(clang::ASTContext &Context, const Config &Options,
                const clang::FunctionDecl *Function, const clang::Stmt *Body,
                std::unique_ptr<FlowGraph> Graph);
  void indexNodes();
  void groupStatements();

  clang::ASTContext &Context;
  const Config &Options;
  const clang::FunctionDecl *Function;
  const clang::Stmt *Body;
  std::unique_ptr<FlowGraph> Graph;
  FunctionFacts Facts;
  EffectAnalyzer Effects;
  std::vector<std::string> Keys;
  mutable std::vector<std::optional<StatementEffect>> EffectCache;
  std::vector<StatementGroup> Groups;
  llvm::StringMap<unsigned> GroupOf;
  llvm::DenseMap<const clang::Stmt *, NodeId> Nodes;
  llvm::DenseMap<NodeId, llvm::SmallVector<const FlowStatement *, 2>> Starts;
  llvm::DenseMap<NodeId, llvm::SmallVector<std::string, 1>> Writes;
  std::vector<bool> Live;
};

/// The keys of every variable, member, element and pointee that \p S names.
std::vector<std::string> operandKeys(const clang::Stmt *S,
                                     const clang::ASTContext &Context);

/// Whether \p S names one of \p Keys anywhere.
bool mentionsAny(const clang::Stmt *S, const std::vector<std::string> &Keys,
                 const clang::ASTContext &Context);

/// \p Text without comments, with single spaces where it had white space,
/// without a final semicolon.
std::string foldText(llvm::StringRef Text, const clang::LangOptions &Options);

/// The text of \p S as written, without comments, white space folded, without
/// a final semicolon. A part of what a macro wrote is as the compiler prints
/// it.
std::string statementText(const clang::Stmt *S,
                          const clang::ASTContext &Context);

} // namespace raiify

#endif // RAIIFY_EXTRACT_FUNCTIONMODEL_H
