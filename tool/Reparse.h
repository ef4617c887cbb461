//===- Reparse.h - Parsing a unit, and parsing it again ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Parses one translation unit as often as needed, always with the same
/// arguments and each time with other texts of some files.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_REPARSE_H
#define RAIIFY_TOOL_REPARSE_H

#include "ErrorCollector.h"
#include "Select.h"

#include "prove/Prover.h"

#include <string>
#include <vector>

namespace clang {
class CompilerInvocation;
namespace tooling {
class ToolAction;
} // namespace tooling
} // namespace clang

namespace raiify {

/// How to parse one unit. The unit must live as long.
class UnitParser {
public:
  /// \p Arguments as parsingArguments gives them.
  UnitParser(const Unit &U, std::vector<std::string> Arguments)
      : U(U), Arguments(std::move(Arguments)) {}

  /// Why the unit cannot even be tried; empty if it can.
  std::string obstacle() const;

  /// Runs \p Action over the unit with \p Texts in place, the later ones on top
  /// of the earlier.
  bool run(const std::vector<const FileTexts *> &Texts,
           clang::tooling::ToolAction &Action,
           clang::DiagnosticConsumer &Errors) const;

private:
  const Unit &U;
  std::vector<std::string> Arguments;
};

/// Keeps clang from writing to standard error.
void quieten(clang::CompilerInvocation &Invocation);

/// The Reparse of Prover.h. Errors that the unit had before do not count: many
/// projects are parsed with a few. After a fatal one clang is silent, and the
/// edited text cannot be told to be right.
class Reparser {
public:
  /// \p Base are the texts that the unit was parsed with, \p Before what clang
  /// complained of. All must live as long.
  Reparser(const UnitParser &Parser, const FileTexts &Base,
           const ErrorCollector &Before)
      : Parser(Parser), Base(Base), Before(Before) {}

  std::string
  operator()(const FileTexts &Texts,
             llvm::function_ref<void(clang::ASTContext &)> Then) const;

private:
  const UnitParser &Parser;
  const FileTexts &Base;
  const ErrorCollector &Before;
};

} // namespace raiify

#endif // RAIIFY_TOOL_REPARSE_H
