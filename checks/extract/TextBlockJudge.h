//===- TextBlockJudge.h - Whether tokens may hold a site --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The rules of the checks as far as they can be seen in tokens: what every
/// site must have, and no more.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_TEXTBLOCKJUDGE_H
#define RAIIFY_EXTRACT_TEXTBLOCKJUDGE_H

#include "extract/TextSurvey.h"
#include "extract/TextTokens.h"

namespace raiify {

/// Whether a function that is written as \p Tokens may hold a site: a handler
/// that may clean up, or something that two exits may release.
bool mayHoldSite(llvm::ArrayRef<TextToken> Tokens, const MacroTable &Macros,
                 const Config &Options);

} // namespace raiify

#endif // RAIIFY_EXTRACT_TEXTBLOCKJUDGE_H
