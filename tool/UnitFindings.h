//===- UnitFindings.h - What the checks find in a parsed unit ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// From the sites of a parsed unit to what its result says of them: filtered as
/// the user wants it, with a judgement for each, beside what is compared with
/// other units.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_UNITFINDINGS_H
#define RAIIFY_TOOL_UNITFINDINGS_H

#include "Analyze.h"

#include "extract/Anchor.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>
#include <vector>

namespace raiify {

class SiteSource;

/// One proposal for each site, in their order; nullopt to give up.
using ProveSites = llvm::function_ref<std::optional<std::vector<Proposal>>(
    const std::vector<const FoundSite *> &Sites, const Config &Options)>;

/// Adds to \p Result what \p Source finds in \p Context, which is of the unit
/// of \p J. False if \p Prove gave up; \p Result is of no use then.
bool recordFindings(const Job &J, clang::ASTContext &Context,
                    SiteSource &Source, ProveSites Prove, UnitResult &Result);

/// What of recordFindings() needs no proof; the rewrites are of no use.
UnitResult sitesIn(const Job &J, clang::ASTContext &Context,
                   SiteSource &Source);

} // namespace raiify

#endif // RAIIFY_TOOL_UNITFINDINGS_H
