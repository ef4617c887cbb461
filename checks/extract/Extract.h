//===- Extract.h - From an AST to sites -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds every site of one translation unit. This is all that the front ends
/// see of the engine.
///
///   FunctionDecl ─► FlowGraph (FlowGraph.h): which statement follows which
///        │             │
///        ▼             ▼
///   StmtKey.h: what is the same     Effects.h: what is cleanup
///        │             │
///        └──────┬──────┘
///               ▼
///   TryPatterns.h, ExitPatterns.h: the checks ─► Site
///
/// The engine reads the AST and nothing else: no disk, no threads, no globals.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_EXTRACT_H
#define RAIIFY_EXTRACT_EXTRACT_H

#include "extract/Anchor.h"
#include "model/Acquisition.h"
#include "model/Config.h"

#include <memory>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace raiify {

/// What one translation unit gave.
struct Extraction {
  std::vector<FoundSite> Sites;
  /// Of the functions that hold a try.
  std::vector<Acquisition> Acquisitions;
  /// Whether that might be otherwise if the parse had left out no bodies.
  bool MissedBody = false;
};

/// All sites in the functions that \p Context defines outside system headers,
/// in the order of the source. Templates are read once, as written; functions
/// that hold code which did not parse are left out.
std::vector<FoundSite> extractSites(clang::ASTContext &Context,
                                    const Config &Options);

/// The same, and what the functions acquire.
Extraction extractAll(clang::ASTContext &Context, const Config &Options);

/// The sites of one translation unit, found once per Config that is asked for.
/// Checks that run over the same unit share one of these.
class SiteSource {
public:
  SiteSource();
  ~SiteSource();

  /// \p Context must be the same in every call. The reference holds until the
  /// next call.
  const std::vector<FoundSite> &sites(clang::ASTContext &Context,
                                      const Config &Options);
  const std::vector<Acquisition> &acquisitions(clang::ASTContext &Context,
                                               const Config &Options);
  /// Extraction::MissedBody.
  bool missedBody(clang::ASTContext &Context, const Config &Options);

private:
  struct Entry;
  const Entry &entry(clang::ASTContext &Context, const Config &Options);
  std::vector<std::unique_ptr<Entry>> Entries;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_EXTRACT_H
