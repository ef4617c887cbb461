//===- TextTokens.h - A file as tokens --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The tokens of a text, without preprocessing: directives stand apart, macros
/// are identifiers, comments and what stands behind `#if 0` are left out.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_TEXTTOKENS_H
#define RAIIFY_EXTRACT_TEXTTOKENS_H

#include "clang/Basic/TokenKinds.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace raiify {

/// The text that tokens refer to must live as long.
struct TextToken {
  clang::tok::TokenKind Kind = clang::tok::unknown;
  llvm::StringRef Text;
  unsigned Offset = 0;

  bool is(clang::tok::TokenKind K) const { return Kind == K; }
  /// Keywords are identifiers here.
  bool isWord() const { return Kind == clang::tok::raw_identifier; }
  bool isWord(llvm::StringRef Word) const { return isWord() && Text == Word; }
};

/// `#name …`, in front of the token with index At.
struct TextDirective {
  llvm::StringRef Name;
  std::vector<TextToken> Tokens;
  std::size_t At = 0;
};

struct TokenizedText {
  std::vector<TextToken> Tokens;
  std::vector<TextDirective> Directives;
};

/// A zero byte must stand behind \p Text, as for all that clang reads.
TokenizedText tokenize(llvm::StringRef Text);

/// Whether \p Word, which is not empty, stands in \p Text and is not part of a
/// longer one. Comments count.
bool hasWord(llvm::StringRef Text, llvm::StringRef Word);

} // namespace raiify

#endif // RAIIFY_EXTRACT_TEXTTOKENS_H
