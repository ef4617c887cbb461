//===- Suppressions.cpp - NOLINT comments as they stand -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   text ─► words NOLINT… ─► begins and ends together ─► names in comments
//
//===----------------------------------------------------------------------===//

#include "Suppressions.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

#include <iterator>
#include <map>
#include <optional>

namespace raiify {

static constexpr llvm::StringLiteral Word = "NOLINT";
static constexpr llvm::StringLiteral OwnChecks = "raii-";

namespace {

/// A NOLINT word with what stands in its parentheses.
struct Mark {
  llvm::StringRef Word;
  std::size_t Offset = 0;
  std::optional<llvm::StringRef> Checks;
  /// Of a NOLINTBEGIN: where its end is.
  std::optional<std::size_t> End;
};

} // namespace

static bool isMarkWord(llvm::StringRef Text) {
  return Text == "NOLINT" || Text == "NOLINTNEXTLINE" ||
         Text == "NOLINTBEGIN" || Text == "NOLINTEND";
}

/// All words in \p Text, wherever they stand.
static std::vector<Mark> findMarks(llvm::StringRef Text) {
  std::vector<Mark> Marks;
  for (std::size_t At = Text.find(Word); At != llvm::StringRef::npos;) {
    llvm::StringRef Rest = Text.drop_front(At);
    Mark M{Rest.take_while(llvm::isAlpha), At, std::nullopt, std::nullopt};
    Rest = Rest.drop_front(M.Word.size());
    if (isMarkWord(M.Word)) {
      if (Rest.consume_front("(")) {
        std::size_t Close = Rest.find_first_of("\n)");
        if (Close != llvm::StringRef::npos && Rest[Close] == ')')
          M.Checks = Rest.take_front(Close);
      }
      Marks.push_back(M);
    }
    At = Text.find(Word, At + M.Word.size());
  }
  return Marks;
}

/// Gives each NOLINTBEGIN the NOLINTEND that names the same.
static void joinBlocks(std::vector<Mark> &Marks) {
  std::vector<Mark *> Open;
  for (Mark &M : Marks) {
    if (M.Word == "NOLINTBEGIN") {
      Open.push_back(&M);
    } else if (M.Word == "NOLINTEND" && !Open.empty() &&
               Open.back()->Checks == M.Checks) {
      Open.back()->End = M.Offset;
      Open.pop_back();
    }
  }
}

/// Where the comments of \p Text begin, with where they end.
static std::map<std::size_t, std::size_t> findComments(llvm::StringRef Text) {
  clang::LangOptions Options;
  Options.CPlusPlus = Options.CPlusPlus11 = Options.CPlusPlus14 = true;
  Options.LineComment = Options.RawStringLiterals = true;
  clang::Lexer Lexer(clang::SourceLocation(), Options, Text.begin(),
                     Text.begin(), Text.end());
  Lexer.SetCommentRetentionState(true);
  std::map<std::size_t, std::size_t> Comments;
  clang::Token Token;
  bool AtEnd = false;
  do {
    // The last token may end where the text does.
    AtEnd = Lexer.LexFromRawLexer(Token);
    if (Token.is(clang::tok::comment)) {
      std::size_t End = Lexer.getBufferLocation() - Text.begin();
      Comments[End - Token.getLength()] = End;
    }
  } while (!AtEnd);
  return Comments;
}

static bool isInComment(const Mark &M,
                        const std::map<std::size_t, std::size_t> &Comments) {
  auto Behind = Comments.upper_bound(M.Offset);
  return Behind != Comments.begin() && M.Offset < std::prev(Behind)->second;
}

/// Adds what \p M has of raii checks.
static void addNames(const Mark &M, llvm::StringRef Text,
                     std::vector<Suppression> &Found) {
  llvm::SmallVector<llvm::StringRef, 4> Names;
  M.Checks->split(Names, ',');
  llvm::StringRef Before = Text.take_front(M.Offset);
  for (llvm::StringRef Name : Names) {
    Name = Name.trim();
    if (!Name.starts_with(OwnChecks))
      continue;
    Suppression S;
    S.Name = Name.str();
    S.Word = M.Word.str();
    S.Line = Before.count('\n') + 1;
    S.Column = M.Offset - (Before.rfind('\n') + 1) + 1;
    S.IsAlone = Names.size() == 1;
    if (M.End) {
      S.Begin = M.Offset;
      S.End = *M.End;
    } else {
      S.HiddenLine = S.Line + (M.Word == "NOLINTNEXTLINE");
    }
    Found.push_back(std::move(S));
  }
}

bool Suppression::names(CheckKind Check) const {
  auto Pattern = llvm::GlobPattern::create(Name);
  if (Pattern)
    return Pattern->match(checkInfo(Check).Name);
  llvm::consumeError(Pattern.takeError());
  return false;
}

std::vector<Suppression> readSuppressions(llvm::StringRef Text) {
  // Most texts have none, and are not looked at further.
  if (!Text.contains(Word) || !Text.contains(OwnChecks))
    return {};
  std::vector<Mark> Marks = findMarks(Text);
  joinBlocks(Marks);
  llvm::erase_if(Marks, [](const Mark &M) {
    return !M.Checks || M.Word == "NOLINTEND" ||
           (M.Word == "NOLINTBEGIN" && !M.End);
  });
  if (Marks.empty())
    return {};
  std::map<std::size_t, std::size_t> Comments = findComments(Text);
  std::vector<Suppression> Found;
  for (const Mark &M : Marks)
    if (isInComment(M, Comments))
      addNames(M, Text, Found);
  return Found;
}

} // namespace raiify
