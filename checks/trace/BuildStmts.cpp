//===- BuildStmts.cpp - Statements of an automaton ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/BuilderImpl.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace raiify {

PointId ProgramBuilder::buildBlock(const CompoundStmt *S, PointId Next,
                                   const Scope *At, const JumpTargets &Jumps) {
  // The scopes from the front, the points from the back.
  std::vector<const Scope *> Before;
  std::vector<Declared> Declarations;
  const Scope *Inner = At;
  for (const Stmt *Child : S->body()) {
    Before.push_back(Inner);
    Declared D;
    if (const auto *Declaring = dyn_cast<DeclStmt>(Child)) {
      D = openScopes(Declaring, Inner);
      Inner = D.Inner;
    }
    Declarations.push_back(std::move(D));
  }
  Next = leave(Inner, At, Next);
  for (unsigned I = S->size(); I-- != 0;) {
    const Stmt *Child = S->body_begin()[I];
    Next = isa<DeclStmt>(Child) ? buildDeclarations(Declarations[I], Next)
                                : build(Child, Next, Before[I], Jumps);
  }
  return Next;
}

/// The pointer variable or member that \p E reads; null for anything more.
static const Expr *plainPointer(const Expr *E, const EventKeys &Keys) {
  E = Keys.meantBy(E->IgnoreParenImpCasts());
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()) ||
                   Keys.isThisObject(Member->getBase())
               ? E
               : nullptr;
  return isa<DeclRefExpr>(E) ? E : nullptr;
}

/// The pointer that \p Condition compares with null.
static const Expr *testedPointer(const Expr *Condition, const EventKeys &Keys,
                                 ASTContext &Context) {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Binary = dyn_cast<BinaryOperator>(Condition)) {
    if (Binary->getOpcode() != BO_NE ||
        !Binary->getRHS()->isNullPointerConstant(
            Context, Expr::NPC_ValueDependentIsNotNull))
      return nullptr;
    Condition = Binary->getLHS();
  }
  const Expr *Pointer = plainPointer(Condition, Keys);
  return Pointer && Pointer->getType()->isPointerType() ? Pointer : nullptr;
}

static const Stmt *onlyStatement(const Stmt *S) {
  const auto *Block = dyn_cast<CompoundStmt>(S);
  return !Block ? S : Block->size() == 1 ? Block->body_front() : nullptr;
}

/// The pointer that \p S deletes or frees.
static const Expr *releasedPointer(const Stmt *S, const EventKeys &Keys) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  if (!E)
    return nullptr;
  E = E->IgnoreImplicit();
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    return plainPointer(Delete->getArgument(), Keys);
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (Callee && Callee->isExternC() && Callee->getIdentifier() &&
      Callee->getName() == "free" && Call->getNumArgs() == 1)
    return plainPointer(Call->getArg(0), Keys);
  return nullptr;
}

/// `if (p) delete p;` is `delete p;`: deleting null does nothing
/// ([expr.delete]/2), and so does free ([c.malloc]).
static const Stmt *withoutNullTest(const IfStmt *S, EventKeys &Keys,
                                   ASTContext &Context) {
  if (S->getElse() || S->getInit() || S->getConditionVariable())
    return nullptr;
  const Stmt *Release = onlyStatement(S->getThen());
  const Expr *Released = releasedPointer(Release, Keys);
  const Expr *Tested = testedPointer(S->getCond(), Keys, Context);
  if (!Released || !Tested || Keys.keyOf(Released) != Keys.keyOf(Tested))
    return nullptr;
  return Release;
}

/// The value of a condition that is a literal.
static std::optional<bool> literalValue(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(E))
    return Bool->getValue();
  if (const auto *Number = dyn_cast<IntegerLiteral>(E))
    return Number->getValue() != 0;
  return std::nullopt;
}

PointId ProgramBuilder::condition(const Expr *E, PointId True, PointId False,
                                  const Scope *At) {
  if (!E)
    return True;
  if (std::optional<bool> Value = literalValue(E))
    return *Value ? True : False;
  Label L = labelFor(E);
  Point P;
  P.Kind = PointKind::Step;
  unsigned Live = liveAt(At);
  for (bool Taken : {true, false}) {
    Label Way = L;
    Way.Key += Taken ? " :true" : " :false";
    Way.Shown += Taken ? " is true" : " is false";
    P.Arcs.push_back(
        {Labels.intern(Way), Taken ? True : False, Live, false, false});
  }
  if (std::optional<ThrowCause> Cause = Throws.causeIn(E))
    addRaises(P, L, *Cause, At);
  return newPoint(std::move(P));
}

PointId ProgramBuilder::buildIf(const IfStmt *S, PointId Next, const Scope *At,
                                const JumpTargets &Jumps) {
  if (S->isConsteval())
    refuse(Reason::NotModelled, "if consteval");
  if (const Stmt *Release = withoutNullTest(S, Keys, Context))
    return build(Release, Next, At, Jumps);
  const Scope *Outer = At;
  Declared Init, Variable;
  if (const auto *Declaring = dyn_cast_or_null<DeclStmt>(S->getInit())) {
    Init = openScopes(Declaring, At);
    At = Init.Inner;
  }
  const Scope *AfterInit = At;
  if (const DeclStmt *Declaring = S->getConditionVariableDeclStmt()) {
    Variable = openScopes(Declaring, At);
    At = Variable.Inner;
  }
  PointId Out = leave(At, Outer, Next);
  PointId Then = build(S->getThen(), Out, At, Jumps);
  PointId Else = S->getElse() ? build(S->getElse(), Out, At, Jumps) : Out;
  PointId Begin = condition(S->getCond(), Then, Else, At);
  Begin = buildDeclarations(Variable, Begin);
  if (!Init.Variables.empty())
    return buildDeclarations(Init, Begin);
  return build(S->getInit(), Begin, AfterInit, Jumps);
}

PointId ProgramBuilder::buildWhile(const WhileStmt *S, PointId Next,
                                   const Scope *At, const JumpTargets &Jumps) {
  PointId Head = placeholder();
  Declared Variable;
  const Scope *Inner = At;
  if (const DeclStmt *Declaring = S->getConditionVariableDeclStmt()) {
    Variable = openScopes(Declaring, At);
    Inner = Variable.Inner;
  }
  JumpTargets InBody = Jumps;
  InBody.Break = Next;
  InBody.Continue = Head;
  InBody.BreakScope = InBody.ContinueScope = At;
  PointId Again = leave(Inner, At, Head);
  PointId Loop = build(S->getBody(), Again, Inner, InBody);
  PointId Test = condition(S->getCond(), Loop, leave(Inner, At, Next), Inner);
  lead(Head, buildDeclarations(Variable, Test));
  return Head;
}

PointId ProgramBuilder::buildDo(const DoStmt *S, PointId Next, const Scope *At,
                                const JumpTargets &Jumps) {
  PointId Head = placeholder();
  PointId Test = condition(S->getCond(), Head, Next, At);
  JumpTargets InBody = Jumps;
  InBody.Break = Next;
  InBody.Continue = Test;
  InBody.BreakScope = InBody.ContinueScope = At;
  lead(Head, build(S->getBody(), Test, At, InBody));
  return Head;
}

PointId ProgramBuilder::buildFor(const ForStmt *S, PointId Next,
                                 const Scope *At, const JumpTargets &Jumps) {
  const Scope *Outer = At;
  Declared Init;
  if (const auto *Declaring = dyn_cast_or_null<DeclStmt>(S->getInit())) {
    Init = openScopes(Declaring, At);
    At = Init.Inner;
  }
  if (S->getConditionVariableDeclStmt())
    refuse(Reason::NotModelled, "a variable in the condition of a for loop");
  PointId Out = leave(At, Outer, Next);
  PointId Head = placeholder();
  PointId Advance = S->getInc() ? evaluate(S->getInc(), Head, At) : Head;
  JumpTargets InBody = Jumps;
  InBody.Break = Out;
  InBody.Continue = Advance;
  InBody.BreakScope = InBody.ContinueScope = At;
  PointId Loop = build(S->getBody(), Advance, At, InBody);
  lead(Head, condition(S->getCond(), Loop, Out, At));
  if (!Init.Variables.empty())
    return buildDeclarations(Init, Head);
  return build(S->getInit(), Head, Outer, Jumps);
}

PointId ProgramBuilder::buildForRange(const CXXForRangeStmt *S, PointId Next,
                                      const Scope *At,
                                      const JumpTargets &Jumps) {
  const Scope *Outer = At;
  Declared Init;
  if (const auto *Declaring = dyn_cast_or_null<DeclStmt>(S->getInit())) {
    Init = openScopes(Declaring, At);
    At = Init.Inner;
  } else if (S->getInit()) {
    refuse(Reason::NotModelled, "a statement in the head of a for loop");
  }
  // The range is a hidden reference, which may keep a temporary alive.
  const Scope *BeforeRange = At;
  const auto *Range = cast<VarDecl>(S->getRangeStmt()->getSingleDecl());
  At = scopeFor(Range, At);
  PointId Out = leave(At, Outer, Next);
  PointId Head = placeholder();

  std::optional<ThrowCause> Moving;
  for (const Stmt *Part : {static_cast<const Stmt *>(S->getBeginStmt()),
                           static_cast<const Stmt *>(S->getEndStmt()),
                           static_cast<const Stmt *>(S->getCond()),
                           static_cast<const Stmt *>(S->getInc())})
    if (!Moving)
      Moving = Throws.causeIn(Part);
  if (!S->getCond() || S->getRangeInit()->isTypeDependent())
    Moving = ThrowCause{"the iteration", S->getForLoc(), false};

  Declared Variable = openScopes(S->getLoopVarStmt(), At);
  JumpTargets InBody = Jumps;
  InBody.Break = Out;
  InBody.Continue = Head;
  InBody.BreakScope = InBody.ContinueScope = At;
  PointId Again = leave(Variable.Inner, At, Head);
  PointId Loop = buildDeclarations(
      Variable, build(S->getBody(), Again, Variable.Inner, InBody));
  Label L = labelFor(S->getRangeInit());
  L.Key = "next of " + L.Key;
  L.Shown = "next of " + L.Shown;
  L.IsBlindToLocals = false;
  Point P;
  P.Kind = PointKind::Step;
  for (bool More : {true, false}) {
    Label Way = L;
    Way.Key += More ? " :more" : " :end";
    Way.Shown += More ? "" : ": none";
    P.Arcs.push_back(
        {Labels.intern(Way), More ? Loop : Out, liveAt(At), false, false});
  }
  if (Moving)
    addRaises(P, L, *Moving, At);
  lead(Head, newPoint(std::move(P)));
  PointId Begin = evaluate(S->getRangeInit(), Head, BeforeRange);
  return buildDeclarations(Init, Begin);
}

PointId ProgramBuilder::buildSwitch(const SwitchStmt *S, PointId Next,
                                    const Scope *At, const JumpTargets &Jumps) {
  const Scope *Outer = At;
  Declared Init, Variable;
  if (const auto *Declaring = dyn_cast_or_null<DeclStmt>(S->getInit())) {
    Init = openScopes(Declaring, At);
    At = Init.Inner;
  } else if (S->getInit()) {
    refuse(Reason::NotModelled, "a statement in the head of a switch");
  }
  if (const DeclStmt *Declaring = S->getConditionVariableDeclStmt()) {
    Variable = openScopes(Declaring, At);
    At = Variable.Inner;
  }
  PointId Out = leave(At, Outer, Next);
  JumpTargets InBody = Jumps;
  InBody.Break = Out;
  InBody.BreakScope = At;
  std::vector<SwitchLabel> Entries;
  {
    llvm::SaveAndRestore Save(Cases, &Entries);
    build(S->getBody(), Out, At, InBody);
  }
  if (llvm::none_of(Entries, [](const auto &E) { return E.Key.empty(); }))
    Entries.push_back({"", "", Out});
  Label L = labelFor(S->getCond());
  Point P;
  P.Kind = PointKind::Step;
  for (const auto &[Value, Shown, Entry] : Entries) {
    Label Way = L;
    Way.Key += " :case " + Value;
    Way.Shown += Value.empty() ? " is none of the cases" : " is " + Shown;
    P.Arcs.push_back({Labels.intern(Way), Entry, liveAt(At), false, false});
  }
  if (std::optional<ThrowCause> Cause = Throws.causeIn(S->getCond()))
    addRaises(P, L, *Cause, At);
  PointId Begin = newPoint(std::move(P));
  Begin = buildDeclarations(Variable, Begin);
  return buildDeclarations(Init, Begin);
}

PointId ProgramBuilder::buildTry(const CXXTryStmt *S, PointId Next,
                                 const Scope *At, const JumpTargets &Jumps) {
  Scope Block;
  Block.Kind = ScopeKind::Try;
  Block.Parent = At;
  Block.Try = S;
  Block.AfterTry = Next;
  Block.Jumps = Jumps;
  return build(S->getTryBlock(), Next, push(std::move(Block)), Jumps);
}

PointId ProgramBuilder::build(const Stmt *S, PointId Next, const Scope *At,
                              const JumpTargets &Jumps) {
  if (!S || isa<NullStmt>(S) || Result.Problem)
    return Next;
  if (const auto *E = dyn_cast<Expr>(S))
    return buildExpression(E, Next, At, Jumps);
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    return buildBlock(cast<CompoundStmt>(S), Next, At, Jumps);
  case Stmt::DeclStmtClass: {
    // Outside a block: the one statement of a branch.
    Declared D = openScopes(cast<DeclStmt>(S), At);
    return buildDeclarations(D, leave(D.Inner, At, Next));
  }
  case Stmt::AttributedStmtClass:
    return build(cast<AttributedStmt>(S)->getSubStmt(), Next, At, Jumps);
  case Stmt::IfStmtClass:
    return buildIf(cast<IfStmt>(S), Next, At, Jumps);
  case Stmt::WhileStmtClass:
    return buildWhile(cast<WhileStmt>(S), Next, At, Jumps);
  case Stmt::DoStmtClass:
    return buildDo(cast<DoStmt>(S), Next, At, Jumps);
  case Stmt::ForStmtClass:
    return buildFor(cast<ForStmt>(S), Next, At, Jumps);
  case Stmt::CXXForRangeStmtClass:
    return buildForRange(cast<CXXForRangeStmt>(S), Next, At, Jumps);
  case Stmt::SwitchStmtClass:
    return buildSwitch(cast<SwitchStmt>(S), Next, At, Jumps);
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass: {
    const Stmt *Labelled = cast<SwitchCase>(S)->getSubStmt();
    if (isa_and_nonnull<DeclStmt>(Labelled))
      refuse(Reason::NotModelled, "a declaration behind a case label");
    PointId Entry = build(Labelled, Next, At, Jumps);
    SwitchLabel Added;
    Added.Entry = Entry;
    if (const auto *Case = dyn_cast<CaseStmt>(S)) {
      Added.Key =
          Keys.keyOf(Case->getLHS()) + ".." + Keys.keyOf(Case->getRHS());
      Added.Shown = shown(Case->getLHS());
    }
    if (Cases)
      Cases->push_back(std::move(Added));
    return Entry;
  }
  case Stmt::BreakStmtClass:
    return leave(At, Jumps.BreakScope, Jumps.Break);
  case Stmt::ContinueStmtClass:
    return leave(At, Jumps.ContinueScope, Jumps.Continue);
  case Stmt::ReturnStmtClass:
    return buildReturn(cast<ReturnStmt>(S), At, Jumps);
  case Stmt::CXXTryStmtClass:
    return buildTry(cast<CXXTryStmt>(S), Next, At, Jumps);
  default:
    refuse(Reason::NotModelled,
           std::string("code of the kind ") + S->getStmtClassName());
    return Next;
  }
}

} // namespace raiify
