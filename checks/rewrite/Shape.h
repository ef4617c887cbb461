//===- Shape.h - What stands where around a site ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The statements around a site: parents, blocks, and the copies of the cleanup
/// put together to the groups that stand next to each other.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_REWRITE_SHAPE_H
#define RAIIFY_REWRITE_SHAPE_H

#include "extract/Anchor.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <optional>
#include <vector>

namespace raiify {

/// One copy of the whole cleanup: statements that follow each other.
struct CopyGroup {
  std::vector<const clang::Stmt *> Statements;
  /// The handler of the site's try that holds it, or null.
  const clang::CXXCatchStmt *Handler = nullptr;

  const clang::Stmt *front() const { return Statements.front(); }
  const clang::Stmt *back() const { return Statements.back(); }
};

/// Where the cleanup stands in a handler.
enum class HandlerForm {
  Only,   ///< cleanup; throw;
  Prefix, ///< cleanup; more
  Suffix, ///< more; cleanup; and the statement that leaves, if any
  Middle, ///< more; cleanup; more; or deeper inside
  None,   ///< no cleanup
};

struct HandlerShape {
  const clang::CXXCatchStmt *Catch = nullptr;
  HandlerForm Form = HandlerForm::None;
  /// Indexes into SiteShape::groups().
  std::vector<unsigned> Groups;
  /// What stands in front of the cleanup (Suffix) or behind it (Prefix),
  /// without a final `throw;`.
  std::vector<const clang::Stmt *> Rest;
  /// Whether it ends with `throw;`.
  bool Rethrows = false;
};

class SiteShape {
public:
  SiteShape(const FoundSite &Found, clang::ASTContext &Context);

  clang::ASTContext &context() const { return Context; }
  const Site &site() const { return What; }
  const SiteAnchor &anchor() const { return Anchor; }
  const clang::CXXTryStmt *tryStmt() const { return Anchor.Try; }

  /// The copies in the order of the source; empty where the statements of the
  /// cleanup do not stand together.
  const std::vector<CopyGroup> &groups() const { return Groups; }
  const std::vector<HandlerShape> &handlers() const { return Handlers; }
  /// Whether \p S is a statement of a copy.
  bool isCopy(const clang::Stmt *S) const { return CopyOf.count(S) != 0; }
  /// The group that begins with \p S, or nullptr.
  const CopyGroup *groupAt(const clang::Stmt *S) const;

  const clang::Stmt *parent(const clang::Stmt *S) const {
    return Parents.lookup(S);
  }
  bool isInside(const clang::Stmt *S, const clang::Stmt *Outer) const;
  /// The statement of the block \p Block that is or holds \p S, or null.
  const clang::Stmt *childIn(const clang::Stmt *Block,
                             const clang::Stmt *S) const;
  /// The statements that follow \p S in its block.
  std::vector<const clang::Stmt *> following(const clang::Stmt *S) const;
  /// The group that directly follows the try, or null.
  const CopyGroup *groupAfterTry() const;
  /// The loop or switch that a break or continue leaves or repeats, or null.
  const clang::Stmt *target(const clang::Stmt *Jump) const;

private:
  void addParents(const clang::Stmt *S);
  void findGroups();
  bool collectGroups(llvm::ArrayRef<std::size_t> Members);
  const clang::Stmt *widened(const clang::Stmt *S) const;
  void describeHandlers();

  clang::ASTContext &Context;
  const Site &What;
  const SiteAnchor &Anchor;
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Parents;
  std::vector<CopyGroup> Groups;
  llvm::DenseMap<const clang::Stmt *, unsigned> CopyOf;
  std::vector<HandlerShape> Handlers;
};

/// The `throw` that the statement \p S is, or null.
const clang::CXXThrowExpr *asThrow(const clang::Stmt *S);
/// Whether \p S is `throw;`.
bool isRethrow(const clang::Stmt *S);
/// Whether \p Variable's destructor may do something.
bool isDestroyed(const clang::VarDecl *Variable);
/// Whether \p S declares a variable whose destructor may do something.
bool declaresDestroyed(const clang::Stmt *S);
/// Whether one of \p Items, not deeper, declares something.
bool declaresAny(llvm::ArrayRef<const clang::Stmt *> Items);
bool declaresDestroyed(llvm::ArrayRef<const clang::Stmt *> Items);
/// The statements of \p Block; \p Block itself where it is none.
std::vector<const clang::Stmt *> bodyOf(const clang::Stmt *Block);

} // namespace raiify

#endif // RAIIFY_REWRITE_SHAPE_H
