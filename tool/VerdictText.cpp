//===- VerdictText.cpp - A rewrite's verdict for people -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VerdictText.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Unicode.h"

#include <algorithm>

namespace raiify {

llvm::StringRef verdictMeaning(Verdict V) {
  switch (V) {
  case Verdict::Equivalent:
    return "the rewrite does the same on every way out";
  case Verdict::Conditional:
    return "the rewrite does the same under the named assumptions";
  case Verdict::ChangesBehavior:
    return "the rewrite does not do the same; the report shows where";
  case Verdict::Refused:
    return "not judged; the report has the reason";
  }
  return "";
}

/// Columns of the report.
static constexpr std::size_t Width = 100;

/// In front of each row of the table, with room for the mark.
static constexpr llvm::StringLiteral Indent = "       ";
static constexpr llvm::StringLiteral Marked = "     > ";
static constexpr llvm::StringLiteral Gap = "  ";

static std::size_t columnsOf(llvm::StringRef Text) {
  int Columns = llvm::sys::unicode::columnWidthUTF8(Text);
  return Columns < 0 ? Text.size() : static_cast<std::size_t>(Columns);
}

/// \p Text in at most \p Columns, cut with `...` where it is longer.
static std::string fit(llvm::StringRef Text, std::size_t Columns) {
  if (columnsOf(Text) <= Columns)
    return Text.str();
  while (!Text.empty() && columnsOf(Text) + 3 > Columns) {
    // A letter goes as a whole: the bytes that follow its first, and that one.
    while (Text.size() > 1 &&
           (static_cast<unsigned char>(Text.back()) & 0xC0) == 0x80)
      Text = Text.drop_back();
    Text = Text.drop_back();
  }
  return Text.str() + "...";
}

static std::size_t widest(const std::vector<std::string> &Lines,
                          llvm::StringRef Title) {
  std::size_t Result = Title.size();
  for (const std::string &Line : Lines)
    Result = std::max(Result, columnsOf(Line));
  return Result;
}

/// Both traces side by side. A trace that is short takes no more room than it
/// needs; the other one gets the rest.
static void addTable(const Counterexample &Difference,
                     std::vector<std::string> &Result) {
  static constexpr llvm::StringLiteral Today = "today";
  static constexpr llvm::StringLiteral Rewritten = "with the guard";
  std::size_t Room = Width - Indent.size() - Gap.size();
  std::size_t Left = widest(Difference.Before, Today);
  std::size_t Right = widest(Difference.After, Rewritten);
  if (Left + Right > Room) {
    std::size_t Half = Room / 2;
    Left = std::min(Left, std::max(Half, Room - std::min(Right, Room)));
    Right = Room - Left;
  }
  auto AddRow = [&](llvm::StringRef Lead, llvm::StringRef A,
                    llvm::StringRef B) {
    std::string Row = Lead.str() + fit(A, Left);
    Row.append(Left - columnsOf(fit(A, Left)), ' ');
    Row += (Gap + fit(B, Right)).str();
    Result.push_back(llvm::StringRef(Row).rtrim().str());
  };
  AddRow(Indent, Today, Rewritten);
  bool IsSame = true;
  std::size_t Rows =
      std::max(Difference.Before.size(), Difference.After.size());
  for (std::size_t I = 0; I < Rows; ++I) {
    llvm::StringRef A, B;
    if (I < Difference.Before.size())
      A = Difference.Before[I];
    if (I < Difference.After.size())
      B = Difference.After[I];
    AddRow(IsSame && A != B ? Marked : Indent, A, B);
    IsSame &= A == B;
  }
}

/// What is assumed here, or in general where nothing more is known.
static std::string detailOf(const Assumption &A) {
  return A.Detail.empty() ? assumptionInfo(A.Kind).Summary.str() : A.Detail;
}

/// "handled: somebody does; granted by default".
static std::string textOf(const Assumption &A) {
  const AssumptionInfo &Info = assumptionInfo(A.Kind);
  std::string Grant = Info.GrantedByDefault
                          ? "granted by default"
                          : ("grant with --assume=" + Info.Id).str();
  return (Info.Id + ": " + detailOf(A) + "; " + Grant).str();
}

static std::string refusal(const Judgement &Rewrite) {
  const ReasonInfo &Info = reasonInfo(*Rewrite.Reason);
  std::string Text =
      ("not rewritten: " + Info.Summary + " [" + Info.Id + "]").str();
  if (!Rewrite.Detail.empty())
    Text += " (" + Rewrite.Detail + ")";
  return Text;
}

/// Whether there is one assumption, which everybody makes.
static bool assumesTheUsual(const Judgement &Rewrite) {
  return Rewrite.Verdict == Verdict::Equivalent &&
         Rewrite.Assumptions.size() == 1;
}

/// "rewrite: equivalent", with the assumption where it is the usual one.
static std::string headline(const Judgement &Rewrite) {
  std::string Text = ("rewrite: " + verdictName(Rewrite.Verdict)).str();
  if (!assumesTheUsual(Rewrite))
    return Text;
  const Assumption &Only = Rewrite.Assumptions.front();
  return (Text + ", assuming " + assumptionInfo(Only.Kind).Id + " (" +
          detailOf(Only) + ")")
      .str();
}

std::string verdictSentence(const Judgement &Rewrite) {
  if (Rewrite.Verdict == Verdict::Refused)
    return Rewrite.Reason ? refusal(Rewrite) : "";
  std::string Text = headline(Rewrite);
  if (Rewrite.Difference)
    return Text + "; today: " + llvm::join(Rewrite.Difference->Before, ", ") +
           "; with the guard: " + llvm::join(Rewrite.Difference->After, ", ");
  if (assumesTheUsual(Rewrite))
    return Text;
  llvm::StringRef Link = ", assuming ";
  for (const Assumption &A : Rewrite.Assumptions) {
    Text += (Link + textOf(A)).str();
    Link = ", and ";
  }
  return Text;
}

std::vector<std::string> verdictLines(const Judgement &Rewrite) {
  static constexpr llvm::StringLiteral Lead = "   = ";
  if (Rewrite.Verdict == Verdict::Refused)
    return Rewrite.Reason
               ? std::vector<std::string>{(Lead + refusal(Rewrite)).str()}
               : std::vector<std::string>();
  std::string First = (Lead + headline(Rewrite)).str();
  std::vector<std::string> Result;
  if (assumesTheUsual(Rewrite))
    return {First};
  if (!Rewrite.Difference) {
    Result.push_back(std::move(First));
    for (const Assumption &A : Rewrite.Assumptions)
      Result.push_back("     assuming " + textOf(A));
    return Result;
  }
  // It differs whatever is assumed.
  Result.push_back(First + "; the first difference is marked");
  addTable(*Rewrite.Difference, Result);
  return Result;
}

} // namespace raiify
