//===- SourceText.cpp - A function's text, line by line -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/SourceText.h"

#include "extract/RealPath.h"

#include "clang/AST/StmtCXX.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace clang;

namespace raiify {

SourceText::SourceText(const ASTContext &Context, SourceRange Region)
    : Sources(Context.getSourceManager()), Language(Context.getLangOpts()) {
  if (Region.getBegin().isInvalid() || Region.getBegin().isMacroID())
    return;
  File = Sources.getFileID(Region.getBegin());
  Code = Sources.getBufferData(File);
  if (OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File))
    Path = realPathOf(*Entry);
  std::optional<unsigned> Begin = offset(Region.getBegin());
  std::optional<unsigned> End = offset(Region.getEnd());
  if (!Begin || !End || *End < *Begin)
    return;
  Valid = true;
  Span Whole{lineBegin(*Begin), lineEnd(*End)};
  if (text(Whole).contains("\r\n"))
    Eol = "\r\n";
  lex(Whole, Language);
  findUnit(Whole);
}

std::optional<unsigned> SourceText::offset(SourceLocation Loc) const {
  if (Loc.isInvalid() || Loc.isMacroID())
    return std::nullopt;
  auto [LocFile, Offset] = Sources.getDecomposedLoc(Loc);
  if (LocFile != File)
    return std::nullopt;
  return Offset;
}

/// Whether a semicolon belongs behind \p S.
static bool endsInBrace(const Stmt *S) {
  if (isa<CompoundStmt, CXXTryStmt>(S))
    return true;
  if (const auto *If = dyn_cast<IfStmt>(S))
    return endsInBrace(If->getElse() ? If->getElse() : If->getThen());
  if (const auto *For = dyn_cast<ForStmt>(S))
    return endsInBrace(For->getBody());
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S))
    return endsInBrace(For->getBody());
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return endsInBrace(While->getBody());
  if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    return endsInBrace(Switch->getBody());
  if (const auto *Case = dyn_cast<SwitchCase>(S))
    return endsInBrace(Case->getSubStmt());
  if (const auto *Label = dyn_cast<LabelStmt>(S))
    return endsInBrace(Label->getSubStmt());
  if (const auto *Attributed = dyn_cast<AttributedStmt>(S))
    return endsInBrace(Attributed->getSubStmt());
  return false;
}

std::optional<Span> SourceText::span(const Stmt *S) const {
  std::optional<unsigned> Begin = offset(S->getBeginLoc());
  if (!Begin)
    return std::nullopt;
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(S->getSourceRange()), Sources, Language);
  std::optional<unsigned> End;
  if (Range.isValid())
    End = offset(Range.getEnd());
  if (!End)
    return std::nullopt;
  Span Result{*Begin, *End};
  if (endsInBrace(S) || text(Result).ends_with(";"))
    return Result;
  std::optional<Token> Next = Lexer::findNextToken(
      Range.getEnd().getLocWithOffset(-1), Sources, Language);
  if (!Next || Next->isNot(tok::semi))
    return std::nullopt;
  std::optional<unsigned> Semi = offset(Next->getLocation());
  if (!Semi)
    return std::nullopt;
  Result.End = *Semi + 1;
  return Result;
}

unsigned SourceText::lineBegin(unsigned Offset) const {
  std::size_t Break = Code.take_front(Offset).rfind('\n');
  if (Break != llvm::StringRef::npos)
    return Break + 1;
  // A byte order mark is no part of the first line.
  return Code.starts_with("\xEF\xBB\xBF") && Offset >= 3 ? 3 : 0;
}

unsigned SourceText::lineEnd(unsigned Offset) const {
  std::size_t Break = Code.find('\n', Offset);
  if (Break == llvm::StringRef::npos)
    return Code.size();
  return Break > Offset && Code[Break - 1] == '\r' ? Break - 1 : Break;
}

unsigned SourceText::nextLine(unsigned Offset) const {
  std::size_t Break = Code.find('\n', Offset);
  return Break == llvm::StringRef::npos ? Code.size() : Break + 1;
}

unsigned SourceText::skipBlanks(unsigned Offset) const {
  std::size_t Next = Code.find_first_not_of(" \t", Offset);
  return Next == llvm::StringRef::npos ? Code.size() : Next;
}

llvm::StringRef SourceText::indent(unsigned Offset) const {
  unsigned Begin = lineBegin(Offset);
  return Code.slice(Begin, skipBlanks(Begin));
}

bool SourceText::isFirstOnLine(unsigned Offset) const {
  return skipBlanks(lineBegin(Offset)) >= Offset;
}

bool SourceText::isLastOnLine(unsigned Offset) const {
  return skipBlanks(Offset) >= lineEnd(Offset);
}

bool SourceText::isBlankLine(unsigned Offset) const {
  return isLastOnLine(lineBegin(Offset));
}

bool SourceText::hasDirective(Span S) const {
  return llvm::any_of(Directives,
                      [&](const Directive &D) { return S.contains(D.Offset); });
}

/// Whether a word of \p Code leaves a block or holds exceptions up.
static bool mayLeave(llvm::StringRef Code) {
  static const llvm::StringSet<> Leaving = {"return",   "throw",    "break",
                                            "continue", "goto",     "try",
                                            "catch",    "co_return"};
  auto IsWord = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  while (!Code.empty()) {
    Code = Code.drop_until(IsWord);
    llvm::StringRef Word = Code.take_while(IsWord);
    if (Leaving.contains(Word))
      return true;
    Code = Code.drop_front(Word.size());
  }
  return false;
}

bool SourceText::hasConditionalExit(Span S, llvm::StringRef Cleanup) const {
  std::optional<unsigned> Open;
  for (const Directive &D : Directives) {
    if (!D.Conditional)
      continue;
    if (Open) {
      llvm::StringRef Branch = text({nextLine(*Open), D.Offset});
      if (mayLeave(Branch) || Branch.contains(Cleanup))
        return true;
    }
    Open.reset();
    llvm::StringRef Line = text({D.Offset, lineEnd(D.Offset)});
    if (S.contains(D.Offset) && !Line.drop_front().trim().starts_with("endif"))
      Open = D.Offset;
  }
  return false;
}

bool SourceText::hasMultiLineLiteral(Span S) const {
  return llvm::any_of(MultiLineLiterals, [&](Span Literal) {
    return Literal.Begin < S.End && Literal.End > S.Begin;
  });
}

unsigned SourceText::withCommentsAbove(unsigned Where) const {
  if (!isFirstOnLine(Where))
    return Where;
  unsigned Result = Where;
  for (const Span &Comment : llvm::reverse(Comments)) {
    if (Comment.End > lineBegin(Result))
      continue;
    if (nextLine(Comment.End) != lineBegin(Result) ||
        !isFirstOnLine(Comment.Begin) || !isLastOnLine(Comment.End))
      break;
    Result = Comment.Begin;
  }
  return Result;
}

/// Reads the tokens of the region: comments, directives, literals, words.
void SourceText::lex(Span Region, const LangOptions &Language) {
  Lexer Raw(Sources.getLocForStartOfFile(File), Language, Code.begin(),
            Code.begin() + Region.Begin, Code.end());
  Raw.SetCommentRetentionState(true);
  Token Tok;
  bool AfterHash = false;
  bool AfterDot = false;
  for (;;) {
    bool AtEnd = Raw.LexFromRawLexer(Tok);
    unsigned Begin = Sources.getFileOffset(Tok.getLocation());
    if (Tok.is(tok::eof) || Begin >= Region.End)
      return;
    Span Here{Begin, Begin + Tok.getLength()};
    if (Tok.is(tok::comment)) {
      // The line break of a line comment is no part of it.
      Here.End = Begin + text(Here).rtrim("\r\n").size();
      Comments.push_back(Here);
    } else if (Tok.is(tok::hash) && Tok.isAtStartOfLine()) {
      Directives.push_back({Begin, false});
      AfterHash = true;
      continue;
    } else if (Tok.is(tok::raw_identifier)) {
      llvm::StringRef Word = Tok.getRawIdentifier();
      // A member of a named object hides nothing and is not hidden.
      if (!AfterDot)
        Words.insert(Word);
      if (AfterHash)
        Directives.back().Conditional =
            Word.starts_with("if") || Word.starts_with("el") || Word == "endif";
    } else if (tok::isLiteral(Tok.getKind()) && text(Here).contains('\n')) {
      MultiLineLiterals.push_back(Here);
    }
    AfterHash = false;
    AfterDot = Tok.isOneOf(tok::period, tok::arrow);
    if (AtEnd)
      return;
  }
}

/// One level is what most lines are indented more than the line before.
void SourceText::findUnit(Span Region) {
  std::map<std::string, unsigned> Votes;
  llvm::StringRef Before = indent(Region.Begin);
  for (unsigned At = nextLine(Region.Begin); At < Region.End;
       At = nextLine(At)) {
    if (isBlankLine(At))
      continue;
    llvm::StringRef Here = indent(At);
    bool Opened =
        text({lineBegin(At - 1), lineEnd(At - 1)}).rtrim().ends_with("{");
    if (Opened && Here.size() > Before.size() && Here.starts_with(Before))
      ++Votes[Here.drop_front(Before.size()).str()];
    Before = Here;
  }
  unsigned Most = 0;
  for (const auto &[Step, Count] : Votes)
    if (Count > Most) {
      Most = Count;
      Unit = Step;
    }
}

} // namespace raiify
