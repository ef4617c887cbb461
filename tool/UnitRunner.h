//===- UnitRunner.h - Units as a run analyses them --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Analyses units on as many threads as the command line says, with what the
/// cache has of them, and without what it leaves out.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_UNITRUNNER_H
#define RAIIFY_TOOL_UNITRUNNER_H

#include "NamedRewrites.h"
#include "Options.h"
#include "Prepare.h"
#include "ShardCache.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace raiify {

class ChangedLines;

class UnitRunner {
public:
  /// \p Changed may be null. All must live as long.
  UnitRunner(const Options &CommandLine, const Work &W,
             const ChangedLines *Changed);

  /// All of \p Jobs, each whole.
  std::vector<UnitResult> run(const std::vector<Job> &Jobs,
                              const Setup &S) const;
  /// The whole project for the first time: unless all are to be parsed, a scan
  /// chooses which are, and what each of them looks at.
  std::vector<UnitResult> runFirst(const std::vector<Job> &Jobs, const Setup &S,
                                   Foresee Ask);

  /// Of runFirst; nullopt where it parsed all.
  const std::optional<ScanCounts> &counts() const { return Counts; }
  /// Why the cache could not be written; empty if it could.
  std::string cacheProblem() const;

private:
  UnitResult analyze(const Job &J, const Setup &S) const;
  UnitResult strip(UnitResult Result) const;

  const Options &CommandLine;
  const Work &W;
  const ChangedLines *Changed;
  /// Null where none is used.
  std::unique_ptr<ShardCache> Cache;
  std::optional<ScanCounts> Counts;
};

} // namespace raiify

#endif // RAIIFY_TOOL_UNITRUNNER_H
