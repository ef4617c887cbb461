//===- FindingFilter.h - Which findings a user gets to see ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What clang-tidy does to the warnings of its checks, done to findings: the
/// header filters and the NOLINT comments.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_FINDINGFILTER_H
#define RAIIFY_TOOL_FINDINGFILTER_H

#include "Settings.h"

#include "model/Finding.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
class SourceManager;
} // namespace clang

namespace raiify {

enum class Shown {
  Yes,
  Filtered,   ///< in a header that is not to be reported
  Suppressed, ///< by a NOLINT comment
};

/// Judges the findings of one translation unit. The source manager must live
/// as long.
class FindingFilter {
public:
  FindingFilter(clang::SourceManager &Sources, const UnitSettings &Settings);
  ~FindingFilter();

  /// Takes out of \p F the notes that clang-tidy would not show.
  Shown judge(Finding &F);

  /// What was wrong with the NOLINT comments that were read
  /// (`a.cpp: unmatched 'NOLINTBEGIN' …`).
  const std::vector<std::string> &commentProblems() const;

private:
  class Impl;
  std::unique_ptr<Impl> Self;
};

} // namespace raiify

#endif // RAIIFY_TOOL_FINDINGFILTER_H
