//===- HandlerCalls.cpp - What handlers call, as written ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/HandlerCalls.h"

#include <set>

using namespace clang;

namespace raiify {

std::vector<std::string> handlerCalls(llvm::ArrayRef<TextToken> Tokens) {
  std::set<std::string> Words;
  // How many braces are open in the outermost handler; 0 outside of handlers.
  unsigned Depth = 0;
  bool IsCatch = false;
  for (std::size_t I = 0; I < Tokens.size(); ++I) {
    const TextToken &T = Tokens[I];
    IsCatch |= T.isWord("catch");
    if (T.is(tok::l_brace) && (IsCatch || Depth != 0)) {
      ++Depth;
      IsCatch = false;
    } else if (T.is(tok::r_brace) && Depth != 0) {
      --Depth;
    } else if (Depth != 0 && T.is(tok::l_paren) && Tokens[I - 1].isWord()) {
      Words.insert(Tokens[I - 1].Text.str());
    }
  }
  return {Words.begin(), Words.end()};
}

} // namespace raiify
