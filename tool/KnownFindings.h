//===- KnownFindings.h - What a baseline does to a run ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// --baseline and --write-baseline:
///
///   Report ─► hide ─► Report without what is known ─► all that is shown
///     └────► conclude ─► what of the baseline is gone; a new baseline
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_KNOWNFINDINGS_H
#define RAIIFY_TOOL_KNOWNFINDINGS_H

#include "Baseline.h"
#include "Console.h"
#include "Options.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <optional>
#include <string>

namespace raiify {

class KnownFindings {
public:
  /// Reads the baseline that \p CommandLine names, if any, and looks whether
  /// the other can be written.
  static llvm::Expected<KnownFindings> open(const Options &CommandLine);

  /// Whether a baseline is read, and whether one is read or written.
  bool hides() const { return Old.has_value(); }
  bool isUsed() const { return hides() || !NewFile.empty(); }

  /// \p R without what is known, which is counted. Findings that stand
  /// elsewhere are looked through by what \p Kept owns from then on. \p Seen is
  /// that of BaselineMatch.
  Report hide(Report R, const LookedAt *Seen,
              std::unique_ptr<FindingSource> *Kept = nullptr) const;

  /// Tells what is gone, and writes the new baseline. \p All has nothing
  /// hidden.
  llvm::Error conclude(const Report &All, const LookedAt *Seen,
                       Console &Out) const;

private:
  KnownFindings() = default;
  void tellVanished(const std::vector<const BaselineEntry *> &Vanished,
                    Console &Out) const;
  llvm::Error write(const Report &All, const BaselineMatch *Match,
                    Console &Out) const;

  std::string OldFile;
  std::string NewFile;
  std::optional<Baseline> Old;
};

} // namespace raiify

#endif // RAIIFY_TOOL_KNOWNFINDINGS_H
