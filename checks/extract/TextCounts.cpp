//===- TextCounts.cpp - What tokens do, by name ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TextCounts.h"

#include "extract/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/Twine.h"

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
  if (!T.isWord() || endsProcess(Before, T))
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

namespace {

/// Counts what some tokens do.
class Counter {
public:
  Counter(llvm::ArrayRef<TextToken> Tokens, const MacroTable &Macros,
          const Config &Options)
      : Tokens(Tokens), Macros(Macros), Options(Options) {}

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
  bool isStatement(std::size_t I) const;
  bool isDeclared(std::size_t I) const;
  llvm::StringRef lastName(std::size_t I) const;
  llvm::StringRef receiver(std::size_t I) const;
  void release(std::size_t I);
  void make(llvm::StringRef Target, std::size_t Last);
  std::size_t closing(std::size_t Open) const;
  std::size_t closingBrace(std::size_t Open) const;
  std::size_t opening(std::size_t Close) const;

  llvm::ArrayRef<TextToken> Tokens;
  const MacroTable &Macros;
  const Config &Options;
  Counts Result;
};

} // namespace

/// Where the parenthesis that opens at \p Open closes.
std::size_t Counter::closing(std::size_t Open) const {
  int Depth = 0;
  for (std::size_t I = Open; I < Tokens.size(); ++I) {
    Depth += Tokens[I].is(tok::l_paren) - Tokens[I].is(tok::r_paren);
    if (Depth == 0)
      return I;
  }
  return Tokens.size();
}

/// The same for a brace, in one statement.
std::size_t Counter::closingBrace(std::size_t Open) const {
  std::size_t I = Open;
  while (I < Tokens.size() && !Tokens[I].is(tok::r_brace) &&
         !Tokens[I].is(tok::semi))
    ++I;
  return I;
}

/// Where the parenthesis that closes at \p Close opens; 0 where nowhere.
std::size_t Counter::opening(std::size_t Close) const {
  int Depth = 0;
  for (std::size_t I = Close; I > 0; --I) {
    Depth += at(I).is(tok::r_paren) - at(I).is(tok::l_paren);
    if (Depth == 0)
      return I;
  }
  return 0;
}

/// Whether the call of the name at \p I is a statement by itself, or a part of
/// one that may be cleanup: not a condition, an operand or an argument.
bool Counter::isStatement(std::size_t I) const {
  while (I > 0) {
    const TextToken &T = at(--I);
    if (isMemberAccess(T) || T.is(tok::coloncolon) || T.is(tok::star) ||
        T.is(tok::amp) || T.is(tok::exclaim) ||
        (T.isWord() && !isKeyword(T.Text)))
      continue;
    if (T.is(tok::r_square)) {
      while (I > 0 && !at(I).is(tok::l_square))
        --I;
      continue;
    }
    // Parentheses around the statement, not those of a call or condition.
    if (T.is(tok::l_paren) && !(I > 0 && at(I - 1).isWord()))
      continue;
    return T.is(tok::semi) || T.is(tok::l_brace) || T.is(tok::r_brace) ||
           T.is(tok::r_paren) || T.is(tok::colon) || T.is(tok::question) ||
           T.is(tok::ampamp) || T.is(tok::pipepipe) || T.is(tok::comma) ||
           T.isWord("else") || T.isWord("do");
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

/// Notes the `delete` or the release function at \p I.
void Counter::release(std::size_t I) {
  std::size_t End = I + 1;
  if (Tokens[I].Text == "delete")
    while (End < Tokens.size() && !at(End).is(tok::semi))
      ++End;
  else
    End = closing(I + 1);
  Result.Releases.push_back(
      {Tokens[I].Text, receiver(I),
       End > I + 2 || Tokens[I].Text == "delete" ? lastName(End - 1) : ""});
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
  std::size_t Open = opening(Last);
  std::size_t Callee = Open > 0 ? Open - 1 : 0;
  Result.Makes.push_back({Target, ")", receiver(Callee), at(Callee).Text,
                          /*IsCall=*/true});
}

void Counter::call(std::size_t I) {
  llvm::StringRef Word = Tokens[I].Text;
  NameCount &Name = Result.Names[Word];
  ++Name.Calls;
  Name.Statements += isStatement(I);
  Name.IsRelease = isReleaseName(Word, Options);
  if (Name.IsRelease && isStatement(I))
    release(I);
  if (!at(I + 1).is(tok::l_paren))
    return;
  std::size_t Last = closing(I + 1) - 1;
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
  Name.AssignedBool += IsBool;
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

void Counter::word(std::size_t I) {
  llvm::StringRef Word = Tokens[I].Text;
  Result.Features |= Macros.features(Word);
  if (isExitWord(Word))
    Result.Features |= HasExit;
  if (Word == "try" || Word == "catch")
    Result.Features |= HasTry;
  if (Word == "delete") {
    ++Result.Deletes;
    release(I);
  }
  if (at(I + 1).is(tok::semi) && isDeclared(I))
    Result.Names[Word].IsLocal = true;
  else if (at(I + 1).is(tok::l_brace) && at(I + 3).is(tok::r_brace))
    make(Word, I + 2);
  else if (at(I + 1).is(tok::l_brace) &&
           at(closingBrace(I + 1)).is(tok::r_brace))
    make(Word, closingBrace(I + 1) - 1);
  else if (isKeyword(Word))
    return;
  // A macro without parentheses is a statement, too.
  else if (at(I + 1).is(tok::l_paren) || at(I + 1).is(tok::semi) ||
           (at(I + 1).is(tok::less) && isReleaseName(Word, Options)))
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
