//===- Scope.h - What leaving a place must undo -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The chain of scopes around a place in a function, innermost first: what
/// stands between it and each way out.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_SCOPE_H
#define RAIIFY_TRACE_SCOPE_H

#include "trace/Guards.h"
#include "trace/Program.h"
#include "trace/Throws.h"

#include "clang/AST/StmtCXX.h"

#include <optional>
#include <string>

namespace raiify {

enum class ScopeKind {
  Function, ///< the outermost
  Object,   ///< a local that has a destructor
  Local,    ///< a local of trivial type that something may point to
  Guard,
  Try,     ///< a try block: exceptions end here
  Handler, ///< a handler: an exception object lives here
  Barrier, ///< a destructor's body: an exception that comes here ends all
};

/// Where `break` and `continue` lead, and out of which scopes.
struct JumpTargets {
  PointId Break = 0;
  const struct Scope *BreakScope = nullptr;
  PointId Continue = 0;
  const struct Scope *ContinueScope = nullptr;
  bool AllowReturn = true;
};

/// One thing that leaving must undo. Lives as long as the builder.
struct Scope {
  ScopeKind Kind = ScopeKind::Function;
  const Scope *Parent = nullptr;
  /// Of an object: its destructor's step; of a local: its name.
  std::string Key;
  std::string Shown;
  std::optional<ThrowCause> Throws;
  const GuardInfo *Guard = nullptr;
  /// Of a try block: where its handlers go on, and the jumps around it.
  const clang::CXXTryStmt *Try = nullptr;
  PointId AfterTry = 0;
  JumpTargets Jumps;
  /// Of a handler: the class of the exception that it handles.
  std::string Class;
};

} // namespace raiify

#endif // RAIIFY_TRACE_SCOPE_H
