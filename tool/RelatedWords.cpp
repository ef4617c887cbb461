//===- RelatedWords.cpp - Where a change has its like ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RelatedWords.h"

#include "cluster/MissedCopies.h"
#include "extract/TextTokens.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;

namespace raiify {

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

/// Whether `Word(` is no call of something with that name.
static bool isKeyword(llvm::StringRef Word) {
  static constexpr llvm::StringLiteral Words[] = {
      "if",      "for",    "while",    "switch",   "catch", "sizeof",
      "alignof", "typeid", "decltype", "return",   "throw", "new",
      "and",     "or",     "not",      "noexcept", "this",  "co_await"};
  return llvm::is_contained(Words, Word);
}

/// Whether \p Word names something that each copy may call otherwise.
static bool isParameter(llvm::StringRef Word, const SharedForm &Form) {
  return llvm::any_of(Form.Parameters, [&](const CleanupParameter &P) {
    return hasWord(P.Argument, Word);
  });
}

/// What \p Statement calls, or that it deletes; empty where it does neither by
/// a name that means the same elsewhere. A name behind `~` may be an alias.
static std::string wordIn(const std::string &Statement,
                          const SharedForm &Form) {
  std::vector<TextToken> Tokens = tokenize(Statement).Tokens;
  for (std::size_t I = 0; I != Tokens.size(); ++I) {
    const TextToken &T = Tokens[I];
    if (T.isWord("delete"))
      return "delete";
    bool IsCalled = I + 1 != Tokens.size() && Tokens[I + 1].is(tok::l_paren) &&
                    (I == 0 || !Tokens[I - 1].is(tok::tilde));
    if (T.isWord() && IsCalled && !isKeyword(T.Text) &&
        !isParameter(T.Text, Form))
      return T.Text.str();
  }
  return "";
}

std::string wordOfCopies(const Site &S) {
  // What is quoted of a macro need not stand in the text.
  if (S.InMacro ||
      llvm::any_of(S.Copies, [](const Copy &C) { return C.InMacro; }))
    return "";
  for (const std::string &Statement : S.Cleanup)
    if (std::string Word = wordIn(Statement, S.Shared); !Word.empty())
      return Word;
  return "";
}

bool addMacros(llvm::StringRef Text, std::set<std::string> &Words) {
  auto Has = [&](llvm::ArrayRef<TextToken> Tokens) {
    return llvm::any_of(Tokens, [&](const TextToken &T) {
      return T.isWord() && Words.count(T.Text.str());
    });
  };
  bool Added = false;
  for (const TextDirective &D : tokenize(Text).Directives)
    if (D.Name == "define" && !D.Tokens.empty() &&
        Has(llvm::ArrayRef(D.Tokens).drop_front()))
      Added |= Words.insert(D.Tokens.front().Text.str()).second;
  return Added;
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

static bool hasAny(llvm::StringRef Text, const std::set<std::string> &Words) {
  return llvm::any_of(Words, [&](const std::string &Word) {
    return Word.empty() || hasWord(Text, Word);
  });
}

RelatedWords::RelatedWords(const std::vector<UnitResult> &Results,
                           const ChangedLines &Changed) {
  for (const UnitResult &Result : Results) {
    for (const CopiedSite &S : Result.Copied)
      if (Changed.holdsCopyOf(S.What))
        Copies.insert(wordOfCopies(S.What));
    for (const SeenAcquisition &A : Result.Acquisitions)
      if (mayBeForgotten(A.What) && Changed.holds(A.What)) {
        Acquiring.insert(acquiringWord(A.What));
        Forgotten.insert(A.What.Key);
      }
  }
}

void RelatedWords::addMacrosOf(llvm::ArrayRef<const SourceFile *> Files,
                               llvm::ArrayRef<std::string> Definitions) {
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> Texts;
  auto Take = [&](std::unique_ptr<llvm::MemoryBuffer> Text) {
    if (Text->getBuffer().contains("define"))
      Texts.push_back(std::move(Text));
  };
  for (const SourceFile *File : Files)
    if (auto Buffer = llvm::MemoryBuffer::getFile(File->Path))
      Take(std::move(*Buffer));
  for (llvm::StringRef Definition : Definitions) {
    auto [Name, Body] = Definition.split('=');
    Take(llvm::MemoryBuffer::getMemBufferCopy(
        ("#define " + Name + " " + Body + "\n").str()));
  }
  for (std::set<std::string> *Words : {&Copies, &Acquiring})
    for (bool Again = !Words->empty() && !Words->count(""); Again;) {
      Again = false;
      for (const std::unique_ptr<llvm::MemoryBuffer> &Text : Texts)
        if (hasAny(Text->getBuffer(), *Words))
          Again |= addMacros(Text->getBuffer(), *Words);
    }
}

bool RelatedWords::standIn(const SourceFile &File) const {
  auto Buffer = llvm::MemoryBuffer::getFile(File.Path);
  if (!Buffer)
    return true;
  llvm::StringRef Text = (*Buffer)->getBuffer();
  return hasAny(Text, Copies) ||
         (hasAny(Text, Acquiring) && hasWord(Text, "try"));
}

} // namespace raiify
