//===- Effects.cpp - What is cleanup --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Effects.h"

#include "extract/GuardTypes.h"
#include "extract/Names.h"
#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

/// How many calls deep a visible body is looked into.
static constexpr unsigned MaxDepth = 3;

//===----------------------------------------------------------------------===//
// What is never cleanup
//===----------------------------------------------------------------------===//

static bool contains(const std::vector<std::string> &Names,
                     const NamedDecl *D) {
  if (!D || Names.empty())
    return false;
  std::string Plain = D->getNameAsString();
  std::string Qualified = D->getQualifiedNameAsString();
  return llvm::is_contained(Names, Plain) ||
         llvm::is_contained(Names, Qualified);
}

static const NamedDecl *calleeDecl(const CallExpr *Call) {
  return dyn_cast_or_null<NamedDecl>(Call->getCalleeDecl());
}

/// The class that a receiver or an object is of, as far as it is known.
static const CXXRecordDecl *classOf(const Expr *E) {
  if (!E)
    return nullptr;
  QualType Type = E->getType();
  if (Type.isNull())
    return nullptr;
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  return recordOf(Type);
}

/// Whether \p E writes to a stream: `cerr << a << b`.
static bool isStreamOutput(const Expr *E) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return Operator->getOperator() == OO_LessLess;
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->getOpcode() == BO_Shl;
  return false;
}

bool EffectAnalyzer::isLogging(const CallExpr *Call,
                               llvm::StringRef Name) const {
  const NamedDecl *Callee = calleeDecl(Call);
  if (contains(Options.LoggingFunctions, Callee) || isLoggingName(Name))
    return true;
  const Expr *Receiver = receiverOf(Call);
  const CXXRecordDecl *Class = classOf(Receiver);
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee); !Class)
    Class = Method ? Method->getParent() : nullptr;
  // What a logger does to itself when it is torn down is no log.
  if (!Class || releaseHint(Name) != ReleaseHint::None)
    return false;
  return contains(Options.LoggingFunctions, Class) ||
         isLoggerClass(Class->getNameAsString());
}

bool EffectAnalyzer::isGuardType(const CXXRecordDecl *Record) const {
  return contains(Options.GuardTypes, Record) ||
         isGuardClass(Record->getNameAsString());
}

/// Whether the call is one on a guard or smart pointer itself. `p->f()` on a
/// smart pointer is a call on what it points to.
bool EffectAnalyzer::isGuardCall(const CallExpr *Call) const {
  const Expr *Receiver = receiverOf(Call);
  if (!Receiver || isa<CXXThisExpr>(strip(Receiver)))
    return false;
  const Expr *Object = strip(Receiver);
  if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Object))
    if (Arrow->getOperator() == OO_Arrow || Arrow->getOperator() == OO_Star)
      return false;
  if (Receiver->getType()->isPointerType())
    return false;
  const CXXRecordDecl *Class = classOf(Receiver);
  if (!Class)
    return false;
  if (isGuardType(Class))
    return true;
  return disarms(dyn_cast_or_null<CXXMethodDecl>(Call->getCalleeDecl()), Class);
}

//===----------------------------------------------------------------------===//
// Grounds of an assignment
//===----------------------------------------------------------------------===//

/// Whether what is written dies with the function: a local that is no
/// reference and no part of something that is pointed to.
static bool isOwnLocal(const Expr *Target) {
  const Expr *E = strip(Target);
  while (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (Member->isArrow())
      return false;
    E = strip(Member->getBase());
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return Subscript->getBase()->IgnoreImpCasts()->getType()->isArrayType() &&
           isOwnLocal(Subscript->getBase());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Variable && Variable->isLocalVarDeclOrParm() &&
         !Variable->isStaticLocal() && !Variable->getType()->isReferenceType();
}

/// Whether \p Target is what a caller handed in to be filled: `*size = 0`, or
/// a parameter that is a reference. Setting it back is a result, no cleanup.
static bool isOutParameter(const Expr *Target) {
  const Expr *E = strip(Target);
  if (const auto *Deref = dyn_cast<UnaryOperator>(E))
    E = strip(Deref->getSubExpr());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && isa<ParmVarDecl>(Ref->getDecl());
}

/// `old = x; … x = old;`: the value was read from the target itself.
bool EffectAnalyzer::restoresSaved(const Expr *Target,
                                   const Expr *Value) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(Value));
  const auto *Saved = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Saved || !Saved->isLocalVarDecl() || !Saved->getInit())
    return false;
  return stmtKey(strip(Saved->getInit()), Context) ==
         stmtKey(strip(Target), Context);
}

Effect EffectAnalyzer::classifyAssignment(const Expr *Target,
                                          const Expr *Value,
                                          unsigned Order) const {
  if (isOwnLocal(Target))
    return isNullPointer(Value) ? Effect::None : Effect::Never;
  if (isOutParameter(Target))
    return Effect::Never;
  if (restoresSaved(Target, Value))
    return Effect::Undone;
  std::string Key = stmtKey(strip(Target), Context);
  std::string NewValue = stmtKey(strip(Value), Context);
  for (const WriteFact &Write : Facts.writes())
    if (Write.Order < Order && !Write.InHandler && Write.Target == Key &&
        Write.Value && stmtKey(strip(Write.Value), Context) != NewValue)
      return Effect::Undone;
  return Effect::Change;
}

/// `++depth; … --depth;`
Effect EffectAnalyzer::classifyStep(const Expr *Target, bool Increment,
                                    unsigned Order) const {
  if (isOwnLocal(Target))
    return Effect::Never;
  WriteKind Opposite = Increment ? WriteKind::Decrement : WriteKind::Increment;
  std::string Key = stmtKey(strip(Target), Context);
  for (const WriteFact &Write : Facts.writes())
    if (Write.Order < Order && !Write.InHandler && Write.Kind == Opposite &&
        Write.Target == Key)
      return Effect::Undone;
  return Effect::Change;
}

//===----------------------------------------------------------------------===//
// Grounds of a call
//===----------------------------------------------------------------------===//

/// The keys of what \p Call works on.
static llvm::SmallVector<std::string, 4>
operandKeys(const CallExpr *Call, const ASTContext &Context) {
  llvm::SmallVector<std::string, 4> Keys;
  if (isMemberCall(Call)) {
    const Expr *Receiver = receiverOf(Call);
    Keys.push_back(Receiver ? stmtKey(objectOf(Receiver), Context) : "this");
  }
  for (const Expr *Arg : Call->arguments())
    if (!isa<CXXDefaultArgExpr>(Arg))
      Keys.push_back(stmtKey(objectOf(Arg), Context));
  return Keys;
}

/// Whether a variable begins with something that may have to be given back:
/// not with a literal, not with another variable.
static bool isAcquiringValue(const Expr *Value) {
  if (!Value || isNullPointer(Value))
    return false;
  const Expr *E = strip(Value);
  while (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    E = strip(Cast->getSubExpr());
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() > 0;
  return isa<CallExpr, CXXNewExpr, CXXDependentScopeMemberExpr,
             CXXUnresolvedConstructExpr>(E) ||
         (isa<ConditionalOperator>(E) &&
          (isAcquiringValue(cast<ConditionalOperator>(E)->getTrueExpr()) ||
           isAcquiringValue(cast<ConditionalOperator>(E)->getFalseExpr())));
}

bool EffectAnalyzer::isAcquired(const CallExpr *Call, unsigned Order) const {
  llvm::SmallVector<std::string, 4> Keys = operandKeys(Call, Context);
  return llvm::any_of(Facts.writes(), [&](const WriteFact &Write) {
    if (Write.Order >= Order || Write.InHandler ||
        !llvm::is_contained(Keys, Write.Target))
      return false;
    return Write.Kind == WriteKind::Address
               ? Write.Taker != Call && calleeName(Write.Taker) !=
                                            calleeName(Call)
               : isAcquiringValue(Write.Value);
  });
}

/// Whether a call with the opposite name worked on the same thing before, or
/// gave it.
bool EffectAnalyzer::hasPair(const CallExpr *Call, llvm::StringRef Name,
                             unsigned Order) const {
  llvm::SmallVector<std::string, 4> Keys = operandKeys(Call, Context);
  for (const CallFact &Fact : Facts.calls()) {
    if (Fact.Order >= Order || Fact.InHandler || !isPair(Fact.Name, Name))
      continue;
    if (Keys.empty() || llvm::is_contained(Keys, Fact.Receiver))
      return true;
    for (const std::string &Arg : Fact.Args)
      if (llvm::is_contained(Keys, Arg))
        return true;
  }
  for (const WriteFact &Write : Facts.writes()) {
    if (Write.Order >= Order || Write.InHandler || !Write.Value ||
        !llvm::is_contained(Keys, Write.Target))
      continue;
    const auto *From = dyn_cast<CallExpr>(objectOf(Write.Value));
    if (From && isPair(calleeName(From), Name))
      return true;
  }
  return false;
}

/// Whether the function changed what \p Call works on, by a write or by
/// another member function.
bool EffectAnalyzer::isTouched(const CallExpr *Call, unsigned Order) const {
  std::string Name = calleeName(Call);
  llvm::SmallVector<std::string, 4> Keys = operandKeys(Call, Context);
  for (const CallFact &Fact : Facts.calls())
    if (Fact.Order < Order && !Fact.InHandler && Fact.Name != Name &&
        !Fact.Receiver.empty() && llvm::is_contained(Keys, Fact.Receiver))
      return true;
  bool OnThis = llvm::is_contained(Keys, "this");
  for (const WriteFact &Write : Facts.writes())
    if (Write.Order < Order && !Write.InHandler &&
        (llvm::is_contained(Keys, Write.Target) ||
         (OnThis && !Write.Root && Write.Kind != WriteKind::Init)))
      return true;
  return false;
}

/// `setBusy(true); … setBusy(false);` and `old = mode(); … setMode(old);`.
bool EffectAnalyzer::setsBack(const CallExpr *Call, llvm::StringRef Name,
                              unsigned Order) const {
  if (Name.empty() || Call->getNumArgs() == 0)
    return false;
  llvm::SmallVector<std::string, 4> Keys = operandKeys(Call, Context);
  bool Member = isMemberCall(Call);
  for (const CallFact &Fact : Facts.calls()) {
    if (Fact.Order >= Order || Fact.InHandler || Fact.Name != Name ||
        Fact.Args.size() != Call->getNumArgs())
      continue;
    if (Member && Fact.Receiver == Keys.front() &&
        Fact.Args.back() != Keys.back())
      return true;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(
      strip(Call->getArg(Call->getNumArgs() - 1)));
  const auto *Saved = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Member || !Saved || !Saved->isLocalVarDecl() || !Saved->getInit())
    return false;
  const auto *From = dyn_cast<CallExpr>(strip(Saved->getInit()));
  if (!From || !isMemberCall(From) || Saved == rootVariable(Call->getCallee()))
    return false;
  const Expr *Receiver = receiverOf(From);
  return (Receiver ? stmtKey(objectOf(Receiver), Context) : "this") ==
         Keys.front();
}

bool EffectAnalyzer::isLocalLambda(const CallExpr *Call,
                                   const LambdaExpr *&Lambda) const {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (!Operator || Operator->getOperator() != OO_Call)
    return false;
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(Operator->getArg(0)));
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Variable || !Variable->getInit())
    return false;
  Lambda = dyn_cast<LambdaExpr>(strip(Variable->getInit()));
  return Lambda != nullptr;
}

/// Whether \p S, in the body of \p Owner, releases something that is not
/// local to \p Owner.
bool EffectAnalyzer::stmtReleases(const Stmt *S, const FunctionDecl *Owner,
                                  unsigned Depth) const {
  if (!S)
    return false;
  auto outlives = [](const Expr *Operand) {
    const VarDecl *Root = rootVariable(Operand);
    return !Root || !Root->isLocalVarDecl();
  };
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S);
      Delete && outlives(Delete->getArgument()))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->isExternC() && isCRelease(calleeName(Call)) &&
        Call->getNumArgs() > 0 && outlives(Call->getArg(0)))
      return true;
    if (Callee && Depth > 0 &&
        releaseHint(calleeName(Call)) != ReleaseHint::None &&
        bodyReleases(Callee, Depth - 1))
      return true;
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return stmtReleases(Child, Owner, Depth);
  });
}

bool EffectAnalyzer::bodyReleases(const FunctionDecl *Function,
                                  unsigned Depth) const {
  const FunctionDecl *Definition = nullptr;
  if (!Function->hasBody(Definition) || !Definition)
    return false;
  auto [It, Inserted] = Releasing.try_emplace(Definition, false);
  if (!Inserted)
    return It->second;
  bool Result = stmtReleases(Definition->getBody(), Definition, Depth);
  Releasing[Definition] = Result;
  return Result;
}

/// A call whose name says something; what it is called on has to agree.
Effect EffectAnalyzer::classifyNamed(const CallExpr *Call,
                                     llvm::StringRef Name,
                                     unsigned Order) const {
  ReleaseHint Hint = releaseHint(Name);
  if (contains(Options.ReleaseFunctions, calleeDecl(Call)) ||
      llvm::is_contained(Options.ReleaseFunctions, Name))
    Hint = ReleaseHint::Strong;
  if (Hint == ReleaseHint::None)
    return Effect::Call;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee && bodyReleases(Callee, MaxDepth))
    return Effect::Released;
  bool Paired = hasPair(Call, Name, Order);
  if (Hint == ReleaseHint::Strong && (Paired || isAcquired(Call, Order)))
    return Effect::Released;
  if (Paired)
    return Effect::Undone;
  return isTouched(Call, Order) || isAcquired(Call, Order) ? Effect::Hinted
                                                           : Effect::Call;
}

Effect EffectAnalyzer::classifyCall(const CallExpr *Call,
                                    unsigned Order) const {
  const LambdaExpr *Lambda = nullptr;
  if (isLocalLambda(Call, Lambda)) {
    StatementEffect Inner;
    collect(Lambda->getBody(), Order, Inner);
    return Inner.Spoiled ? Effect::Call : Inner.Strength;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (Operator->getOperator() == OO_Equal)
      return classifyAssignment(Operator->getArg(0), Operator->getArg(1),
                                Order);
    return isStreamOutput(Call) ? Effect::Never : Effect::Call;
  }
  if (isa_and_nonnull<CXXDestructorDecl>(Call->getCalleeDecl()) ||
      isa<CXXPseudoDestructorExpr>(Call->getCallee()->IgnoreParenImpCasts()))
    return Effect::Released;
  std::string Name = calleeName(Call);
  if (isGuardCall(Call) || isLogging(Call, Name))
    return Effect::Never;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee && Callee->isExternC() && isCRelease(Name) &&
      Call->getNumArgs() > 0)
    return Effect::Released;
  if (setsBack(Call, Name, Order))
    return Effect::Undone;
  return classifyNamed(Call, Name, Order);
}

//===----------------------------------------------------------------------===//
// A statement as a whole
//===----------------------------------------------------------------------===//

Effect EffectAnalyzer::classifyExpr(const Expr *E, unsigned Order) const {
  E = strip(E);
  if (isa<CXXDeleteExpr>(E))
    return Effect::Released;
  if (isStreamOutput(E))
    return Effect::Never;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return classifyCall(Call, Order);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->isIncrementDecrementOp())
    return classifyStep(Unary->getSubExpr(), Unary->isIncrementOp(), Order);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Assign)
      return classifyAssignment(Binary->getLHS(), Binary->getRHS(), Order);
    if (Binary->getOpcode() == BO_AddAssign ||
        Binary->getOpcode() == BO_SubAssign)
      return classifyStep(Binary->getLHS(),
                          Binary->getOpcode() == BO_AddAssign, Order);
    if (Binary->isAssignmentOp())
      return isOwnLocal(Binary->getLHS()) ? Effect::Never : Effect::Change;
    return std::max(classifyExpr(Binary->getLHS(), Order),
                    classifyExpr(Binary->getRHS(), Order));
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return std::max(classifyExpr(Choice->getTrueExpr(), Order),
                    classifyExpr(Choice->getFalseExpr(), Order));
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(E))
    return classifyExpr(Await->getOperand(), Order);
  return Effect::None;
}

/// Whether \p E, anywhere in it, reads the exception, or ends the process.
static bool spoils(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl()))
      return Variable->isExceptionVariable();
    if (const IdentifierInfo *Name = Ref->getDecl()->getIdentifier())
      return Name->isStr("current_exception") ||
             Name->isStr("uncaught_exceptions") ||
             Name->isStr("uncaught_exception");
  }
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && Callee->isNoReturn())
      return true;
  if (isa<ReturnStmt, CoreturnStmt, GotoStmt, CXXThrowExpr, LabelStmt>(S))
    return true;
  return llvm::any_of(S->children(), spoils);
}

/// Whether a `break` or `continue` in \p S leaves \p S.
static bool jumpsOut(const Stmt *S) {
  if (!S || isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt, SwitchStmt,
                LambdaExpr>(S))
    return false;
  if (isa<BreakStmt, ContinueStmt>(S))
    return true;
  return llvm::any_of(S->children(), jumpsOut);
}

/// Adds up the effects of the statements in \p S.
void EffectAnalyzer::collect(const Stmt *S, unsigned Order,
                             StatementEffect &Result) const {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S)) {
    Result.Strength = std::max(Result.Strength, classifyExpr(E, Order));
    return;
  }
  if (isa<DeclStmt, NullStmt>(S))
    return;
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    collect(If->getThen(), Order, Result);
    collect(If->getElse(), Order, Result);
  } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
    collect(While->getBody(), Order, Result);
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    collect(Do->getBody(), Order, Result);
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    collect(For->getBody(), Order, Result);
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    collect(Range->getBody(), Order, Result);
  } else {
    for (const Stmt *Child : S->children())
      collect(Child, Order, Result);
  }
}

StatementEffect EffectAnalyzer::classify(const Stmt *S) const {
  StatementEffect Result;
  Result.Strength = Effect::Never;
  Result.Spoiled = spoils(S) || jumpsOut(S);
  if (isa<NullStmt>(S))
    return Result;
  const Stmt *Inner = essence(S);
  unsigned Order = Facts.orderOf(S);
  if (isa<DeclStmt>(Inner))
    return Result;
  collect(Inner, Order, Result);
  return Result;
}

} // namespace raiify
