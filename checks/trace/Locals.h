//===- Locals.h - The variables of a function, told apart -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Names for a function's variables that mean the same before and after a
/// rewrite, and what may reach them besides their name.
///
/// A variable is called by its name and by how many variables of that name it
/// hides: `i`, and in an inner block `i^1`. Declarations are events of their
/// own, so within one trace a name stands for the variable that was declared
/// last under it. Two functions with equal traces therefore differ by renaming
/// at most.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_LOCALS_H
#define RAIIFY_TRACE_LOCALS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace clang {
class DeclRefExpr;
class FunctionDecl;
class LambdaExpr;
class Stmt;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace raiify {

class GuardTable;

class LocalTable {
public:
  LocalTable(const clang::FunctionDecl *Function, const clang::Stmt *Body,
             const GuardTable &Guards);

  /// The name of a local variable, parameter or structured binding; empty for
  /// what is no local of the function.
  llvm::StringRef nameOf(const clang::ValueDecl *D) const;

  /// Whether something besides the function's own reads and assignments may
  /// reach the variable: its address is taken, a reference is bound to it, a
  /// lambda captures it.
  bool escapes(const clang::ValueDecl *D) const { return Escaping.count(D); }

  /// Whether the callable of a guard assigns to the variable.
  bool isWrittenByGuard(const clang::ValueDecl *D) const {
    return GuardWritten.count(D);
  }

private:
  void visit(const clang::Stmt *S);
  void visitChildren(const clang::Stmt *S);
  void visitLambda(const clang::LambdaExpr *Lambda);
  void declare(const clang::ValueDecl *D);
  void declareVariable(const clang::VarDecl *D);
  void noteUses(const clang::Stmt *S, const clang::Stmt *Parent,
                unsigned LambdaDepth, bool InGuard);
  void noteUse(const clang::DeclRefExpr *Ref, const clang::Stmt *Parent,
               unsigned LambdaDepth, bool InGuard);

  const GuardTable &Guards;
  llvm::DenseMap<const clang::ValueDecl *, std::string> Names;
  std::vector<llvm::StringRef> InScope;
  llvm::DenseSet<const clang::ValueDecl *> Escaping;
  llvm::DenseSet<const clang::ValueDecl *> GuardWritten;
};

} // namespace raiify

#endif // RAIIFY_TRACE_LOCALS_H
