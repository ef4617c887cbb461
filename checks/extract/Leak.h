//===- Leak.h - Exits that forget a release ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Exits at which something is still held that other exits release. A finding
/// here accuses the code of a bug, so everything that could explain the exit
/// speaks for it: the object is handed over, tested, copied, captured, or may
/// not have been acquired at all.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_LEAK_H
#define RAIIFY_EXTRACT_LEAK_H

#include "extract/Region.h"

#include <vector>

namespace raiify {

/// The nodes that leave and forget the release whose copies are \p Copies, in
/// the order of the source; the function's end is FlowGraph::exit().
std::vector<NodeId> findLeaks(const FunctionModel &Model, const Region &Held,
                              const StatementGroup &Copies);

/// Whether \p Exit, a node in a handler, forgets that release.
bool forgets(const FunctionModel &Model, const Region &Held,
             const StatementGroup &Copies, NodeId Exit);

} // namespace raiify

#endif // RAIIFY_EXTRACT_LEAK_H
