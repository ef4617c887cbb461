//===- Choose.h - Which rewrites to apply together --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A rewrite is proved by itself. Those of one function, and those whose edits
/// touch, are therefore applied one after the other, each proved anew.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_CHOOSE_H
#define RAIIFY_TOOL_CHOOSE_H

#include "model/Finding.h"

#include <set>
#include <string>
#include <vector>

namespace raiify {

/// What the user lets be applied.
struct FixPolicy {
  /// Assumptions that hold.
  std::vector<AssumptionKind> Granted;
  /// Whether rewrites that change behavior are applied, too.
  bool Unsafe = false;
};

/// Whether the verdict allows the rewrite to be applied.
bool isApplicable(const Judgement &Rewrite, const FixPolicy &Policy);

/// Those of \p Findings that can be applied together, in their order: one for
/// each function, no overlaps, nothing in the files \p LeftAlone, no summaries.
std::vector<const Finding *>
chooseFindings(const std::vector<Finding> &Findings, const FixPolicy &Policy,
               const std::set<std::string> &LeftAlone);

/// All edits of \p Chosen, sorted. What several have alike, such as the
/// `#include` of the guard header, stands there once.
std::vector<Edit> collectEdits(const std::vector<const Finding *> &Chosen);

/// Whether one of \p Edits includes the header at \p Path.
bool includesHeader(const std::vector<Edit> &Edits, llvm::StringRef Path);

} // namespace raiify

#endif // RAIIFY_TOOL_CHOOSE_H
