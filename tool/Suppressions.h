//===- Suppressions.h - NOLINT comments as they stand -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The NOLINT comments of a text that name a raii check, read by the rules of
/// clang-tidy's own reader, which tells of a finding whether it is hidden but
/// not by what.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SUPPRESSIONS_H
#define RAIIFY_TOOL_SUPPRESSIONS_H

#include "model/Site.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace raiify {

/// One name in a NOLINT comment, and what it hides.
struct Suppression {
  /// `raii-exit-cleanup`, or a glob that starts with `raii-`.
  std::string Name;
  /// Of the word NOLINT….
  unsigned Line = 0;
  unsigned Column = 0;
  /// That word.
  std::string Word;
  /// Whether it is the comment's only name.
  bool IsAlone = false;
  /// The line that it is about; 0 for a block.
  unsigned HiddenLine = 0;
  /// The offsets of a block's NOLINTBEGIN and NOLINTEND.
  unsigned Begin = 0;
  unsigned End = 0;

  bool names(CheckKind Check) const;
  bool covers(const Location &Where) const {
    return HiddenLine ? Where.Line == HiddenLine
                      : Begin < Where.Offset && Where.Offset < End;
  }
};

/// In the order of \p Text, which a null character must follow. NOLINT in
/// string literals is left out, and what has no NOLINTEND.
std::vector<Suppression> readSuppressions(llvm::StringRef Text);

} // namespace raiify

#endif // RAIIFY_TOOL_SUPPRESSIONS_H
