//===- InvocationReparse.h - Parsing again inside clang-tidy ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A check is not told how its translation unit was called up. What that says
/// of the language, the target, the header search and the preprocessor is in
/// the Preprocessor, and from these the unit can be parsed a second time.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TIDY_INVOCATIONREPARSE_H
#define RAIIFY_TIDY_INVOCATIONREPARSE_H

#include "prove/Prover.h"

namespace clang {
class Preprocessor;
} // namespace clang

namespace raiify {

/// The FullReparse of Prover.h. The preprocessor must live as long.
class InvocationReparse {
public:
  explicit InvocationReparse(clang::Preprocessor &PP) : PP(PP) {}

  std::string
  operator()(const FileTexts &Texts,
             llvm::function_ref<void(clang::ASTContext &)> Then) const;

private:
  clang::Preprocessor &PP;
};

/// The guards' header as this unit would find it. A check writes no files, so
/// the header has no place where it is not there yet.
GuardHeader findGuardHeader(clang::Preprocessor &PP);

} // namespace raiify

#endif // RAIIFY_TIDY_INVOCATIONREPARSE_H
