//===- TextSurvey.h - What a parse need not look at -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads a file as tokens, before anything is parsed, and tells which function
/// bodies can hold a site at all:
///
///   text ─► tokens ─► outermost code blocks ─► which of them may hold a site
///             └─► macros, which may spell what the blocks do not
///
/// It errs on one side only: where it says no, the extraction finds nothing.
/// Whatever it cannot make sense of (braces out of balance, braces in macros,
/// an `#include` inside a function) may hold a site.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_TEXTSURVEY_H
#define RAIIFY_EXTRACT_TEXTSURVEY_H

#include "extract/TextTokens.h"
#include "model/Config.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// What a piece of text has that matters.
enum TextFeature : unsigned {
  HasTry = 1,
  HasRelease = 2, ///< something that may release, restore or roll back
  HasExit = 4,    ///< `return`, `throw`, a jump
  HasBlock = 8,   ///< braces
  HasBraces = 16, ///< braces that are not in balance
  NoSites = 32,   ///< of a macro with braces: no site in all that it writes
};

/// The features of macros by name. The same name in several files has the
/// features of all its definitions.
class MacroTable {
public:
  /// Adds the definitions in \p Text.
  void addFile(llvm::StringRef Text, const Config &Options);
  /// Adds `NAME=body` or `NAME(x)=body`, as after -D.
  void addDefinition(llvm::StringRef Definition, const Config &Options);
  /// Gives macros the features of those that they use. To be called once, when
  /// all are there.
  void close(const Config &Options);

  /// 0 where \p Name is no macro that matters. Of several definitions all that
  /// any has, but NoSites only if it holds for each.
  unsigned features(llvm::StringRef Name) const {
    return Features.lookup(Name);
  }
  /// Whether \p Name is a macro with parameters.
  bool hasParameters(llvm::StringRef Name) const {
    return WithParameters.contains(Name);
  }

private:
  friend class MacroReader;
  /// The body of a macro that may write functions with sites.
  struct Writer {
    std::string Name;
    std::string Body;
    /// Between the tokens of its parentheses.
    std::vector<std::string> Parameters;
  };

  bool mayWriteSite(const Writer &Macro, const Config &Options) const;
  void findHarmlessWriters(const Config &Options);

  std::vector<Writer> Writers;
  llvm::StringMap<unsigned> Features;
  llvm::StringSet<> WithParameters;
  llvm::StringMap<std::vector<std::string>> Uses;
};

/// An outermost block of statements: a function's body, as a rule.
struct TextBlock {
  /// Offset of its first brace; of a constructor's initializers if they have
  /// braces.
  unsigned Begin = 0;
  /// Behind its last brace, that of a function-try-block's last handler.
  unsigned End = 0;
  bool MayHoldSite = false;
};

/// The blocks of one file.
class TextSurvey {
public:
  TextSurvey(const TokenizedText &Source, const MacroTable &Macros,
             const Config &Options);

  /// Whether any function of the file may hold a site.
  bool mayHoldSites() const { return AnySites; }
  /// Whether the function whose name stands at \p Offset may hold one in its
  /// body.
  bool mayHoldSite(unsigned Offset) const;
  /// How many bytes that body has; nullopt where that is not known.
  std::optional<unsigned> sizeOfBody(unsigned Offset) const;

  const std::vector<TextBlock> &blocks() const { return Blocks; }
  /// handlerCalls of the file.
  const std::vector<std::string> &calledInHandlers() const { return Called; }
  /// Whether the braces make no sense: then every function may hold a site.
  bool isIrregular() const { return Irregular; }

private:
  friend class BlockReader;
  const TextBlock *blockOf(unsigned Offset) const;

  std::vector<TextBlock> Blocks;
  std::vector<std::string> Called;
  bool Irregular = false;
  bool AnySites = false;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_TEXTSURVEY_H
