//===- PartialParse.h - A parse without most bodies -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Parses code as scans and proofs do: without bodies that do not matter.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TEST_UNIT_PARTIALPARSE_H
#define RAIIFY_TEST_UNIT_PARTIALPARSE_H

#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace raiify {

/// Calls \p Then with \p Code, if it parses. Bodies that \p LeavesOut is true
/// of are left out. \p Headers stand beside the code.
void parsePartly(
    llvm::StringRef Code, const std::vector<std::string> &Arguments,
    const clang::tooling::FileContentMappings &Headers,
    llvm::function_ref<bool(const clang::FunctionDecl *)> LeavesOut,
    llvm::function_ref<void(clang::ASTContext &)> Then);

} // namespace raiify

#endif // RAIIFY_TEST_UNIT_PARTIALPARSE_H
