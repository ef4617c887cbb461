//===- EntryFunctions.h - Functions that threads begin with -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Above the function that a thread begins with nothing catches exceptions.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_ENTRYFUNCTIONS_H
#define RAIIFY_TRACE_ENTRYFUNCTIONS_H

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace raiify {

/// Whether code in \p Context outside of system headers hands \p Function, or
/// the lambda whose call operator it is, to `pthread_create`, `thrd_create` or
/// the constructor of `std::thread` or `std::jthread`. What other translation
/// units do with it is not seen.
bool beginsThread(const clang::FunctionDecl *Function,
                  clang::ASTContext &Context);

} // namespace raiify

#endif // RAIIFY_TRACE_ENTRYFUNCTIONS_H
