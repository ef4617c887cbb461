//===- EarlierBodies.h - Bodies that a parse left out -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// To judge an edited function its unit is parsed again, and most of that parse
/// is bodies that nobody edited. It may leave them out: what they do is known
/// from the parse before.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_EARLIERBODIES_H
#define RAIIFY_TRACE_EARLIERBODIES_H

#include "llvm/ADT/StringMap.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace raiify {

/// Whether \p Function, or the template that it comes from, has a body that
/// the parse left out.
bool isLeftOut(const clang::FunctionDecl *Function);

/// The functions that a function names, in a parse that has all bodies.
class EarlierBodies {
public:
  explicit EarlierBodies(const clang::FunctionDecl *Before);

  /// What \p Function, of a later parse, is in the earlier one; null where the
  /// function before does not name it.
  const clang::FunctionDecl *find(const clang::FunctionDecl *Function) const;

private:
  /// By USR (clang/Index/USRGeneration.h).
  llvm::StringMap<const clang::FunctionDecl *> Named;
};

/// What counts of functions whose bodies no parse has.
enum class UnseenBodies {
  Missed,     ///< that they may throw, and that they were missed
  MayThrow,   ///< that they may throw
  DoNotThrow, ///< that they do not
};

/// Where bodies are looked up that a parse left out.
struct OtherBodies {
  /// May be null; must live as long as what it is used for.
  const EarlierBodies *Earlier = nullptr;
  UnseenBodies Unseen = UnseenBodies::Missed;

  /// What \p Function is in the earlier parse, or null.
  const clang::FunctionDecl *find(const clang::FunctionDecl *Function) const {
    return Earlier ? Earlier->find(Function) : nullptr;
  }
};

} // namespace raiify

#endif // RAIIFY_TRACE_EARLIERBODIES_H
