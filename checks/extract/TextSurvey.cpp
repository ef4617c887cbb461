//===- TextSurvey.cpp - What a parse need not look at ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TextSurvey.h"

#include "extract/HandlerCalls.h"
#include "extract/TextBlockJudge.h"
#include "extract/TextCounts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

#include <algorithm>

using namespace clang;

namespace raiify {

//===----------------------------------------------------------------------===//
// Macros
//===----------------------------------------------------------------------===//

/// Whether a macro does nothing but open or close namespaces: what stands
/// between two such macros is as it would be without them.
static bool isNamespaceOnly(llvm::ArrayRef<TextToken> Tokens) {
  return llvm::all_of(Tokens, [](const TextToken &T) {
    return T.isWord() || T.is(tok::coloncolon) || T.is(tok::l_brace) ||
           T.is(tok::r_brace) || T.is(tok::semi) || T.is(tok::string_literal);
  });
}

static unsigned braceFeatures(llvm::ArrayRef<TextToken> Tokens) {
  int Depth = 0;
  unsigned Result = 0;
  for (const TextToken &T : Tokens) {
    if (T.is(tok::l_brace))
      Result |= HasBlock;
    Depth += T.is(tok::l_brace) - T.is(tok::r_brace);
    if (Depth < 0)
      break;
  }
  return Depth == 0 || isNamespaceOnly(Tokens) ? Result : Result | HasBraces;
}

/// A definition taken apart.
struct MacroParts {
  llvm::StringRef Name;
  llvm::ArrayRef<TextToken> Parameters;
  llvm::ArrayRef<TextToken> Body;
};

static MacroParts partsOf(llvm::ArrayRef<TextToken> Tokens) {
  const TextToken &Name = Tokens.front();
  MacroParts Result{Name.Text, {}, Tokens.drop_front()};
  llvm::ArrayRef<TextToken> Rest = Result.Body;
  if (Rest.empty() || !Rest.front().is(tok::l_paren) ||
      Rest.front().Offset != Name.Offset + Name.Text.size())
    return Result;
  const TextToken *Close = llvm::find_if(
      Rest, [](const TextToken &T) { return T.is(tok::r_paren); });
  std::size_t Count = static_cast<std::size_t>(Close - Rest.begin());
  Result.Parameters = Rest.take_front(Count);
  Result.Body = Rest.drop_front(std::min(Count + 1, Rest.size()));
  return Result;
}

/// Adds one definition to a table.
class MacroReader {
  static MacroTable::Writer writer(const MacroParts &Macro) {
    MacroTable::Writer Result;
    Result.Name = Macro.Name.str();
    for (const TextToken &T : Macro.Parameters)
      Result.Parameters.push_back(T.is(tok::ellipsis) ? "__VA_ARGS__"
                                                      : T.Text.str());
    const char *End = Macro.Body.back().Text.end();
    Result.Body = std::string(Macro.Body.front().Text.begin(), End);
    return Result;
  }

public:
  static void read(MacroTable &Table, llvm::ArrayRef<TextToken> Tokens,
                   const Config &Options) {
    if (Tokens.empty())
      return;
    MacroParts Macro = partsOf(Tokens);
    if (!Macro.Parameters.empty())
      Table.WithParameters.insert(Macro.Name);
    // Its own name in it is no macro, and seen where it is used.
    std::vector<TextToken> Others(Macro.Body);
    llvm::erase_if(Others,
                   [&](const TextToken &T) { return T.isWord(Macro.Name); });
    unsigned Features = braceFeatures(Macro.Body) | featuresOf(Others, Options);
    if (Features != 0)
      Table.Features[Macro.Name] |= Features;
    if (Features & HasBlock)
      Table.Writers.push_back(writer(Macro));
    for (const TextToken &T : Macro.Body)
      if (T.isWord() && llvm::none_of(Macro.Parameters, [&](auto &Parameter) {
            return Parameter.Text == T.Text;
          }))
        Table.Uses[Macro.Name].push_back(T.Text.str());
  }
};

void MacroTable::addFile(llvm::StringRef Text, const Config &Options) {
  if (!Text.contains("define"))
    return;
  for (const TextDirective &D : tokenize(Text).Directives)
    if (D.Name == "define")
      MacroReader::read(*this, D.Tokens, Options);
}

void MacroTable::addDefinition(llvm::StringRef Definition,
                               const Config &Options) {
  auto [Name, Body] = Definition.split('=');
  std::string Text = ("#define " + Name + " " + Body + "\n").str();
  addFile(Text, Options);
}

/// Whether a function with \p Features may hold a site.
static bool mayHoldSite(unsigned Features) {
  return Features & HasTry || (Features & HasRelease && Features & HasExit);
}

/// Whether functions that \p Macro writes where it stands outside of any may
/// hold sites. Nobody knows what it writes if inside of braces it makes names
/// or is given statements; where a type begins a statement, something follows.
bool MacroTable::mayWriteSite(const Writer &Macro,
                              const Config &Options) const {
  // What begins the text is no directive.
  std::string Text = ";" + Macro.Body + ";";
  TokenizedText Source = tokenize(Text);
  llvm::ArrayRef<TextToken> Tokens = Source.Tokens;
  int Depth = 0;
  for (std::size_t I = 1; I + 1 < Tokens.size(); ++I) {
    Depth += Tokens[I].is(tok::l_brace) - Tokens[I].is(tok::r_brace);
    const TextToken &After = Tokens[I + 1];
    bool IsType =
        After.is(tok::coloncolon) || After.is(tok::star) || After.is(tok::amp);
    if (Depth > 0 &&
        (Tokens[I].is(tok::hashhash) ||
         (!IsType && Tokens[I].isWord() && endsStatement(Tokens[I - 1]) &&
          llvm::is_contained(Macro.Parameters, Tokens[I].Text))))
      return true;
  }
  return TextSurvey(Source, *this, Options).mayHoldSites();
}

/// Where macros use others that write functions, these are taken for harmful.
void MacroTable::findHarmlessWriters(const Config &Options) {
  llvm::StringMap<bool> Harmful;
  for (const Writer &Macro : Writers)
    if (mayHoldSite(features(Macro.Name)))
      Harmful[Macro.Name] |= mayWriteSite(Macro, Options);
  for (const auto &Entry : Harmful)
    if (!Entry.getValue())
      Features[Entry.getKey()] |= NoSites;
  Writers.clear();
}

void MacroTable::close(const Config &Options) {
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const auto &Entry : Uses) {
      unsigned All = features(Entry.getKey());
      unsigned Before = All;
      for (const std::string &Used : Entry.getValue())
        All |= features(Used);
      if (All == Before)
        continue;
      Features[Entry.getKey()] = All;
      Changed = true;
    }
  }
  Uses.clear();
  findHarmlessWriters(Options);
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// Finds the outermost blocks of statements: whatever stands in braces and is
/// no namespace and no class.
class BlockReader {
public:
  BlockReader(const TokenizedText &Source, const MacroTable &Macros,
              const Config &Options, TextSurvey &Result)
      : Source(Source), Tokens(Source.Tokens), Macros(Macros), Options(Options),
        Result(Result) {}

  void run();

private:
  bool isContainer(std::size_t Brace) const;
  void block();
  bool closeBraces();
  bool hasInclude(std::size_t From, std::size_t To) const;
  void passDirectives(std::vector<int> &Depths, int &Depth, std::size_t Base);
  void atTopLevel();
  void finish(std::size_t Brace);

  const TokenizedText &Source;
  llvm::ArrayRef<TextToken> Tokens;
  const MacroTable &Macros;
  const Config &Options;
  TextSurvey &Result;
  /// The next token and the next directive.
  std::size_t At = 0;
  std::size_t NextDirective = 0;
  /// Where the declaration that is being read begins.
  std::size_t Start = 0;
  int Containers = 0;
  int Parens = 0;
  std::vector<int> OuterDepths;
};

/// At each `#else` the braces are as many as they were at its `#if`.
void BlockReader::passDirectives(std::vector<int> &Depths, int &Depth,
                                 std::size_t Base) {
  for (; NextDirective < Source.Directives.size() &&
         Source.Directives[NextDirective].At <= At;
       ++NextDirective) {
    llvm::StringRef Name = Source.Directives[NextDirective].Name;
    if (Name.starts_with("if")) {
      Depths.push_back(Depth);
    } else if (Name == "endif" || Name.starts_with("el")) {
      if (Depths.size() <= Base) {
        Result.Irregular = true;
        return;
      }
      if (Name == "endif")
        Depths.pop_back();
      else
        Depth = Depths.back();
    }
  }
}

bool BlockReader::isContainer(std::size_t Brace) const {
  bool HasKeyword = false;
  bool HasParens = false;
  for (const TextToken &T : Tokens.slice(Start, Brace - Start)) {
    HasKeyword |= T.isWord("namespace") || T.isWord("class") ||
                  T.isWord("struct") || T.isWord("union") || T.isWord("enum");
    HasParens |= T.is(tok::l_paren);
  }
  bool IsLinkage = Brace > Start && Tokens[Brace - 1].is(tok::string_literal);
  return IsLinkage || (HasKeyword && !HasParens);
}

/// Moves behind the brace that closes the one at At. False if there is none.
bool BlockReader::closeBraces() {
  int Depth = 0;
  std::vector<int> Depths;
  for (; At < Tokens.size(); ++At) {
    passDirectives(Depths, Depth, /*Base=*/0);
    if (Result.Irregular)
      return false;
    Depth += Tokens[At].is(tok::l_brace) - Tokens[At].is(tok::r_brace);
    if (Depth == 0) {
      ++At;
      return Depths.empty();
    }
  }
  return false;
}

bool BlockReader::hasInclude(std::size_t From, std::size_t To) const {
  return llvm::any_of(Source.Directives, [&](const TextDirective &D) {
    return D.At > From && D.At < To && D.Name.starts_with("include");
  });
}

/// Notes the block whose first brace stands at \p Brace; At is behind it.
void BlockReader::finish(std::size_t Brace) {
  TextBlock Block;
  Block.Begin = Tokens[Brace].Offset;
  Block.End = Tokens[At - 1].Offset + 1;
  // What is read into an initializer is data.
  bool IsInitializer = Brace > 0 && Tokens[Brace - 1].is(tok::equal);
  Block.MayHoldSite =
      (!IsInitializer && hasInclude(Brace, At)) ||
      mayHoldSite(Tokens.slice(Start, At - Start), Macros, Options);
  Result.AnySites |= Block.MayHoldSite;
  Result.Blocks.push_back(Block);
  Start = At;
}

/// Reads the block that begins at At: braces around a member's initializer, the
/// body itself, handlers of a function-try-block.
void BlockReader::block() {
  std::size_t Brace = At;
  while (At < Tokens.size()) {
    if (!closeBraces()) {
      Result.Irregular = true;
      return;
    }
    bool GoesOn = At < Tokens.size() &&
                  (Tokens[At].is(tok::l_brace) || Tokens[At].is(tok::comma) ||
                   Tokens[At].isWord("catch") || Tokens[At].isWord("try"));
    while (GoesOn && At < Tokens.size() && !Tokens[At].is(tok::l_brace))
      if (Tokens[At].is(tok::semi))
        GoesOn = false;
      else
        ++At;
    if (!GoesOn || At == Tokens.size())
      break;
  }
  finish(Brace);
}

/// Looks at one token outside of all blocks.
void BlockReader::atTopLevel() {
  const TextToken &T = Tokens[At];
  Parens += T.is(tok::l_paren) - T.is(tok::r_paren);
  if (T.is(tok::l_brace)) {
    if (Parens != 0) {
      Result.Irregular = true;
    } else if (isContainer(At)) {
      ++Containers;
      Start = ++At;
    } else {
      block();
    }
    return;
  }
  if (T.is(tok::r_brace)) {
    --Containers;
    Start = At + 1;
  } else if (T.is(tok::semi) && Parens == 0) {
    Start = At + 1;
  } else if (T.isWord()) {
    unsigned Features = Macros.features(T.Text);
    // A macro that writes a function.
    Result.AnySites |=
        Features & HasBlock && !(Features & NoSites) && mayHoldSite(Features);
    Result.Irregular |= (Features & HasBraces) != 0;
  }
  ++At;
}

void BlockReader::run() {
  while (At < Tokens.size() && !Result.Irregular) {
    passDirectives(OuterDepths, Containers, /*Base=*/0);
    if (!Result.Irregular)
      atTopLevel();
    Result.Irregular |= Containers < 0 || Parens < 0;
  }
  Result.Irregular |= Containers != 0;
  Result.AnySites |= Result.Irregular;
}

TextSurvey::TextSurvey(const TokenizedText &Source, const MacroTable &Macros,
                       const Config &Options) {
  BlockReader(Source, Macros, Options, *this).run();
  Called = handlerCalls(Source.Tokens);
}

/// The body of the function whose name stands at \p Offset, or null.
const TextBlock *TextSurvey::blockOf(unsigned Offset) const {
  auto It = llvm::partition_point(
      Blocks, [&](const TextBlock &B) { return B.Begin <= Offset; });
  return Irregular || It == Blocks.end() ? nullptr : &*It;
}

bool TextSurvey::mayHoldSite(unsigned Offset) const {
  const TextBlock *Block = blockOf(Offset);
  return !Block || Block->MayHoldSite;
}

std::optional<unsigned> TextSurvey::sizeOfBody(unsigned Offset) const {
  const TextBlock *Block = blockOf(Offset);
  return Block ? std::optional(Block->End - Block->Begin) : std::nullopt;
}

} // namespace raiify
