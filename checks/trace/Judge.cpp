//===- Judge.cpp - Does a rewrite change what happens ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Judge.h"

#include "trace/Builder.h"
#include "trace/Equivalence.h"
#include "trace/EventKey.h"
#include "trace/Guards.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace raiify {
namespace {

/// Which steps a comparison leaves out, because they are assumed away.
struct Assumed {
  bool NothrowCleanup = false;
  bool CaughtTypes = false;
};

/// Two functions, ready to be compared.
class Case {
public:
  Case(const JudgedFunction &Before, const JudgedFunction &After,
       const Config &Options);

  Judgement judge();

private:
  std::optional<Judgement> refusal() const;
  std::optional<Reason> whyNotHandled() const;
  bool needsHandled() const {
    return After.UnwindsThroughGuard && !Before.UnwindsThroughGuard;
  }
  Comparison compareUnder(const Assumed &What) const;
  Judgement answer(Verdict V, const Assumed &What) const;
  Judgement cleanupThrows() const;

  const FunctionDecl *Function;
  LabelTable Labels;
  Program Before;
  Program After;
};

} // namespace

/// Adds the handlers of one of the functions, with names for their types that
/// are the same in both.
static void addClasses(const JudgedFunction &F, ExceptionClasses &Classes) {
  const Stmt *Body = judgedBody(F.Function);
  if (!Body)
    return;
  GuardTable Guards(Body);
  LocalTable Locals(F.Function, Body, Guards);
  EventKeys Names(*F.Context, Locals);
  Classes.addHandlers(Body, [&](QualType T) { return Names.typeName(T); });
}

Case::Case(const JudgedFunction &BeforeF, const JudgedFunction &AfterF,
           const Config &Options)
    : Function(AfterF.Function) {
  ExceptionClasses Classes;
  addClasses(BeforeF, Classes);
  addClasses(AfterF, Classes);
  Before = buildProgram(BeforeF.Function, *BeforeF.Context, Classes, Options,
                        Labels);
  After =
      buildProgram(AfterF.Function, *AfterF.Context, Classes, Options, Labels);
}

/// Why no caller can be assumed to catch what leaves the function.
std::optional<Reason> Case::whyNotHandled() const {
  if (Function->isMain())
    return Reason::EntryFunction;
  const auto *Type = Function->getType()->getAs<FunctionProtoType>();
  bool IsNothrow = Type && Type->isNothrow();
  if (isa<CXXDestructorDecl>(Function) &&
      (IsNothrow || !Type ||
       isUnresolvedExceptionSpec(Type->getExceptionSpecType())))
    return Reason::Destructor;
  if (IsNothrow)
    return Reason::NoexceptFunction;
  return std::nullopt;
}

std::optional<Judgement> Case::refusal() const {
  for (const Program *P : {&Before, &After})
    if (P->Problem)
      return Judgement::refused(*P->Problem, P->ProblemDetail);
  if (needsHandled())
    if (std::optional<Reason> Why = whyNotHandled())
      return Judgement::refused(*Why);
  return std::nullopt;
}

Comparison Case::compareUnder(const Assumed &What) const {
  return compare(Before, After, Labels, [&](const Label &L) {
    if (L.RaisedBy.empty())
      return false;
    if (What.NothrowCleanup && After.ThrowingCleanups.count(L.RaisedBy))
      return true;
    return What.CaughtTypes &&
           Before.Uncaught.count({L.RaisedBy, L.RaisedClass}) != 0;
  });
}

static std::string join(const std::set<std::string> &Names) {
  std::string Text;
  for (const std::string &Name : Names)
    Text += (Text.empty() ? "'" : ", '") + Name + "'";
  return Text;
}

Judgement Case::answer(Verdict V, const Assumed &What) const {
  Judgement J;
  J.Verdict = V;
  if (needsHandled())
    J.Assumptions.push_back({AssumptionKind::Handled, ""});
  if (What.NothrowCleanup)
    for (const auto &[Key, Cleanup] : After.ThrowingCleanups) {
      Assumption A{AssumptionKind::NothrowCleanup, Cleanup.Detail};
      if (!llvm::is_contained(J.Assumptions, A))
        J.Assumptions.push_back(std::move(A));
    }
  if (What.CaughtTypes)
    J.Assumptions.push_back(
        {AssumptionKind::CaughtTypes,
         "only " + join(Before.CaughtTypes) + " is caught"});
  return J;
}

/// A refusal where a guard is seen to throw.
Judgement Case::cleanupThrows() const {
  for (const auto &[Key, Cleanup] : After.ThrowingCleanups)
    if (Cleanup.Certain)
      return Judgement::refused(Reason::CleanupThrows, Cleanup.Detail);
  return {};
}

Judgement Case::judge() {
  if (std::optional<Judgement> Refused = refusal())
    return *Refused;
  Comparison Last;
  // From nothing assumed to everything; the first that is enough is the least.
  for (Assumed What : {Assumed{false, false}, Assumed{true, false},
                       Assumed{false, true}, Assumed{true, true}}) {
    if ((What.NothrowCleanup && After.ThrowingCleanups.empty()) ||
        (What.CaughtTypes && Before.Uncaught.empty()))
      continue;
    Comparison Found = compareUnder(What);
    if (Found.Result == Comparison::TooLarge)
      return Judgement::refused(Reason::TooLarge);
    if (Found.Result == Comparison::Same) {
      if (What.NothrowCleanup && cleanupThrows().Reason)
        return cleanupThrows();
      return answer(What.NothrowCleanup || What.CaughtTypes
                        ? Verdict::Conditional
                        : Verdict::Equivalent,
                    What);
    }
    Last = std::move(Found);
  }
  Judgement J = answer(Verdict::ChangesBehavior, Assumed());
  J.Difference = std::move(Last.Difference);
  return J;
}

Judgement judge(const JudgedFunction &Before, const JudgedFunction &After,
                const Config &Options) {
  return Case(Before, After, Options).judge();
}

} // namespace raiify
