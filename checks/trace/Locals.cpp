//===- Locals.cpp - The variables of a function, told apart ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Locals.h"

#include "trace/Guards.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

#include <algorithm>

using namespace clang;

namespace raiify {

/// The variables of the function around a lambda, all lambdas in it included.
struct LocalTable::Enclosing {
  explicit Enclosing(const FunctionDecl *Function)
      : Guards(Function->getBody()),
        Locals(Function, Function->getBody(), Guards) {}
  GuardTable Guards;
  LocalTable Locals;
};

static const FunctionDecl *outermostFunction(const FunctionDecl *Lambda) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Lambda);
  if (!Method || !Method->getParent()->isLambda())
    return nullptr;
  const FunctionDecl *Outermost = nullptr;
  for (const DeclContext *At = Lambda->getParent(); At; At = At->getParent())
    if (const auto *Function = dyn_cast<FunctionDecl>(At))
      Outermost = Function;
  return Outermost && Outermost->getBody() ? Outermost : nullptr;
}

LocalTable::LocalTable(const FunctionDecl *Function, const Stmt *Body,
                       const GuardTable &Guards)
    : Function(Function), Guards(Guards) {
  if (const FunctionDecl *Outer = outermostFunction(Function))
    Around = std::make_unique<Enclosing>(Outer);
  for (const ParmVarDecl *Parameter : Function->parameters())
    declare(Parameter);
  visit(Body);
  findCalledOnly(Body);
  noteUses(Body, /*Parent=*/nullptr, /*LambdaDepth=*/0, /*InGuard=*/false);
}

LocalTable::~LocalTable() = default;

bool LocalTable::isAround(const DeclContext *Scope) const {
  return Scope->Encloses(Function);
}

std::string LocalTable::nameOf(const ValueDecl *D) const {
  auto It = Names.find(D);
  if (It == Names.end()) {
    std::string Outer = Around ? Around->Locals.nameOf(D) : "";
    return Outer.empty() ? "" : "outer " + Outer;
  }
  const Entry &E = It->second;
  unsigned Hidden = E.Hidden;
  if (auto Site = RunSites.find(Running);
      Site != RunSites.end() && Site->second.Guard == E.Guard) {
    auto Count = Site->second.InScope.find(E.Name);
    Hidden -= E.Outside;
    Hidden += Count == Site->second.InScope.end() ? 0 : Count->second;
  }
  return Hidden ? E.Name + "^" + std::to_string(Hidden) : E.Name;
}

/// The part of a variable's name that is the same wherever it stands. Macros
/// paste `__LINE__` into names, and the range of a for loop has the depth of
/// its block in its name.
static std::string stableName(const ValueDecl *D) {
  if (!D->getIdentifier())
    return "<unnamed>";
  const SourceManager &SM = D->getASTContext().getSourceManager();
  if (D->isImplicit() ||
      SM.isWrittenInScratchSpace(SM.getSpellingLoc(D->getLocation())))
    return D->getName().rtrim("0123456789").str() + "#";
  return D->getName().str();
}

void LocalTable::declare(const ValueDecl *D) {
  Entry E;
  E.Name = stableName(D);
  E.Hidden = llvm::count(InScope, E.Name);
  E.Guard = InGuard;
  if (InGuard >= 0)
    E.Outside =
        std::count(InScope.begin(), InScope.begin() + OutsideGuard, E.Name);
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (Variable && Variable->isStaticLocal())
    for (const auto &[Other, Known] : Names)
      if (const auto *V = dyn_cast<VarDecl>(Other);
          V && V->isStaticLocal() && Known.Name == E.Name && V != Variable)
        Problem = "two static variables of the name '" + E.Name + "'";
  // It would need a name for each of the two guards.
  if (auto Known = Names.find(D);
      Known != Names.end() && Known->second.Guard != InGuard)
    Problem =
        "two guards with a function object that declares '" + E.Name + "'";
  InScope.push_back(E.Name);
  Names[D] = std::move(E);
}

void LocalTable::declareVariable(const VarDecl *D) {
  if (Guards.find(D))
    return;
  declare(D);
  if (const auto *Parts = dyn_cast<DecompositionDecl>(D))
    for (const BindingDecl *Part : Parts->bindings())
      declare(Part);
}

void LocalTable::visitLambda(const LambdaExpr *Lambda) {
  for (const LambdaCapture &Capture : Lambda->captures())
    if (Lambda->isInitCapture(&Capture))
      declare(Capture.getCapturedVar());
  for (const Expr *Init : Lambda->capture_inits())
    if (Init)
      visit(Init);
  const GuardInfo *Guard = Guards.ownerOf(Lambda);
  for (const ParmVarDecl *Parameter : Lambda->getCallOperator()->parameters())
    declare(Parameter);
  if (Guard)
    visitBody(Lambda->getBody(), Guard);
  else
    visit(Lambda->getBody());
}

/// The body of the callable of \p Guard, which is declared here.
void LocalTable::visitBody(const Stmt *Body, const GuardInfo *Guard) {
  llvm::SaveAndRestore SaveGuard(InGuard, static_cast<int>(Guard->Index));
  llvm::SaveAndRestore SaveOutside(OutsideGuard, InScope.size());
  visit(Body);
}

void LocalTable::visitChildren(const Stmt *S) {
  for (const Stmt *Child : S->children())
    visit(Child);
}

static bool opensScope(const Stmt *S) {
  return isa<CompoundStmt, IfStmt, SwitchStmt, WhileStmt, DoStmt, ForStmt,
             CXXForRangeStmt, CXXCatchStmt, LambdaExpr>(S);
}

void LocalTable::visit(const Stmt *S) {
  if (!S)
    return;
  std::size_t Outside = InScope.size();
  if (const auto *Declared = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D)) {
        declareVariable(Variable);
        visit(Variable->getInit());
        if (const GuardInfo *Guard = Guards.find(Variable);
            Guard && Guard->Object)
          visitBody(Guard->body(), Guard);
      }
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (auto Known = Guards.callOn(Call);
        Known && Known->second == GuardCall::Run) {
      RunSite &Site = RunSites[Call];
      Site.Guard = static_cast<int>(Known->first->Index);
      for (const std::string &Name : InScope)
        ++Site.InScope[Name];
    }
  if (const auto *Handler = dyn_cast<CXXCatchStmt>(S))
    if (const VarDecl *Caught = Handler->getExceptionDecl())
      declare(Caught);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    visitLambda(Lambda);
  else
    visitChildren(S);
  if (opensScope(S))
    InScope.resize(Outside);
}

/// Whether \p Parent, built on the name of a variable, assigns to it or steps
/// it, and does nothing else with it.
static bool isPlainWrite(const Stmt *Parent, const Stmt *Child) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(Parent))
    return Binary->isAssignmentOp() && Binary->getLHS() == Child;
  if (const auto *Unary = dyn_cast<UnaryOperator>(Parent))
    return Unary->isIncrementDecrementOp();
  return false;
}

static bool isPlainRead(const Stmt *Parent) {
  const auto *Cast = dyn_cast<ImplicitCastExpr>(Parent);
  return Cast && Cast->getCastKind() == CK_LValueToRValue;
}

/// The object that \p S is a part of: the `a` of `a.b[i].c`; null where the way
/// leads through a pointer or a reference.
const DeclRefExpr *LocalTable::wholeOf(const Expr *S) const {
  S = S->IgnoreParens();
  if (const Expr *Argument = Object ? Object->meantBy(S) : nullptr)
    S = Argument->IgnoreParens();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Ref->getDecl()->getType()->isReferenceType() ? nullptr : Ref;
  if (const auto *Member = dyn_cast<MemberExpr>(S)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    return !Field || Member->isArrow() || Field->getType()->isReferenceType()
               ? nullptr
               : wholeOf(Member->getBase());
  }
  const auto *Element = dyn_cast<ArraySubscriptExpr>(S);
  const auto *Decay =
      Element ? dyn_cast<ImplicitCastExpr>(Element->getBase()->IgnoreParens())
              : nullptr;
  return Decay && Decay->getCastKind() == CK_ArrayToPointerDecay
             ? wholeOf(Decay->getSubExpr())
             : nullptr;
}

/// The operand that \p S assigns to and then stands for, as an lvalue.
static const Expr *assignedPlace(const Stmt *S) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(S))
    return Binary->isAssignmentOp() ? Binary->getLHS() : nullptr;
  const auto *Unary = dyn_cast<UnaryOperator>(S);
  return Unary && Unary->isIncrementDecrementOp() && Unary->isPrefix()
             ? Unary->getSubExpr()
             : nullptr;
}

/// Whether an lvalue below \p Parent is used no further than for its value.
static bool endsAt(const Stmt *Parent) {
  if (!Parent || isa<ReturnStmt>(Parent))
    return false;
  if (const auto *Cast = dyn_cast<CastExpr>(Parent))
    return Cast->getCastKind() == CK_LValueToRValue ||
           Cast->getCastKind() == CK_ToVoid;
  return !isa<Expr>(Parent) || isa<ExprWithCleanups>(Parent);
}

void LocalTable::noteUse(const DeclRefExpr *Ref, const Stmt *Place,
                         const Stmt *Parent, unsigned LambdaDepth,
                         bool InGuard) {
  const ValueDecl *D = Ref->getDecl();
  bool Writes = Parent && isPlainWrite(Parent, Place);
  if (LambdaDepth > 0 || !Parent || !(Writes || isPlainRead(Parent)))
    Escaping.insert(D);
  if (InGuard && Writes)
    GuardWritten.insert(D);
}

/// The variable that holds the lambda that \p S calls. The lambda cannot hand
/// its own address on where it captures nothing by copy.
static const DeclRefExpr *calledLambda(const Stmt *S) {
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
  if (!Call || Call->getOperator() != OO_Call)
    return nullptr;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts());
  const CXXRecordDecl *Class =
      Ref ? Ref->getType()->getAsCXXRecordDecl() : nullptr;
  if (!Class || !Class->isLambda() ||
      !llvm::all_of(Class->captures(), [](const LambdaCapture &Capture) {
        return Capture.getCaptureKind() == LCK_ByRef ||
               Capture.getCaptureKind() == LCK_This;
      }))
    return nullptr;
  return Ref;
}

namespace {

/// How often the function's own code names and calls its lambdas.
struct LambdaUses {
  llvm::DenseMap<const ValueDecl *, const LambdaExpr *> Variables;
  llvm::DenseMap<const ValueDecl *, unsigned> Named;
  llvm::DenseMap<const ValueDecl *, unsigned> Called;

  void count(const Stmt *S, bool InLambda) {
    if (!S)
      return;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      ++Named[Ref->getDecl()];
    if (const DeclRefExpr *Ref = calledLambda(S); Ref && !InLambda)
      ++Called[Ref->getDecl()];
    if (const auto *Declared = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declared->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D);
            Variable && Variable->getInit() &&
            !Variable->getType()->isReferenceType())
          if (const auto *Lambda = dyn_cast<LambdaExpr>(
                  Variable->getInit()->IgnoreUnlessSpelledInSource()))
            Variables[Variable] = Lambda;
    for (const Stmt *Child : S->children())
      count(Child, InLambda || isa<LambdaExpr>(S));
  }
};

} // namespace

void LocalTable::findCalledOnly(const Stmt *Body) {
  LambdaUses Uses;
  Uses.count(Body, /*InLambda=*/false);
  for (const auto &[Variable, Lambda] : Uses.Variables)
    if (Uses.Named.lookup(Variable) == Uses.Called.lookup(Variable))
      CalledOnly.insert(Lambda);
}

static bool isThat(const Stmt *S, const DeclRefExpr *Ref) {
  const auto *E = dyn_cast<Expr>(S);
  return E && E->IgnoreParenImpCasts() == Ref;
}

/// Whether a loop over a range only copies numbers and pointers out of an array
/// that is a variable.
bool LocalTable::onlyReadsArray(const CXXForRangeStmt *Loop) const {
  const Expr *Range = Loop->getRangeInit()->IgnoreParens();
  if (const Expr *Argument = Object ? Object->meantBy(Range) : nullptr)
    Range = Argument;
  const auto *Array = dyn_cast<DeclRefExpr>(Range);
  return Array && Array->getType()->isArrayType() &&
         Loop->getLoopVariable()->getType()->isScalarType();
}

/// The indexes in `a.b[i].c`.
void LocalTable::noteIndexes(const Expr *S, unsigned LambdaDepth,
                             bool InGuard) {
  S = S->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(S))
    return noteIndexes(Member->getBase(), LambdaDepth, InGuard);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(S)) {
    noteUses(Element->getIdx(), Element, LambdaDepth, InGuard);
    noteIndexes(Element->getBase(), LambdaDepth, InGuard);
  }
}

void LocalTable::noteUses(const Stmt *S, const Stmt *Parent,
                          unsigned LambdaDepth, bool InGuard) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return noteUse(Ref, S, Parent, LambdaDepth, InGuard);
  if (const Expr *Argument = Object ? Object->meantBy(S) : nullptr)
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Argument))
      return noteUse(Ref, S, Parent, LambdaDepth, InGuard);
  if (isa<MemberExpr, ArraySubscriptExpr>(S))
    if (const DeclRefExpr *Whole = wholeOf(cast<Expr>(S))) {
      noteUse(Whole, S, Parent, LambdaDepth, InGuard);
      return noteIndexes(cast<Expr>(S), LambdaDepth, InGuard);
    }
  const DeclRefExpr *Called = calledLambda(S);
  const Stmt *Range = nullptr;
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(S);
      Loop && onlyReadsArray(Loop))
    Range = Loop->getRangeStmt();
  if (const Expr *Place = assignedPlace(S); Place && !endsAt(Parent))
    if (const DeclRefExpr *Whole = wholeOf(Place))
      Escaping.insert(Whole->getDecl());
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    bool OfGuard = Guards.ownerOf(Lambda) != nullptr;
    bool IsOwn = OfGuard || CalledOnly.count(Lambda);
    // The initialisers of such captures only bind references.
    if (!IsOwn)
      for (const Expr *Init : Lambda->capture_inits())
        noteUses(Init, nullptr, LambdaDepth + 1, InGuard);
    return noteUses(Lambda->getBody(), nullptr, LambdaDepth + !IsOwn,
                    InGuard || OfGuard);
  }
  if (const auto *Declared = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D)) {
        const GuardInfo *Guard = Guards.find(Variable);
        if (Guard && Guard->Object) {
          llvm::SaveAndRestore Save(Object, Guard);
          noteUses(Guard->body(), nullptr, LambdaDepth, /*InGuard=*/true);
          continue;
        }
        noteUses(Variable->getInit(),
                 Variable->getType()->isReferenceType() ? nullptr : S,
                 LambdaDepth, InGuard);
      }
    return;
  }
  // Parentheses change nothing.
  const Stmt *Above = isa<ParenExpr>(S) ? Parent : S;
  for (const Stmt *Child : S->children())
    if (!Child || (Child != Range &&
                   !(Called && LambdaDepth == 0 && isThat(Child, Called))))
      noteUses(Child, Above, LambdaDepth, InGuard);
}

} // namespace raiify
