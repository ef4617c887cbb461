//===- TextTokens.cpp - A file as tokens ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TextTokens.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace raiify {
namespace {

class Tokenizer {
public:
  explicit Tokenizer(llvm::StringRef Text)
      : Text(Text), Lex(SourceLocation(), language(), Text.begin(),
                        Text.begin(), Text.end()) {}

  TokenizedText run();

private:
  static const LangOptions &language();
  TextToken translate(const Token &T) const;
  void directive();
  void endIgnored(llvm::StringRef Name);

  llvm::StringRef Text;
  Lexer Lex;
  Token Current;
  TokenizedText Result;
  /// Conditionals that are open, inside `#if 0` only.
  unsigned Ignored = 0;
};

} // namespace

/// The newest language: raw strings, digit separators.
const LangOptions &Tokenizer::language() {
  static const LangOptions Options = [] {
    LangOptions Result;
    Result.CPlusPlus = Result.CPlusPlus11 = Result.CPlusPlus14 = true;
    Result.CPlusPlus17 = Result.CPlusPlus20 = true;
    Result.LineComment = true;
    return Result;
  }();
  return Options;
}

TextToken Tokenizer::translate(const Token &T) const {
  TextToken Result;
  Result.Kind = T.getKind();
  Result.Offset =
      static_cast<unsigned>(Lex.getBufferLocation() - Text.begin()) -
      T.getLength();
  Result.Text = Text.substr(Result.Offset, T.getLength());
  return Result;
}

/// What ends the text that `#if 0` leaves out.
void Tokenizer::endIgnored(llvm::StringRef Name) {
  if (Name.starts_with("if"))
    ++Ignored;
  else if (Name == "endif" || (Ignored == 1 && Name.starts_with("el")))
    --Ignored;
}

/// Takes the tokens up to the end of the line that begins with a `#`.
void Tokenizer::directive() {
  TextDirective D;
  D.At = Result.Tokens.size();
  for (Lex.LexFromRawLexer(Current);
       Current.isNot(tok::eof) && !Current.isAtStartOfLine();
       Lex.LexFromRawLexer(Current))
    D.Tokens.push_back(translate(Current));
  if (D.Tokens.empty())
    return;
  D.Name = D.Tokens.front().Text;
  D.Tokens.erase(D.Tokens.begin());
  if (Ignored != 0) {
    endIgnored(D.Name);
    // What follows `#else` is read; the conditional is still open.
    if (Ignored != 0 || D.Name == "endif")
      return;
    D.Name = "if";
  } else if (D.Name == "if" && D.Tokens.size() == 1 &&
             D.Tokens.front().Text == "0") {
    Ignored = 1;
    return;
  }
  Result.Directives.push_back(std::move(D));
}

TokenizedText Tokenizer::run() {
  Lex.LexFromRawLexer(Current);
  while (Current.isNot(tok::eof)) {
    if (Current.is(tok::hash) && Current.isAtStartOfLine()) {
      directive();
      continue;
    }
    if (Ignored == 0)
      Result.Tokens.push_back(translate(Current));
    Lex.LexFromRawLexer(Current);
  }
  return std::move(Result);
}

TokenizedText tokenize(llvm::StringRef Text) { return Tokenizer(Text).run(); }

bool hasWord(llvm::StringRef Text, llvm::StringRef Word) {
  auto isPart = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  for (std::size_t At = Text.find(Word); At != llvm::StringRef::npos;
       At = Text.find(Word, At + 1)) {
    std::size_t End = At + Word.size();
    if ((At == 0 || !isPart(Text[At - 1])) &&
        (End == Text.size() || !isPart(Text[End])))
      return true;
  }
  return false;
}

} // namespace raiify
