//===- VerdictText.h - A rewrite's verdict for people -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The lines that stand behind a finding and its notes in the text report.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_VERDICTTEXT_H
#define RAIIFY_TOOL_VERDICTTEXT_H

#include "model/Verdict.h"

#include <string>
#include <vector>

namespace raiify {

/// What is known of a rewrite, without line ends, in at most 100 columns where
/// it is a table:
///
///    = rewrite: changes-behavior; the first difference is marked
///        today            with the guard
///        open(fd)         open(fd)
///      > close(fd)        work() throws
///
std::vector<std::string> verdictLines(const Judgement &Rewrite);

} // namespace raiify

#endif // RAIIFY_TOOL_VERDICTTEXT_H
