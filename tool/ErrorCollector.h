//===- ErrorCollector.h - What clang complained of --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Listens to clang while it parses one translation unit.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_ERRORCOLLECTOR_H
#define RAIIFY_TOOL_ERRORCOLLECTOR_H

#include "clang/Basic/Diagnostic.h"

#include <string>
#include <vector>

namespace raiify {

/// Keeps the errors, as many as clang shows. Errors about the command's flags
/// are kept apart: many projects are built with flags that clang finds fault
/// with and that do not matter for parsing.
class ErrorCollector : public clang::DiagnosticConsumer {
public:
  void BeginSourceFile(const clang::LangOptions &,
                       const clang::Preprocessor *) override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  /// Why the unit did not parse; empty if it did. \p Succeeded is what the
  /// parser returned.
  std::string failure(bool Succeeded) const;

  const std::vector<std::string> &flagProblems() const { return FlagProblems; }

  /// Real path of the file that the first error is in; empty where there is no
  /// error, or it is in no file.
  const std::string &firstFile() const { return FirstFile; }

  /// Whether clang gave up: what is wrong behind that place it does not say.
  bool hasFatal() const { return HasFatal; }

  /// The first error, with its place, that \p Other does not have as well;
  /// empty where there is none. Places do not count, they move with edits.
  std::string firstNotIn(const ErrorCollector &Other) const;

private:
  struct Error {
    std::string Place;
    std::string Text;
  };

  bool HasBegun = false;
  bool HasFatal = false;
  std::vector<Error> Errors;
  std::string FirstFile;
  std::vector<std::string> FlagProblems;
};

/// `file:line:column: ` of a place, as the user reads it; empty for a place
/// that is in no file.
std::string displayPlace(const clang::SourceManager &Sources,
                         clang::SourceLocation Place);

} // namespace raiify

#endif // RAIIFY_TOOL_ERRORCOLLECTOR_H
