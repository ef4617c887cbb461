//===- JsonFields.h - What JSON reports have in common ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Text and judgements as the reports that are JSON write them, in whatever
/// format, and the fields of `--format=json` for those that hold them: their
/// order and names are a contract.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_JSONFIELDS_H
#define RAIIFY_TOOL_JSONFIELDS_H

#include "Report.h"

#include "llvm/ADT/STLFunctionalExtras.h"
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

/// "file", "line", "column".
void writePlace(llvm::json::OStream &J, const Location &Where);

/// From "check" to "counterexample".
void writeFindingFields(llvm::json::OStream &J, const Finding &F);

/// "related", each with what \p More adds to it.
void writeNotes(llvm::json::OStream &J, const std::vector<Note> &Notes,
                llvm::function_ref<void(const Note &)> More);

/// "failures" and "summary", which stand behind the findings.
void writeEnd(llvm::json::OStream &J, const Report &R);

} // namespace raiify

#endif // RAIIFY_TOOL_JSONFIELDS_H
