//===- GuardText.h - How a guard is written ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The text of guards from raiify/scope_guard.hpp, as the language standard of
/// the file allows it.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_REWRITE_GUARDTEXT_H
#define RAIIFY_REWRITE_GUARDTEXT_H

#include "rewrite/Shape.h"
#include "rewrite/SourceText.h"

#include <string>
#include <vector>

namespace raiify {

enum class GuardKind {
  Exit,     ///< runs at the end of its scope, however that is left
  Rollback, ///< runs at the end of its scope unless it was committed
  Fail,     ///< runs where an exception leaves its scope
};

struct Guard {
  GuardKind Kind = GuardKind::Exit;
  std::string Name;
  /// The lines of the lambda's body, without the indentation of the first.
  std::vector<std::string> Body;
  /// The function object that it holds in place of a lambda; may be empty.
  std::string Callable;
  /// Whether a comment would have no place in it.
  bool LosesComment = false;

  std::string run() const { return Name + ".run();"; }
  std::string disarm() const {
    return Name + (Kind == GuardKind::Rollback ? ".commit();" : ".release();");
  }
};

/// A guard with a name that nothing in the function or around it has.
Guard makeGuard(GuardKind Kind, const SiteShape &Shape, const SourceText &Text);

/// The declaration of \p G for a line that \p Indent begins, without that
/// indentation and without a line break at its end.
std::string declareGuard(const Guard &G, llvm::StringRef Indent,
                         const SourceText &Text,
                         const clang::LangOptions &Language);

/// The text of \p S, line by line, without the indentation of its first line.
std::vector<std::string> linesOf(Span S, const SourceText &Text);

} // namespace raiify

#endif // RAIIFY_REWRITE_GUARDTEXT_H
