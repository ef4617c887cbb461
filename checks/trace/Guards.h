//===- Guards.h - The guards that the judge understands ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Recognises the guards of raiify/scope_guard.hpp in an AST, by their names:
/// what they do is fixed, and tested with that header (test/guard). In a
/// template their types may not be known yet; then the names still are.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_GUARDS_H
#define RAIIFY_TRACE_GUARDS_H

#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <vector>

namespace clang {
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
  /// Its callable, captured by reference.
  const clang::LambdaExpr *Lambda = nullptr;
  /// Running number in the function.
  unsigned Index = 0;
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

private:
  void collect(const clang::Stmt *S);
  std::vector<GuardInfo> Guards;
  llvm::DenseMap<const clang::VarDecl *, unsigned> ByVariable;
};

} // namespace raiify

#endif // RAIIFY_TRACE_GUARDS_H
