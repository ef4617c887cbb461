//===- Fixer.h - Rewriting until nothing is left ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Applies rewrites pass by pass, in memory:
///
///   analyse all units ─► Report ─► choose (Choose.h) ─► edit the texts ─┐
///        ▲                                                              │
///        └──── analyse again the units that read an edited file ◄───────┘
///
/// until nothing is chosen. Each analysis ends with a look at the copies that
/// could share a guard (NamedRewrites.h). Writing is done elsewhere
/// (RewriteFiles.h).
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_FIXER_H
#define RAIIFY_TOOL_FIXER_H

#include "Analyze.h"
#include "Choose.h"
#include "FindingScope.h"
#include "NamedRewrites.h"
#include "Report.h"

#include "cluster/Clusters.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace raiify {

/// A file before and after all passes.
struct FileChange {
  /// Absolute real path.
  std::string File;
  std::string Before;
  std::string After;
  /// Whether the file does not exist yet.
  bool IsNew = false;
};

/// Takes findings out of a report.
using ReportFilter = std::function<Report(Report)>;

/// The state of a project that is being rewritten.
class Fixer {
public:
  /// \p Run must live as long as the Fixer; the guard header's text, if it is
  /// to be written, is among the texts of \p Initial. \p Scope may be null:
  /// then all findings count.
  Fixer(std::vector<Job> Jobs, Setup Initial, FixPolicy Policy, RunPass Run,
        FindGuards Guards = nullptr, FindingScope *Scope = nullptr)
      : Jobs(std::move(Jobs)), Now(std::move(Initial)), Policy(Policy),
        Run(Run), Named(std::move(Guards), Policy), Scope(Scope) {}

  /// Analyses everything for the first time, through \p First.
  void analyzeAll(FirstPass First);
  void analyzeAll();

  /// From now on \p Hide takes out of reports what is neither told of nor
  /// rewritten.
  void hideFromReports(ReportFilter Hide) { Filter = std::move(Hide); }

  /// Passes until nothing is left to apply.
  void fixAll();

  /// Takes back what was done to \p Files, which could not be written, and
  /// looks again at the units that read them.
  void takeBack(const std::set<std::string> &Files);

  /// What the whole project repeats, in the state that was reached.
  std::vector<CopyCluster> copies() const;

  /// What the units say of the state that was reached: all, and without what is
  /// hidden.
  Report everything() const;
  Report report() const;
  const std::vector<UnitResult> &results() const { return Results; }

  /// What has to be written, sorted by name, new headers first.
  std::vector<FileChange> changes() const;

  /// The new headers that the rewrites \p Chosen from report() include.
  std::vector<FileChange>
  newHeaders(const std::vector<const Finding *> &Chosen) const;

  /// How many findings were fixed, and in how many files.
  std::size_t fixedFindings() const;
  std::size_t fixedFiles() const { return FixedIn.size(); }

  /// What the user has to be told.
  const std::vector<std::string> &problems() const { return Problems; }
  /// Whether files were left alone that were to be edited.
  bool leftFilesAlone() const { return !LeftAlone.empty(); }

private:
  bool runOnePass();
  bool completeReaders(const std::set<std::string> &Files);
  bool leaveUnknown(const std::set<std::string> &Files);
  void setResult(std::size_t Unit, UnitResult Result);
  void lookAtCopies();
  bool loadTexts(const std::vector<Edit> &Edits);
  std::set<std::string> breakers(const std::vector<std::size_t> &Units,
                                 const std::vector<UnitResult> &After,
                                 const std::set<std::string> &Edited);
  std::vector<std::size_t> readersOf(const std::set<std::string> &Files) const;
  std::vector<UnitResult> analyze(const std::vector<std::size_t> &Units,
                                  const Setup &S) const;
  void leaveAlone(const std::string &File, const std::string &Why);

  std::vector<Job> Jobs;
  std::vector<UnitResult> Results;
  Setup Now;
  FixPolicy Policy;
  RunPass Run;
  NamedRewrites Named;
  FindingScope *Scope;
  /// May be null.
  ReportFilter Filter;
  /// The headers of named guards that are to be written.
  FileTexts NamedHeaders;
  /// What stood on disk before the first edit.
  FileTexts Original;
  bool NeedsHeader = false;
  /// Units that were given up when copies were looked at, with the reason.
  std::map<std::string, std::string> GivenUp;
  /// How many findings were fixed in each file.
  std::map<std::string, std::size_t> FixedIn;
  std::set<std::string> LeftAlone;
  std::vector<std::string> Problems;
};

} // namespace raiify

#endif // RAIIFY_TOOL_FIXER_H
