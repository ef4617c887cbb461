//===- SiteScan.h - Sites without most bodies -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Looks for sites in a parse that leaves out the function bodies in which the
/// text shows that there are none. It sees every site that a full parse sees,
/// and some that are none: a function whose body was left out may do anything.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SITESCAN_H
#define RAIIFY_TOOL_SITESCAN_H

#include "Analyze.h"
#include "SourceFiles.h"

#include "clang/AST/ASTConsumer.h"
#include "llvm/ADT/DenseSet.h"

#include <functional>
#include <memory>

namespace clang {
class ASTContext;
class CompilerInstance;
} // namespace clang

namespace raiify {

class SiteSource;

using FileSet = llvm::DenseSet<const SourceFile *>;

/// What one scan is about, and what it finds.
struct SiteScan {
  const UnitSettings &Settings;
  SourceFiles &Files;
  /// The files to look at.
  const FileSet &Wanted;
  /// Those of Wanted that have sites.
  FileSet Found;
  /// Called at the end where there are any; may be empty.
  std::function<void(clang::ASTContext &, SiteSource &)> Then = nullptr;

  /// Does the scan. The parse must have SkipFunctionBodies set; what comes out
  /// of a precompiled header is not looked at. The scan must live as long.
  std::unique_ptr<clang::ASTConsumer>
  consumer(const clang::CompilerInstance &Compiler);
};

} // namespace raiify

#endif // RAIIFY_TOOL_SITESCAN_H
