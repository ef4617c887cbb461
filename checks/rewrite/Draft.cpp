//===- Draft.cpp - The edits of one plan ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Draft.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace raiify {

void Draft::change(Span Where, std::string NewText) {
  if (Text.hasDirective(Where))
    block(Reason::Preprocessor);
  Changes.push_back({Where, std::move(NewText)});
}

void Draft::block(std::optional<Reason> Why) {
  Failed = true;
  if (Why && !Blocked)
    Blocked = Why;
}

std::optional<Span> Draft::span(const Stmt *S) {
  std::optional<Span> Result = Text.span(S);
  if (!Result)
    block(Reason::Macro);
  return Result;
}

std::optional<unsigned> Draft::offset(SourceLocation Loc) {
  std::optional<unsigned> Result = Text.offset(Loc);
  if (!Result)
    block(Reason::Macro);
  return Result;
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

/// Takes out \p S; where it has lines for itself, these, and blank lines that
/// would be left at an end of the block or next to another.
void Draft::removeSpan(Span S) {
  bool First = Text.isFirstOnLine(S.Begin);
  bool Last = Text.isLastOnLine(S.End);
  if (!First || !Last) {
    if (Last)
      while (S.Begin > 0 &&
             llvm::is_contained({' ', '\t'}, Text.code()[S.Begin - 1]))
        --S.Begin;
    else
      S.End = Text.skipBlanks(S.End);
    change(S, "");
    return;
  }
  Span Lines{Text.lineBegin(S.Begin), Text.nextLine(S.End)};
  unsigned After = Text.skipBlanks(Lines.End);
  bool ClosesBlock = Text.code().substr(After).starts_with("}");
  if (ClosesBlock || Text.isBlankLine(Lines.End))
    while (Lines.Begin > 0 && Text.isBlankLine(Lines.Begin - 1))
      Lines.Begin = Text.lineBegin(Lines.Begin - 1);
  bool OpensBlock = Text.code().take_front(Lines.Begin).rtrim().ends_with("{");
  if (OpensBlock)
    while (Lines.End < Text.code().size() && Text.isBlankLine(Lines.End))
      Lines.End = Text.nextLine(Lines.End);
  change(Lines, "");
}

void Draft::remove(const CopyGroup &Group, bool WithComments) {
  std::optional<Span> First = span(Group.front());
  std::optional<Span> Last = span(Group.back());
  if (!First || !Last)
    return;
  Span Whole{First->Begin, Last->End};
  if (WithComments)
    Whole.Begin = Text.withCommentsAbove(Whole.Begin);
  if (Text.hasDirective(Whole))
    block(Reason::Preprocessor);
  removeSpan(Whole);
}

void Draft::replace(const CopyGroup &Group, llvm::StringRef NewText) {
  std::optional<Span> First = span(Group.front());
  std::optional<Span> Last = span(Group.back());
  if (First && Last)
    change({First->Begin, Last->End}, NewText.str());
}

/// Whether \p S stands in a block or behind a label of a switch.
static bool isInBlock(const SiteShape &Shape, const Stmt *S) {
  return isa_and_nonnull<CompoundStmt, SwitchCase>(Shape.parent(S));
}

/// Puts \p Statement and \p S, which is a branch without braces, in a block.
void Draft::brace(const Stmt *S, Span Where, llvm::StringRef Statement) {
  const Stmt *Owner = Shape.parent(S);
  std::optional<Span> OwnerSpan = Owner ? span(Owner) : std::nullopt;
  if (!OwnerSpan)
    return block(std::nullopt);
  std::string Indent = Text.indent(OwnerSpan->Begin).str();
  std::string Line = Text.eol().str() + Indent + Text.unit().str();
  // The brace goes in front of comments between the head and the branch.
  unsigned Head = Text.code().take_front(Where.Begin).rtrim().size();
  for (const Span &Comment : llvm::reverse(Text.comments()))
    if (Comment.End == Head)
      Head = Text.code().take_front(Comment.Begin).rtrim().size();
  unsigned Begin = Text.code().take_front(Where.Begin).rtrim().size();
  if (Head == Begin) {
    change({Begin, Where.Begin}, " {" + Line + Statement.str() + Line);
  } else {
    change({Head, Head}, " {");
    change({Begin, Where.Begin}, Line + Statement.str() + Line);
  }
  unsigned End = Where.End;
  if (Text.code().substr(Text.skipBlanks(End)).starts_with("//"))
    End = Text.lineEnd(End);
  change({End, End}, Text.eol().str() + Indent + "}");
}

void Draft::insertBefore(const Stmt *S, llvm::StringRef Statement) {
  std::optional<Span> Where = span(S);
  if (!Where)
    return;
  if (!isInBlock(Shape, S))
    return brace(S, *Where, Statement);
  std::string Break = Text.isFirstOnLine(Where->Begin)
                          ? (Text.eol() + Text.indent(Where->Begin)).str()
                          : " ";
  change({Where->Begin, Where->Begin}, Statement.str() + Break);
}

void Draft::insertAfter(const Stmt *S, llvm::StringRef Statement) {
  std::optional<Span> Where = span(S);
  if (!Where)
    return;
  unsigned End = Text.lineEnd(Where->End);
  // A comment behind the statement stays with it; what else is there does not.
  unsigned Next = Text.skipBlanks(Where->End);
  bool OwnLine = Next >= End || Text.code().substr(Next).starts_with("//");
  if (OwnLine && Text.isFirstOnLine(Where->Begin))
    change({End, End},
           (Text.eol() + Text.indent(Where->Begin) + Statement).str());
  else
    change({Where->End, Where->End}, (" " + Statement).str());
}

//===----------------------------------------------------------------------===//
// Guards and blocks
//===----------------------------------------------------------------------===//

std::string Draft::declare(llvm::ArrayRef<Guard> Guards,
                           llvm::StringRef Indent) {
  std::string Result;
  for (const Guard &G : Guards) {
    if (G.LosesComment)
      block(std::nullopt);
    if (!Result.empty())
      Result += (Text.eol() + Indent).str();
    Result += declareGuard(G, Indent, Text, Shape.context().getLangOpts());
  }
  return Result;
}

void Draft::guardBefore(const Stmt *S, llvm::ArrayRef<Guard> Guards) {
  std::optional<Span> Where = span(S);
  if (!Where || !isInBlock(Shape, S))
    return block(std::nullopt);
  // The comments above speak of S.
  unsigned Begin = Text.withCommentsAbove(Where->Begin);
  llvm::StringRef Indent = Text.indent(Begin);
  std::string Break =
      Text.isFirstOnLine(Begin) ? (Text.eol() + Indent).str() : " ";
  change({Begin, Begin}, declare(Guards, Indent) + Break);
}

void Draft::guardAfter(const Stmt *S, llvm::ArrayRef<Guard> Guards) {
  std::optional<Span> Where = span(S);
  if (!Where || !isInBlock(Shape, S))
    return block(std::nullopt);
  insertAfter(S, declare(Guards, Text.indent(Where->Begin)));
}

void Draft::guardInside(const CompoundStmt *Block,
                        llvm::ArrayRef<Guard> Guards) {
  insideBlock(Block,
              [&](llvm::StringRef Indent) { return declare(Guards, Indent); });
}

void Draft::statementInside(const CompoundStmt *Block,
                            llvm::StringRef Statement) {
  insideBlock(Block, [&](llvm::StringRef) { return Statement.str(); });
}

/// Puts a line, given its indentation, first in \p Block.
void Draft::insideBlock(const CompoundStmt *Block,
                        llvm::function_ref<std::string(llvm::StringRef)> What) {
  std::optional<unsigned> Open = offset(Block->getLBracLoc());
  std::optional<unsigned> Close = offset(Block->getRBracLoc());
  if (!Open || !Close)
    return;
  std::string Outer = Text.indent(*Close).str();
  if (!Text.isFirstOnLine(*Close))
    Outer = Text.indent(*Open).str();
  std::string Indent = Outer + Text.unit().str();
  if (!Block->body_empty())
    if (std::optional<Span> First = Text.span(Block->body_front());
        First && Text.isFirstOnLine(First->Begin))
      Indent = Text.indent(First->Begin).str();
  std::string Line = Text.eol().str() + Indent;
  unsigned Next = Text.skipBlanks(*Open + 1);
  unsigned End = Text.lineEnd(*Open);
  if (Next >= End || Text.code().substr(Next).starts_with("//")) {
    change({End, End}, Line + What(Indent));
    return;
  }
  change({*Open + 1, Next}, Line + What(Indent) + (Next == *Close ? "" : Line));
  unsigned Begin = Text.code().take_front(*Close).rtrim(" \t").size();
  if (!Text.isFirstOnLine(*Close))
    change({std::max(Begin, Next), *Close}, Text.eol().str() + Outer);
}

/// Takes out the handlers of \p Try, with the block's brace at \p Close unless
/// it is to stay.
void Draft::dropHandlers(const CXXTryStmt *Try, unsigned Close,
                         bool KeepBrace) {
  const CXXCatchStmt *Last = Try->getHandler(Try->getNumHandlers() - 1);
  std::optional<unsigned> End = offset(Last->getEndLoc());
  if (!End)
    return;
  if (KeepBrace)
    return change({Close + 1, *End + 1}, "");
  removeSpan({Close, *End + 1});
}

void Draft::dropLastHandlers(const CXXTryStmt *Try, unsigned Count) {
  unsigned Left = Try->getNumHandlers() - Count;
  std::optional<unsigned> Begin =
      offset(Try->getHandler(Left - 1)->getEndLoc());
  std::optional<unsigned> End = offset(Try->getEndLoc());
  if (Begin && End)
    change({*Begin + 1, *End + 1}, "");
}

void Draft::dissolve(const CXXTryStmt *Try, llvm::ArrayRef<Guard> Guards) {
  const CompoundStmt *Block = Try->getTryBlock();
  std::optional<unsigned> Begin = offset(Try->getTryLoc());
  std::optional<unsigned> Open = offset(Block->getLBracLoc());
  std::optional<unsigned> Close = offset(Block->getRBracLoc());
  if (!Begin || !Open || !Close)
    return;
  if (Text.hasDirective({*Begin, *Close}))
    return block(Reason::Preprocessor);
  if (Block->body_empty() || Text.hasMultiLineLiteral({*Open, *Close}) ||
      !Text.text({*Begin + 3, *Open}).trim().empty())
    return block(std::nullopt);
  std::string Indent = Text.indent(*Begin).str();
  unsigned First = Text.code().find_first_not_of(" \t\r\n", *Open + 1);
  std::string Line = Guards.empty() ? "" : Text.eol().str() + Indent;
  change({*Begin, First}, declare(Guards, Indent) + Line);
  dropHandlers(Try, *Close, /*KeepBrace=*/false);
  if (std::optional<Span> Body = Text.span(Block->body_front());
      Body && Text.isFirstOnLine(Body->Begin)) {
    std::size_t Inner = Text.indent(Body->Begin).size();
    Shifted = Shift{
        {First, *Close}, "", Inner > Indent.size() ? Inner - Indent.size() : 0};
  }
}

void Draft::makeBlock(const CXXTryStmt *Try, llvm::ArrayRef<Guard> Guards) {
  const CompoundStmt *Block = Try->getTryBlock();
  std::optional<unsigned> Begin = offset(Try->getTryLoc());
  std::optional<unsigned> Open = offset(Block->getLBracLoc());
  std::optional<unsigned> Close = offset(Block->getRBracLoc());
  if (!Begin || !Open || !Close)
    return;
  if (!Text.text({*Begin + 3, *Open}).trim().empty())
    return block(std::nullopt);
  if (Text.hasDirective({*Begin, *Close}))
    return block(Reason::Preprocessor);
  change({*Begin, *Open}, "");
  if (!Guards.empty())
    guardInside(Block, Guards);
  dropHandlers(Try, *Close, /*KeepBrace=*/true);
}

void Draft::enclose(const Stmt *S, llvm::ArrayRef<Guard> Guards) {
  std::optional<Span> Where = span(S);
  if (!Where)
    return;
  if (Text.hasDirective(*Where))
    return block(Reason::Preprocessor);
  if (!isInBlock(Shape, S) || !Text.isFirstOnLine(Where->Begin) ||
      Text.hasMultiLineLiteral(*Where))
    return block(std::nullopt);
  std::string Outer = Text.indent(Where->Begin).str();
  std::string Inner = Outer + Text.unit().str();
  std::string Eol = Text.eol().str();
  change({Where->Begin, Where->Begin},
         "{" + Eol + Inner + declare(Guards, Inner) + Eol + Inner);
  change({Where->End, Where->End}, Eol + Outer + "}");
  Shifted = Shift{*Where, Text.unit().str()};
}

//===----------------------------------------------------------------------===//
// Putting it together
//===----------------------------------------------------------------------===//

/// Indents or dedents the lines of the shifted region, one by one.
void Draft::shiftLines() {
  std::vector<Change> Lines;
  for (unsigned At = Text.nextLine(Shifted->Region.Begin);
       At < Shifted->Region.End; At = Text.nextLine(At)) {
    if (Text.isBlankLine(At) || llvm::any_of(Changes, [&](const Change &C) {
          return C.Where.contains(At);
        }))
      continue;
    std::size_t Indent = Text.indent(At).size();
    unsigned Remove = std::min(Shifted->Remove, Indent);
    if (Remove != 0 || !Shifted->Add.empty())
      Lines.push_back({{At, At + Remove}, Shifted->Add});
  }
  for (Change &C : Changes)
    if (C.Where.Begin > Shifted->Region.Begin &&
        C.Where.End < Shifted->Region.End)
      C.NewText = shifted(C.NewText);
  llvm::append_range(Changes, Lines);
}

/// \p NewText, whose lines but the first stand in the shifted region.
std::string Draft::shifted(llvm::StringRef NewText) const {
  auto [Result, Rest] = NewText.split('\n');
  std::string Shown = Result.str();
  bool More = Result.size() != NewText.size();
  while (More) {
    auto [Line, Next] = Rest.split('\n');
    More = Line.size() != Rest.size();
    Rest = Next;
    std::size_t Indent = Line.size() - Line.ltrim(" \t").size();
    Shown += "\n";
    if (!Line.trim().empty() || !More)
      Shown += Shifted->Add;
    Shown += Line.drop_front(std::min(Shifted->Remove, Indent));
  }
  return Shown;
}

std::optional<std::vector<Edit>> Draft::take() {
  if (Failed)
    return std::nullopt;
  if (Shifted)
    shiftLines();
  // Insertions stand before what begins at the same place.
  llvm::stable_sort(Changes, [](const Change &A, const Change &B) {
    return std::make_pair(A.Where.Begin, A.Where.End != A.Where.Begin) <
           std::make_pair(B.Where.Begin, B.Where.End != B.Where.Begin);
  });
  std::vector<Edit> Result;
  for (const Change &C : Changes) {
    if (C.Where.Begin == C.Where.End && C.NewText.empty())
      continue;
    Edit *Last = Result.empty() ? nullptr : &Result.back();
    unsigned LastEnd = Last ? Last->Offset + Last->Length : 0;
    if (!Last || C.Where.Begin > LastEnd) {
      Result.push_back(
          {Text.path(), C.Where.Begin, C.Where.End - C.Where.Begin, C.NewText});
      continue;
    }
    // Two removals may have lines in common; nothing else may overlap.
    bool Touches = C.Where.Begin == LastEnd;
    if (!Touches && (!C.NewText.empty() || !Last->Text.empty()))
      return std::nullopt;
    Last->Length = std::max(LastEnd, C.Where.End) - Last->Offset;
    Last->Text += C.NewText;
  }
  return Result;
}

} // namespace raiify
