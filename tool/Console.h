//===- Console.h - What the user is told beside the report ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Messages on standard error: `raiify: error: …`. Standard output holds the
/// report and nothing else. Used by the main thread only.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_CONSOLE_H
#define RAIIFY_TOOL_CONSOLE_H

#include "Options.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

#include <string>

namespace raiify {

/// Writes messages, in colour where the terminal has it.
class Console {
public:
  /// \p Quiet drops notes and the summary; errors and warnings are always
  /// shown.
  Console(When Color, bool Quiet);

  void error(const llvm::Twine &Message);
  /// One line for each error that \p E holds.
  void error(llvm::Error E);
  void warning(const llvm::Twine &Message);
  void note(const llvm::Twine &Message);
  /// A line without a level in front.
  void summary(const llvm::Twine &Message);

  bool quiet() const { return Quiet; }

private:
  void print(llvm::StringRef Level, llvm::raw_ostream::Colors Color,
             const llvm::Twine &Message);

  bool UseColor;
  bool Quiet;
};

/// Whether a stream is to be coloured; \p StreamHasColors counts for Auto only,
/// and only while NO_COLOR is not set.
bool useColor(When Color, bool StreamHasColors);

/// " (did you mean 'x'?)" with the candidate that \p Value was probably meant
/// to be; empty where none is near.
std::string suggest(llvm::StringRef Value,
                    llvm::ArrayRef<std::string> Candidates);

/// "1 finding", "2 findings".
std::string plural(std::size_t Count, llvm::StringRef Noun);

} // namespace raiify

#endif // RAIIFY_TOOL_CONSOLE_H
