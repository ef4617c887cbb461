//===- MissedCopies.h - The function that forgets ------------- -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where functions that acquire the same release it in a handler, and one that
/// does the same with it does not. Says nothing where it is not sure: a finding
/// accuses the code of a leak.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_CLUSTER_MISSEDCOPIES_H
#define RAIIFY_CLUSTER_MISSEDCOPIES_H

#include "model/Acquisition.h"
#include "model/Finding.h"

#include <set>
#include <string>
#include <vector>

namespace raiify {

/// What translation units recorded of one acquisition.
struct AcquisitionCandidate {
  const Acquisition *What = nullptr;
  /// Config::MinCopies of the unit that it was seen in.
  unsigned MinCopies = 0;
};

/// A finding of raii-missed-cleanup for each function that forgets a release
/// which at least three others run. Does not depend on the order of \p All.
std::vector<Finding>
findMissedCopies(const std::vector<AcquisitionCandidate> &All);

/// Words of which every function has one that acquires what those of \p All
/// release often enough: `new`, or the name of what is called. Functions that
/// forget it may be found where they and a `try` stand.
std::set<std::string>
acquiringWords(const std::vector<AcquisitionCandidate> &All);

/// Whether nothing releases what \p A acquires, as far as its function shows.
bool mayBeForgotten(const Acquisition &A);

/// The word for what acquires as \p A does.
std::string acquiringWord(const Acquisition &A);

} // namespace raiify

#endif // RAIIFY_CLUSTER_MISSEDCOPIES_H
