//===- TryPatterns.h - Cleanup in handlers ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The patterns that begin in a catch handler.
///
///   f = open();
///   try {
///     work(f);
///   } catch (...) {
///     close(f);          <- raii-emulated-finally: also on the way on
///     throw;
///   }
///   close(f);            <- without this copy: raii-rollback-handler
///
/// Not taken: cleanup that the handler's own way on meets again (it would run
/// twice, that is no copy); statements on DESIGN's list of what is never
/// cleanup; operands that are assigned between the try and the copy.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_TRYPATTERNS_H
#define RAIIFY_EXTRACT_TRYPATTERNS_H

#include "extract/SiteCollector.h"

namespace raiify {

/// Finds emulated finally and sibling handlers.
void findRepeatedInHandlers(const FunctionModel &Model, SiteCollector &Sites);

/// Finds rollback handlers among what no other site speaks of.
void findRollbacks(const FunctionModel &Model, SiteCollector &Sites);

} // namespace raiify

#endif // RAIIFY_EXTRACT_TRYPATTERNS_H
