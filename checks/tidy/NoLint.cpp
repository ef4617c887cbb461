//===- NoLint.cpp - Whether a comment hides a place -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/NoLint.h"

#include "clang/Tooling/Core/Diagnostic.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace raiify {

void NoLint::Consumer::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                        const Diagnostic &Info) {
  // Comments that are wrong are told of by whoever reports.
  llvm::SmallVector<tooling::Diagnostic, 1> Ignored;
  IsHidden = Handler.shouldSuppress(Level, Info, Check, Ignored,
                                    /*AllowIO=*/true,
                                    /*EnableNoLintBlocks=*/true);
}

NoLint::NoLint(SourceManager &Sources)
    : Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Options, &Asked,
             /*ShouldOwnClient=*/false) {
  Engine.setSourceManager(&Sources);
  WarningId = Engine.getCustomDiagID(DiagnosticsEngine::Warning, "finding");
}

bool NoLint::hides(SourceLocation Place, llvm::StringRef Check) {
  if (Place.isInvalid())
    return false;
  Asked.Check = Check.str();
  Asked.IsHidden = false;
  Engine.Report(Place, WarningId);
  return Asked.IsHidden;
}

} // namespace raiify
