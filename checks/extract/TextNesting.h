//===- TextNesting.h - Which parentheses belong together --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The parentheses of some tokens, found once for all questions.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_TEXTNESTING_H
#define RAIIFY_EXTRACT_TEXTNESTING_H

#include "extract/TextTokens.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace raiify {

class TextNesting {
public:
  explicit TextNesting(llvm::ArrayRef<TextToken> Tokens);

  /// Where the parenthesis that opens at \p Open closes; the number of tokens
  /// where it does not, \p Open where there is none.
  std::size_t closing(std::size_t Open) const;
  /// Where the parenthesis that closes at \p Close opens; 0 where nowhere.
  std::size_t opening(std::size_t Close) const;
  /// Where the innermost parenthesis around token \p I opens; nullopt where
  /// there is none inside of the innermost braces.
  std::optional<std::size_t> around(std::size_t I) const;

private:
  /// Of each token: its counterpart if it is a parenthesis, otherwise itself;
  /// for those without a counterpart the number of tokens, or 0.
  std::vector<std::size_t> Counterparts;
  std::vector<std::optional<std::size_t>> Around;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_TEXTNESTING_H
