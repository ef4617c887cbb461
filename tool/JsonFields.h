//===- JsonFields.h - What JSON reports have in common ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Text and judgements as the reports that are JSON write them, in whatever
/// format.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_JSONFIELDS_H
#define RAIIFY_TOOL_JSONFIELDS_H

#include "model/Verdict.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <string>
#include <vector>

namespace raiify {

/// Text of source files and file names need not be UTF-8, most reports must
/// be: what is none becomes U+FFFD.
std::string utf8(llvm::StringRef Text);

/// An attribute that is a list of texts.
void writeTexts(llvm::json::OStream &J, llvm::StringRef Name,
                const std::vector<std::string> &Texts);

/// The attributes `verdict`, `assumptions`, `reason` and `counterexample`.
void writeJudgement(llvm::json::OStream &J, const Judgement &Rewrite);

} // namespace raiify

#endif // RAIIFY_TOOL_JSONFIELDS_H
