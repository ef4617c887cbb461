//===- Settle.h - Units for which a scan is enough --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A unit is parsed in full to learn what rewrites of its sites would change.
/// Where none of them can be granted, whatever such a parse would show, that is
/// time for nothing: in `main` a guard needs a caller that catches, and there
/// is none.
///
/// Not settled is a unit
///   - with a site that may fare better, or whose sites rest on a body that
///     the scan left out;
///   - whose text uses or tests a macro of a header that it does not read but
///     that is in the precompiled header of the scan;
///   - with a NOLINT comment, which may be about what the scan does not see.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SETTLE_H
#define RAIIFY_TOOL_SETTLE_H

#include "Analyze.h"
#include "Reparse.h"
#include "SiteScan.h"

#include <memory>
#include <vector>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace raiify {

class SiteSource;

/// What a scan of one unit settles.
class Settler {
public:
  /// \p Mine are the files of \p J's Mine; \p Reads those that its unit reads,
  /// sorted by address.
  /// All must live as long.
  Settler(const Job &J, const Setup &S, SourceFiles &Files, const FileSet &Mine,
          const std::vector<SourceFile *> &Reads, const Reparser &Again)
      : J(J), S(S), Files(Files), Mine(Mine), Reads(Reads), Again(Again) {}

  /// To be called before the parse.
  void watch(clang::Preprocessor &PP);
  /// To be called at its end.
  void settle(clang::ASTContext &Context, SiteSource &Source);

  /// Null where nothing is settled; without the files that were read.
  std::shared_ptr<UnitResult> Result;

private:
  class MacroWatch;

  const Job &J;
  const Setup &S;
  SourceFiles &Files;
  const FileSet &Mine;
  const std::vector<SourceFile *> &Reads;
  const Reparser &Again;
  bool UsesForeignMacro = false;
};

} // namespace raiify

#endif // RAIIFY_TOOL_SETTLE_H
