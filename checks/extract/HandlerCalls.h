//===- HandlerCalls.h - What handlers call, as written ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether something is cleanup may depend on what the functions do that stand
/// beside it in a handler. A scan has to read those, if it is to be certain.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_HANDLERCALLS_H
#define RAIIFY_EXTRACT_HANDLERCALLS_H

#include "extract/TextTokens.h"

#include <string>
#include <vector>

namespace raiify {

/// The words in front of parentheses in the handlers of \p Tokens, each once,
/// sorted. Keywords may be among them.
std::vector<std::string> handlerCalls(llvm::ArrayRef<TextToken> Tokens);

} // namespace raiify

#endif // RAIIFY_EXTRACT_HANDLERCALLS_H
