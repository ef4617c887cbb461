//===- Planner.h - The plans of one site ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the plans for all shapes have in common. A plan is a place for the
/// guard and the statements that live in its scope; the rest follows: a copy
/// goes where the scope's end does the same, and runs the guard elsewhere; an
/// exit that had no copy disarms it.
///
///   SiteShape ─► GuardScope (Scope.h) ─► Decision … ─► Draft ─► Plan
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_REWRITE_PLANNER_H
#define RAIIFY_REWRITE_PLANNER_H

#include "rewrite/Draft.h"
#include "rewrite/GuardText.h"
#include "rewrite/Plan.h"
#include "rewrite/Scope.h"
#include "rewrite/Shape.h"

#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// What becomes of one copy.
struct Decision {
  const CopyGroup *Group = nullptr;
  /// It becomes a call that runs the guard; otherwise it goes.
  bool Run = false;
};

class Planner {
public:
  /// With \p Callable, the text of a function object that does what the copies
  /// do, guards that run them hold it in place of a lambda.
  Planner(const SiteShape &Shape, const SourceText &Text, std::string Callable)
      : Shape(Shape), Text(Text), Callable(std::move(Callable)) {}

  /// What to do with the copies in \p Scope; with \p AllRun, each runs the
  /// guard. Nullopt where a copy stands neither in the scope nor in a handler
  /// of its Left.
  std::optional<std::vector<Decision>> decide(const GuardScope &Scope,
                                              bool AllRun);

  /// A guard that does what \p Body does. With \p Dropped, the comments of the
  /// handlers of the site's try go into it, for the handlers go.
  Guard guardFor(GuardKind Kind, const CopyGroup &Body, bool Dropped,
                 bool WithComments) const;
  /// A guard that runs \p Statements, which follow each other.
  Guard guardFor(GuardKind Kind,
                 llvm::ArrayRef<const clang::Stmt *> Statements) const;

  /// Carries out \p Decisions. \p Body is the copy that the guard took its
  /// comments from, or null.
  void apply(Draft &D, const std::vector<Decision> &Decisions, const Guard &G,
             const CopyGroup *Body) const;
  /// Disarms \p G before each exit of \p Scope that had no copy; whether there
  /// is one.
  bool disarm(Draft &D, const GuardScope &Scope, const Guard &G) const;
  /// Disarms \p G in the handlers that hold no copy.
  void disarmInHandlers(Draft &D, const Guard &G) const;

  /// Adds what \p D holds, unless there is an equal plan.
  void add(llvm::StringRef Form, Draft &D);
  bool empty() const { return Result.Plans.empty(); }
  PlanList take();

  const SiteShape &Shape;
  const SourceText &Text;

private:
  bool leavesEmptyBranch(const CopyGroup &Group) const;
  bool isWorthIt(const Draft &D) const;
  bool hasOtherExits(const GuardScope &Scope) const;

  std::string Callable;
  PlanList Result;
  std::optional<Reason> Blocked;
};

/// Whether one of \p Decisions runs the guard.
bool runsAny(const std::vector<Decision> &Decisions);

/// Whether \p S may have a guard declared next to it whose scope goes on to
/// the end of the block: not in a switch, whose labels would jump past it.
bool mayDeclareAt(const SiteShape &Shape, const clang::Stmt *S);

/// Whether what the block of the site's try declares may as well be declared
/// around it.
bool mayDissolve(const SiteShape &Shape);

/// Plans for a cleanup that handlers and the normal exits have in common.
void planFinally(Planner &P);
/// Plans for a cleanup that only handlers have.
void planRollback(Planner &P);
/// Plans for a cleanup before exits, with or without a try.
void planExitCleanup(Planner &P);

/// Why \p Found cannot be rewritten, whatever the plan.
struct Refusal {
  Reason Why = Reason::NoRewrite;
  std::string Detail;
};
std::optional<Refusal> findRefusal(const FoundSite &Found,
                                   const SiteShape &Shape,
                                   const SourceText &Text);

} // namespace raiify

#endif // RAIIFY_REWRITE_PLANNER_H
