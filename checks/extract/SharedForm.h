//===- SharedForm.h - A cleanup, free of its function -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes a cleanup such that a class elsewhere can hold it:
///
///   delete thisParser; running = false; close();      in Server::run
///   delete $0;         $1 = false;      $2.close();   anywhere
///
/// with `thisParser`, `running` and `*this` handed to it by reference. What it
/// names besides is written so that it means the same elsewhere. What cannot
/// be written so (something private, local, or out of a macro) is an obstacle.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_SHAREDFORM_H
#define RAIIFY_EXTRACT_SHAREDFORM_H

#include "model/Site.h"

#include "clang/AST/Stmt.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace raiify {

/// The shared form of \p Cleanup, statements of \p Function, without a Place.
/// \p Function is null for code outside of any.
SharedForm shareCleanup(llvm::ArrayRef<const clang::Stmt *> Cleanup,
                        const clang::FunctionDecl *Function,
                        clang::ASTContext &Context);

/// Where the outermost declaration around \p Function begins that is not a
/// namespace: what is declared there can be used in the function.
clang::SourceLocation outermostBegin(const clang::FunctionDecl *Function);

} // namespace raiify

#endif // RAIIFY_EXTRACT_SHAREDFORM_H
