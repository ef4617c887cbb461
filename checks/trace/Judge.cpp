//===- Judge.cpp - Does a rewrite change what happens ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Judge.h"

#include "trace/Builder.h"
#include "trace/EarlierBodies.h"
#include "trace/EntryFunctions.h"
#include "trace/Equivalence.h"
#include "trace/EventKey.h"
#include "trace/Guards.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace raiify {
namespace {

/// What the two parses have.
enum class Bodies {
  All,
  /// The later one has not all that the earlier has.
  AllBefore,
  /// Neither has all: what throws is at least what is seen to throw in the
  /// later one, and at most what may in the earlier.
  Some
};

/// Two functions, ready to be compared.
class Case {
public:
  Case(const JudgedFunction &Before, const JudgedFunction &After,
       const Config &Options, Bodies Seen);

  Judgement judge();
  std::optional<Judgement> refusal() const;
  bool missedBody() const { return Before.MissedBody || After.MissedBody; }

private:
  bool needsHandled() const {
    return !std::includes(
        Before.UnwoundGuards.begin(), Before.UnwoundGuards.end(),
        After.UnwoundGuards.begin(), After.UnwoundGuards.end());
  }
  Judgement answer(const Comparison &Found, const Assumed &What) const;

  /// As it was; the way that it is called up does not change.
  const FunctionDecl *Function;
  ASTContext *Context;
  LabelTable Labels;
  Program Before;
  Program After;
  bool HaveOtherTypes = false;
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
  auto NameOf = [&](QualType T) { return Names.typeName(T); };
  Classes.addHandlers(Body, NameOf);
  for (const GuardInfo &Guard : Guards.all())
    if (Guard.Object)
      Classes.addHandlers(Guard.body(), NameOf);
}

/// Whether what a caller sees of the functions differs.
static bool haveOtherTypes(const FunctionDecl *Before, const ASTContext &Old,
                           const FunctionDecl *After, const ASTContext &New) {
  auto typeOf = [](const FunctionDecl *F, const ASTContext &Context) {
    GuardTable None(nullptr);
    return EventKeys(Context, LocalTable(F, nullptr, None))
        .typeName(F->getType());
  };
  return typeOf(Before, Old) != typeOf(After, New);
}

Case::Case(const JudgedFunction &BeforeF, const JudgedFunction &AfterF,
           const Config &Options, Bodies Seen)
    : Function(BeforeF.Function), Context(BeforeF.Context) {
  HaveOtherTypes = haveOtherTypes(BeforeF.Function, *BeforeF.Context,
                                  AfterF.Function, *AfterF.Context);
  ExceptionClasses Classes;
  addClasses(BeforeF, Classes);
  addClasses(AfterF, Classes);
  OtherBodies OfBefore, OfAfter;
  std::optional<EarlierBodies> Earlier;
  if (Seen != Bodies::All)
    OfAfter.Earlier = &Earlier.emplace(BeforeF.Function);
  if (Seen == Bodies::Some) {
    OfBefore.Unseen = UnseenBodies::MayThrow;
    OfAfter.Unseen = UnseenBodies::DoNotThrow;
  }
  Before = buildProgram(BeforeF.Function, *BeforeF.Context, Classes, Options,
                        Labels, OfBefore);
  After = buildProgram(AfterF.Function, *AfterF.Context, Classes, Options,
                       Labels, OfAfter);
}

std::optional<Reason> whyNotHandled(const FunctionDecl *Function,
                                    ASTContext &Context) {
  if (Function->isMain())
    return Reason::EntryFunction;
  const auto *Type = Function->getType()->getAs<FunctionProtoType>();
  bool IsUnresolved =
      Type && isUnresolvedExceptionSpec(Type->getExceptionSpecType());
  bool IsNothrow = Type && !IsUnresolved && Type->isNothrow();
  if (isa<CXXDestructorDecl>(Function) && (IsNothrow || !Type || IsUnresolved))
    return Reason::Destructor;
  if (IsNothrow)
    return Reason::NoexceptFunction;
  if (beginsThread(Function, Context))
    return Reason::EntryFunction;
  return std::nullopt;
}

std::optional<Judgement> Case::refusal() const {
  if (HaveOtherTypes)
    return Judgement::refused(Reason::NotModelled,
                              "the function's type differs");
  for (const Program *P : {&Before, &After})
    if (P->Problem)
      return Judgement::refused(*P->Problem, P->ProblemDetail);
  if (needsHandled())
    if (std::optional<Reason> Why = whyNotHandled(Function, *Context))
      return Judgement::refused(*Why);
  return std::nullopt;
}

static Assumption handled() {
  return {AssumptionKind::Handled,
          "a caller catches what leaves this function"};
}

static std::string join(const std::set<std::string> &Names) {
  std::string Text;
  for (const std::string &Name : Names)
    Text += (Text.empty() ? "'" : ", '") + Name + "'";
  return Text;
}

/// The verdict that a comparison without a difference allows.
Judgement Case::answer(const Comparison &Found, const Assumed &What) const {
  Judgement J;
  J.Verdict = What.NothrowCleanup || What.CaughtTypes ? Verdict::Conditional
                                                      : Verdict::Equivalent;
  if (needsHandled())
    J.Assumptions.push_back(handled());
  for (const std::string &Key : Found.AssumedNothrow) {
    if (!After.ThrowingCleanups.count(Key))
      continue;
    // The place is the one that the reader has: that of before.
    auto Known = Before.ThrowNotes.find(Key);
    const ThrowNote &Note = Known == Before.ThrowNotes.end()
                                ? After.ThrowNotes.at(Key)
                                : Known->second;
    // A guard that is seen to throw cannot be assumed not to.
    if (Note.Certain)
      return Judgement::refused(Reason::CleanupThrows, Note.Detail);
    Assumption A{AssumptionKind::NothrowCleanup, Note.Detail};
    if (!llvm::is_contained(J.Assumptions, A))
      J.Assumptions.push_back(std::move(A));
  }
  if (What.CaughtTypes)
    J.Assumptions.push_back(
        {AssumptionKind::CaughtTypes,
         "nothing but " + join(Before.CaughtTypes) + " is thrown"});
  return J;
}

Judgement Case::judge() {
  if (std::optional<Judgement> Refused = refusal())
    return *Refused;
  Comparison Found;
  // From nothing assumed to everything; the first that is enough is the least.
  for (Assumed What : {Assumed{false, false}, Assumed{true, false},
                       Assumed{false, true}, Assumed{true, true}}) {
    if ((What.NothrowCleanup && After.ThrowingCleanups.empty()) ||
        (What.CaughtTypes && Before.CaughtTypes.empty()))
      continue;
    Found = compare(Before, After, Labels, What);
    if (Found.Result == Comparison::TooLarge)
      return Judgement::refused(Reason::TooLarge);
    if (Found.Result == Comparison::Same)
      return answer(Found, What);
  }
  Judgement J;
  J.Verdict = Verdict::ChangesBehavior;
  if (needsHandled())
    J.Assumptions.push_back(handled());
  J.Difference = std::move(Found.Difference);
  return J;
}

Judgement judge(const JudgedFunction &Before, const JudgedFunction &After,
                const Config &Options) {
  return Case(Before, After, Options, Bodies::All).judge();
}

std::optional<Judgement> judgePartly(const JudgedFunction &Before,
                                     const JudgedFunction &After,
                                     const Config &Options) {
  Case Both(Before, After, Options, Bodies::AllBefore);
  if (Both.missedBody())
    return std::nullopt;
  return Both.judge();
}

std::optional<Judgement> refuseInAnyCase(const JudgedFunction &Before,
                                         const JudgedFunction &After,
                                         const Config &Options) {
  Case Both(Before, After, Options, Bodies::Some);
  std::optional<Judgement> Refused = Both.refusal();
  // With more that may throw, the automaton is larger than the real one.
  bool MayFit = Refused && Refused->Reason == Reason::TooLarge;
  return Both.missedBody() || MayFit ? std::nullopt : Refused;
}

} // namespace raiify
