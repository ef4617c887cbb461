//===- Scope.h - What a guard's scope does to the exits ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Follows control through the statements that a guard would live in, and says
/// of each copy whether the scope's end can run it, and of each exit whether
/// the guard has to be released before it.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_REWRITE_SCOPE_H
#define RAIIFY_REWRITE_SCOPE_H

#include "rewrite/Shape.h"

#include "llvm/ADT/MapVector.h"

#include <vector>

namespace raiify {

/// The statements that a guard would live in.
struct GuardScope {
  /// In order; those of a block that is dissolved stand by themselves.
  std::vector<const clang::Stmt *> Items;
  /// The try whose handlers would go, or which the guard would stand in.
  const clang::CXXTryStmt *Left = nullptr;
  /// Whether the guard's scope ends with the last item. If not, code follows
  /// that it must not reach.
  bool EndsScope = true;
  /// Whether handlers of the site's try that hold no copy disarm the guard
  /// first of all: then they are of no account.
  bool HandlersDisarm = false;
};

/// What was done of the cleanup on the ways that lead to a place, as bits.
enum Hold : unsigned { Unreached = 0, Held = 1, Done = 2, Mixed = 3 };

/// A way out of a guard's scope; the end of the scope has no statement.
struct ScopeExit {
  const clang::Stmt *S = nullptr;
  unsigned State = Unreached;
};

/// The exits of \p Scope in the order of the source, its end last if it can be
/// reached. A `throw` counts as an exit where no try in the scope is around
/// it; where Scope has a Left, its own handlers did the cleanup and a `throw`
/// is none.
std::vector<ScopeExit> exitsOf(const SiteShape &Shape, const GuardScope &Scope);

/// What the end of the scope can do for a copy.
struct Tail {
  /// Whether nothing of account happens between the copy and the scope's end.
  bool Plain = false;
  /// The exit that it leads to; null for the end of the scope.
  const clang::Stmt *Exit = nullptr;
};

/// What happens from \p Group in \p Scope to the scope's end.
Tail tailOf(const SiteShape &Shape, const GuardScope &Scope,
            const CopyGroup &Group);

/// Whether the value of \p Return is absent, a constant, or a local variable
/// of a scalar type that \p Cleanup does not write.
bool returnsPlainly(const clang::ReturnStmt *Return, const CopyGroup &Cleanup,
                    clang::ASTContext &Context);

/// Whether evaluating the value of \p Return calls nothing.
bool returnsWithoutCalls(const clang::ReturnStmt *Return,
                         clang::ASTContext &Context);

} // namespace raiify

#endif // RAIIFY_REWRITE_SCOPE_H
