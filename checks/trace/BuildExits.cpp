//===- BuildExits.cpp - The ways out of scopes ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/BuilderImpl.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace raiify {

/// Whether the type of \p Function lets no exception out.
static bool isNothrowFunction(const FunctionDecl *Function) {
  const auto *Type = Function->getType()->getAs<FunctionProtoType>();
  if (!Type)
    return false;
  if (isUnresolvedExceptionSpec(Type->getExceptionSpecType()))
    return isa<CXXDestructorDecl>(Function);
  return Type->isNothrow();
}

PointId ProgramBuilder::outcome(llvm::StringRef Key, llvm::StringRef Shown) {
  auto [It, IsNew] = Outcomes.try_emplace(Key.str(), 0);
  if (!IsNew)
    return It->second;
  Label L;
  L.Key = ("outcome: " + Key).str();
  L.Shown = Shown.str();
  L.IsBlindToLocals = true;
  Point End;
  End.Kind = PointKind::Step;
  Point P = End;
  P.Arcs.push_back(
      {Labels.intern(std::move(L)), newPoint(End), 0, false, false});
  return Outcomes[Key.str()] = newPoint(std::move(P));
}

PointId ProgramBuilder::destroy(const Scope *Object, PointId Next) {
  Label L;
  L.Key = Object->Key;
  L.Shown = Object->Shown;
  return step(std::move(L), Object->Throws, Next, Object->Parent);
}

/// The step in which an exception object that was handled ceases to be.
static Label exceptionDone(bool UnderAnother) {
  Label L;
  L.Key = UnderAnother ? "the handled exception is dropped"
                       : "the exception is done with";
  L.Shown = UnderAnother ? "the exception before it is dropped"
                         : "the exception is dealt with";
  return L;
}

/// From \p From out to \p To, without an exception, and on to \p Target.
PointId ProgramBuilder::leave(const Scope *From, const Scope *To,
                              PointId Target) {
  if (From == To)
    return Target;
  if (!From || From->Kind == ScopeKind::Barrier) {
    refuse(Reason::NotModelled, "a jump out of a guard");
    return Target;
  }
  auto Key = std::make_tuple(From, To, Target);
  if (auto It = Leaves.find(Key); It != Leaves.end())
    return It->second;
  PointId Rest = leave(From->Parent, To, Target);
  switch (From->Kind) {
  case ScopeKind::Object:
    Rest = destroy(From, Rest);
    break;
  case ScopeKind::Guard:
    Rest = From->Guard->Kind == GuardKind::Fail
               ? newPoint({PointKind::Disarm, From->Guard->Index, Rest, 0, {}})
               : runInDestructor(*From->Guard, Rest, From->Parent);
    break;
  case ScopeKind::Handler:
    Rest = step(exceptionDone(/*UnderAnother=*/false), std::nullopt, Rest,
                From->Parent);
    break;
  default:
    break;
  }
  return Leaves[Key] = Rest;
}

/// Whether a try block that an exception of \p Class passes on its way out of
/// the function, from \p At on, catches it.
static bool isCaughtAbove(const Scope *At, const std::string &Class,
                          const ExceptionClasses &Classes,
                          ExceptionClasses::TypeName NameOf) {
  for (; At && At->Kind != ScopeKind::Barrier; At = At->Parent)
    if (At->Kind == ScopeKind::Try)
      for (unsigned I = 0; I != At->Try->getNumHandlers(); ++I)
        if (Classes.catches(At->Try->getHandler(I), Class, NameOf))
          return true;
  return false;
}

bool ProgramBuilder::escapesFrom(const std::string &Class,
                                 const Scope *At) const {
  return !isCaughtAbove(At, Class, Classes,
                        [this](QualType T) { return Keys.typeName(T); });
}

static bool isInDestructor(const Scope *At) {
  while (At && At->Kind != ScopeKind::Barrier)
    At = At->Parent;
  return At != nullptr;
}

bool ProgramBuilder::noteUncaught(const std::string &Class, const Scope *At) {
  // Where a handler further out catches it, the function expects it.
  if (!escapesFrom(Class, At))
    return false;
  while (At && At->Kind != ScopeKind::Try && At->Kind != ScopeKind::Barrier)
    At = At->Parent;
  if (!At || At->Kind != ScopeKind::Try)
    return false;
  std::set<std::string> Types;
  auto NameOf = [this](QualType T) { return Keys.typeName(T); };
  for (unsigned I = 0; I != At->Try->getNumHandlers(); ++I) {
    const CXXCatchStmt *Handler = At->Try->getHandler(I);
    Types.insert(NameOf(plainExceptionType(Handler->getCaughtType())));
  }
  Result.CaughtTypes.insert(Types.begin(), Types.end());
  return true;
}

/// The way of an exception of \p Class that is raised in \p At. \p Rethrown is
/// the handler whose exception it is, if it is not a new one.
PointId ProgramBuilder::unwind(const Scope *At, const std::string &Class,
                               const Scope *Rethrown) {
  auto Key = std::make_tuple(At, Class, Rethrown);
  if (auto It = Unwinds.find(Key); It != Unwinds.end())
    return It->second;
  // Known before it is built: a handler may lead back here.
  PointId Begin = placeholder();
  Unwinds[Key] = Begin;
  lead(Begin, unwindOut(At, Class, Rethrown));
  return Begin;
}

PointId ProgramBuilder::unwindOut(const Scope *At, const std::string &Class,
                                  const Scope *Rethrown) {
  switch (At->Kind) {
  case ScopeKind::Function:
    return isNothrowFunction(Function)
               ? outcome("terminates", "the program ends: the function is "
                                       "noexcept")
               : outcome("leaves", "the exception leaves");
  case ScopeKind::Barrier:
    return outcome("terminates in a guard",
                   "the program ends: an exception leaves the guard");
  case ScopeKind::Object:
    return destroyInFlight(At, unwind(At->Parent, Class, Rethrown));
  case ScopeKind::Local:
    return unwind(At->Parent, Class, Rethrown);
  case ScopeKind::Guard:
    if (!isInDestructor(At) && escapesFrom(Class, At->Parent)) {
      const GuardInfo *Outside = Keys.enterBody(At->Guard);
      Result.UnwoundGuards.insert(Keys.keyOf(At->Guard->body()));
      Keys.enterBody(Outside);
    }
    return runInDestructor(*At->Guard, unwind(At->Parent, Class, Rethrown),
                           At->Parent);
  case ScopeKind::Try:
    return enterHandler(At, Class, Rethrown);
  case ScopeKind::Handler: {
    if (At == Rethrown)
      return unwind(At->Parent, Class, /*Rethrown=*/nullptr);
    PointId Rest = unwind(At->Parent, Class, Rethrown);
    return step(exceptionDone(/*UnderAnother=*/true), std::nullopt, Rest,
                At->Parent);
  }
  }
  return 0;
}

/// A destructor that throws while an exception is in flight ends the program.
PointId ProgramBuilder::destroyInFlight(const Scope *Object, PointId Next) {
  Scope Barrier;
  Barrier.Kind = ScopeKind::Barrier;
  Barrier.Parent = Object->Parent;
  Label L;
  L.Key = Object->Key;
  L.Shown = Object->Shown;
  return step(std::move(L), Object->Throws, Next, push(std::move(Barrier)));
}

PointId ProgramBuilder::enterHandler(const Scope *TryScope,
                                     const std::string &Class,
                                     const Scope *Rethrown) {
  auto NameOf = [this](QualType T) { return Keys.typeName(T); };
  for (unsigned I = 0; I != TryScope->Try->getNumHandlers(); ++I) {
    const CXXCatchStmt *Handler = TryScope->Try->getHandler(I);
    if (Classes.catches(Handler, Class, NameOf))
      return buildHandler(TryScope, Handler, Class);
  }
  return unwind(TryScope->Parent, Class, Rethrown);
}

PointId ProgramBuilder::buildHandler(const Scope *TryScope,
                                     const CXXCatchStmt *Handler,
                                     const std::string &Class) {
  Scope Added;
  Added.Kind = ScopeKind::Handler;
  Added.Parent = TryScope->Parent;
  Added.Class = Class;
  const Scope *Outer = push(std::move(Added));
  const VarDecl *Caught = Handler->getExceptionDecl();
  const Scope *Inner = Caught ? scopeFor(Caught, Outer) : Outer;
  PointId End = leave(Inner, TryScope->Parent, TryScope->AfterTry);
  PointId Entry =
      build(Handler->getHandlerBlock(), End, Inner, TryScope->Jumps);
  if (!Caught || Caught->getType()->isReferenceType() ||
      (!Caught->getType()->isDependentType() &&
       Caught->getType().isTriviallyCopyableType(Context)))
    return Entry;
  // Caught by value: a constructor copies the exception object.
  Label L;
  L.Key =
      "catch " + Keys.typeName(Caught->getType()) + " " + Locals.nameOf(Caught);
  L.Shown = "the exception is copied to be caught";
  return step(std::move(L), std::nullopt, Entry, Outer);
}

PointId ProgramBuilder::buildThrow(const CXXThrowExpr *E, const Scope *At) {
  Point P;
  P.Kind = PointKind::Step;
  unsigned Live = liveAt(At);
  if (!E->getSubExpr()) {
    const Scope *Handler = At;
    while (Handler && Handler->Kind != ScopeKind::Handler &&
           Handler->Kind != ScopeKind::Barrier)
      Handler = Handler->Parent;
    if (Handler && Handler->Kind == ScopeKind::Handler)
      return unwind(At, Handler->Class, Handler);
    // The exception of a handler further up the stack.
    Label L = labelFor(E);
    addRaises(P, L, {"throw", E->getThrowLoc(), true}, At);
    return newPoint(std::move(P));
  }
  Label L = labelFor(E);
  const std::vector<std::string> Thrown =
      Classes.classesOf(E->getSubExpr()->getType(),
                        [this](QualType T) { return Keys.typeName(T); });
  for (const std::string &Class : Thrown) {
    Label Way = L;
    Way.Key += " !" + Class;
    Way.RaisedBy = L.Key;
    Way.RaisedClass = Class;
    // What is seen to be thrown cannot be assumed not to arise.
    bool Uncaught = Thrown.size() > 1 && noteUncaught(Class, At);
    bool LeavesGuard = InDestructor && escapesFrom(Class, At);
    noteThrow(L, {"throw", E->getThrowLoc(), true}, LeavesGuard);
    PointId To = unwind(At, Class, /*Rethrown=*/nullptr);
    P.Arcs.push_back(
        {Labels.intern(std::move(Way)), To, Live, LeavesGuard, Uncaught});
  }
  if (std::optional<ThrowCause> Cause = Throws.causeIn(E->getSubExpr())) {
    Label Operand = L;
    Operand.Key = "operand of " + L.Key;
    addRaises(P, Operand, *Cause, At);
  }
  return newPoint(std::move(P));
}

PointId ProgramBuilder::buildReturn(const ReturnStmt *S, const Scope *At,
                                    const JumpTargets &Jumps) {
  if (!Jumps.AllowReturn)
    refuse(Reason::NotModelled, "a return in a guard");
  const Expr *E = S->getRetValue();
  PointId Plain = outcome("returns", "returns");
  if (!E)
    return leave(At, Root, Plain);
  if (E->getType()->isVoidType())
    return buildExpression(E, leave(At, Root, Plain), At, Jumps);
  if (isMovable(E)) {
    std::string Key = "returns " + Keys.keyOf(E);
    return leave(At, Root, outcome(Key, "returns " + shown(E)));
  }
  Label L = labelFor(E);
  L.Key = "return " + L.Key;
  L.Shown = "return value " + L.Shown;
  return step(std::move(L), Throws.causeIn(E), leave(At, Root, Plain), At);
}

} // namespace raiify
