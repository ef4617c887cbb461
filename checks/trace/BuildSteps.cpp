//===- BuildSteps.cpp - Evaluations and declarations ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/BuilderImpl.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace raiify {

/// Longest piece of code in a trace, in characters.
static constexpr std::size_t MaxShown = 60;

static std::string sourceText(SourceRange Range, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  llvm::StringRef Text = Lexer::getSourceText(SM.getExpansionRange(Range), SM,
                                              Context.getLangOpts());
  std::string Folded;
  for (char C : Text)
    if (!llvm::isSpace(C))
      Folded += C;
    else if (!Folded.empty() && Folded.back() != ' ')
      Folded += ' ';
  if (Folded.size() > MaxShown) {
    std::size_t End = MaxShown;
    while (End > 0 && (static_cast<unsigned char>(Folded[End]) & 0xC0) == 0x80)
      --End; // do not cut a UTF-8 sequence in two
    Folded = Folded.substr(0, End) + "...";
  }
  return Folded;
}

std::string ProgramBuilder::shown(const Stmt *S) const {
  return "'" + sourceText(S->getSourceRange(), Context) + "'";
}

Label ProgramBuilder::labelFor(const Stmt *S) {
  Label L;
  L.Key = Keys.keyOf(S);
  L.Shown = shown(S);
  L.IsBlindToLocals = isBlind(S);
  return L;
}

/// A variable or a member of `*this`, reached through no other pointer.
static bool isNamedPlace(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return !Ref->getType()->isReferenceType() &&
           !Ref->getDecl()->getType()->isReferenceType();
  const auto *Member = dyn_cast<MemberExpr>(E);
  if (!Member || Member->getMemberDecl()->getType()->isReferenceType())
    return false;
  return isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()) ||
         (!Member->isArrow() && isNamedPlace(Member->getBase()));
}

static bool isPlainScalar(const Expr *E) {
  const Expr *Inner = E->IgnoreParenImpCasts();
  return E->getType()->isScalarType() &&
         (isa<IntegerLiteral, CXXBoolLiteralExpr, CXXNullPtrLiteralExpr,
              GNUNullExpr, CharacterLiteral>(Inner) ||
          isNamedPlace(Inner));
}

/// A call of the C library that is handed nothing to look through. What free
/// is handed it does not look into.
static bool isBlindCall(const CallExpr *Call, const ASTContext &Context) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !Callee->isExternC() || !Callee->getIdentifier())
    return false;
  const SourceManager &SM = Context.getSourceManager();
  if (!SM.isInSystemHeader(Callee->getCanonicalDecl()->getLocation()))
    return false;
  if (Callee->getName() == "free")
    return isPlainScalar(Call->getArg(0));
  return llvm::all_of(Call->arguments(), [](const Expr *Argument) {
    return Argument->getType()->isArithmeticType() && isPlainScalar(Argument);
  });
}

bool ProgramBuilder::isBlind(const Stmt *S) const {
  const auto *E = dyn_cast<Expr>(S);
  if (!E || E->isInstantiationDependent())
    return false;
  E = E->IgnoreImplicit();
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->isAssignmentOp() && isNamedPlace(Binary->getLHS()) &&
           isPlainScalar(Binary->getRHS());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->isIncrementDecrementOp() && isNamedPlace(Unary->getSubExpr());
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    QualType T = Delete->getDestroyedType();
    return !T.isNull() && !T.isDestructedType() &&
           isNamedPlace(Delete->getArgument());
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return isBlindCall(Call, Context);
  return false;
}

/// Whether \p E may be evaluated before or after the cleanup alike: it reads
/// nothing but literals and scalar locals that nobody else reaches and no guard
/// assigns to.
bool ProgramBuilder::isMovable(const Expr *E) const {
  if (E->isInstantiationDependent())
    return isa<CXXBoolLiteralExpr, IntegerLiteral, CXXNullPtrLiteralExpr>(
        E->IgnoreParenImpCasts());
  E = E->IgnoreParens();
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E))
    return Cast->getCastKind() != CK_UserDefinedConversion &&
           isMovable(Cast->getSubExpr());
  if (isa<IntegerLiteral, FloatingLiteral, CXXBoolLiteralExpr, StringLiteral,
          CharacterLiteral, CXXNullPtrLiteralExpr, GNUNullExpr, CXXThisExpr>(E))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = Ref->getDecl();
    if (isa<EnumConstantDecl>(D))
      return true;
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable)
      return isa<FunctionDecl>(D);
    if (Variable->hasLocalStorage())
      return Variable->getType()->isScalarType() &&
             !Variable->getType().isVolatileQualified() && Locals.isOwn(D) &&
             !Locals.escapes(D) && !Locals.isWrittenByGuard(D);
    return E->isEvaluatable(Context);
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    switch (Unary->getOpcode()) {
    case UO_Plus:
    case UO_Minus:
    case UO_Not:
    case UO_LNot:
      return isMovable(Unary->getSubExpr());
    case UO_Deref: // `return *this;` names an object and reads nothing
      return isa<CXXThisExpr>(Unary->getSubExpr()->IgnoreParenImpCasts());
    default:
      return false;
    }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !Binary->isAssignmentOp() && Binary->getOpcode() != BO_Div &&
           Binary->getOpcode() != BO_Rem && !Binary->isPtrMemOp() &&
           isMovable(Binary->getLHS()) && isMovable(Binary->getRHS());
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return E->getType()->isScalarType() && !isa<CXXDynamicCastExpr>(Cast) &&
           Cast->getCastKind() != CK_UserDefinedConversion &&
           isMovable(Cast->getSubExpr());
  return false;
}

void ProgramBuilder::addRaises(Point &P, const Label &L,
                               const ThrowCause &Cause, const Scope *At) {
  unsigned Live = liveAt(At);
  for (const std::string &Class : Classes.all()) {
    Label Raised;
    Raised.Key = L.Key + " !" + Class;
    Raised.Shown = L.Shown + " throws";
    if (!Class.empty())
      Raised.Shown += " " + Classes.shownName(Class);
    else if (Classes.all().size() > 1)
      Raised.Shown += " something else";
    Raised.RaisedBy = L.Key;
    Raised.RaisedClass = Class;
    bool Uncaught = noteUncaught(Class, At);
    bool LeavesGuard = InDestructor && escapesFrom(Class, At);
    noteThrow(L, Cause, LeavesGuard);
    PointId To = unwind(At, Class, /*Rethrown=*/nullptr);
    P.Arcs.push_back(
        {Labels.intern(std::move(Raised)), To, Live, LeavesGuard, Uncaught});
  }
}

void ProgramBuilder::noteThrow(const Label &L, const ThrowCause &Cause,
                               bool LeavesGuard) {
  if (LeavesGuard)
    Result.ThrowingCleanups.insert(L.Key);
  if (Result.ThrowNotes.count(L.Key))
    return;
  const SourceManager &SM = Context.getSourceManager();
  PresumedLoc Place = SM.getPresumedLoc(SM.getExpansionLoc(Cause.Where));
  std::string Detail = "'" + Cause.What + "' may throw";
  if (Place.isValid()) {
    llvm::StringRef File = Place.getFilename();
    Detail += ", " + File.rsplit('/').second.str();
    if (!File.contains('/'))
      Detail += File;
    Detail += ":" + std::to_string(Place.getLine());
  }
  Result.ThrowNotes[L.Key] = {std::move(Detail), Cause.Certain};
}

PointId ProgramBuilder::step(Label L, const std::optional<ThrowCause> &Cause,
                             PointId Next, const Scope *At) {
  Point P;
  P.Kind = PointKind::Step;
  P.Arcs.push_back({Labels.intern(L), Next, liveAt(At), false, false});
  if (Cause)
    addRaises(P, L, *Cause, At);
  return newPoint(std::move(P));
}

PointId ProgramBuilder::evaluate(const Stmt *S, PointId Next, const Scope *At) {
  return step(labelFor(S), Throws.causeIn(S), Next, At);
}

/// The points of a guard's callable, called by `run()`.
PointId ProgramBuilder::runNow(const GuardInfo &Guard, const CallExpr *Call,
                               PointId Next, const Scope *At) {
  const auto *Type =
      Guard.callOperator()->getType()->getAs<FunctionProtoType>();
  if (!Type || Type->getExceptionSpecType() != EST_None)
    refuse(Reason::NotModelled, "a guard with an exception specification");
  if (InDestructor || Locals.isRunning())
    refuse(Reason::NotModelled, "a guard that runs another one");
  JumpTargets Jumps;
  Jumps.AllowReturn = false;
  Locals.beginRun(Call);
  const GuardInfo *Outside = Keys.enterBody(&Guard);
  PointId Begin = build(Guard.body(), Next, At, Jumps);
  Keys.enterBody(Outside);
  Locals.endRun();
  return Begin;
}

static const CallExpr *callIn(const Expr *E) {
  return dyn_cast<CallExpr>(E->IgnoreImplicit());
}

PointId ProgramBuilder::buildExpression(const Expr *E, PointId Next,
                                        const Scope *At,
                                        const JumpTargets &Jumps) {
  if (auto Call = Guards.callOn(E)) {
    auto [Guard, What] = *Call;
    if (What == GuardCall::Disarm)
      return newPoint({PointKind::Disarm, Guard->Index, Next, 0, {}});
    PointId Run = runNow(*Guard, cast<CallExpr>(E->IgnoreImplicit()), Next, At);
    PointId Off = newPoint({PointKind::Disarm, Guard->Index, Run, 0, {}});
    return newPoint({PointKind::IfArmed, Guard->Index, Off, Next, {}});
  }
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(E->IgnoreImplicit()))
    return buildThrow(Throw, At);
  const CallExpr *Call = callIn(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (Callee && Callee->isNoReturn()) {
    Point End;
    End.Kind = PointKind::Step;
    Next = newPoint(std::move(End));
  }
  return evaluate(E, Next, At);
}

/// What the initialiser of a variable keeps alive as long as the variable.
enum class Kept { Nothing, Trivial, Object };

/// What \p S keeps alive for \p D; a type that is not known yet may have a
/// destructor.
static Kept keptAlive(const VarDecl *D, const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return Kept::Nothing;
  Kept Most = Kept::Nothing;
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(S))
    if (Temporary->getExtendingDecl() == D)
      Most = Temporary->getType().isDestructedType() ? Kept::Object
                                                     : Kept::Trivial;
  if (const auto *E = dyn_cast<Expr>(S))
    if (E->isTypeDependent() && isa<CallExpr, CXXUnresolvedConstructExpr>(E) &&
        D->getType()->isReferenceType())
      return Kept::Object;
  for (const Stmt *Child : S->children())
    Most = std::max(Most, keptAlive(D, Child));
  return Most;
}

/// The same for a variable with all that belongs to it.
static Kept keptAlive(const VarDecl *D) {
  Kept Most = keptAlive(D, D->getInit());
  if (const auto *Parts = dyn_cast<DecompositionDecl>(D))
    for (const BindingDecl *Part : Parts->bindings())
      if (const VarDecl *Holder = Part->getHoldingVar())
        Most = std::max(Most, keptAlive(Holder, Holder->getInit()));
  return Most;
}

const Scope *ProgramBuilder::scopeFor(const VarDecl *D, const Scope *At) {
  Scope S;
  S.Parent = At;
  if (const GuardInfo *Guard = Guards.find(D)) {
    S.Kind = ScopeKind::Guard;
    S.Guard = Guard;
    return push(std::move(S));
  }
  if (!D->hasLocalStorage())
    return At;
  if (D->hasAttr<CleanupAttr>())
    refuse(Reason::NotModelled, "a variable with a cleanup attribute");
  QualType T = D->getType();
  if (T->isVariablyModifiedType())
    refuse(Reason::NotModelled, "an array of variable length");
  std::string Name = Locals.nameOf(D);
  Kept Temporaries = keptAlive(D);
  if (Temporaries == Kept::Object ||
      (!T->isReferenceType() &&
       (T->isDependentType() || T.isDestructedType()))) {
    S.Kind = ScopeKind::Object;
    S.Key = "~" + Keys.typeName(T) + " " + Name;
    S.Shown = D->isImplicit() ? "the range is destroyed"
                              : "'" + D->getName().str() + "' is destroyed";
    S.Throws =
        Throws.causeInDestructor(T.getNonReferenceType(), D->getLocation());
    return push(std::move(S));
  }
  if (Temporaries == Kept::Nothing &&
      (T->isReferenceType() ||
       (!Locals.escapes(D) && !isa<DecompositionDecl>(D))))
    return At;
  S.Kind = ScopeKind::Local;
  S.Key = Name;
  return push(std::move(S));
}

ProgramBuilder::Declared ProgramBuilder::openScopes(const DeclStmt *S,
                                                    const Scope *At) {
  Declared Result;
  for (const Decl *D : S->decls())
    if (const auto *Variable = dyn_cast<VarDecl>(D)) {
      Result.Variables.push_back({Variable, At});
      At = scopeFor(Variable, At);
    }
  Result.Inner = At;
  return Result;
}

PointId ProgramBuilder::buildDeclarations(const Declared &D, PointId Next) {
  for (const auto &[Variable, At] : llvm::reverse(D.Variables))
    Next = buildVariable(Variable, Next, At);
  return Next;
}

PointId ProgramBuilder::buildVariable(const VarDecl *D, PointId Next,
                                      const Scope *At) {
  if (const GuardInfo *Guard = Guards.find(D))
    return newPoint({PointKind::Arm, Guard->Index, Next, 0, {}});
  if (D->hasExternalStorage())
    return Next;
  std::optional<ThrowCause> Cause = Throws.causeIn(D->getInit());
  Label L;
  L.Key = "declare " + std::to_string(D->getTSCSpec()) +
          std::to_string(D->getStorageClass()) + " " +
          Keys.typeName(D->getType()) + " " + Locals.nameOf(D) + " = ";
  L.Key += Keys.keyOf(D->getInit());
  if (const auto *Parts = dyn_cast<DecompositionDecl>(D))
    for (const BindingDecl *Part : Parts->bindings()) {
      L.Key += ", " + Locals.nameOf(Part);
      if (const VarDecl *Holder = Part->getHoldingVar(); Holder && !Cause)
        Cause = Throws.causeIn(Holder->getInit());
    }
  L.Shown = "'" + sourceText(D->getSourceRange(), Context) + "'";
  return step(std::move(L), Cause, Next, At);
}

} // namespace raiify
