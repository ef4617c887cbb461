//===- RelatedWords.h - Where a change has its like -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What has changed is compared with what has not: a new copy of a cleanup with
/// the old ones, a function that may forget a release with those that do not.
/// These stand where certain words do:
///
///   findings in changed lines ─► words ─► macros that spell them ─► files
///
/// It errs on one side only: a file without the words has nothing to compare.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_RELATEDWORDS_H
#define RAIIFY_TOOL_RELATEDWORDS_H

#include "Analyze.h"
#include "ChangedLines.h"
#include "SourceFiles.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>
#include <vector>

namespace raiify {

/// A word that stands in every copy of \p S, or else in a macro there; the
/// empty one, which stands everywhere, where there is no such word.
std::string wordOfCopies(const Site &S);

/// Adds the names of the macros that \p Text defines with one of \p Words.
/// Whether there are new ones.
bool addMacros(llvm::StringRef Text, std::set<std::string> &Words);

/// What the changed lines of some units are to be compared with.
class RelatedWords {
public:
  RelatedWords(const std::vector<UnitResult> &Results,
               const ChangedLines &Changed);

  /// Takes in the macros of \p Files and those of the command lines, as after
  /// -D.
  void addMacrosOf(llvm::ArrayRef<const SourceFile *> Files,
                   llvm::ArrayRef<std::string> Definitions);

  bool empty() const { return Copies.empty() && Acquiring.empty(); }
  bool standIn(const SourceFile &File) const;

  /// The keys of what is acquired in changed lines and may be forgotten.
  const std::set<std::string> &forgottenKeys() const { return Forgotten; }

private:
  /// Of copies, and of functions that acquire, which hold a `try`.
  std::set<std::string> Copies, Acquiring;
  std::set<std::string> Forgotten;
};

} // namespace raiify

#endif // RAIIFY_TOOL_RELATEDWORDS_H
