//===- Facts.cpp - What a function did before -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Facts.h"

#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace raiify {

static const Expr *calleeExpr(const CallExpr *Call) {
  return Call->getCallee()->IgnoreParenImpCasts();
}

std::string calleeName(const CallExpr *Call) {
  if (isa<CXXOperatorCallExpr>(Call))
    return "";
  const Expr *Callee = calleeExpr(Call);
  DeclarationName Name;
  if (const auto *Member = dyn_cast<MemberExpr>(Callee))
    Name = Member->getMemberDecl()->getDeclName();
  else if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
    Name = Ref->getDecl()->getDeclName();
  else if (const auto *Overload = dyn_cast<OverloadExpr>(Callee))
    Name = Overload->getName();
  else if (const auto *Dependent =
               dyn_cast<CXXDependentScopeMemberExpr>(Callee))
    Name = Dependent->getMember();
  else if (const auto *Scoped = dyn_cast<DependentScopeDeclRefExpr>(Callee))
    Name = Scoped->getDeclName();
  if (const IdentifierInfo *Identifier = Name.getAsIdentifierInfo())
    return Identifier->getName().str();
  return "";
}

const Expr *receiverOf(const CallExpr *Call) {
  const Expr *Callee = calleeExpr(Call);
  if (const auto *Member = dyn_cast<MemberExpr>(Callee))
    return isa<VarDecl>(Member->getMemberDecl()) ? nullptr : Member->getBase();
  if (const auto *Dependent = dyn_cast<CXXDependentScopeMemberExpr>(Callee))
    return Dependent->isImplicitAccess() ? nullptr : Dependent->getBase();
  if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(Callee))
    return Member->isImplicitAccess() ? nullptr : Member->getBase();
  return nullptr;
}

bool isMemberCall(const CallExpr *Call) {
  const Expr *Callee = calleeExpr(Call);
  if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    return Method && !Method->isStatic();
  }
  return isa<CXXDependentScopeMemberExpr, UnresolvedMemberExpr>(Callee);
}

const Expr *objectOf(const Expr *E) {
  E = strip(E);
  while (true) {
    if (const auto *Unary = dyn_cast<UnaryOperator>(E);
        Unary &&
        (Unary->getOpcode() == UO_AddrOf || Unary->getOpcode() == UO_Deref))
      E = strip(Unary->getSubExpr());
    else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
      E = strip(Cast->getSubExpr());
    else
      return E;
  }
}

const VarDecl *rootVariable(const Expr *E) {
  E = objectOf(E);
  while (true) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return dyn_cast<VarDecl>(Ref->getDecl());
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = objectOf(Member->getBase());
    else if (const auto *Dependent = dyn_cast<CXXDependentScopeMemberExpr>(E);
             Dependent && !Dependent->isImplicitAccess())
      E = objectOf(Dependent->getBase());
    else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = objectOf(Subscript->getBase());
    else
      return nullptr;
  }
}

class FactCollector : public RecursiveASTVisitor<FactCollector> {
public:
  FactCollector(FunctionFacts &Facts, const ASTContext &Context)
      : Facts(Facts), Context(Context) {}

  void addInitializer(const CXXCtorInitializer *Init) {
    WriteFact Write = writeFact(WriteKind::Init, Init->getInit());
    Write.Target = declKey(Init->getMember());
    Write.Value = Init->getInit();
    Facts.Writes.push_back(std::move(Write));
  }

  bool TraverseStmt(Stmt *S) {
    if (!S)
      return true;
    unsigned Begin = ++Counter;
    bool InHandler = isa<CXXCatchStmt>(S);
    Handlers += InHandler;
    bool Result = RecursiveASTVisitor::TraverseStmt(S);
    Handlers -= InHandler;
    Facts.Order.try_emplace(S, Begin);
    Facts.Size.try_emplace(S, Counter - Begin + 1);
    return Result;
  }

  // What a nested function does happens when it is called.
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseDecl(Decl *D) {
    if (isa_and_nonnull<CXXRecordDecl>(D))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitVarDecl(VarDecl *Variable) {
    if (!Variable->getInit())
      return true;
    WriteFact Write = writeFact(WriteKind::Init, Variable->getInit());
    Write.Target = declKey(Variable);
    Write.Root = Variable;
    Write.Value = Variable->getInit();
    Facts.Writes.push_back(std::move(Write));
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (!E->isAssignmentOp())
      return true;
    WriteKind Kind = WriteKind::Assign;
    if (E->getOpcode() == BO_AddAssign)
      Kind = WriteKind::Increment;
    else if (E->getOpcode() == BO_SubAssign)
      Kind = WriteKind::Decrement;
    addWrite(Kind, E->getLHS(), E, E->getRHS());
    return true;
  }

  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      addWrite(E->isIncrementOp() ? WriteKind::Increment : WriteKind::Decrement,
               E->getSubExpr(), E, nullptr);
    return true;
  }

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->getOperator() == OO_Equal && E->getNumArgs() == 2)
      addWrite(WriteKind::Assign, E->getArg(0), E, E->getArg(1));
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    CallFact Fact;
    Fact.Call = Call;
    Fact.Name = calleeName(Call);
    Fact.Order = Counter;
    Fact.InHandler = Handlers > 0;
    if (isMemberCall(Call)) {
      const Expr *Receiver = receiverOf(Call);
      Fact.Receiver = Receiver ? stmtKey(objectOf(Receiver), Context) : "this";
    }
    for (unsigned I = 0; I != Call->getNumArgs(); ++I) {
      Fact.Args.push_back(stmtKey(objectOf(Call->getArg(I)), Context));
      noteAddress(Call, I);
    }
    Facts.Calls.push_back(std::move(Fact));
    return true;
  }

private:
  WriteFact writeFact(WriteKind Kind, const Stmt *S) {
    WriteFact Write;
    Write.Kind = Kind;
    Write.S = S;
    Write.Order = Counter;
    Write.InHandler = Handlers > 0;
    return Write;
  }

  void addWrite(WriteKind Kind, const Expr *Target, const Stmt *S,
                const Expr *Value) {
    WriteFact Write = writeFact(Kind, S);
    Write.Target = stmtKey(strip(Target), Context);
    Write.Root = rootVariable(Target);
    Write.Value = Value;
    Facts.Writes.push_back(std::move(Write));
  }

  /// Whether \p Call binds its argument \p I to a reference through which it
  /// may write.
  static bool bindsReference(const CallExpr *Call, unsigned I) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || isa<CXXOperatorCallExpr>(Call) ||
        I >= Callee->getNumParams())
      return false;
    QualType Type = Callee->getParamDecl(I)->getType();
    return Type->isLValueReferenceType() &&
           !Type.getNonReferenceType().isConstQualified();
  }

  /// `f(&x)`, or `f(x)` where f takes a reference to a non-constant.
  void noteAddress(const CallExpr *Call, unsigned I) {
    const Expr *Arg = Call->getArg(I);
    const auto *Unary = dyn_cast<UnaryOperator>(strip(Arg));
    bool Taken = Unary && Unary->getOpcode() == UO_AddrOf;
    if (!Taken && !bindsReference(Call, I))
      return;
    WriteFact Write = writeFact(WriteKind::Address, Arg);
    Write.Target = stmtKey(objectOf(Arg), Context);
    Write.Root = rootVariable(Arg);
    Write.Taker = Call;
    Facts.Writes.push_back(std::move(Write));
  }

  FunctionFacts &Facts;
  const ASTContext &Context;
  unsigned Counter = 0;
  unsigned Handlers = 0;
};

FunctionFacts::FunctionFacts(const FunctionDecl *Function, const Stmt *Body,
                             const ASTContext &Context) {
  FactCollector Collector(*this, Context);
  if (const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Function))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten() && Init->isMemberInitializer())
        Collector.addInitializer(Init);
  Collector.TraverseStmt(const_cast<Stmt *>(Body));
}

} // namespace raiify
