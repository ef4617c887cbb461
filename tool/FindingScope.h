//===- FindingScope.h - Which findings a run is about -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What decides, beside the filters of a unit, whether a finding is reported,
/// counted and rewritten.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_FINDINGSCOPE_H
#define RAIIFY_TOOL_FINDINGSCOPE_H

#include "model/Edit.h"
#include "model/Finding.h"

#include <string>
#include <vector>

namespace raiify {

class FindingScope {
public:
  virtual ~FindingScope() = default;

  /// Whether \p F, of the files as they are now, is one of those that the run
  /// is about.
  virtual bool holds(const Finding &F) const = 0;

  /// Says that \p File, which had the text \p Before, has been edited by those
  /// of \p Edits that are of it; they are sorted.
  virtual void edited(const std::string &File, const std::string &Before,
                      const std::vector<Edit> &Edits) = 0;
  /// Says that \p File has the text again that stands on disk.
  virtual void takenBack(const std::string &File) = 0;
};

} // namespace raiify

#endif // RAIIFY_TOOL_FINDINGSCOPE_H
