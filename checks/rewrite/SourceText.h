//===- SourceText.h - A function's text, line by line -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The text of the file that holds a function: where statements begin and end,
/// how lines are indented and broken, where comments and directives stand.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_REWRITE_SOURCETEXT_H
#define RAIIFY_REWRITE_SOURCETEXT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// Bytes [Begin, End) of a file.
struct Span {
  unsigned Begin = 0;
  unsigned End = 0;

  bool contains(unsigned Offset) const {
    return Offset >= Begin && Offset < End;
  }
  bool operator==(const Span &Other) const {
    return Begin == Other.Begin && End == Other.End;
  }
};

class SourceText {
public:
  /// The file of \p Region; comments, directives and names are those in it.
  SourceText(const clang::ASTContext &Context, clang::SourceRange Region);

  /// Whether Region stands in one file, and not in a macro.
  bool isValid() const { return Valid; }
  llvm::StringRef code() const { return Code; }
  /// Absolute real path of the file.
  const std::string &path() const { return Path; }
  llvm::StringRef text(Span S) const { return Code.slice(S.Begin, S.End); }

  /// Where \p Loc stands in the file, or nullopt in a macro or another file.
  std::optional<unsigned> offset(clang::SourceLocation Loc) const;
  /// \p S with the semicolon that ends it; nullopt where a macro wrote its
  /// begin or its end. A last word like NULL may be a macro.
  std::optional<Span> span(const clang::Stmt *S) const;

  unsigned lineBegin(unsigned Offset) const;
  /// Where the line break behind \p Offset stands, or the file's end.
  unsigned lineEnd(unsigned Offset) const;
  /// Where the line behind that of \p Offset begins.
  unsigned nextLine(unsigned Offset) const;
  /// The white space that the line of \p Offset begins with.
  llvm::StringRef indent(unsigned Offset) const;
  bool isFirstOnLine(unsigned Offset) const;
  /// Whether only white space follows on the line.
  bool isLastOnLine(unsigned Offset) const;
  /// \p Offset behind spaces and tabs.
  unsigned skipBlanks(unsigned Offset) const;
  bool isBlankLine(unsigned Offset) const;

  /// "\n" or "\r\n", as the region has it.
  llvm::StringRef eol() const { return Eol; }
  /// What one level of indentation is in the region.
  llvm::StringRef unit() const { return Unit; }

  llvm::ArrayRef<Span> comments() const { return Comments; }
  /// Whether a directive begins in \p S.
  bool hasDirective(Span S) const;
  /// Whether \p S has code between `#if` and `#endif` that may leave a block
  /// or holds \p Cleanup: with other macros, the exits may be other ones.
  bool hasConditionalExit(Span S, llvm::StringRef Cleanup) const;
  /// Whether a string literal in \p S goes over several lines.
  bool hasMultiLineLiteral(Span S) const;
  /// Whether the word \p Name stands in the region.
  bool hasWord(llvm::StringRef Name) const { return Words.contains(Name); }
  /// \p Where, extended to the comments that have the lines directly above it
  /// for themselves.
  unsigned withCommentsAbove(unsigned Where) const;

private:
  void lex(Span Region, const clang::LangOptions &Language);
  void findUnit(Span Region);

  const clang::SourceManager &Sources;
  const clang::LangOptions &Language;
  clang::FileID File;
  llvm::StringRef Code;
  std::string Path;
  bool Valid = false;
  llvm::StringRef Eol = "\n";
  std::string Unit = "  ";
  std::vector<Span> Comments;
  struct Directive {
    unsigned Offset = 0;
    bool Conditional = false;
  };
  std::vector<Directive> Directives;
  std::vector<Span> MultiLineLiterals;
  llvm::StringSet<> Words;
};

} // namespace raiify

#endif // RAIIFY_REWRITE_SOURCETEXT_H
