//===- ChangedLines.h - Findings of changed lines ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The lines that have changed, and what they are the reason for.
///
/// A finding belongs to the change if one of these lines has changed:
///
/// - those of its own statements, and of each copy that it tells of. They reach
///   from the first statement of a copy to its last;
/// - for an exit that lacks the cleanup, those of the exit;
/// - where the region begins, and what else its notes point at.
///
/// A function that forgets what others release has to have changed itself,
/// between what it acquires and the end of the block, where the release would
/// be. What the others do is no reason.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_CHANGEDLINES_H
#define RAIIFY_TOOL_CHANGEDLINES_H

#include "FindingScope.h"
#include "LineSet.h"

#include "extract/TextTokens.h"
#include "model/Acquisition.h"
#include "model/Site.h"

#include "llvm/ADT/ArrayRef.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace raiify {

class ChangedLines : public FindingScope {
public:
  /// \p Files has the lines by real path.
  explicit ChangedLines(
      const std::map<std::string, std::vector<LineRange>> &Files);

  /// How many files have changed lines.
  std::size_t size() const { return OnDisk.size(); }
  bool isChanged(const std::string &File) const {
    return OnDisk.count(File) != 0;
  }

  bool holds(const Finding &F) const override;
  /// Whether a copy of the cleanup of \p S has changed.
  bool holdsCopyOf(const Site &S) const;
  /// Whether the change is why \p A would be told of, if it is to be released.
  bool holds(const Acquisition &A) const { return touchesBlock(A.Where); }

  void edited(const std::string &File, const std::string &Before,
              const std::vector<Edit> &Edits) override;
  void takenBack(const std::string &File) override;

private:
  /// The text of a file as it is now.
  struct Source {
    std::string Text;
    TokenizedText Tokens;
  };

  const LineSet *linesOf(const std::string &File) const;
  const Source *sourceOf(const std::string &File) const;
  bool touchesLine(const Location &Where) const;
  bool touchesStatements(const Location &Where,
                         llvm::ArrayRef<std::string> Cleanup) const;
  bool touchesBlock(const Location &Where) const;
  bool touchesUpTo(const Location &Where, const Source &Text,
                   unsigned End) const;

  std::map<std::string, LineSet> OnDisk;
  /// Of files that were edited.
  std::map<std::string, LineSet> Moved;
  /// Those that were asked for; null where one cannot be read.
  mutable std::map<std::string, std::unique_ptr<Source>> Sources;
};

} // namespace raiify

#endif // RAIIFY_TOOL_CHANGEDLINES_H
