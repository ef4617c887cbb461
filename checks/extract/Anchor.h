//===- Anchor.h - A site and its place in the AST ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A Site is plain values; whoever rewrites it needs the statements that it
/// speaks of. They hold as long as the AST.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_ANCHOR_H
#define RAIIFY_EXTRACT_ANCHOR_H

#include "model/Site.h"

#include <vector>

namespace clang {
class CXXTryStmt;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace raiify {

/// Where a site stands in the AST it was read from.
struct SiteAnchor {
  /// The function, or the call operator of the lambda, that holds the site; a
  /// template as it is written.
  const clang::FunctionDecl *Function = nullptr;
  /// The body as its author wrote it, without what coroutines add.
  const clang::Stmt *Body = nullptr;
  /// Null where the site has no try.
  const clang::CXXTryStmt *Try = nullptr;
  /// One entry for each statement of Site::Cleanup, in the same order: every
  /// copy of that statement, in the order of the source.
  std::vector<std::vector<const clang::Stmt *>> Copies;
  /// What acquires the thing that is released. Only of an exit cleanup, and
  /// null where the function was handed it.
  const clang::Stmt *Acquired = nullptr;
};

struct FoundSite {
  Site What;
  SiteAnchor Anchor;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_ANCHOR_H
