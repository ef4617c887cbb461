//===- LookedAt.h - What a run can speak of ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A run may see a part of the project: some folders, some checks, units that
/// did not parse. What such a run does not find may be there all the same. Here
/// is what it can say "no longer" or "nothing" of.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_LOOKEDAT_H
#define RAIIFY_TOOL_LOOKEDAT_H

#include "Analyze.h"

#include "llvm/ADT/StringRef.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace raiify {

using CheckSet = std::set<CheckKind>;

struct LookedAt {
  /// The files of the project that were looked at, with the checks that were on
  /// wherever that was.
  std::map<std::string, CheckSet> Files;
  /// The files of Files that are units themselves.
  std::set<std::string> Units;
  /// Whether all units of the project are there, and none failed.
  bool WholeProject = false;

  /// Whether what \p Check says of functions in \p File is known.
  bool looksAt(const std::string &File, CheckKind Check) const;
  /// Whether the run would have found what \p Check has to tell in \p File if
  /// there were anything: some checks compare with functions elsewhere. Of a
  /// file that does not exist any more only a run over all can tell.
  bool wouldFind(const std::string &File, CheckKind Check) const;
};

/// \p Results has one for each of \p Jobs. \p AllUnits tells whether these are
/// all that the project has. Where a unit failed, only what is a unit itself
/// counts: the headers that the failed one was to look at may be any.
LookedAt lookedAt(const std::vector<Job> &Jobs,
                  const std::vector<UnitResult> &Results, bool AllUnits);

} // namespace raiify

#endif // RAIIFY_TOOL_LOOKEDAT_H
