//===- BuilderImpl.h - The class that builds an automaton -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The automaton is built backwards: build(S, Next) makes the points of S, lets
/// them lead to Next, and returns where S begins. What leaving a place must
/// undo stands in a chain of scopes, innermost first.
///
///   Builder.cpp       bodies, guards, what a function as a whole says
///   BuildStmts.cpp    statements: conditions, loops, switch
///   BuildSteps.cpp    evaluations and declarations
///   BuildExits.cpp    the ways out of scopes: returns, jumps, exceptions
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_BUILDERIMPL_H
#define RAIIFY_TRACE_BUILDERIMPL_H

#include "trace/Builder.h"
#include "trace/EventKey.h"
#include "trace/Guards.h"
#include "trace/Locals.h"
#include "trace/Scope.h"
#include "trace/Throws.h"

#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"

#include <deque>
#include <tuple>

namespace raiify {

class ProgramBuilder {
public:
  ProgramBuilder(const clang::FunctionDecl *Function, const clang::Stmt *Body,
                 clang::ASTContext &Context, const ExceptionClasses &Classes,
                 const Config &Options, LabelTable &Labels,
                 const OtherBodies &Others);

  Program run();

private:
  // Builder.cpp
  void buildAll();
  void refuse(Reason Why, llvm::StringRef Detail = "");
  void survey(const clang::Stmt *S);
  void checkGuardBodies();
  bool readsException(const clang::Stmt *S, unsigned Depth, bool InHandler);
  PointId buildInitializers(PointId Next);
  PointId newPoint(Point P);
  PointId placeholder() { return newPoint({}); }
  void lead(PointId From, PointId To) { Result.Points[From].Next = To; }
  const Scope *push(Scope S);
  unsigned liveAt(const Scope *S);
  PointId runNow(const GuardInfo &Guard, const clang::CallExpr *Call,
                 PointId Next, const Scope *At);
  /// The points of a guard's callable, run by its destructor in \p At.
  PointId runInDestructor(const GuardInfo &Guard, PointId Next,
                          const Scope *At);

  // BuildStmts.cpp
  PointId build(const clang::Stmt *S, PointId Next, const Scope *At,
                const JumpTargets &Jumps);
  PointId buildBlock(const clang::CompoundStmt *S, PointId Next,
                     const Scope *At, const JumpTargets &Jumps);
  PointId buildIf(const clang::IfStmt *S, PointId Next, const Scope *At,
                  const JumpTargets &Jumps);
  PointId buildWhile(const clang::WhileStmt *S, PointId Next, const Scope *At,
                     const JumpTargets &Jumps);
  PointId buildDo(const clang::DoStmt *S, PointId Next, const Scope *At,
                  const JumpTargets &Jumps);
  PointId buildFor(const clang::ForStmt *S, PointId Next, const Scope *At,
                   const JumpTargets &Jumps);
  PointId buildForRange(const clang::CXXForRangeStmt *S, PointId Next,
                        const Scope *At, const JumpTargets &Jumps);
  PointId buildSwitch(const clang::SwitchStmt *S, PointId Next, const Scope *At,
                      const JumpTargets &Jumps);
  PointId buildTry(const clang::CXXTryStmt *S, PointId Next, const Scope *At,
                   const JumpTargets &Jumps);
  PointId buildReturn(const clang::ReturnStmt *S, const Scope *At,
                      const JumpTargets &Jumps);
  PointId buildExpression(const clang::Expr *E, PointId Next, const Scope *At,
                          const JumpTargets &Jumps);
  PointId buildThrow(const clang::CXXThrowExpr *E, const Scope *At);
  PointId condition(const clang::Expr *E, PointId True, PointId False,
                    const Scope *At);

  // BuildSteps.cpp
  /// What is left to build of a block once its declarations are in scope.
  struct Declared {
    const Scope *Inner = nullptr;
    std::vector<std::pair<const clang::VarDecl *, const Scope *>> Variables;
  };
  /// The scopes that \p S opens in \p At.
  Declared openScopes(const clang::DeclStmt *S, const Scope *At);
  const Scope *scopeFor(const clang::VarDecl *D, const Scope *At);
  PointId buildDeclarations(const Declared &D, PointId Next);
  PointId buildVariable(const clang::VarDecl *D, PointId Next, const Scope *At);
  /// The evaluation of \p S, which may throw for \p Cause.
  PointId step(Label L, const std::optional<ThrowCause> &Cause, PointId Next,
               const Scope *At);
  PointId evaluate(const clang::Stmt *S, PointId Next, const Scope *At);
  void addRaises(Point &P, const Label &L, const ThrowCause &Cause,
                 const Scope *At);
  void noteThrow(const Label &L, const ThrowCause &Cause, bool LeavesGuard);
  Label labelFor(const clang::Stmt *S);
  std::string shown(const clang::Stmt *S) const;
  bool isBlind(const clang::Stmt *S) const;
  bool isMovable(const clang::Expr *E) const;

  // BuildExits.cpp
  PointId outcome(llvm::StringRef Key, llvm::StringRef Shown);
  PointId leave(const Scope *From, const Scope *To, PointId Target);
  PointId unwind(const Scope *At, const std::string &Class,
                 const Scope *Rethrown);
  PointId unwindOut(const Scope *At, const std::string &Class,
                    const Scope *Rethrown);
  PointId destroy(const Scope *Object, PointId Next);
  PointId destroyInFlight(const Scope *Object, PointId Next);
  PointId enterHandler(const Scope *TryScope, const std::string &Class,
                       const Scope *Rethrown);
  PointId buildHandler(const Scope *TryScope,
                       const clang::CXXCatchStmt *Handler,
                       const std::string &Class);
  /// Whether there is a try block around \p At, but no handler that catches
  /// \p Class. Notes the types that the nearest block's handlers name.
  bool noteUncaught(const std::string &Class, const Scope *At);
  /// Whether an exception of \p Class that arises at \p At is not caught before
  /// it leaves the function, or the guard's callable that \p At is in.
  bool escapesFrom(const std::string &Class, const Scope *At) const;

  const clang::FunctionDecl *Function;
  const clang::Stmt *Body;
  clang::ASTContext &Context;
  const ExceptionClasses &Classes;
  const Config &Options;
  LabelTable &Labels;
  OtherBodies Others;
  GuardTable Guards;
  LocalTable Locals;
  EventKeys Keys;
  ThrowAnalysis Throws;
  Program Result;

  std::deque<Scope> Scopes;
  const Scope *Root = nullptr;
  /// Set while the callable of a guard is built for its destructor.
  bool InDestructor = false;
  std::map<std::vector<std::string>, unsigned> LiveIndex;
  std::map<std::string, PointId> Outcomes;
  std::map<std::tuple<const Scope *, std::string, const Scope *>, PointId>
      Unwinds;
  std::map<std::tuple<const Scope *, const Scope *, PointId>, PointId> Leaves;
  /// A label of the switch that is being built; the default has no key.
  struct SwitchLabel {
    std::string Key;
    std::string Shown;
    PointId Entry = 0;
  };
  std::vector<SwitchLabel> *Cases = nullptr;
};

/// The bound on points; no function written by hand comes near.
constexpr std::size_t MaxPoints = 100000;

} // namespace raiify

#endif // RAIIFY_TRACE_BUILDERIMPL_H
