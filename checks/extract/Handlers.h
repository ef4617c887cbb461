//===- Handlers.h - What a catch handler does -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A handler taken apart into its statements and the way it is left.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_HANDLERS_H
#define RAIIFY_EXTRACT_HANDLERS_H

#include "extract/FunctionModel.h"

#include <vector>

namespace raiify {

struct HandlerInfo {
  const clang::CXXCatchStmt *Catch = nullptr;
  unsigned Scope = 0;
  /// Its statements in order, without the last one where that leaves, and
  /// without those that use variables of its own. Blocks, and a nested try that
  /// keeps the cleanup's own exceptions in, are opened.
  std::vector<const FlowStatement *> Units;
  /// Whether there are statements besides Units.
  bool HasMore = false;
  HandlerExit Exit = HandlerExit::FallThrough;
  /// The statement that leaves; null where it falls through.
  const clang::Stmt *Last = nullptr;
  /// Whether it ends the process: nothing is left to clean up for.
  bool EndsProcess = false;
};

/// One try statement of a function.
struct TryInfo {
  const clang::CXXTryStmt *Try = nullptr;
  /// Where the try begins; nullopt never occurs for a try that can be reached.
  NodeId Entry = 0;
  unsigned BlockScope = 0;
  std::vector<HandlerInfo> Handlers;
};

/// Every try statement of \p Model's function, in the order of the source.
std::vector<TryInfo> collectTries(const FunctionModel &Model);

} // namespace raiify

#endif // RAIIFY_EXTRACT_HANDLERS_H
