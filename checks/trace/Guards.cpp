//===- Guards.cpp - The guards that the judge understands -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Guards.h"

#include "trace/EarlierBodies.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace raiify {

/// Whether \p D is a member of the namespace `::raiify`.
static bool isOurs(const Decl *D) {
  const auto *Namespace =
      dyn_cast_or_null<NamespaceDecl>(D->getDeclContext()->getRedeclContext());
  return Namespace && Namespace->getName() == "raiify" &&
         Namespace->getParent()->isTranslationUnit();
}

static std::optional<GuardKind> kindOfClass(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<GuardKind>>(Name)
      .Case("scope_exit", GuardKind::Exit)
      .Case("scope_fail", GuardKind::Fail)
      .Case("rollback_guard", GuardKind::Rollback)
      .Default(std::nullopt);
}

static std::optional<GuardKind> kindOfMaker(llvm::StringRef Name) {
  if (!Name.consume_front("make_"))
    return std::nullopt;
  return kindOfClass(Name);
}

/// The class template that \p T is of, also where its arguments are still to
/// be deduced.
static const NamedDecl *templateOf(QualType T) {
  if (const auto *Deduced = T->getAs<DeducedTemplateSpecializationType>())
    return Deduced->getTemplateName().getAsTemplateDecl();
  if (const auto *Named = T->getAs<TemplateSpecializationType>())
    return Named->getTemplateName().getAsTemplateDecl();
  return T->getAsCXXRecordDecl();
}

/// The function that \p E calls by name, overloaded or not.
static const NamedDecl *calledByName(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreImplicit());
  if (!Call)
    return nullptr;
  if (const FunctionDecl *Callee = Call->getDirectCallee())
    return Callee;
  const auto *Overloads =
      dyn_cast<UnresolvedLookupExpr>(Call->getCallee()->IgnoreImplicit());
  return Overloads && Overloads->getNumDecls() == 1 ? *Overloads->decls_begin()
                                                    : nullptr;
}

static std::optional<GuardKind> kindOf(const VarDecl *Variable) {
  if (!Variable->hasLocalStorage() || Variable->getType()->isReferenceType() ||
      !Variable->hasInit())
    return std::nullopt;
  if (const NamedDecl *Template = templateOf(Variable->getType()))
    if (Template->getIdentifier() && isOurs(Template))
      return kindOfClass(Template->getName());
  // In a template `auto` may be unknown yet.
  if (Variable->getType()->getContainedAutoType())
    if (const NamedDecl *Maker = calledByName(Variable->getInit()))
      if (Maker->getIdentifier() && isOurs(Maker))
        return kindOfMaker(Maker->getName());
  return std::nullopt;
}

/// The one operand of \p E if it does nothing but hand that on to the guard.
static const Expr *handedOn(const Expr *E) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() == 1 ? Construct->getArg(0) : nullptr;
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
    return Cast->getSubExpr();
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 1 ? List->getInit(0) : nullptr;
  if (const auto *List = dyn_cast<ParenListExpr>(E))
    return List->getNumExprs() == 1 ? List->getExpr(0) : nullptr;
  if (const auto *Construct = dyn_cast<CXXUnresolvedConstructExpr>(E))
    return Construct->getNumArgs() == 1 ? Construct->getArg(0) : nullptr;
  const auto *Call = dyn_cast<CallExpr>(E);
  const NamedDecl *Maker = Call ? calledByName(E) : nullptr;
  if (!Maker || !Maker->getIdentifier() || !isOurs(Maker) ||
      !kindOfMaker(Maker->getName()) || Call->getNumArgs() != 1)
    return nullptr;
  return Call->getArg(0);
}

/// The class that a guard of type \p T holds an object of, if it is known.
static const CXXRecordDecl *heldClass(QualType T) {
  const auto *Guard = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Guard)
    return nullptr;
  const TemplateArgument &Held = Guard->getTemplateArgs()[0];
  return Held.getKind() == TemplateArgument::Type
             ? Held.getAsType()->getAsCXXRecordDecl()
             : nullptr;
}

/// Whether objects of \p Class only hold what they are made of: a guard, or the
/// callable itself, which is a \p Held.
static bool mayHandOn(const CXXRecordDecl *Class, const CXXRecordDecl *Held) {
  return Class == Held || Class->isLambda() ||
         (Class->getIdentifier() && isOurs(Class) &&
          kindOfClass(Class->getName()));
}

/// What a guard that holds a \p Held is made with, a lambda or the call of a
/// constructor, if nothing else is evaluated.
static const Expr *callableIn(const Expr *E, const CXXRecordDecl *Held) {
  while (E) {
    E = E->IgnoreParens()->IgnoreImplicit();
    if (isa<LambdaExpr>(E))
      return E;
    if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      const CXXConstructorDecl *Constructor = Made->getConstructor();
      if (!mayHandOn(Constructor->getParent(), Held))
        return nullptr;
      if (Constructor->getParent() == Held &&
          !Constructor->isCopyOrMoveConstructor())
        return E;
    }
    E = isa<ParenExpr>(E) ? E : handedOn(E);
  }
  return nullptr;
}

/// Whether a guard of type \p T holds \p Lambda itself, not something that is
/// made of it.
static bool holds(QualType T, const LambdaExpr *Lambda) {
  if (isa_and_nonnull<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl()))
    return heldClass(T) == Lambda->getLambdaClass();
  // In a template, the type is deduced later.
  return T->getContainedAutoType() ||
         T->getAs<DeducedTemplateSpecializationType>();
}

static bool capturesByReference(const LambdaExpr *Lambda) {
  if (Lambda->getCaptureDefault() == LCD_ByCopy)
    return false;
  for (const LambdaCapture &Capture : Lambda->captures())
    if (!(Capture.capturesThis() && Capture.getCaptureKind() == LCK_This) &&
        !(Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef &&
          !Lambda->isInitCapture(&Capture)))
      return false;
  return Lambda->getCallOperator()->param_empty();
}

const CXXMethodDecl *GuardInfo::callOperator() const {
  return Lambda ? Lambda->getCallOperator() : Object->Call;
}

const Stmt *GuardInfo::body() const {
  return Lambda ? Lambda->getBody() : Object->Call->getBody();
}

GuardTable::GuardTable(const Stmt *Body) { collect(Body); }

void GuardTable::add(GuardKind Kind, const VarDecl *Variable) {
  GuardInfo Guard;
  Guard.Kind = Kind;
  Guard.Variable = Variable;
  Guard.Index = static_cast<unsigned>(Guards.size());
  const CXXRecordDecl *Class = heldClass(Variable->getType());
  const Expr *Callable = callableIn(Variable->getInit(), Class);
  if (!Callable)
    return;
  Guard.Lambda = dyn_cast<LambdaExpr>(Callable);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Callable))
    Guard.Object = readFunctionObject(Made);
  bool Known = Guard.Lambda ? holds(Variable->getType(), Guard.Lambda) &&
                                  capturesByReference(Guard.Lambda)
                            : Guard.Object.has_value();
  if (!Known) {
    const CXXRecordDecl *Of = Callable->getType()->getAsCXXRecordDecl();
    Missed |=
        Of && Of->hasDefinition() && llvm::any_of(Of->methods(), isLeftOut);
    return;
  }
  ByVariable[Variable] = Guard.Index;
  Guards.push_back(std::move(Guard));
}

void GuardTable::collect(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Declared = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declared->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        if (std::optional<GuardKind> Kind = kindOf(Variable))
          add(*Kind, Variable);
  for (const Stmt *Child : S->children())
    collect(Child);
}

const GuardInfo *GuardTable::find(const VarDecl *Variable) const {
  auto It = ByVariable.find(Variable);
  return It == ByVariable.end() ? nullptr : &Guards[It->second];
}

const GuardInfo *GuardTable::ownerOf(const LambdaExpr *Lambda) const {
  for (const GuardInfo &Guard : Guards)
    if (Guard.Lambda && Guard.Lambda == Lambda)
      return &Guard;
  return nullptr;
}

/// The variable and the name in `variable.name`, however far it is resolved.
static std::pair<const VarDecl *, llvm::StringRef> memberOf(const Expr *E) {
  const Expr *Base = nullptr;
  DeclarationName Name;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Base = Member->getBase();
    Name = Member->getMemberDecl()->getDeclName();
  } else if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(E)) {
    Base = Member->isImplicitAccess() ? nullptr : Member->getBase();
    Name = Member->getMember();
  } else if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(E)) {
    Base = Member->isImplicitAccess() ? nullptr : Member->getBase();
    Name = Member->getMemberName();
  }
  const auto *Ref =
      Base ? dyn_cast<DeclRefExpr>(Base->IgnoreImplicit()) : nullptr;
  if (!Ref || !Name.isIdentifier())
    return {nullptr, ""};
  return {dyn_cast<VarDecl>(Ref->getDecl()),
          Name.getAsIdentifierInfo()->getName()};
}

std::optional<std::pair<const GuardInfo *, GuardCall>>
GuardTable::callOn(const Expr *E) const {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreImplicit());
  if (!Call || Call->getNumArgs() != 0)
    return std::nullopt;
  auto [Variable, Name] = memberOf(Call->getCallee()->IgnoreImplicit());
  const GuardInfo *Guard = Variable ? find(Variable) : nullptr;
  if (!Guard)
    return std::nullopt;
  if (Name == "run")
    return std::make_pair(Guard, GuardCall::Run);
  if (Name == "release" || Name == "commit")
    return std::make_pair(Guard, GuardCall::Disarm);
  return std::nullopt;
}

} // namespace raiify
