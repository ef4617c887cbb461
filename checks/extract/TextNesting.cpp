//===- TextNesting.cpp - Which parentheses belong together ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TextNesting.h"

using namespace clang;

namespace raiify {

TextNesting::TextNesting(llvm::ArrayRef<TextToken> Tokens) {
  // What is open; nullopt for a brace.
  std::vector<std::optional<std::size_t>> Open;
  for (std::size_t I = 0; I < Tokens.size(); ++I) {
    const TextToken &T = Tokens[I];
    Counterparts.push_back(I);
    if (T.is(tok::r_paren)) {
      Counterparts.back() = 0;
      if (!Open.empty() && Open.back()) {
        Counterparts.back() = *Open.back();
        Counterparts[*Open.back()] = I;
        Open.pop_back();
      }
    } else if (T.is(tok::r_brace)) {
      // Parentheses that are open still are open in one branch of an `#if`.
      while (!Open.empty() && Open.back())
        Open.pop_back();
      if (!Open.empty())
        Open.pop_back();
    }
    Around.push_back(Open.empty() ? std::nullopt : Open.back());
    if (T.is(tok::l_paren)) {
      Counterparts.back() = Tokens.size();
      Open.push_back(I);
    } else if (T.is(tok::l_brace)) {
      Open.push_back(std::nullopt);
    }
  }
}

std::size_t TextNesting::closing(std::size_t Open) const {
  return Open < Counterparts.size() ? Counterparts[Open] : Open;
}

std::size_t TextNesting::opening(std::size_t Close) const {
  return Close < Counterparts.size() ? Counterparts[Close] : 0;
}

std::optional<std::size_t> TextNesting::around(std::size_t I) const {
  return I < Around.size() ? Around[I] : std::nullopt;
}

} // namespace raiify
