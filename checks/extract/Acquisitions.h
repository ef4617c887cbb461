//===- Acquisitions.h - What a function takes hold of --------- -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Records what functions with a try acquire and what becomes of it, for
/// comparison with other functions.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_ACQUISITIONS_H
#define RAIIFY_EXTRACT_ACQUISITIONS_H

#include "extract/Anchor.h"
#include "extract/FunctionModel.h"
#include "model/Acquisition.h"

#include <vector>

namespace raiify {

/// What the locals of \p Model's function hold; \p Sites are those of the
/// function. Nothing of a template, whose calls are not resolved.
std::vector<Acquisition>
collectAcquisitions(const FunctionModel &Model,
                    const std::vector<FoundSite> &Sites);

} // namespace raiify

#endif // RAIIFY_EXTRACT_ACQUISITIONS_H
