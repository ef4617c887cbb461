//===- CleanupLines.cpp - How far statements reach ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CleanupLines.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace clang;

namespace raiify {

using TokenList = llvm::ArrayRef<TextToken>;

static bool opens(const TextToken &T) {
  return T.is(tok::l_brace) || T.is(tok::l_paren) || T.is(tok::l_square);
}

static bool closes(const TextToken &T) {
  return T.is(tok::r_brace) || T.is(tok::r_paren) || T.is(tok::r_square);
}

/// The tokens from \p Offset on.
static TokenList tokensFrom(const TokenizedText &Text, unsigned Offset) {
  auto First = llvm::partition_point(
      Text.Tokens, [&](const TextToken &T) { return T.Offset < Offset; });
  return TokenList(Text.Tokens)
      .drop_front(static_cast<std::size_t>(First - Text.Tokens.begin()));
}

/// Whether a closing brace ends a statement that begins with \p First.
static bool endsWithBrace(const TextToken &First) {
  return First.is(tok::l_brace) ||
         (First.isWord() && (First.Text == "if" || First.Text == "for" ||
                             First.Text == "while" || First.Text == "do" ||
                             First.Text == "switch" || First.Text == "try"));
}

/// Whether a statement that begins with \p First goes on with \p Next.
static bool goesOn(const TextToken &First, const TextToken &Next) {
  return Next.isWord("else") || Next.isWord("catch") ||
         (First.isWord("do") && Next.isWord("while"));
}

/// How many of \p Tokens the first statement has. At the end of a block that is
/// none.
static std::size_t statementLength(TokenList Tokens) {
  int Depth = 0;
  for (std::size_t I = 0; I != Tokens.size(); ++I) {
    const TextToken &T = Tokens[I];
    Depth += opens(T) - closes(T);
    if (Depth < 0)
      return I;
    bool MayEnd = T.is(tok::semi) ||
                  (T.is(tok::r_brace) && endsWithBrace(Tokens.front()));
    if (Depth == 0 && MayEnd &&
        (I + 1 == Tokens.size() || !goesOn(Tokens.front(), Tokens[I + 1])))
      return I + 1;
  }
  return Tokens.size();
}

/// How many of \p Tokens belong to the block that the first stands in.
static std::size_t blockLength(TokenList Tokens) {
  int Depth = 0;
  for (std::size_t I = 0; I != Tokens.size(); ++I) {
    Depth += opens(Tokens[I]) - closes(Tokens[I]);
    if (Depth < 0)
      return I;
  }
  return Tokens.size();
}

/// Where \p Statement begins in \p Tokens; their number where it does not.
static std::size_t findStatement(TokenList Tokens,
                                 const std::string &Statement) {
  TokenizedText Wanted = tokenize(Statement);
  auto IsSame = [](const TextToken &A, const TextToken &B) {
    return A.Text == B.Text;
  };
  if (Wanted.Tokens.empty())
    return Tokens.size();
  return static_cast<std::size_t>(std::search(Tokens.begin(), Tokens.end(),
                                              Wanted.Tokens.begin(),
                                              Wanted.Tokens.end(), IsSame) -
                                  Tokens.begin());
}

unsigned endOfStatements(const TokenizedText &Text, unsigned Offset,
                         llvm::ArrayRef<std::string> Cleanup) {
  TokenList Rest = tokensFrom(Text, Offset);
  Rest = Rest.take_front(blockLength(Rest));
  unsigned End = Offset;
  for (std::size_t I = 0; I != Cleanup.size() && !Rest.empty(); ++I) {
    std::size_t Begin = I == 0 ? 0 : findStatement(Rest, Cleanup[I]);
    if (Begin == Rest.size())
      Begin = 0;
    std::size_t Length = Begin + statementLength(Rest.drop_front(Begin));
    const TextToken &Last = Rest[Length - 1];
    End = Last.Offset + static_cast<unsigned>(Last.Text.size());
    Rest = Rest.drop_front(Length);
  }
  return End;
}

unsigned endOfBlock(const TokenizedText &Text, unsigned Offset) {
  TokenList Rest = tokensFrom(Text, Offset);
  std::size_t Length = blockLength(Rest);
  return Length == Rest.size() ? (Rest.empty() ? Offset : Rest.back().Offset)
                               : Rest[Length].Offset;
}

} // namespace raiify
