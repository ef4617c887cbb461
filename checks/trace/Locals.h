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
/// What a function object does to a variable that it refers to, the function
/// does (FunctionObject.h).
///
/// A variable is called by its name and by how many variables of that name it
/// hides: `i`, and in an inner block `i^1`. Declarations are events of their
/// own, so within one trace a name stands for the variable that was declared
/// last under it. Two functions with equal traces therefore differ by renaming
/// at most. Static locals have no such order, so two of one name are a problem.
///
/// What a guard's callable declares hides what is in scope where the callable
/// runs: with `run()` that is more than where it is written.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_LOCALS_H
#define RAIIFY_TRACE_LOCALS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class CXXForRangeStmt;
class CallExpr;
class DeclContext;
class DeclRefExpr;
class Expr;
class FunctionDecl;
class LambdaExpr;
class Stmt;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace raiify {

class GuardTable;
struct GuardInfo;

class LocalTable {
public:
  LocalTable(const clang::FunctionDecl *Function, const clang::Stmt *Body,
             const GuardTable &Guards);
  ~LocalTable();

  /// The name of a local variable, parameter or structured binding, also of the
  /// function around a lambda; empty for what is no local, and for guards.
  std::string nameOf(const clang::ValueDecl *D) const;
  /// Whether it is a local of the function itself.
  bool isOwn(const clang::ValueDecl *D) const { return Names.count(D); }
  /// Whether \p Scope is the function itself or lies around it: its code is
  /// what is compared, and names nothing.
  bool isAround(const clang::DeclContext *Scope) const;
  /// Why its variables cannot be told apart; empty if they can.
  const std::string &problem() const { return Problem; }

  /// While the callable of a guard is looked at as \p Call runs it.
  void beginRun(const clang::CallExpr *Call) { Running = Call; }
  void endRun() { Running = nullptr; }
  bool isRunning() const { return Running != nullptr; }

  /// Whether something besides the function's own reads and assignments may
  /// reach the variable: its address is taken, a reference is bound to it, a
  /// lambda captures it.
  bool escapes(const clang::ValueDecl *D) const { return Escaping.count(D); }

  /// Whether the callable of a guard assigns to the variable.
  bool isWrittenByGuard(const clang::ValueDecl *D) const {
    return GuardWritten.count(D);
  }

private:
  struct Entry {
    std::string Name;
    unsigned Hidden = 0;
    /// Of what a guard's callable declares, and what was in scope there.
    int Guard = -1;
    unsigned Outside = 0;
  };
  struct Enclosing;
  struct RunSite {
    int Guard = -1;
    std::map<std::string, unsigned> InScope;
  };

  void visit(const clang::Stmt *S);
  void visitChildren(const clang::Stmt *S);
  void visitLambda(const clang::LambdaExpr *Lambda);
  void visitBody(const clang::Stmt *Body, const GuardInfo *Guard);
  void declare(const clang::ValueDecl *D);
  void declareVariable(const clang::VarDecl *D);
  void noteUses(const clang::Stmt *S, const clang::Stmt *Parent,
                unsigned LambdaDepth, bool InGuard);
  void noteUse(const clang::DeclRefExpr *Ref, const clang::Stmt *Place,
               const clang::Stmt *Parent, unsigned LambdaDepth, bool InGuard);
  const clang::DeclRefExpr *wholeOf(const clang::Expr *S) const;
  bool onlyReadsArray(const clang::CXXForRangeStmt *Loop) const;
  void noteIndexes(const clang::Expr *S, unsigned LambdaDepth, bool InGuard);
  void findCalledOnly(const clang::Stmt *Body);

  const clang::FunctionDecl *Function;
  const GuardTable &Guards;
  /// Lambdas that are variables of the function, and are called by it and
  /// nothing else: what they capture stays among its own reads and writes.
  llvm::DenseSet<const clang::LambdaExpr *> CalledOnly;
  std::unique_ptr<Enclosing> Around;
  llvm::DenseMap<const clang::ValueDecl *, Entry> Names;
  std::vector<std::string> InScope;
  /// The guard whose callable is visited, and what was in scope before it.
  int InGuard = -1;
  std::size_t OutsideGuard = 0;
  /// The guard whose function object's uses of variables are noted.
  const GuardInfo *Object = nullptr;
  std::map<const clang::CallExpr *, RunSite> RunSites;
  const clang::CallExpr *Running = nullptr;
  std::string Problem;
  llvm::DenseSet<const clang::ValueDecl *> Escaping;
  llvm::DenseSet<const clang::ValueDecl *> GuardWritten;
};

} // namespace raiify

#endif // RAIIFY_TRACE_LOCALS_H
