//===- Builder.h - From a function's AST to its automaton -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads one function, by the rules of C++ for the order of evaluation between
/// full expressions, for the end of scopes, and for exceptions
/// ([stmt.dcl], [except.ctor], [except.handle], [except.terminate]).
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_BUILDER_H
#define RAIIFY_TRACE_BUILDER_H

#include "trace/Classes.h"
#include "trace/EarlierBodies.h"
#include "trace/Program.h"

#include "model/Config.h"

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace raiify {

/// The body of \p Function as written; null where it has none.
const clang::Stmt *judgedBody(const clang::FunctionDecl *Function);

/// The automaton of \p Function. What it cannot show is its Problem.
Program buildProgram(const clang::FunctionDecl *Function,
                     clang::ASTContext &Context,
                     const ExceptionClasses &Classes, const Config &Options,
                     LabelTable &Labels, const OtherBodies &Others = {});

} // namespace raiify

#endif // RAIIFY_TRACE_BUILDER_H
