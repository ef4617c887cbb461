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

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace raiify {

/// A place that belongs to a finding, with what is to be seen there.
struct Note {
  Location Where;
  std::string Message;
};

/// One of the places that a finding about several functions speaks of.
struct FindingPart {
  /// As Finding::Fingerprint.
  std::string Fingerprint;
  std::string File;
  std::string Function;
};

/// One finding, as reports show it.
struct Finding {
  CheckKind Check = CheckKind::EmulatedFinally;
  Location Where;
  std::string Function;
  std::string Message;
  std::vector<std::string> Cleanup;
  /// 16 hexadecimal digits. Made of check, function, resolved cleanup and, for
  /// what one function has more than once, the number in the order of the
  /// source. There are no lines and no file in it: it survives edits elsewhere
  /// and a move to another file, and is different within each file.
  std::string Fingerprint;
  std::vector<Note> Related;
  /// What is known of the best rewrite.
  Judgement Rewrite;
  /// That rewrite, sorted; empty if and only if it is refused.
  std::vector<Edit> Edits;
  /// Whether it speaks of other findings, whose edits it unites: it is shown,
  /// and they are applied, each by itself.
  bool IsSummary = false;
  /// Of a finding about several functions all places, in their order; empty for
  /// others. Such a finding is known where all its places are. Not kept on
  /// disk: it is made anew for each report.
  std::vector<FindingPart> Parts;
};

/// 16 hexadecimal digits that stand for all of \p Parts.
std::string fingerprintOf(llvm::ArrayRef<llvm::StringRef> Parts);

/// \p Function, a qualified name, without what stands in parentheses: the
/// parameters of functions around a lambda, places of what has no name.
std::string stableName(llvm::StringRef Function);

/// `'close(fd)'`, `'close(fd)' and 1 more statement`.
std::string quoteCleanup(const Site &S);

/// "copy in this handler", "copy before this return" …
std::string copyMessage(CopyRole Role);

/// Puts \p S into words.
Finding describe(const Site &S);

/// Sorts by place and check and joins what several translation units saw of one
/// site. Units that do not agree on a site's verdict and edits leave it
/// refused. The result does not depend on the order of \p Findings, nor on how
/// often one stands there.
void joinSites(std::vector<Finding> &Findings);

/// Tells equal fingerprints of one file apart, by a running number: as they are
/// made of the function, it counts within that. What other files hold does not
/// matter.
class FingerprintNumbers {
public:
  /// Called with each finding of a report, in their order.
  void tellApart(Finding &F);

private:
  std::string File;
  llvm::StringMap<unsigned> Seen;
};

/// joinSites, and tells equal fingerprints apart.
void normalize(std::vector<Finding> &Findings);

} // namespace raiify

#endif // RAIIFY_MODEL_FINDING_H
