//===- VerdictText.h - A rewrite's verdict for people -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What stands behind a finding and its notes in the text report, and behind
/// the message in others.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_VERDICTTEXT_H
#define RAIIFY_TOOL_VERDICTTEXT_H

#include "model/Verdict.h"

#include <string>
#include <vector>

namespace raiify {

/// "does the same on every way out": what a verdict says of a rewrite, as the
/// README does.
llvm::StringRef verdictMeaning(Verdict V);

/// What is known of a rewrite, without line ends, in at most 100 columns where
/// it is a table:
///
///    = rewrite: changes-behavior; the first difference is marked
///        today            with the guard
///        open(fd)         open(fd)
///      > close(fd)        work() throws
///
std::vector<std::string> verdictLines(const Judgement &Rewrite);

/// The same in one sentence without a full stop, for reports that have room for
/// a message only. Empty where nothing was judged.
std::string verdictSentence(const Judgement &Rewrite);

} // namespace raiify

#endif // RAIIFY_TOOL_VERDICTTEXT_H
