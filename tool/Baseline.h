//===- Baseline.h - Findings that are known ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The file that --write-baseline writes and --baseline reads: one finding a
/// line, sorted, so that version control merges it line by line.
///
///   # raiify baseline, format 1
///   <fingerprint> TAB <check> TAB <file> TAB <function> TAB <cleanup>
///
/// The file's name is relative to the baseline's folder: it means the same in
/// each working directory and checkout. Function and cleanup are for people.
/// A finding about several functions has a line for each: with one more copy it
/// is new, with one less it is not.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_BASELINE_H
#define RAIIFY_TOOL_BASELINE_H

#include "LookedAt.h"
#include "Report.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace raiify {

/// One line of a baseline.
struct BaselineEntry {
  std::string Fingerprint;
  CheckKind Check = CheckKind::EmulatedFinally;
  /// Absolute real path.
  std::string File;
  std::string Function;
  std::string Cleanup;
};

struct Baseline {
  /// In the order of the file; what stands there twice is here once.
  std::vector<BaselineEntry> Entries;
  /// The comments, without the header.
  std::vector<std::string> Comments;
};

/// Reads \p Text, which is that of the file named \p Name in \p Folder. The
/// error names the line, what is wrong with it and what to do.
llvm::Expected<Baseline> parseBaseline(llvm::StringRef Text,
                                       llvm::StringRef Name,
                                       llvm::StringRef Folder);

/// Reads \p File. One that is missing is an error.
llvm::Expected<Baseline> readBaseline(const std::string &File);

/// The text of \p What for a file in \p Folder, an absolute real path.
std::string writeBaseline(const Baseline &What, llvm::StringRef Folder);

/// Entries for all findings of \p R.
std::vector<BaselineEntry> entriesOf(const Report &R);

/// Which findings of a report a baseline knows. A finding is known by its
/// fingerprint and file. Where no entry has both, one of the same fingerprint
/// does whose file is gone or has no such finding any more: the code has moved.
class BaselineMatch {
public:
  /// \p Known must live as long. \p Seen may be null, for a report of which it
  /// is not known.
  BaselineMatch(const Baseline &Known, const Report &R, const LookedAt *Seen);

  bool isKnown(const Finding &F) const;
  /// The entries without a finding that the run would have found.
  const std::vector<const BaselineEntry *> &vanished() const {
    return Vanished;
  }
  /// The other entries without a finding.
  const std::vector<const BaselineEntry *> &unseen() const { return Unseen; }

private:
  /// Fingerprint and file.
  using Place = std::pair<std::string, std::string>;

  std::set<Place> matchExactly(const Report &R, std::vector<char> &Matched);
  void matchMoved(const std::set<Place> &Others, const LookedAt *Seen,
                  std::vector<char> &Matched);
  bool isKnown(const FindingPart &Part) const;

  const Baseline &Known;
  llvm::StringMap<std::vector<std::size_t>> ByFingerprint;
  std::set<Place> Moved;
  std::vector<const BaselineEntry *> Vanished;
  std::vector<const BaselineEntry *> Unseen;
};

} // namespace raiify

#endif // RAIIFY_TOOL_BASELINE_H
