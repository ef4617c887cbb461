//===- Scope.cpp - What a guard's scope does to the exits -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Scope.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

/// Follows normal control flow, structure by structure.
class HoldWalk {
public:
  HoldWalk(const SiteShape &Shape, const GuardScope &Scope)
      : Shape(Shape), Scope(Scope), InTry(Scope.Left != nullptr) {}

  unsigned walk(const Stmt *S, unsigned State);
  llvm::MapVector<const Stmt *, unsigned> Exits;

private:
  struct Loop {
    const Stmt *S = nullptr;
    unsigned Break = Unreached;
    unsigned Continue = Unreached;
  };
  unsigned walkLoop(const Stmt *S, const Stmt *Body, const Expr *Condition,
                    unsigned State);
  unsigned walkSwitch(const SwitchStmt *Switch, unsigned State);
  unsigned walkTry(const CXXTryStmt *Try, unsigned State);
  void jump(const Stmt *S, unsigned State);
  bool neverReturns(const Stmt *S) const;

  const SiteShape &Shape;
  const GuardScope &Scope;
  std::vector<Loop> Loops;
  std::vector<unsigned> Switches;
  bool InTry;
};

} // namespace

unsigned HoldWalk::walk(const Stmt *S, unsigned State) {
  if (!S)
    return State;
  if (Shape.isCopy(S))
    return State == Unreached ? State : unsigned(Done);
  if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    for (const Stmt *Child : Block->body())
      State = walk(Child, State);
    return State;
  }
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    unsigned Then = walk(If->getThen(), State);
    return Then | walk(If->getElse(), State);
  }
  if (const auto *For = dyn_cast<ForStmt>(S))
    return walkLoop(S, For->getBody(), For->getCond(), State);
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S))
    return walkLoop(S, For->getBody(), For->getCond(), State);
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return walkLoop(S, While->getBody(), While->getCond(), State);
  if (const auto *Do = dyn_cast<DoStmt>(S))
    return walkLoop(S, Do->getBody(), Do->getCond(), State);
  if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    return walkSwitch(Switch, State);
  if (const auto *Case = dyn_cast<SwitchCase>(S))
    return walk(Case->getSubStmt(),
                State | (Switches.empty() ? 0U : Switches.back()));
  if (const auto *Attributed = dyn_cast<AttributedStmt>(S))
    return walk(Attributed->getSubStmt(), State);
  if (const auto *Try = dyn_cast<CXXTryStmt>(S))
    return walkTry(Try, State);
  if (isa<BreakStmt, ContinueStmt>(S)) {
    jump(S, State);
    return Unreached;
  }
  if (isa<ReturnStmt>(S) || (asThrow(S) && !InTry))
    Exits[S] |= State;
  if (isa<ReturnStmt>(S) || asThrow(S) || neverReturns(S))
    return Unreached;
  return State;
}

/// Whether \p Condition is left out or the literal true.
static bool isEndless(const Stmt *S, const Expr *Condition) {
  if (isa<CXXForRangeStmt>(S))
    return false;
  if (!Condition)
    return true;
  const Expr *E = Condition->IgnoreParenImpCasts();
  if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(E))
    return Bool->getValue();
  const auto *Integer = dyn_cast<IntegerLiteral>(E);
  return Integer && Integer->getValue() != 0;
}

unsigned HoldWalk::walkLoop(const Stmt *S, const Stmt *Body,
                            const Expr *Condition, unsigned State) {
  unsigned End = Unreached;
  unsigned Break = Unreached;
  // The second round has what the first brings back to the loop's head.
  for (unsigned Round = 0; Round != 2; ++Round) {
    Loops.push_back({S});
    End = walk(Body, State | End) | Loops.back().Continue;
    Break |= Loops.back().Break;
    Loops.pop_back();
  }
  if (isEndless(S, Condition))
    return Break;
  return Break | End | (isa<DoStmt>(S) ? unsigned(Unreached) : State);
}

unsigned HoldWalk::walkSwitch(const SwitchStmt *Switch, unsigned State) {
  bool HasDefault = Switch->isAllEnumCasesCovered();
  for (const SwitchCase *Case = Switch->getSwitchCaseList(); Case;
       Case = Case->getNextSwitchCase())
    HasDefault |= isa<DefaultStmt>(Case);
  Loops.push_back({Switch});
  Switches.push_back(State);
  unsigned End = walk(Switch->getBody(), Unreached);
  Switches.pop_back();
  End |= Loops.back().Break;
  Loops.pop_back();
  return HasDefault ? End : End | State;
}

unsigned HoldWalk::walkTry(const CXXTryStmt *Try, unsigned State) {
  bool Outer = std::exchange(InTry, true);
  unsigned End = walk(Try->getTryBlock(), State);
  InTry = Outer;
  bool Disarm = Scope.HandlersDisarm && Try == Shape.tryStmt();
  for (unsigned I = 0; I != Try->getNumHandlers(); ++I)
    if (!Disarm || Shape.handlers()[I].Form != HandlerForm::None)
      End |= walk(Try->getHandler(I)->getHandlerBlock(), State);
  return End;
}

void HoldWalk::jump(const Stmt *S, unsigned State) {
  const Stmt *Target = Shape.target(S);
  for (Loop &L : llvm::reverse(Loops))
    if (L.S == Target) {
      (isa<BreakStmt>(S) ? L.Break : L.Continue) |= State;
      return;
    }
  Exits[S] |= State;
}

bool HoldWalk::neverReturns(const Stmt *S) const {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast<CallExpr>(E->IgnoreImplicit()) : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->isNoReturn();
}

std::vector<ScopeExit> exitsOf(const SiteShape &Shape,
                               const GuardScope &Scope) {
  HoldWalk Walk(Shape, Scope);
  unsigned State = Held;
  for (const Stmt *S : Scope.Items)
    State = Walk.walk(S, State);
  std::vector<ScopeExit> Result;
  for (const auto &[S, At] : Walk.Exits)
    if (At != Unreached)
      Result.push_back({S, At});
  if (State != Unreached)
    Result.push_back({nullptr, State});
  return Result;
}

//===----------------------------------------------------------------------===//
// Tails
//===----------------------------------------------------------------------===//

/// Whether \p S may write \p Variable or let it escape: uses it other than by
/// its value.
static bool mayWrite(const Stmt *S, const VarDecl *Variable,
                     bool ValueRead = false) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Ref->getDecl() == Variable && !ValueRead;
  const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
  bool Read = (Cast && Cast->getCastKind() == CK_LValueToRValue) ||
              (ValueRead && isa<ParenExpr>(S)) || isa<CXXDeleteExpr>(S);
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mayWrite(Child, Variable, Read);
  });
}

/// The local that \p Value names by its scalar value, or null.
static const VarDecl *scalarLocal(const Expr *Value) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Value->IgnoreParenImpCasts());
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Variable && Variable->hasLocalStorage() &&
                 Variable->getType()->isScalarType()
             ? Variable
             : nullptr;
}

/// Whether \p Value is made of constants and of locals that \p Cleanup leaves
/// alone, so that it is the same before and after it.
static bool isPlainValue(const Expr *Value, const CopyGroup &Cleanup,
                         ASTContext &Context) {
  if (const VarDecl *Variable = scalarLocal(Value))
    return llvm::none_of(Cleanup.Statements,
                         [&](const Stmt *S) { return mayWrite(S, Variable); });
  Value = Value->IgnoreParenImpCasts();
  if (Value->isValueDependent() || Value->isTypeDependent())
    return false;
  if (isa<StringLiteral>(Value) ||
      (Value->getType()->isScalarType() && Value->isEvaluatable(Context)))
    return true;
  if (const auto *Unary = dyn_cast<UnaryOperator>(Value))
    return (Unary->isArithmeticOp() &&
            isPlainValue(Unary->getSubExpr(), Cleanup, Context)) ||
           (Unary->getOpcode() == UO_Deref &&
            isa<CXXThisExpr>(Unary->getSubExpr()->IgnoreParenImpCasts()));
  const auto *Binary = dyn_cast<BinaryOperator>(Value);
  return Binary && !Binary->isAssignmentOp() && Binary->getOpcode() != BO_Div &&
         Binary->getOpcode() != BO_Rem &&
         isPlainValue(Binary->getLHS(), Cleanup, Context) &&
         isPlainValue(Binary->getRHS(), Cleanup, Context);
}

bool returnsPlainly(const ReturnStmt *Return, const CopyGroup &Cleanup,
                    ASTContext &Context) {
  const Expr *Value = Return->getRetValue();
  return !Value || isPlainValue(Value, Cleanup, Context);
}

bool returnsWithoutCalls(const ReturnStmt *Return, ASTContext &Context) {
  const Expr *Value = Return->getRetValue();
  if (!Value || scalarLocal(Value))
    return true;
  return !Value->isTypeDependent() && !Value->HasSideEffects(Context) &&
         !Value->getType()->isRecordType();
}

/// Whether a local that \p S declares in its head is destroyed behind it.
static bool headDestroys(const Stmt *S) {
  if (const auto *If = dyn_cast<IfStmt>(S))
    return declaresDestroyed(If->getInit()) ||
           declaresDestroyed(If->getConditionVariableDeclStmt());
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return declaresDestroyed(While->getConditionVariableDeclStmt());
  if (const auto *For = dyn_cast<ForStmt>(S))
    return declaresDestroyed(For->getInit()) ||
           declaresDestroyed(For->getConditionVariableDeclStmt());
  if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    return declaresDestroyed(Switch->getInit()) ||
           declaresDestroyed(Switch->getConditionVariableDeclStmt());
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S))
    return declaresDestroyed(For->getInit()) ||
           declaresDestroyed(For->getRangeStmt()) ||
           declaresDestroyed(For->getLoopVarStmt());
  return false;
}

/// Whether a local with a destructor lives at \p S that was declared in
/// \p Scope: it would be destroyed before the guard.
static bool outlivesLocals(const SiteShape &Shape, const GuardScope &Scope,
                           const Stmt *S) {
  for (; S; S = Shape.parent(S)) {
    const Stmt *Block = Shape.parent(S);
    for (const Stmt *Child :
         bodyOf(isa_and_nonnull<CompoundStmt>(Block) ? Block : nullptr)) {
      if (Child == S)
        break;
      // Of the scope's own block only what stands behind the guard counts.
      bool Behind = !llvm::is_contained(Scope.Items, S) ||
                    llvm::is_contained(Scope.Items, Child);
      if (Behind && declaresDestroyed(Child))
        return true;
    }
    if (llvm::is_contained(Scope.Items, S))
      return false;
    if (Block && headDestroys(Block))
      return true;
    if (const auto *Catch = dyn_cast_or_null<CXXCatchStmt>(Block))
      if (const VarDecl *Variable = Catch->getExceptionDecl();
          Variable && isDestroyed(Variable))
        return true;
  }
  return false;
}

/// The statement that control comes to behind \p S without doing anything, or
/// null at the scope's end; nullopt where it goes round a loop.
static std::optional<const Stmt *>
nextIn(const SiteShape &Shape, const GuardScope &Scope, const Stmt *S) {
  for (; S; S = Shape.parent(S)) {
    auto Item = llvm::find(Scope.Items, S);
    if (Item != Scope.Items.end())
      return std::next(Item) == Scope.Items.end() ? nullptr : *std::next(Item);
    const Stmt *Outer = Shape.parent(S);
    if (Outer && isa<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt>(Outer))
      return std::nullopt;
    if (isa_and_nonnull<SwitchCase>(Outer))
      continue;
    std::vector<const Stmt *> Rest = Shape.following(S);
    if (!Rest.empty())
      return Rest.front();
  }
  return nullptr;
}

static bool isInScope(const SiteShape &Shape, const GuardScope &Scope,
                      const Stmt *S) {
  return llvm::any_of(
      Scope.Items, [&](const Stmt *Item) { return Shape.isInside(S, Item); });
}

/// Whether a try inside of \p Scope catches what \p S throws.
static bool isCaughtIn(const SiteShape &Shape, const GuardScope &Scope,
                       const Stmt *S) {
  for (; S && !llvm::is_contained(Scope.Items, S); S = Shape.parent(S))
    if (const auto *Try = dyn_cast_or_null<CXXTryStmt>(Shape.parent(S));
        Try && Try->getTryBlock() == S && Try != Scope.Left)
      return true;
  return false;
}

/// Whether \p S stands in a handler in \p Scope: the exception that it caught
/// is gone before the scope ends, unless it goes on.
static bool isInHandler(const SiteShape &Shape, const GuardScope &Scope,
                        const Stmt *S) {
  for (; S && !llvm::is_contained(Scope.Items, S); S = Shape.parent(S))
    if (isa<CXXCatchStmt>(S))
      return true;
  return false;
}

Tail tailOf(const SiteShape &Shape, const GuardScope &Scope,
            const CopyGroup &Group) {
  if (outlivesLocals(Shape, Scope, Group.front()))
    return {};
  bool Handled = isInHandler(Shape, Scope, Group.front());
  const Stmt *At = Group.back();
  for (;;) {
    std::optional<const Stmt *> Next = nextIn(Shape, Scope, At);
    if (!Next)
      return {};
    if (!*Next)
      return {Scope.EndsScope && !Handled, nullptr};
    At = *Next;
    while (const auto *Case = dyn_cast<SwitchCase>(At))
      At = Case->getSubStmt();
    if (isa<NullStmt>(At))
      continue;
    if (const auto *Return = dyn_cast<ReturnStmt>(At))
      return {!Handled && returnsPlainly(Return, Group, Shape.context()),
              Return};
    if (isRethrow(At))
      return {!isCaughtIn(Shape, Scope, At), At};
    if (!isa<BreakStmt, ContinueStmt>(At))
      return {};
    const Stmt *Target = Shape.target(At);
    if (!Target || !isInScope(Shape, Scope, Target))
      return {!Handled, At};
    if (isa<ContinueStmt>(At))
      return {};
    At = Target;
  }
}

} // namespace raiify
