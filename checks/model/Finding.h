//===- Finding.h - What a user is told of a site ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A site put into words. Both front ends show these words, so that the plugin
/// and the command always say the same.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_MODEL_FINDING_H
#define RAIIFY_MODEL_FINDING_H

#include "model/Edit.h"
#include "model/Site.h"
#include "model/Verdict.h"

#include <string>
#include <vector>

namespace raiify {

/// A place that belongs to a finding, with what is to be seen there.
struct Note {
  Location Where;
  std::string Message;
};

/// One finding, as reports show it.
struct Finding {
  CheckKind Check = CheckKind::EmulatedFinally;
  Location Where;
  std::string Function;
  std::string Message;
  std::vector<std::string> Cleanup;
  /// 16 hexadecimal digits. Made of check, function and resolved cleanup, not
  /// of lines, so it survives edits elsewhere in the file.
  std::string Fingerprint;
  std::vector<Note> Related;
  /// What is known of the best rewrite.
  Judgement Rewrite;
  /// That rewrite, sorted; empty if and only if it is refused.
  std::vector<Edit> Edits;
};

/// `'close(fd)'`, `'close(fd)' and 1 more statement`.
std::string quoteCleanup(const Site &S);

/// "copy in this handler", "copy before this return" …
std::string copyMessage(CopyRole Role);

/// Puts \p S into words.
Finding describe(const Site &S);

/// Sorts by place and check, joins what several translation units saw of one
/// site, and tells equal fingerprints apart by a running number. Units that do
/// not agree on a site's verdict and edits leave it refused. The result does
/// not depend on the order of \p Findings.
void normalize(std::vector<Finding> &Findings);

} // namespace raiify

#endif // RAIIFY_MODEL_FINDING_H
