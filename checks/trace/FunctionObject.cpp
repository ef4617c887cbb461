//===- FunctionObject.cpp - Callables that are classes --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the class (parts) over its constructor (bind) to its body (isClosed).
// What is not listed as harmless makes it no function object of this kind.
//
//===----------------------------------------------------------------------===//

#include "trace/FunctionObject.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <vector>

using namespace clang;

namespace raiify {

/// The member of the class around it that \p S names as `member` or
/// `this->member`.
static const FieldDecl *ownMember(const Stmt *S) {
  const auto *Member = dyn_cast<MemberExpr>(S);
  return Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParens())
             ? dyn_cast<FieldDecl>(Member->getMemberDecl())
             : nullptr;
}

const Expr *FunctionObject::meantBy(const Stmt *S) const {
  if (const FieldDecl *Field = ownMember(S))
    for (const auto &[Member, Argument] : Members)
      if (Member == Field)
        return Argument;
  return nullptr;
}

namespace {

/// What a class is made of.
struct Parts {
  const CXXConstructorDecl *Constructor = nullptr;
  const CXXMethodDecl *Call = nullptr;
  std::vector<const FieldDecl *> Members;
};

} // namespace

static bool isPlainCall(const CXXMethodDecl *Method) {
  return Method->getOverloadedOperator() == OO_Call && Method->param_empty() &&
         !Method->isVariadic() && !Method->isStatic() && !Method->isVirtual() &&
         !Method->isDeleted() && !Method->isVolatile() &&
         Method->getRefQualifier() == RQ_None &&
         Method->getReturnType()->isVoidType();
}

/// The parts of \p Class if it has no others: one constructor, one call
/// operator, references.
static std::optional<Parts> partsOf(const CXXRecordDecl *Class) {
  Parts Result;
  for (const Decl *D : Class->decls()) {
    if (D->isImplicit() || isa<AccessSpecDecl, EmptyDecl>(D))
      continue;
    if (D->hasAttrs())
      return std::nullopt;
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(D)) {
      if (Result.Constructor || !Constructor->isUserProvided())
        return std::nullopt;
      Result.Constructor = Constructor;
    } else if (const auto *Method = dyn_cast<CXXMethodDecl>(D)) {
      if (Result.Call || !isPlainCall(Method))
        return std::nullopt;
      Result.Call = Method;
    } else if (const auto *Field = dyn_cast<FieldDecl>(D)) {
      if (!Field->getType()->isLValueReferenceType() ||
          Field->hasInClassInitializer())
        return std::nullopt;
      Result.Members.push_back(Field);
    } else {
      return std::nullopt;
    }
  }
  if (!Result.Constructor || !Result.Call)
    return std::nullopt;
  return Result;
}

/// Whether \p Class is complete, stands outside of functions, and what makes,
/// copies and destroys it besides its own constructor does nothing more.
static bool isSimple(const CXXRecordDecl *Class) {
  return Class && Class->isCompleteDefinition() && !Class->isUnion() &&
         !Class->isLambda() && !Class->isDependentContext() &&
         !Class->getParentFunctionOrMethod() && Class->getNumBases() == 0 &&
         !Class->isDynamicClass() && Class->hasTrivialDestructor();
}

static bool isThisOrItsBase(const Expr *E) {
  E = E->IgnoreParens();
  while (const auto *Cast = dyn_cast<ImplicitCastExpr>(E)) {
    if (Cast->getCastKind() != CK_UncheckedDerivedToBase &&
        Cast->getCastKind() != CK_DerivedToBase)
      return false;
    E = Cast->getSubExpr()->IgnoreParens();
  }
  return isa<CXXThisExpr>(E);
}

/// Whether \p E names the same object wherever it stands in its scope.
static bool isFixedPlace(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return isa<VarDecl>(Ref->getDecl());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_Deref &&
           isa<CXXThisExpr>(Unary->getSubExpr()->IgnoreParens());
  const auto *Member = dyn_cast<MemberExpr>(E);
  if (!Member || !isa<FieldDecl>(Member->getMemberDecl()) ||
      Member->getMemberDecl()->getType()->isReferenceType())
    return false;
  return Member->isArrow() ? isThisOrItsBase(Member->getBase())
                           : isFixedPlace(Member->getBase());
}

/// The parameter that \p Init hands on, if it does nothing else.
static const ParmVarDecl *parameterIn(const Expr *Init) {
  Init = Init->IgnoreParens();
  if (const auto *List = dyn_cast<InitListExpr>(Init);
      List && List->getNumInits() == 1)
    Init = List->getInit(0)->IgnoreParens();
  const auto *Ref = dyn_cast<DeclRefExpr>(Init);
  return Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
}

/// Fills in what the members of \p Object are bound to by \p Made, which calls
/// \p Constructor: each to a parameter of its own.
static bool bind(const CXXConstructExpr *Made,
                 const CXXConstructorDecl *Constructor,
                 const ASTContext &Context, FunctionObject &Object) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Constructor->getBody());
  if (!Body || !Body->body_empty() || Constructor->isVariadic() ||
      Made->getNumArgs() != Constructor->getNumParams())
    return false;
  llvm::SmallPtrSet<const ParmVarDecl *, 4> Used;
  for (const CXXCtorInitializer *Init : Constructor->inits()) {
    const FieldDecl *Member = Init->isMemberInitializer() && Init->isWritten()
                                  ? Init->getMember()
                                  : nullptr;
    const ParmVarDecl *From = Member ? parameterIn(Init->getInit()) : nullptr;
    if (!From || From->getDeclContext() != Constructor ||
        !Used.insert(From).second ||
        !Context.hasSameType(From->getType(), Member->getType()))
      return false;
    const Expr *Argument =
        Made->getArg(From->getFunctionScopeIndex())->IgnoreParens();
    if (!isFixedPlace(Argument) ||
        !Context.hasSameType(Argument->getType(),
                             Member->getType().getNonReferenceType()))
      return false;
    Object.Members.push_back({Member, Argument});
  }
  // What is handed over and not held would be evaluated here.
  return Used.size() == Constructor->getNumParams();
}

/// Whether nothing in \p S but the members of \p Object depends on whose body
/// it is: no other use of `this`, no class or static variable of its own, which
/// all functions that use the object would share.
static bool isClosed(const Stmt *S, const FunctionObject &Object) {
  if (!S || Object.meantBy(S))
    return true;
  if (isa<CXXThisExpr, LambdaExpr>(S))
    return false;
  if (const auto *Declared = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declared->decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      if (!Variable || !Variable->hasLocalStorage())
        return false;
    }
  return llvm::all_of(S->children(), [&](const Stmt *Child) {
    return isClosed(Child, Object);
  });
}

std::optional<FunctionObject> readFunctionObject(const CXXConstructExpr *Made) {
  const CXXRecordDecl *Class =
      Made->getConstructor()->getParent()->getDefinition();
  if (!isSimple(Class))
    return std::nullopt;
  std::optional<Parts> Found = partsOf(Class);
  if (!Found || Found->Constructor->getCanonicalDecl() !=
                    Made->getConstructor()->getCanonicalDecl())
    return std::nullopt;
  const FunctionDecl *Constructor = nullptr;
  const FunctionDecl *Call = nullptr;
  if (!Found->Constructor->isDefined(Constructor) ||
      !Found->Call->isDefined(Call))
    return std::nullopt;
  FunctionObject Object;
  Object.Call = cast<CXXMethodDecl>(Call);
  if (Constructor->hasAttrs() || Call->hasAttrs() ||
      !isa_and_nonnull<CompoundStmt>(Call->getBody()) ||
      !bind(Made, cast<CXXConstructorDecl>(Constructor), Class->getASTContext(),
            Object) ||
      Object.Members.size() != Found->Members.size() ||
      !isClosed(Call->getBody(), Object))
    return std::nullopt;
  return Object;
}

} // namespace raiify
