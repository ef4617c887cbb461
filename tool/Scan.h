//===- Scan.h - A first look at a unit --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Parses a unit without most of its function bodies, to learn whether there is
/// anything to judge in it.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SCAN_H
#define RAIIFY_TOOL_SCAN_H

#include "Analyze.h"
#include "Preamble.h"
#include "SiteScan.h"

namespace raiify {

/// Whether a site stands in one of \p Mine, the files that \p J's unit looks
/// at. True as well where that cannot be said: the unit does not parse, or the
/// scan crashed. \p Prelude may be null.
bool mayHaveSites(const Job &J, const Setup &S, SourceFiles &Files,
                  const FileSet &Mine, const Preamble *Prelude);

} // namespace raiify

#endif // RAIIFY_TOOL_SCAN_H
