//===- FixIts.h - Proved rewrites as fix-its --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the checks of one translation unit share: the sites, found once, and
/// the fix-its, which must not get into each other's way. A function gets one
/// of them, for only one at a time was proved there; run clang-tidy again for
/// the next. A file gets the include of the guards' header once.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TIDY_FIXITS_H
#define RAIIFY_TIDY_FIXITS_H

#include "extract/Extract.h"
#include "model/Edit.h"

#include "clang/Basic/SourceManager.h"

#include <set>
#include <string>
#include <vector>

namespace clang {
class Preprocessor;
} // namespace clang

namespace raiify {

/// Shared by all checks of one translation unit.
class UnitSites {
public:
  SiteSource Sites;

  /// The edits for each of \p Found, in their order: those of a rewrite that
  /// is proved to be equivalent, or none.
  std::vector<std::vector<Edit>>
  fixesFor(const std::vector<const FoundSite *> &Found,
           clang::ASTContext &Context, const Config &Options,
           clang::Preprocessor &PP);

private:
  /// Functions that have their fix-it, by the begin of their text.
  std::set<std::pair<std::string, unsigned>> Taken;
  std::set<Edit> Given;
};

} // namespace raiify

#endif // RAIIFY_TIDY_FIXITS_H
