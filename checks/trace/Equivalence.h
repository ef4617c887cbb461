//===- Equivalence.h - Do two programs have the same traces -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Walks two automata side by side, breadth first, each made deterministic on
/// the way (subset construction). Where one can take a step that the other
/// cannot, the way there is the shortest difference.
///
/// One difference is none: a local of trivial type may live longer after the
/// rewrite than before, not shorter. So every step must find all the locals
/// alive that it found before, unless it cannot notice.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_EQUIVALENCE_H
#define RAIIFY_TRACE_EQUIVALENCE_H

#include "trace/Program.h"

namespace raiify {

/// Steps that a comparison leaves out, because they are assumed away.
struct Assumed {
  /// Exceptions that leave a guard's destructor after the rewrite only.
  bool NothrowCleanup = false;
  /// Exceptions that the handlers around them did not name before.
  bool CaughtTypes = false;
};

struct Comparison {
  enum Answer {
    Same,
    Different, ///< Difference says where
    TooLarge,  ///< given up
  };
  Answer Result = Same;
  Counterexample Difference;
  /// The keys of the cleanups that were assumed not to throw.
  std::set<std::string> AssumedNothrow;
};

Comparison compare(const Program &Before, const Program &After,
                   const LabelTable &Labels, const Assumed &What);

} // namespace raiify

#endif // RAIIFY_TRACE_EQUIVALENCE_H
