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
/// and an exit, where none can be reached from another without a new
/// acquisition in between, and where they release what the same acquisition
/// gave.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_EXITPATTERNS_H
#define RAIIFY_EXTRACT_EXITPATTERNS_H

#include "extract/SiteCollector.h"

namespace raiify {

/// Finds repeated and missed cleanup before exits. A copy of a cleanup that a
/// site already speaks of is added to that site.
void findExitCleanup(const FunctionModel &Model, SiteCollector &Sites);

} // namespace raiify

#endif // RAIIFY_EXTRACT_EXITPATTERNS_H
