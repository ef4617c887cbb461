//===- ExitPatterns.h - Cleanup before exits --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The patterns that need no try.
///
///   buf = malloc(n);
///   if (!fill(buf)) {
///     free(buf);           <- raii-exit-cleanup: the same release
///     return -1;
///   }
///   if (!check())
///     return -2;           <- raii-missed-cleanup: nothing here knows of buf
///   free(buf);             <- …before several exits
///   return 0;
///
/// Copies count only where nothing but harmless statements stands between them
/// and an exit, and where none can be reached from another without a new
/// acquisition in between.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_EXITPATTERNS_H
#define RAIIFY_EXTRACT_EXITPATTERNS_H

#include "extract/FunctionModel.h"
#include "extract/TryPatterns.h"

#include <vector>

namespace raiify {

/// Finds repeated and missed cleanup before exits. Leaves out what \p Claimed
/// speaks of and claims what it finds.
std::vector<Site> findExitCleanup(const FunctionModel &Model,
                                  ClaimedStatements &Claimed);

} // namespace raiify

#endif // RAIIFY_EXTRACT_EXITPATTERNS_H
