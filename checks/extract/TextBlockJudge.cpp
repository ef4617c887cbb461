//===- TextBlockJudge.cpp - Whether tokens may hold a site ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TextBlockJudge.h"

#include "extract/Names.h"
#include "extract/TextCounts.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace clang;

namespace raiify {

//===----------------------------------------------------------------------===//
// Exits
//===----------------------------------------------------------------------===//

/// Whether a setter is called with a value twice and with the opposite once.
static bool isSetBothWays(const NameCount &Name) {
  unsigned NotNull = Name.Statements - std::min(Name.Statements, Name.WithNull);
  return (Name.WithTrue >= 1 && Name.WithFalse >= 2) ||
         (Name.WithTrue >= 2 && Name.WithFalse >= 1) ||
         (Name.WithNull >= 1 && NotNull >= 2) ||
         (Name.WithNull >= 2 && NotNull >= 1);
}

/// Whether \p A and \p B are about the same, as `setLevel` and `getLevel`.
static bool shareWord(llvm::StringRef A, llvm::StringRef B) {
  std::vector<std::string> Words = splitWords(A);
  return llvm::any_of(splitWords(B), [&](const std::string &Word) {
    return llvm::is_contained(Words, Word);
  });
}

/// Whether \p Same assignments of one value are two or more, and another value
/// is given, too.
static bool isSetBack(const NameCount &Name, unsigned Same) {
  return Same >= 2 && Name.Assigned + Name.Calls + Name.Braced > Same;
}

/// Whether the statements with this name may be two releases of one thing, or
/// set it back twice: `x = false`, `setX(false)`, `--x`.
static bool mayBeReleasedTwice(const NameCount &Name) {
  return (Name.IsLambda && Name.Statements >= 2) ||
         ((isSetBack(Name, Name.AssignedTrue) ||
           isSetBack(Name, Name.AssignedFalse)) &&
          !Name.IsLocal) ||
         isSetBothWays(Name) ||
         (Name.Up >= 1 && Name.Down >= 2 && !Name.IsLocal) ||
         (Name.Down >= 1 && Name.Up >= 2 && !Name.IsLocal);
}

/// Whether something may be set back to a saved value twice.
static bool mayRestoreTwice(const Counts &All) {
  return llvm::any_of(All.Puts, [&](const Transfer &Put) {
    auto Saves = [&](const Transfer &Make) {
      if (Make.To != Put.From || Make.IsCall != Put.IsCall)
        return false;
      if (!Put.IsCall)
        return Make.From == Put.To;
      // Without a receiver most calls are none of the object's own.
      return Make.Receiver == Put.Receiver &&
             (!Put.Receiver.empty() || shareWord(Make.Callee, Put.Callee));
    };
    return llvm::any_of(All.Makes, Saves) && llvm::count(All.Puts, Put) >= 2;
  });
}

static bool mayRepeatBeforeExits(const Counts &All) {
  return All.Features & HasExit &&
         (All.Features & HasRelease ||
          llvm::any_of(All.Releases,
                       [&](const Release &R) {
                         return llvm::count(All.Releases, R) >= 2;
                       }) ||
          All.Destructors >= 2 || mayRestoreTwice(All) ||
          llvm::any_of(All.Names, [](const auto &Entry) {
            return mayBeReleasedTwice(Entry.second);
          }));
}

//===----------------------------------------------------------------------===//
// Handlers
//===----------------------------------------------------------------------===//

/// \p Tokens without what follows `return` and `throw` up to the semicolon:
/// that is the handler's result, not its cleanup.
static std::vector<TextToken> withoutResults(llvm::ArrayRef<TextToken> Tokens) {
  std::vector<TextToken> Result;
  bool InResult = false;
  for (const TextToken &T : Tokens) {
    if (T.is(tok::semi))
      InResult = false;
    if (!InResult)
      Result.push_back(T);
    InResult |= T.isWord("return") || T.isWord("throw");
  }
  return Result;
}

/// Whether \p Own, what a handler holds that calls what it caught \p Caught,
/// has the same call as another way out of a function that holds \p All. A
/// statement that reads what was caught is no cleanup.
static bool mayRepeatCall(const Counts &Own, const Counts &All,
                          llvm::StringRef Caught) {
  return llvm::any_of(Own.Calls, [&](const auto &Entry) {
    const CallCount &Here = Entry.second;
    auto [Callee, Rest] = Entry.first().split(' ');
    return Here.Statements &&
           All.Calls.lookup(Entry.first()).Calls > Here.Calls &&
           !isLoggingName(Callee) &&
           (Caught.empty() || Rest.split(' ').second != Caught);
  });
}

/// Whether a handler that holds \p Own, in a function that holds \p All, may
/// clean up. It calls what it caught \p Caught, or nothing.
static bool mayCleanUp(const Counts &Own, const Counts &All,
                       llvm::StringRef Caught) {
  if (Own.Features & HasRelease || Own.Deletes || Own.Destructors || Own.Steps)
    return true;
  if (mayRepeatCall(Own, All, Caught))
    return true;
  // A release, and what was set before.
  return llvm::any_of(Own.Names, [&](const auto &Entry) {
    const NameCount &Here = Entry.second;
    NameCount There = All.Names.lookup(Entry.first());
    if (Here.Calls && (Here.IsRelease || There.IsLambda))
      return true;
    return Here.Assigned &&
           There.Assigned + There.Calls > Here.Assigned + Here.Calls;
  });
}

/// Whether a handler of \p Tokens has a `throw;`, and something beside it.
static bool actsAndRethrows(llvm::ArrayRef<TextToken> Tokens) {
  bool Acts = false;
  bool Rethrows = false;
  for (std::size_t I = 0; I < Tokens.size(); ++I) {
    const TextToken &T = Tokens[I];
    bool IsThrow = T.isWord("throw");
    Acts |= !IsThrow && !T.is(tok::semi) && !T.is(tok::l_brace) &&
            !T.is(tok::r_brace);
    Rethrows |= IsThrow && I + 1 < Tokens.size() && Tokens[I + 1].is(tok::semi);
  }
  return Acts && Rethrows;
}

/// The tokens between the braces of the handler whose `catch` stands at
/// \p Catch; all the rest where they are not to be found.
static llvm::ArrayRef<TextToken> handlerAt(llvm::ArrayRef<TextToken> Tokens,
                                           std::size_t Catch) {
  llvm::ArrayRef<TextToken> Rest = Tokens.drop_front(Catch).drop_until(
      [](const TextToken &T) { return T.is(tok::l_brace); });
  int Depth = 0;
  for (std::size_t I = 0; I < Rest.size(); ++I) {
    Depth += Rest[I].is(tok::l_brace) - Rest[I].is(tok::r_brace);
    if (Depth == 0)
      return Rest.take_front(I + 1);
  }
  return Rest;
}

/// What the handler whose `catch` stands at \p Catch calls what it caught; may
/// be empty.
static llvm::StringRef caughtName(llvm::ArrayRef<TextToken> Tokens,
                                  std::size_t Catch) {
  llvm::ArrayRef<TextToken> Declaration = Tokens.drop_front(Catch).take_until(
      [](const TextToken &T) { return T.is(tok::r_paren); });
  if (Declaration.size() < 4 || !Declaration.back().isWord())
    return "";
  const TextToken &Before = Declaration.drop_back().back();
  return Before.is(tok::coloncolon) ? "" : Declaration.back().Text;
}

static bool mayHandlersCleanUp(llvm::ArrayRef<TextToken> Tokens,
                               const Counts &All, const MacroTable &Macros,
                               const Config &Options) {
  for (std::size_t I = 0; I < Tokens.size(); ++I) {
    if (!Tokens[I].isWord())
      continue;
    // A handler that a macro writes cannot be looked into.
    if (Macros.features(Tokens[I].Text) & HasTry)
      return true;
    if (Tokens[I].Text != "catch")
      continue;
    llvm::ArrayRef<TextToken> Handler = handlerAt(Tokens, I);
    std::vector<TextToken> Work = withoutResults(Handler);
    if (actsAndRethrows(Handler) ||
        mayCleanUp(countNames(Work, Macros, Options), All,
                   caughtName(Tokens, I)))
      return true;
  }
  return false;
}

bool mayHoldSite(llvm::ArrayRef<TextToken> Tokens, const MacroTable &Macros,
                 const Config &Options) {
  Counts All = countNames(Tokens, Macros, Options);
  return mayRepeatBeforeExits(All) ||
         (All.Features & HasTry &&
          mayHandlersCleanUp(Tokens, All, Macros, Options));
}

} // namespace raiify
