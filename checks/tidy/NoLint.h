//===- NoLint.h - Whether a comment hides a place ------------- -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clang-tidy reads NOLINT comments for what a check reports. This asks about
/// places before anything is reported.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TIDY_NOLINT_H
#define RAIIFY_TIDY_NOLINT_H

#include "clang-tidy/NoLintDirectiveHandler.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/SourceLocation.h"

#include <string>

namespace raiify {

/// The comments of one translation unit. The source manager must live as long.
class NoLint {
public:
  explicit NoLint(clang::SourceManager &Sources);

  /// Whether a comment hides what \p Check reports at \p Place.
  bool hides(clang::SourceLocation Place, llvm::StringRef Check);

private:
  /// clang-tidy's reader takes nothing but a real diagnostic.
  class Consumer : public clang::DiagnosticConsumer {
  public:
    void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                          const clang::Diagnostic &Info) override;
    std::string Check;
    bool IsHidden = false;

  private:
    clang::tidy::NoLintDirectiveHandler Handler;
  };

  Consumer Asked;
  clang::DiagnosticOptions Options;
  clang::DiagnosticsEngine Engine;
  unsigned WarningId = 0;
};

} // namespace raiify

#endif // RAIIFY_TIDY_NOLINT_H
