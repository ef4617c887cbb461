//===- Disagreement.h - Copies that are not the same ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Handlers and normal exits that clean up almost alike:
///
///   } catch (...) {                    T *p = nullptr;
///     free(a);                         try {
///     throw;          <- no free(b)      T *p = new T;   <- hides the outer p
///   }                                    …  delete p;
///   free(a);                           } catch (...) {
///   free(b);                             delete p;       <- releases nothing
///                                        throw;
///                                      }
///
/// Only locals that are acquired once before the try, and are not handed over,
/// are judged; see Leak.h.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_DISAGREEMENT_H
#define RAIIFY_EXTRACT_DISAGREEMENT_H

#include "extract/SiteCollector.h"

namespace raiify {

/// Finds cleanup that one of two such copies lacks or gets wrong.
void findDisagreements(const FunctionModel &Model, SiteCollector &Sites);

} // namespace raiify

#endif // RAIIFY_EXTRACT_DISAGREEMENT_H
