//===- Throws.cpp - What may throw ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Throws.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

/// How many bodies deep calls are followed.
static constexpr unsigned MaxDepth = 8;

static std::string nameOf(const FunctionDecl *Function) {
  return Function->getQualifiedNameAsString() + "()";
}

/// Whether a function of C takes a function to call back.
static bool takesCallback(const FunctionDecl *Function) {
  return llvm::any_of(Function->parameters(), [](const ParmVarDecl *P) {
    QualType T = P->getType();
    return T->isFunctionPointerType() || T->isBlockPointerType();
  });
}

/// Functions that end a thread by unwinding its stack, and the runtime's own.
static bool unwinds(const FunctionDecl *Function) {
  if (!Function->getIdentifier())
    return false;
  llvm::StringRef Name = Function->getName();
  return Name == "pthread_exit" || Name == "thrd_exit" ||
         Name == "pthread_testcancel" || Name.starts_with("__cxa_") ||
         Name.starts_with("_Unwind_");
}

static bool isOfCLibrary(const FunctionDecl *Function,
                         const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  return Function->isExternC() &&
         SM.isInSystemHeader(Function->getCanonicalDecl()->getLocation());
}

/// Whether the compiler knows that the function does not throw.
static bool isSafeBuiltin(const FunctionDecl *Function,
                          const ASTContext &Context) {
  unsigned Builtin = Function->getBuiltinID();
  return Builtin && (Context.BuiltinInfo.isNoThrow(Builtin) ||
                     Context.BuiltinInfo.isPredefinedLibFunction(Builtin));
}

/// Whether the type says that nothing is thrown; unlike its isNothrow() also
/// for types whose exception specification nobody has asked for.
static bool isNothrowType(const FunctionProtoType *Type) {
  return Type && !isUnresolvedExceptionSpec(Type->getExceptionSpecType()) &&
         Type->isNothrow();
}

/// Whether the body in sight is the one that runs.
static bool isBodyFinal(const FunctionDecl *Function) {
  if (Function->hasAttr<WeakAttr>() || Function->hasAttr<WeakImportAttr>())
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  return !Method || !Method->isVirtual() || Method->hasAttr<FinalAttr>() ||
         Method->getParent()->isEffectivelyFinal();
}

bool ThrowAnalysis::isNamedSafe(const FunctionDecl *Function) const {
  if (Options.NoThrowFunctions.empty() || !Function->getIdentifier())
    return false;
  std::string Qualified = Function->getQualifiedNameAsString();
  return llvm::any_of(Options.NoThrowFunctions, [&](const std::string &Name) {
    return Name == Qualified || Name == Function->getName();
  });
}

std::optional<ThrowCause> ThrowAnalysis::unknown(ThrowCause Cause) const {
  if (Others.Unseen == UnseenBodies::DoNotThrow)
    return std::nullopt;
  return Cause;
}

std::optional<ThrowCause>
ThrowAnalysis::ofInitializers(const CXXConstructorDecl *Constructor) {
  for (const CXXCtorInitializer *Init : Constructor->inits())
    if (std::optional<ThrowCause> Cause = causeIn(Init->getInit()))
      return Cause;
  return std::nullopt;
}

std::optional<ThrowCause> ThrowAnalysis::ofBody(const FunctionDecl *Function) {
  // Until more is known a function that calls itself may throw.
  auto [It, IsNew] = Known.try_emplace(
      Function, unknown({nameOf(Function), Function->getLocation(), false}));
  if (!IsNew)
    return It->second;
  ++Depth;
  std::optional<ThrowCause> Cause = causeIn(Function->getBody());
  if (!Cause)
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
      Cause = ofInitializers(Constructor);
  --Depth;
  return Known[Function] = std::move(Cause);
}

std::optional<ThrowCause> ThrowAnalysis::ofEarlier(const FunctionDecl *Function,
                                                   const FunctionDecl *Same,
                                                   SourceLocation Where) {
  ThrowCause Cause{nameOf(Function), Where, /*Certain=*/false};
  if (!InEarlier)
    InEarlier = std::make_unique<ThrowAnalysis>(
        Same->getASTContext(), Options, OtherBodies{nullptr, Others.Unseen});
  InEarlier->Depth = Depth;
  std::optional<ThrowCause> Known =
      InEarlier->ofFunction(Same, Same->getLocation());
  Missed |= InEarlier->Missed;
  if (!Known)
    return std::nullopt;
  Cause.Certain = Known->Certain;
  return Cause;
}

std::optional<ThrowCause>
ThrowAnalysis::ofFunction(const FunctionDecl *Function, SourceLocation Where) {
  const auto *Type = Function->getType()->getAs<FunctionProtoType>();
  if (Function->hasAttr<NoThrowAttr>() || isNothrowType(Type) ||
      isNamedSafe(Function))
    return std::nullopt;
  if (!takesCallback(Function) && !unwinds(Function) &&
      (isSafeBuiltin(Function, Context) || isOfCLibrary(Function, Context)))
    return std::nullopt;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (Method && Method->isTrivial())
    return std::nullopt;
  if (isa<CXXDestructorDecl>(Function) && Type &&
      isUnresolvedExceptionSpec(Type->getExceptionSpecType()))
    return causeInDestructor(Context.getCanonicalTagType(Method->getParent()),
                             Where);
  if (const FunctionDecl *Same = Others.find(Function))
    return ofEarlier(Function, Same, Where);
  ThrowCause Cause{nameOf(Function), Where, /*Certain=*/false};
  if (!isBodyFinal(Function))
    return Cause;
  if (isLeftOut(Function)) {
    Missed |= Others.Unseen == UnseenBodies::Missed;
    return unknown(std::move(Cause));
  }
  if (Depth >= MaxDepth)
    return unknown(std::move(Cause));
  const FunctionDecl *Definition = nullptr;
  if (!Function->isDefined(Definition) || !Definition->getBody() ||
      Definition->isDependentContext())
    return Cause;
  std::optional<ThrowCause> Inner = ofBody(Definition);
  if (!Inner)
    return std::nullopt;
  Cause.Certain = Inner->Certain;
  return Cause;
}

/// Whether \p Record or what it is made of has a destructor that is declared
/// to throw.
bool ThrowAnalysis::destructorThrows(const CXXRecordDecl *Record) const {
  Record = Record->getDefinition();
  if (!Record || Record->hasTrivialDestructor())
    return false;
  if (const CXXDestructorDecl *Destructor = Record->getDestructor()) {
    const auto *Type = Destructor->getType()->getAs<FunctionProtoType>();
    if (Type && !isUnresolvedExceptionSpec(Type->getExceptionSpecType()))
      return !Type->isNothrow();
  }
  auto throws = [this](QualType T) {
    const CXXRecordDecl *Part =
        Context.getBaseElementType(T)->getAsCXXRecordDecl();
    return Part && destructorThrows(Part);
  };
  return llvm::any_of(
             Record->bases(),
             [&](const auto &Base) { return throws(Base.getType()); }) ||
         llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
           return throws(Field->getType());
         });
}

std::optional<ThrowCause>
ThrowAnalysis::causeInDestructor(QualType T, SourceLocation Where) {
  if (!Context.getLangOpts().CXXExceptions)
    return std::nullopt;
  const CXXRecordDecl *Record =
      Context.getBaseElementType(T)->getAsCXXRecordDecl();
  if (!Record || !destructorThrows(Record))
    return std::nullopt;
  return ThrowCause{"~" + Record->getNameAsString() + "()", Where, false};
}

/// A try block lets through what no handler stops; only `catch (...)` stops
/// everything.
std::optional<ThrowCause> ThrowAnalysis::ofTry(const CXXTryStmt *S) {
  bool StopsAll = false;
  for (unsigned I = 0; I != S->getNumHandlers(); ++I) {
    StopsAll |= !S->getHandler(I)->getExceptionDecl();
    if (std::optional<ThrowCause> Cause =
            causeIn(S->getHandler(I)->getHandlerBlock()))
      return Cause;
  }
  return StopsAll ? std::nullopt : causeIn(S->getTryBlock());
}

std::optional<ThrowCause> ThrowAnalysis::ofCall(const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return ofFunction(Construct->getConstructor(), Where);
  if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(E))
    return ofFunction(Inherited->getConstructor(), Where);
  const auto *Call = cast<CallExpr>(E);
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  if (isa<CXXPseudoDestructorExpr>(Callee))
    return std::nullopt;
  if (const FunctionDecl *Function = Call->getDirectCallee())
    return ofFunction(Function, Where);
  QualType T = Callee->getType();
  if (!T->isDependentType()) {
    QualType Pointee = T->getPointeeType();
    if (const auto *Type =
            (Pointee.isNull() ? T : Pointee)->getAs<FunctionProtoType>())
      if (isNothrowType(Type))
        return std::nullopt;
  }
  if (const auto *Overloads = dyn_cast<OverloadExpr>(Callee))
    return ThrowCause{Overloads->getName().getAsString() + "()", Where, false};
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(Callee))
    return ThrowCause{Member->getMember().getAsString() + "()", Where, false};
  return ThrowCause{"a call", Where, false};
}

/// Operators whose operands depend on template arguments may be functions.
static bool mayBeOverloaded(const Expr *E) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->getLHS()->isTypeDependent() ||
           Binary->getRHS()->isTypeDependent();
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getSubExpr()->isTypeDependent() &&
           Unary->getOpcode() != UO_AddrOf;
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return Element->isTypeDependent();
  return isa<CXXUnresolvedConstructExpr, CXXFoldExpr>(E);
}

std::optional<ThrowCause> ThrowAnalysis::ofExpression(const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  if (isa<CallExpr, CXXConstructExpr, CXXInheritedCtorInitExpr>(E))
    return ofCall(E);
  if (isa<CXXThrowExpr>(E))
    return ThrowCause{"throw", Where, /*Certain=*/true};
  if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    const FunctionDecl *Allocate = New->getOperatorNew();
    if (!Allocate)
      return ThrowCause{"new", Where, false};
    // Placement new allocates nothing.
    if (Allocate->isReservedGlobalPlacementOperator())
      return std::nullopt;
    const auto *Type = Allocate->getType()->getAs<FunctionProtoType>();
    if (!isNothrowType(Type))
      return ThrowCause{"new", Where, false};
    return std::nullopt;
  }
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    QualType T = Delete->getDestroyedType();
    return T.isNull() ? std::nullopt : causeInDestructor(T, Where);
  }
  if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
    return causeInDestructor(Bound->getType(), Where);
  if (const auto *Cast = dyn_cast<CXXDynamicCastExpr>(E)) {
    if (Cast->getTypeAsWritten()->isReferenceType())
      return ThrowCause{"dynamic_cast", Where, false};
    return std::nullopt;
  }
  if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(E) || mayBeOverloaded(E))
    return ThrowCause{"an expression", Where, false};
  if (E->isTypeDependent() &&
      isa<ExplicitCastExpr, InitListExpr, ParenListExpr>(E))
    return ThrowCause{"a conversion", Where, false};
  return std::nullopt;
}

/// What a local variable does besides its initialisation.
std::optional<ThrowCause> ThrowAnalysis::ofEndOf(const VarDecl *Variable) {
  if (Variable->hasAttr<CleanupAttr>())
    return ThrowCause{"a cleanup function", Variable->getLocation(), false};
  if (const auto *Parts = dyn_cast<DecompositionDecl>(Variable))
    for (const BindingDecl *Part : Parts->bindings())
      if (const VarDecl *Holder = Part->getHoldingVar())
        if (std::optional<ThrowCause> Cause = causeIn(Holder->getInit()))
          return Cause;
  return causeInDestructor(Variable->getType(), Variable->getLocation());
}

std::optional<ThrowCause> ThrowAnalysis::ofNode(const Stmt *S) {
  if (const auto *Declared = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        if (std::optional<ThrowCause> Cause = ofEndOf(Variable))
          return Cause;
    return std::nullopt;
  }
  if (const auto *E = dyn_cast<Expr>(S))
    return ofExpression(E);
  return std::nullopt;
}

/// What is not evaluated where it stands.
static bool isUnevaluated(const Stmt *S) {
  if (const auto *Typeid = dyn_cast<CXXTypeidExpr>(S))
    return !Typeid->isPotentiallyEvaluated();
  return isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr>(S);
}

std::optional<ThrowCause> ThrowAnalysis::causeIn(const Stmt *S) {
  if (!S || !Context.getLangOpts().CXXExceptions || isUnevaluated(S))
    return std::nullopt;
  if (const auto *Typeid = dyn_cast<CXXTypeidExpr>(S))
    return ThrowCause{"typeid", Typeid->getBeginLoc(), false};
  if (const auto *Try = dyn_cast<CXXTryStmt>(S))
    return ofTry(Try);
  if (std::optional<ThrowCause> Cause = ofNode(S))
    return Cause;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      if (std::optional<ThrowCause> Cause = causeIn(Init))
        return Cause;
    return std::nullopt;
  }
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return causeIn(Default->getExpr());
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
    return causeIn(Default->getExpr());
  for (const Stmt *Child : S->children())
    if (std::optional<ThrowCause> Cause = causeIn(Child))
      return Cause;
  return std::nullopt;
}

} // namespace raiify
