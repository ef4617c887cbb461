//===- Preamble.h - System headers, parsed once -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The system headers that many units include, as one precompiled header for
/// all units that have equal flags. For scans only: a header that a unit does
/// not include, or includes under other macros, may be in it.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PREAMBLE_H
#define RAIIFY_TOOL_PREAMBLE_H

#include "Analyze.h"
#include "Includes.h"

#include <memory>
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

  Preamble() = default;
  Preamble(const Preamble &) = delete;
  Preamble &operator=(const Preamble &) = delete;
  ~Preamble();
};

/// Lets \p Invocation begin with what \p P holds.
void usePreamble(const Preamble &P, clang::CompilerInvocation &Invocation);

/// For each job its preamble, or null where too few units have its flags or the
/// headers do not parse by themselves. Jobs for which \p Wanted is false get
/// none and do not count. \p Files has what each job reads.
std::vector<std::shared_ptr<const Preamble>>
makePreambles(const std::vector<Job> &Jobs, const std::vector<bool> &Wanted,
              const std::vector<UnitFiles> &Files, const Setup &S,
              unsigned Threads);

} // namespace raiify

#endif // RAIIFY_TOOL_PREAMBLE_H
