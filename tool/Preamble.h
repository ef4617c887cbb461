//===- Preamble.h - Headers, parsed once ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Headers that many units include, as a precompiled header for all of them.
/// For scans and for first looks at a rewrite only: a header that a unit does
/// not include, or includes under other macros, may be in it, and bodies are
/// left out.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PREAMBLE_H
#define RAIIFY_TOOL_PREAMBLE_H

#include "Analyze.h"
#include "SiteScan.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace clang {
class CompilerInvocation;
} // namespace clang

namespace raiify {

/// A precompiled header. The file is removed with the object.
struct Preamble {
  /// Where the precompiled form stands.
  std::string File;
  /// The header that it was made of, which does not stand on disk.
  FileTexts Text;
  /// What it begins with itself; may be null.
  std::shared_ptr<const Preamble> Below;
  /// Real paths of what was read for it, without what is below.
  std::set<std::string> Read;
  /// The files among these that have sites.
  FileSet WithSites;
  /// What is seen of these: sitesIn.
  UnitResult Seen;

  Preamble() = default;
  Preamble(const Preamble &) = delete;
  Preamble &operator=(const Preamble &) = delete;
  ~Preamble();
};

/// Lets \p Invocation begin with what \p P holds. The parse needs the layers.
void usePreamble(const Preamble &P, clang::CompilerInvocation &Invocation);

/// Adds the texts that a parse with \p P needs; \p P may be null.
void addLayers(const Preamble *P, std::vector<const FileTexts *> &Layers);

/// The uppermost of \p P and what is below that holds none of the files that
/// \p Layers have other texts of; null where there is none.
const Preamble *withoutFiles(const Preamble *P,
                             const std::vector<const FileTexts *> &Layers);

/// What a preamble is made of.
struct PreambleOrder {
  /// One of the units that are to use it.
  Job Example;
  /// Those of a compilation, without the name of what is compiled.
  std::vector<std::string> Arguments;
  /// The headers, as they stand behind `#include`.
  std::vector<std::string> Headers;
  std::shared_ptr<const Preamble> Below;
  /// The files that are looked through for sites.
  FileSet Wanted;
  /// How long it may take.
  TimeLimit Limit;
};

/// Null where it does not parse without an error, or takes too long. A header
/// that has an error because it needs more than it includes is left out. \p
/// Files has to stay where it is if the work is left behind.
std::shared_ptr<const Preamble> makePreamble(PreambleOrder Order,
                                             SourceFiles &Files);

} // namespace raiify

#endif // RAIIFY_TOOL_PREAMBLE_H
