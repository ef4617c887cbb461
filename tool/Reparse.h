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

struct Preamble;

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
  using Consumer = llvm::function_ref<void(clang::ASTContext &)>;

  /// \p Base are the texts that the unit was parsed with, \p Before what clang
  /// complained of. \p Prelude may be null. All must live as long.
  Reparser(const UnitParser &Parser, const FileTexts &Base,
           const ErrorCollector &Before, const Preamble *Prelude)
      : Parser(Parser), Base(Base), Before(Before), Prelude(Prelude) {}

  std::string inFull(const FileTexts &Texts, Consumer Then) const;
  /// \p Then sees what is in the headers of the preamble only where something
  /// refers to it.
  std::string inPart(const FileTexts &Texts, const BodyRanges &Wanted,
                     Consumer Then) const;

private:
  std::string parse(const FileTexts &Texts, const BodyRanges *Wanted,
                    Consumer Then) const;

  const UnitParser &Parser;
  const FileTexts &Base;
  const ErrorCollector &Before;
  const Preamble *Prelude;
};

} // namespace raiify

#endif // RAIIFY_TOOL_REPARSE_H
