//===- CleanupLines.h - How far statements reach ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A finding says where things begin. Where they end is read off the tokens:
/// pure functions over text, that make do with what does not parse.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_CLEANUPLINES_H
#define RAIIFY_TOOL_CLEANUPLINES_H

#include "extract/TextTokens.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>

namespace raiify {

/// The offset behind the statements of which the first begins at \p Offset in
/// \p Text. There are as many as \p Cleanup has, in its order. What stands
/// between them, within the block, counts; where one is not found as it is
/// written, it is taken for the next.
unsigned endOfStatements(const TokenizedText &Text, unsigned Offset,
                         llvm::ArrayRef<std::string> Cleanup);

/// The offset behind the block that \p Offset stands in: of a function's
/// variable, where it ends to be.
unsigned endOfBlock(const TokenizedText &Text, unsigned Offset);

} // namespace raiify

#endif // RAIIFY_TOOL_CLEANUPLINES_H
