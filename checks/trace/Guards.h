//===- Guards.h - The guards that the judge understands ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Recognises the guards of raiify/scope_guard.hpp in an AST, by their names:
/// what they do is fixed, and tested with that header (test/guard). In a
/// template their types may not be known yet; then the names still are. What
/// they run is a lambda that captures by reference, or a function object that
/// does the same (FunctionObject.h).
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_GUARDS_H
#define RAIIFY_TRACE_GUARDS_H

#include "trace/FunctionObject.h"

#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <vector>

namespace clang {
class CXXMethodDecl;
class Expr;
class LambdaExpr;
class Stmt;
class VarDecl;
} // namespace clang

namespace raiify {

enum class GuardKind {
  Exit,     ///< runs at the end of its scope, however that is reached
  Fail,     ///< runs where an exception ends its scope
  Rollback, ///< runs unless committed
};

/// A local variable that is a guard.
struct GuardInfo {
  GuardKind Kind = GuardKind::Exit;
  const clang::VarDecl *Variable = nullptr;
  /// Its callable, captured by reference; or null, and then Object is set.
  const clang::LambdaExpr *Lambda = nullptr;
  std::optional<FunctionObject> Object;
  /// Running number in the function.
  unsigned Index = 0;

  const clang::CXXMethodDecl *callOperator() const;
  /// What the callable does.
  const clang::Stmt *body() const;
  /// What \p S, a piece of the body, stands for where it is a member of a
  /// function object; null otherwise.
  const clang::Expr *meantBy(const clang::Stmt *S) const {
    return Object ? Object->meantBy(S) : nullptr;
  }
};

/// What a statement does to a guard.
enum class GuardCall {
  Run,    ///< `g.run()`
  Disarm, ///< `g.release()`, `g.commit()`
};

/// All guards of one function.
class GuardTable {
public:
  /// Finds the guards that \p Body declares, lambdas in it left out.
  explicit GuardTable(const clang::Stmt *Body);

  const GuardInfo *find(const clang::VarDecl *Variable) const;
  const std::vector<GuardInfo> &all() const { return Guards; }
  /// The guard whose callable \p Lambda is.
  const GuardInfo *ownerOf(const clang::LambdaExpr *Lambda) const;
  /// The guard that \p E calls a member of, and what that does.
  std::optional<std::pair<const GuardInfo *, GuardCall>>
  callOn(const clang::Expr *E) const;

  /// Whether a callable may be one that is understood, but for bodies that the
  /// parse left out.
  bool missedBody() const { return Missed; }

private:
  void collect(const clang::Stmt *S);
  void add(GuardKind Kind, const clang::VarDecl *Variable);
  bool Missed = false;
  std::vector<GuardInfo> Guards;
  llvm::DenseMap<const clang::VarDecl *, unsigned> ByVariable;
};

} // namespace raiify

#endif // RAIIFY_TRACE_GUARDS_H
