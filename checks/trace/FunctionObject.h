//===- FunctionObject.h - Callables that are classes ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A function object that does what a lambda with [&] would do: a class that
/// holds references and nothing else.
///
///   class ParserDeleter {
///   public:
///     explicit ParserDeleter(Parser *&parser) : parser(parser) {}
///     void operator()() const { delete parser; }
///   private:
///     Parser *&parser;
///   };
///
/// It is recognised by what it is made of, never by its name. Its body is that
/// of its call operator, where each member stands for what the constructor was
/// handed: in `ParserDeleter{thisParser}`, `parser` is `thisParser`.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_FUNCTIONOBJECT_H
#define RAIIFY_TRACE_FUNCTIONOBJECT_H

#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <utility>

namespace clang {
class CXXConstructExpr;
class CXXMethodDecl;
class Expr;
class FieldDecl;
class Stmt;
} // namespace clang

namespace raiify {

struct FunctionObject {
  /// Its call operator, with a body.
  const clang::CXXMethodDecl *Call = nullptr;
  /// Its members, and what each refers to. That names the same object wherever
  /// it is evaluated while the function object lives: a variable, `*this`, or
  /// a member of one of these, reached without a pointer or a reference.
  llvm::SmallVector<std::pair<const clang::FieldDecl *, const clang::Expr *>, 2>
      Members;

  /// What \p S, a piece of the body, stands for; null where it is no member.
  const clang::Expr *meantBy(const clang::Stmt *S) const;
};

/// The function object that \p Made makes; nullopt where it is more than
/// references, or refers to what may be another object later.
std::optional<FunctionObject>
readFunctionObject(const clang::CXXConstructExpr *Made);

} // namespace raiify

#endif // RAIIFY_TRACE_FUNCTIONOBJECT_H
