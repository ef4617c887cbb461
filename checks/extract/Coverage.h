//===- Coverage.h - Is a handler's cleanup on every normal exit -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Walks every normal way out of a try block and looks for a handler's cleanup
/// on it: before the exit, where only harmless statements follow it, or after
/// it, on every path to the end of the function.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_COVERAGE_H
#define RAIIFY_EXTRACT_COVERAGE_H

#include "extract/Handlers.h"

#include "llvm/ADT/DenseSet.h"

#include <utility>
#include <vector>

namespace raiify {

/// A way out of a try block: from the node inside to the one outside.
using ExitEdge = std::pair<NodeId, NodeId>;

/// Every normal way out of the block of \p Try that can be taken.
std::vector<ExitEdge> normalExits(const FunctionModel &Model,
                                  const TryInfo &Try);

/// What the normal exits say of one statement of a handler.
struct Coverage {
  /// Copies that stand on a normal exit, in the order of the source.
  std::vector<const FlowStatement *> Copies;
  /// Whether each exit that leads on has one, and there is such an exit.
  bool Full = false;
};

/// Looks for copies of \p Unit, a statement of \p Handler.
Coverage cover(const FunctionModel &Model, const TryInfo &Try,
               const HandlerInfo &Handler, const FlowStatement &Unit,
               const std::vector<ExitEdge> &Exits);

} // namespace raiify

#endif // RAIIFY_EXTRACT_COVERAGE_H
