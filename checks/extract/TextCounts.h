//===- TextCounts.h - What tokens do, by name --------------------*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Counts what is done in a piece of text, by the last name in front of `(` or
/// `=`: two statements that the extraction takes for equal agree in that,
/// however else they are spelled.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_TEXTCOUNTS_H
#define RAIIFY_EXTRACT_TEXTCOUNTS_H

#include "extract/TextSurvey.h"
#include "extract/TextTokens.h"

#include "llvm/ADT/StringMap.h"

#include <vector>

namespace raiify {

/// How often something is done to or with a name.
struct NameCount {
  unsigned Calls = 0;
  unsigned Assigned = 0;
  /// How many of these assign `true`, how many `false`.
  unsigned AssignedTrue = 0;
  unsigned AssignedFalse = 0;
  /// Followed by braces, which may give a value to begin with.
  unsigned Braced = 0;
  /// Statements that call it with nothing but this.
  unsigned WithTrue = 0;
  unsigned WithFalse = 0;
  unsigned WithNull = 0;
  /// Statements that call it, as against calls whose value is used.
  unsigned Statements = 0;
  unsigned Up = 0;
  unsigned Down = 0;
  bool IsRelease = false;
  bool IsLambda = false;
  /// Whether it is a variable of the function itself.
  bool IsLocal = false;
};

/// `x = saved;` or `o.setX(saved)`, and `saved = x` or `saved = o.getX()`.
struct Transfer {
  llvm::StringRef To;
  /// ")" for what a call gives.
  llvm::StringRef From;
  /// What a call is made on; empty where nothing is named.
  llvm::StringRef Receiver;
  /// What is called.
  llvm::StringRef Callee;
  bool IsCall = false;

  bool operator==(const Transfer &Other) const {
    return To == Other.To && From == Other.From && Receiver == Other.Receiver;
  }
};

/// How often a function is called on and with the same last names, as in
/// `p->close()` and `close(p)`.
struct CallCount {
  unsigned Calls = 0;
  /// Calls that are statements, as against those whose value is used.
  unsigned Statements = 0;
};

/// `delete p`, `p->close()`, `close(p)`: with the last names of what they are
/// called on and with.
struct Release {
  llvm::StringRef What;
  llvm::StringRef Receiver;
  llvm::StringRef Operand;

  bool operator==(const Release &Other) const {
    return What == Other.What && Receiver == Other.Receiver &&
           Operand == Other.Operand;
  }
};

struct Counts {
  unsigned Deletes = 0;
  unsigned Destructors = 0;
  unsigned Steps = 0;
  unsigned Features = 0;
  llvm::StringMap<NameCount> Names;
  /// What is put where by itself, and what a name is made of last.
  std::vector<Transfer> Puts;
  std::vector<Transfer> Makes;
  std::vector<Release> Releases;
  /// By the name of the function and those of CallCount, with spaces between.
  llvm::StringMap<CallCount> Calls;
};

/// Whether a statement may begin behind \p T.
bool endsStatement(const TextToken &T);

Counts countNames(llvm::ArrayRef<TextToken> Tokens, const MacroTable &Macros,
                  const Config &Options);

/// HasTry, HasRelease and HasExit of tokens, macros in them left alone.
unsigned featuresOf(llvm::ArrayRef<TextToken> Tokens, const Config &Options);

} // namespace raiify

#endif // RAIIFY_EXTRACT_TEXTCOUNTS_H
