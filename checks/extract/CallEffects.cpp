//===- CallEffects.cpp - What a call is worth as cleanup ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of EffectAnalyzer that judges calls: what is never cleanup, what a
// visible body says, what name and history say together.
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

bool EffectAnalyzer::isConfiguredRelease(const CallExpr *Call,
                                         llvm::StringRef Name) const {
  return contains(Options.ReleaseFunctions, calleeDecl(Call)) ||
         llvm::is_contained(Options.ReleaseFunctions, Name);
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

/// Whether a call that waits for template arguments is written with `->`.
static bool usesArrow(const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(
      Call->getCallee()->IgnoreParenImpCasts());
  return Member && Member->isArrow();
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
  if (Receiver->getType()->isPointerType() || usesArrow(Call))
    return false;
  const CXXRecordDecl *Class = classOf(Receiver);
  if (!Class)
    return false;
  if (isGuardType(Class))
    return true;
  return disarms(dyn_cast_or_null<CXXMethodDecl>(Call->getCalleeDecl()), Class,
                 LeftOut);
}

bool isStreamOutput(const Expr *E) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return Operator->getOperator() == OO_LessLess;
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->getOpcode() == BO_Shl;
  return false;
}

//===----------------------------------------------------------------------===//
// Grounds of a call
//===----------------------------------------------------------------------===//

/// The keys of what \p Call works on.
static llvm::SmallVector<std::string, 4>
callOperands(const CallExpr *Call, const ASTContext &Context) {
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

/// Whether what is written is a local object whose own destructor cleans up:
/// a stream that is closed early needs no guard.
static bool cleansUpItself(const WriteFact &Write) {
  if (!Write.Root || Write.Target != declKey(Write.Root))
    return false;
  const CXXRecordDecl *Class = recordOf(Write.Root->getType());
  return Class && Class->hasDefinition() && !Class->hasTrivialDestructor();
}

bool EffectAnalyzer::isAcquired(const CallExpr *Call, unsigned Order) const {
  llvm::SmallVector<std::string, 4> Keys = callOperands(Call, Context);
  return llvm::any_of(Facts.writes(), [&](const WriteFact &Write) {
    if (Write.Order >= Order || Write.InHandler ||
        !llvm::is_contained(Keys, Write.Target))
      return false;
    if (cleansUpItself(Write))
      return false;
    return Write.Kind == WriteKind::Address
               ? Write.Taker != Call &&
                     calleeName(Write.Taker) != calleeName(Call)
               : isAcquiringValue(Write.Value);
  });
}

/// Whether a call with the opposite name worked on the same thing before, or
/// gave it.
bool EffectAnalyzer::hasPair(const CallExpr *Call, llvm::StringRef Name,
                             unsigned Order) const {
  llvm::SmallVector<std::string, 4> Keys = callOperands(Call, Context);
  for (const CallFact &Fact : Facts.calls()) {
    if (Fact.Order >= Order || Fact.InHandler || isProducer(Fact.Name) ||
        !isPair(Fact.Name, Name))
      continue;
    if (Keys.empty() || llvm::is_contained(Keys, Fact.Receiver))
      return true;
    for (const std::string &Arg : Fact.Args)
      if (llvm::is_contained(Keys, Arg))
        return true;
  }
  for (const WriteFact &Write : Facts.writes()) {
    if (Write.Order >= Order || Write.InHandler ||
        !llvm::is_contained(Keys, Write.Target))
      continue;
    const CallExpr *From = Write.Taker;
    if (Write.Value)
      From = dyn_cast<CallExpr>(objectOf(Write.Value));
    if (From && isProducedFor(calleeName(From), Name))
      return true;
  }
  return false;
}

/// Whether the only argument of \p Call is a member of the object itself.
static bool worksOnMember(const CallExpr *Call) {
  return Call->getNumArgs() == 1 && ownMember(objectOf(Call->getArg(0)));
}

/// Whether the function changed what \p Call works on, by a write or by
/// another member function.
bool EffectAnalyzer::isTouched(const CallExpr *Call, unsigned Order) const {
  std::string Name = calleeName(Call);
  llvm::SmallVector<std::string, 4> Keys = callOperands(Call, Context);
  for (const CallFact &Fact : Facts.calls())
    if (Fact.Order < Order && !Fact.InHandler && Fact.Name != Name &&
        !Fact.Receiver.empty() && llvm::is_contained(Keys, Fact.Receiver))
      return true;
  bool OnThis = llvm::is_contained(Keys, "this");
  for (const CallFact &Fact : Facts.calls()) {
    if (Fact.Order >= Order || Fact.InHandler || Fact.Name == Name)
      continue;
    // The object's own methods may change its members, and its members are
    // part of it.
    if (worksOnMember(Call) && Fact.Receiver == "this")
      return true;
    const Expr *Receiver = receiverOf(Fact.Call);
    if (OnThis && Receiver && ownMember(objectOf(Receiver)))
      return true;
  }
  for (const WriteFact &Write : Facts.writes()) {
    if (Write.Order >= Order || Write.InHandler ||
        Write.Kind == WriteKind::Init)
      continue;
    if (llvm::is_contained(Keys, Write.Target) || (OnThis && !Write.Root))
      return true;
  }
  return false;
}

/// The one argument that \p Call is written with, or null.
static const Expr *onlyArgument(const CallExpr *Call) {
  const Expr *Only = nullptr;
  for (const Expr *Arg : Call->arguments()) {
    if (isa<CXXDefaultArgExpr>(Arg))
      continue;
    if (Only)
      return nullptr;
    Only = Arg;
  }
  return Only;
}

/// Whether \p A and \p B are `true` and `false`, or null and not null.
static bool areOpposite(const Expr *A, const Expr *B) {
  const auto *BoolA = dyn_cast<CXXBoolLiteralExpr>(strip(A));
  const auto *BoolB = dyn_cast<CXXBoolLiteralExpr>(strip(B));
  if (BoolA && BoolB)
    return BoolA->getValue() != BoolB->getValue();
  return isNullPointer(A) != isNullPointer(B);
}

/// `setBusy(true); … setBusy(false);` and `old = mode(); … setMode(old);`.
bool EffectAnalyzer::setsBack(const CallExpr *Call, llvm::StringRef Name,
                              unsigned Order) const {
  if (Name.empty() || !isMemberCall(Call) || Call->getNumArgs() == 0)
    return false;
  std::string Receiver = callOperands(Call, Context).front();
  const Expr *Value = onlyArgument(Call);
  for (const CallFact &Fact : Facts.calls()) {
    if (!Value || Fact.Order >= Order || Fact.InHandler || Fact.Name != Name ||
        Fact.Receiver != Receiver)
      continue;
    const Expr *Before = onlyArgument(Fact.Call);
    if (Before && areOpposite(Before, Value))
      return true;
  }
  const Expr *Last = strip(Call->getArg(Call->getNumArgs() - 1));
  const auto *Ref = dyn_cast<DeclRefExpr>(Last);
  const auto *Saved = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Saved || !Saved->isLocalVarDecl() || !Saved->getInit())
    return false;
  const auto *From = dyn_cast<CallExpr>(strip(Saved->getInit()));
  return From && isMemberCall(From) && !isProducer(Name) &&
         callOperands(From, Context).front() == Receiver;
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

/// Whether a variable begins with something that was made for it.
static bool makesNew(const Expr *Value) {
  if (!Value)
    return false;
  const Expr *E = objectOf(Value);
  const auto *Call = dyn_cast<CallExpr>(E);
  return isa<CXXNewExpr>(E) || (Call && isProducer(calleeName(Call)));
}

/// Whether \p S, in the body of \p Owner, releases something that \p Owner did
/// not make itself.
bool EffectAnalyzer::stmtReleases(const Stmt *S, const FunctionDecl *Owner,
                                  unsigned Depth) const {
  if (!S)
    return false;
  auto outlives = [](const Expr *Operand) {
    const VarDecl *Root = rootVariable(Operand);
    return !Root || !Root->isLocalVarDecl() || !makesNew(Root->getInit());
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
  // What such a body does is not known, and may be that.
  if (LeftOut.has(Function))
    return true;
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
Effect EffectAnalyzer::classifyNamed(const CallExpr *Call, llvm::StringRef Name,
                                     unsigned Order) const {
  ReleaseHint Hint = releaseHint(Name);
  if (isConfiguredRelease(Call, Name))
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
  bool Configured = isConfiguredRelease(Call, Name);
  if (!Configured && (isGuardCall(Call) || isLogging(Call, Name)))
    return Effect::Never;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee && Callee->isExternC() && isCRelease(Name) &&
      Call->getNumArgs() > 0)
    return Effect::Released;
  if (setsBack(Call, Name, Order))
    return Effect::Undone;
  return classifyNamed(Call, Name, Order);
}

} // namespace raiify
