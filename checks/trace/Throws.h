//===- Throws.h - What may throw --------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether an evaluation may throw. What is not known to be safe may.
///
/// Safe are: functions declared `noexcept` or with `__attribute__((nothrow))`;
/// functions of C libraries (`extern "C"`, declared in a system header, no
/// callback among the parameters); functions whose bodies are in sight, cannot
/// be replaced or overridden, and do nothing that may throw; those that the
/// option NoThrowFunctions names. Destructors are safe unless they are declared
/// `noexcept(false)` ([except.spec]/8).
///
/// clang-tidy's ExceptionAnalyzer was not taken: it looks into a virtual
/// function's own body, but not into those that override it, which is right
/// for a warning and wrong for a proof.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_THROWS_H
#define RAIIFY_TRACE_THROWS_H

#include "trace/EarlierBodies.h"

#include "model/Config.h"

#include "clang/AST/Stmt.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"

#include <memory>
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class CXXConstructorDecl;
class CXXRecordDecl;
class CXXTryStmt;
class Expr;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace raiify {

/// Why something may throw.
struct ThrowCause {
  /// What is called: `cleanUp()`; or `throw`, `new`.
  std::string What;
  clang::SourceLocation Where;
  /// Whether a `throw` was seen, not just something unknown.
  bool Certain = false;
};

class ThrowAnalysis {
public:
  ThrowAnalysis(const clang::ASTContext &Context, const Config &Options,
                const OtherBodies &Others = {})
      : Context(Context), Options(Options), Others(Others) {}

  /// Why evaluating \p S may throw, or nullopt where it cannot. A statement
  /// counts with everything in it.
  std::optional<ThrowCause> causeIn(const clang::Stmt *S);
  /// The same for the destructor of an object of type \p T.
  std::optional<ThrowCause> causeInDestructor(clang::QualType T,
                                              clang::SourceLocation Where);

  /// Whether an answer rests on a body that was left out of the parse, is not
  /// known from an earlier one either, and is not to be taken for anything.
  bool missedBody() const { return Missed; }

private:
  /// What counts where it cannot be told whether something throws by \p Cause.
  std::optional<ThrowCause> unknown(ThrowCause Cause) const;
  std::optional<ThrowCause> ofNode(const clang::Stmt *S);
  std::optional<ThrowCause> ofEndOf(const clang::VarDecl *Variable);
  std::optional<ThrowCause> ofExpression(const clang::Expr *E);
  std::optional<ThrowCause> ofCall(const clang::Expr *E);
  std::optional<ThrowCause> ofTry(const clang::CXXTryStmt *S);
  std::optional<ThrowCause> ofFunction(const clang::FunctionDecl *Function,
                                       clang::SourceLocation Where);
  std::optional<ThrowCause> ofBody(const clang::FunctionDecl *Function);
  /// By what \p Same, the same function in the earlier parse, does.
  std::optional<ThrowCause> ofEarlier(const clang::FunctionDecl *Function,
                                      const clang::FunctionDecl *Same,
                                      clang::SourceLocation Where);
  std::optional<ThrowCause>
  ofInitializers(const clang::CXXConstructorDecl *Constructor);
  bool isNamedSafe(const clang::FunctionDecl *Function) const;
  bool destructorThrows(const clang::CXXRecordDecl *Record) const;

  const clang::ASTContext &Context;
  const Config &Options;
  OtherBodies Others;
  /// Of the context that earlier functions are in; made when it is needed.
  std::unique_ptr<ThrowAnalysis> InEarlier;
  bool Missed = false;
  unsigned Depth = 0;
  /// Functions whose bodies were looked into.
  llvm::DenseMap<const clang::FunctionDecl *, std::optional<ThrowCause>> Known;
};

} // namespace raiify

#endif // RAIIFY_TRACE_THROWS_H
