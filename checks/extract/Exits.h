//===- Exits.h - Where a copy of the cleanup leads --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What stands between a cleanup and the way out. Cleanup "before a return" may
/// be followed by a log line, by more cleanup or by setting the result, not by
/// work.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_EXITS_H
#define RAIIFY_EXTRACT_EXITS_H

#include "extract/FunctionModel.h"

#include <optional>

namespace raiify {

/// Where a statement leads without any work in between.
struct NearExit {
  CopyRole Role = CopyRole::Return;
  /// The node that leaves, or the first one outside the region.
  NodeId Node = 0;
};

/// Whether the whole statement \p S may stand between cleanup and exit.
bool isHarmless(const FunctionModel &Model, const FlowStatement &S);

/// Whether the node \p Id by itself may stand there: a jump, a condition or
/// declaration that calls nothing, a harmless statement.
bool isHarmlessNode(const FunctionModel &Model, NodeId Id);

/// The exit that control comes to from \p From, where nothing but harmless
/// statements stand between. \p Region tells the nodes that do not leave.
std::optional<NearExit> nearExit(const FunctionModel &Model, NodeId From,
                                 llvm::function_ref<bool(NodeId)> Region);

} // namespace raiify

#endif // RAIIFY_EXTRACT_EXITS_H
