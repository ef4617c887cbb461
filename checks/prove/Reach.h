//===- Reach.h - How far an edit is felt ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether a parse that leaves out the bodies of other functions shows all that
/// an edit does. It does not where these bodies could mean something else or
/// stop to compile: because they are evaluated or instantiated with the edited
/// one, or because of names that the guards' header brings along.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_PROVE_REACH_H
#define RAIIFY_PROVE_REACH_H

#include "prove/Prover.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace raiify {

class Reach {
public:
  /// \p Context is of the unit before the edits.
  Reach(clang::ASTContext &Context, const GuardHeader &Header);

  /// Whether edits in the body of \p Function, the include of the guards'
  /// header, and \p Guard with what it needs, are felt nowhere else. \p Guard
  /// may be null.
  bool staysIn(const clang::FunctionDecl *Function,
               const NamedGuard *Guard) const;

private:
  bool isHarmless(llvm::StringRef Header) const;
  bool bringsNothing(const GuardHeader &Header) const;
  bool wasRead(llvm::StringRef Name) const;
  bool usesNamespaceStd() const;
  bool isHarmlessStd(llvm::StringRef Name) const;
  bool isKnown(llvm::StringRef Name) const;

  clang::ASTContext &Context;
  bool HeaderIsHarmless;
};

} // namespace raiify

#endif // RAIIFY_PROVE_REACH_H
