//===- TextCounts.cpp - What tokens do, by name ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TextCounts.h"

#include "extract/Names.h"
#include "extract/TextNesting.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/Twine.h"

#include <optional>

using namespace clang;

namespace raiify {

static bool isExitWord(llvm::StringRef Word) {
  return llvm::StringSwitch<bool>(Word)
      .Cases({"return", "co_return", "throw", "goto", "break", "continue"},
             true)
      .Default(false);
}

/// Whether \p Name is one of \p Configured, which may be qualified.
static bool isConfigured(llvm::StringRef Name,
                         const std::vector<std::string> &Configured) {
  return llvm::any_of(Configured, [&](llvm::StringRef Entry) {
    return Entry == Name || Entry.ends_with(("::" + Name).str());
  });
}

static bool isReleaseName(llvm::StringRef Name, const Config &Options) {
  return releaseHint(Name) != ReleaseHint::None || isCRelease(Name) ||
         isConfigured(Name, Options.ReleaseFunctions);
}

/// Words that parentheses may follow and that call nothing.
static bool isKeyword(llvm::StringRef Word) {
  return llvm::StringSwitch<bool>(Word)
      .Cases({"if", "for", "while", "switch", "catch", "sizeof"}, true)
      .Cases({"else", "do", "const", "static", "new", "case"}, true)
      .Default(isExitWord(Word));
}

/// `++`, `--`, `+=`, `-=`.
static bool isStep(const TextToken &T) {
  return T.is(tok::plusplus) || T.is(tok::minusminus) || T.is(tok::plusequal) ||
         T.is(tok::minusequal);
}

static bool isMemberAccess(const TextToken &T) {
  return T.is(tok::period) || T.is(tok::arrow);
}

/// `p->~T()`, not `~bits`.
static bool isDestructorCall(const TextToken &Before, const TextToken &T) {
  return T.is(tok::tilde) &&
         (isMemberAccess(Before) || Before.is(tok::coloncolon));
}

/// `std::abort()`: nothing is left to clean up for.
static bool endsProcess(const TextToken &Before, const TextToken &T) {
  return !isMemberAccess(Before) &&
         (T.isWord("abort") || T.isWord("exit") || T.isWord("_exit") ||
          T.isWord("terminate"));
}

/// The features of the token at \p I in a macro.
static unsigned featuresAt(llvm::ArrayRef<TextToken> Tokens, std::size_t I,
                           const Config &Options) {
  static const TextToken Nothing;
  const TextToken &T = Tokens[I];
  const TextToken &Before = I > 0 ? Tokens[I - 1] : Nothing;
  if (isStep(T) || isDestructorCall(Before, T))
    return HasRelease;
  // `x = saved`, not a declaration and not a computation.
  if (T.is(tok::equal))
    return !(I > 1 && Tokens[I - 2].isWord()) && I + 1 < Tokens.size() &&
                   (Tokens[I + 1].isWord() || Tokens[I + 1].Text == "0")
               ? HasRelease
               : 0u;
  // Such as `__builtin_va_end`; who writes va_end() is seen to.
  bool IsBuiltin = T.isWord() && T.Text.starts_with("__builtin_");
  if (!T.isWord() || IsBuiltin || endsProcess(Before, T))
    return 0;
  return (isExitWord(T.Text) ? HasExit : 0u) |
         (T.Text == "try" || T.Text == "catch" ? HasTry : 0u) |
         (T.Text == "delete" || isReleaseName(T.Text, Options) ? HasRelease
                                                               : 0u);
}

unsigned featuresOf(llvm::ArrayRef<TextToken> Tokens, const Config &Options) {
  unsigned Result = 0;
  for (std::size_t I = 0; I < Tokens.size(); ++I)
    Result |= featuresAt(Tokens, I, Options);
  return Result;
}

/// Where what a function does begins in \p Tokens, which may begin with its
/// declarator: at its initializers or its body.
static std::size_t beginOf(llvm::ArrayRef<TextToken> Tokens) {
  auto IsAccess = [](const TextToken &T) {
    return T.isWord("public") || T.isWord("protected") || T.isWord("private");
  };
  std::size_t I = 0;
  while (I < Tokens.size() && !Tokens[I].is(tok::l_brace) &&
         (!Tokens[I].is(tok::colon) || (I > 0 && IsAccess(Tokens[I - 1]))))
    ++I;
  return I;
}

namespace {

/// Counts what some tokens do.
class Counter {
public:
  Counter(llvm::ArrayRef<TextToken> Tokens, const MacroTable &Macros,
          const Config &Options)
      : Tokens(Tokens), Nesting(Tokens), Begin(beginOf(Tokens)), Macros(Macros),
        Options(Options) {}

  Counts run();

private:
  const TextToken &at(std::size_t I) const {
    static const TextToken Nothing;
    return I < Tokens.size() ? Tokens[I] : Nothing;
  }
  void word(std::size_t I);
  void call(std::size_t I);
  void assignment(std::size_t I);
  void step(std::size_t I);
  void braces(std::size_t I);
  bool mayHoldStatement(std::size_t Open) const;
  bool isStatement(std::size_t I) const;
  bool isDeclared(std::size_t I) const;
  llvm::StringRef lastName(std::size_t I) const;
  llvm::StringRef receiver(std::size_t I) const;
  Release shapeOf(std::size_t I) const;
  Release deletion(std::size_t I) const;
  void make(llvm::StringRef Target, std::size_t Last);
  std::size_t closingBrace(std::size_t Open) const;

  llvm::ArrayRef<TextToken> Tokens;
  TextNesting Nesting;
  std::size_t Begin;
  const MacroTable &Macros;
  const Config &Options;
  Counts Result;
};

} // namespace

/// Where the brace that opens at \p Open closes, in one statement.
std::size_t Counter::closingBrace(std::size_t Open) const {
  std::size_t I = Open;
  while (I < Tokens.size() && !Tokens[I].is(tok::r_brace) &&
         !Tokens[I].is(tok::semi))
    ++I;
  return I;
}

/// Whether what stands in the parenthesis at \p Open may be a statement: it is
/// around one, of a cast to void, or of a macro, not of a call or condition.
bool Counter::mayHoldStatement(std::size_t Open) const {
  if (Open == 0 || !at(Open - 1).isWord())
    return true;
  llvm::StringRef Word = at(Open - 1).Text;
  return Word == "void" || Word == "else" || Word == "do" ||
         Word == "co_await" || Macros.hasParameters(Word);
}

/// Whether a statement may go on behind \p T, so that it is still one if what
/// is in front makes it one.
static bool isInStatement(const TextToken &T) {
  return isMemberAccess(T) || T.is(tok::coloncolon) || T.is(tok::star) ||
         T.is(tok::amp) || T.is(tok::exclaim) || T.is(tok::equalequal) ||
         T.is(tok::exclaimequal) || T.is(tok::less) || T.is(tok::greater) ||
         T.is(tok::lessequal) || T.is(tok::greaterequal) || T.is(tok::plus) ||
         T.is(tok::minus) || T.is(tok::pipe) || T.is(tok::caret) ||
         T.is(tok::slash) || T.is(tok::percent) || T.is(tok::greatergreater) ||
         tok::isLiteral(T.Kind) || (T.isWord() && !isKeyword(T.Text));
}

bool endsStatement(const TextToken &T) {
  return T.is(tok::semi) || T.is(tok::l_brace) || T.is(tok::r_brace) ||
         T.is(tok::r_paren) || T.is(tok::colon) || T.isWord("else") ||
         T.isWord("do");
}

/// Whether what stands behind \p T may be a statement, or a part of one that is
/// cleanup.
static bool beginsStatement(const TextToken &T) {
  return endsStatement(T) || T.is(tok::question) || T.is(tok::ampamp) ||
         T.is(tok::pipepipe) || T.is(tok::comma) || T.is(tok::l_square) ||
         T.is(tok::pipeequal) || T.is(tok::ampequal) || T.is(tok::caretequal) ||
         T.is(tok::starequal) || T.is(tok::slashequal) ||
         T.is(tok::percentequal) || T.is(tok::lesslessequal) ||
         T.is(tok::greatergreaterequal);
}

/// Whether the call of the name at \p I is a statement by itself, or a part of
/// one that may be cleanup: not a condition, an operand or an argument, nor put
/// into a stream.
bool Counter::isStatement(std::size_t I) const {
  std::optional<std::size_t> Open = Nesting.around(I);
  if (Open && !mayHoldStatement(*Open))
    return false;
  while (I > 0) {
    const TextToken &T = at(--I);
    if (T.is(tok::r_square)) {
      while (I > 0 && !at(I).is(tok::l_square))
        --I;
    } else if (T.is(tok::l_paren)) {
      if (!mayHoldStatement(I))
        return false;
      if (I > 0 && at(I - 1).isWord())
        return true;
    } else if (!isInStatement(T)) {
      return beginsStatement(T);
    }
  }
  return true;
}

/// Whether the name at \p I is declared there: `int name`, `T *name`, which
/// may also be a product.
bool Counter::isDeclared(std::size_t I) const {
  if (I == 0)
    return false;
  const TextToken &Before = at(I - 1);
  if (Before.isWord())
    return !isKeyword(Before.Text) && !(I > 1 && at(I - 2).isWord("static")) &&
           Before.Text != "delete";
  return false;
}

/// The last name at \p I or before it: `p` of `(*p)`, `i` of `a[i]`.
llvm::StringRef Counter::lastName(std::size_t I) const {
  while (I > 0 && (at(I).is(tok::r_paren) || at(I).is(tok::r_square) ||
                   at(I).is(tok::l_paren)))
    --I;
  return at(I).Text;
}

/// What the member function with its name at \p I is called on. The object
/// itself may be named or not.
llvm::StringRef Counter::receiver(std::size_t I) const {
  if (I < 2 || !isMemberAccess(at(I - 1)))
    return "";
  llvm::StringRef Name = lastName(I - 2);
  return Name == "this" ? "" : Name;
}

/// What the function at \p I is called on and with.
Release Counter::shapeOf(std::size_t I) const {
  std::size_t End = Nesting.closing(I + 1);
  return {Tokens[I].Text, receiver(I), End > I + 2 ? lastName(End - 1) : ""};
}

/// The `delete` at \p I.
Release Counter::deletion(std::size_t I) const {
  std::size_t End = I + 1;
  while (End < Tokens.size() && !at(End).is(tok::semi))
    ++End;
  return {Tokens[I].Text, receiver(I), lastName(End - 1)};
}

static bool isNull(const TextToken &T) {
  return T.isWord("nullptr") || T.isWord("NULL") || T.Text == "0";
}

/// Notes that \p Target is made of what ends at \p Last.
void Counter::make(llvm::StringRef Target, std::size_t Last) {
  if (!at(Last).is(tok::r_paren)) {
    Result.Makes.push_back({Target, at(Last).Text, "", "", /*IsCall=*/false});
    return;
  }
  std::size_t Open = Nesting.opening(Last);
  std::size_t Callee = Open > 0 ? Open - 1 : 0;
  Result.Makes.push_back({Target, ")", receiver(Callee), at(Callee).Text,
                          /*IsCall=*/true});
}

void Counter::call(std::size_t I) {
  llvm::StringRef Word = Tokens[I].Text;
  NameCount &Name = Result.Names[Word];
  bool IsStatement = isStatement(I);
  ++Name.Calls;
  Name.Statements += IsStatement;
  Name.IsRelease = isReleaseName(Word, Options);
  Release Shape = shapeOf(I);
  CallCount &Same =
      Result.Calls[(Shape.What + " " + Shape.Receiver + " " + Shape.Operand)
                       .str()];
  ++Same.Calls;
  Same.Statements += IsStatement;
  if (Name.IsRelease && IsStatement)
    Result.Releases.push_back(Shape);
  if (!at(I + 1).is(tok::l_paren))
    return;
  std::size_t Last = Nesting.closing(I + 1) - 1;
  if (Last == I + 2) {
    Name.WithTrue += at(Last).isWord("true");
    Name.WithFalse += at(Last).isWord("false");
    Name.WithNull += isNull(at(Last));
  }
  if (isDeclared(I))
    make(Word, Last);
  if (at(Last).isWord() && Name.Statements > 0)
    Result.Puts.push_back(
        {Word, at(Last).Text, receiver(I), Word, /*IsCall=*/true});
}

/// \p I is the `=`. What is assigned to goes by its last name; an element or
/// what a parenthesis yields by the bracket.
void Counter::assignment(std::size_t I) {
  if (I == 0)
    return;
  llvm::StringRef Target = Tokens[I - 1].Text;
  NameCount &Name = Result.Names[Target];
  ++Name.Assigned;
  Name.IsLocal |= isDeclared(I - 1);
  const TextToken &Value = at(I + 1);
  Name.IsLambda |= Value.is(tok::l_square);
  bool IsBool = Value.isWord("true") || Value.isWord("false");
  Name.AssignedTrue += Value.isWord("true");
  Name.AssignedFalse += Value.isWord("false");
  if (!IsBool && Value.isWord() && at(I + 2).is(tok::semi))
    Result.Puts.push_back({Target, Value.Text, "", "", /*IsCall=*/false});
  std::size_t End = I + 1;
  while (End < Tokens.size() && !Tokens[End].is(tok::semi))
    ++End;
  make(Target, End - 1);
}

/// \p I is a `++` or the like: the name is that in front, or the last one of
/// the path behind.
void Counter::step(std::size_t I) {
  ++Result.Steps;
  std::size_t Name = I + 1;
  if (I > 0 && (at(I - 1).isWord() || at(I - 1).is(tok::r_square)))
    Name = I - 1;
  else
    while (isMemberAccess(at(Name + 1)) || at(Name + 1).is(tok::coloncolon))
      Name += 2;
  NameCount &Count = Result.Names[at(Name).Text];
  bool IsUp = at(I).is(tok::plusplus) || at(I).is(tok::plusequal);
  ++(IsUp ? Count.Up : Count.Down);
}

/// The name at \p I stands in front of braces.
void Counter::braces(std::size_t I) {
  llvm::StringRef Word = Tokens[I].Text;
  ++Result.Names[Word].Braced;
  std::size_t Close = at(I + 3).is(tok::r_brace) ? I + 3 : closingBrace(I + 1);
  if (at(Close).is(tok::r_brace))
    make(Word, Close - 1);
}

void Counter::word(std::size_t I) {
  llvm::StringRef Word = Tokens[I].Text;
  Result.Features |= Macros.features(Word);
  if (isExitWord(Word))
    Result.Features |= HasExit;
  if (Word == "try" || Word == "catch")
    Result.Features |= HasTry;
  if (Word == "delete") {
    ++Result.Deletes;
    Result.Releases.push_back(deletion(I));
  }
  if (at(I + 1).is(tok::semi) && isDeclared(I))
    Result.Names[Word].IsLocal = true;
  else if (at(I + 1).is(tok::l_brace))
    braces(I);
  else if (isKeyword(Word))
    return;
  // A macro without parentheses is a statement, too.
  else if (I >= Begin &&
           (at(I + 1).is(tok::l_paren) || at(I + 1).is(tok::semi) ||
            (at(I + 1).is(tok::less) && isReleaseName(Word, Options))))
    call(I);
}

Counts Counter::run() {
  for (std::size_t I = 0; I < Tokens.size(); ++I) {
    const TextToken &T = Tokens[I];
    Result.Destructors += isDestructorCall(at(I - 1), T);
    if (isStep(T))
      step(I);
    else if (T.is(tok::equal))
      assignment(I);
    else if (T.isWord())
      word(I);
  }
  return std::move(Result);
}

Counts countNames(llvm::ArrayRef<TextToken> Tokens, const MacroTable &Macros,
                  const Config &Options) {
  return Counter(Tokens, Macros, Options).run();
}

} // namespace raiify
