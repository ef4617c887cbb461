//===- HtmlReport.h - Findings as a page ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The report as one file for a browser: a page whose script reads the findings
/// from data that stands in the page.
///
///   Report ─► JSON ┐
///   sources ───────┴─► in the place of HtmlDataMark ─► page
///
/// The data is an object. It has the fields of `--format=json` with those
/// that follow, and no "edits", which the diff shows better.
///
///   findings[].detail   what the reason is about, or ""
///   findings[].applied  whether --fix rewrites it as things are granted
///   findings[].summary  whether it speaks of other findings
///   findings[].diff     the rewrite as a unified diff, or null
///   findings[].part     "copy": runs the cleanup; "missing": lacks it
///   findings[].lines    [first, last] of the excerpt; absent where there is
///                       none
///   findings[].related[].part, .lines   the same; also "place" and "page"
///   words               what checks, verdicts, reasons and assumptions mean
///   sources             [{file, parts: [[first line, text], …]}]: every line
///                       of an excerpt, once
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_HTMLREPORT_H
#define RAIIFY_TOOL_HTMLREPORT_H

#include "Choose.h"
#include "Report.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace raiify {

/// What stands in the page in the place of the data.
constexpr llvm::StringLiteral HtmlDataMark = "@REPORT@";

/// Writes \p Page with the data of \p R in it. \p Policy says what --fix
/// would apply.
void writeHtml(const Report &R, const FixPolicy &Policy, llvm::StringRef Page,
               llvm::raw_ostream &OS);

} // namespace raiify

#endif // RAIIFY_TOOL_HTMLREPORT_H
