//===- LineSet.h - Some lines of a file -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Lines as a set of intervals, which can follow the edits of their file.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_LINESET_H
#define RAIIFY_TOOL_LINESET_H

#include "GitDiff.h"

#include "model/Edit.h"

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace raiify {

class LineSet {
public:
  LineSet() = default;
  /// \p Lines in any order; they may overlap.
  explicit LineSet(std::vector<LineRange> Lines);

  bool empty() const { return Ranges.empty(); }
  /// Whether a line from \p First to \p Last, both among them, is in the set.
  bool touches(unsigned First, unsigned Last) const;

  /// Sorted, with other lines between them.
  const std::vector<LineRange> &ranges() const { return Ranges; }

  /// The same lines after \p Edits, all of one file and sorted, have been
  /// applied to its text \p Before, which gave \p After. What takes the place
  /// of text in a line of the set is in the set; what is put beside it is not.
  LineSet after(llvm::StringRef Before, llvm::StringRef After,
                const std::vector<Edit> &Edits) const;

private:
  std::vector<LineRange> Ranges;
};

} // namespace raiify

#endif // RAIIFY_TOOL_LINESET_H
