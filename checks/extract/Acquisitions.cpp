//===- Acquisitions.cpp - What a function takes hold of -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Acquisitions.h"

#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

static std::string usrOf(const Decl *D) {
  llvm::SmallString<128> Usr;
  index::generateUSRForDecl(D, Usr);
  return Usr.str().str();
}

/// What \p Value acquires by; empty where it acquires nothing that is known.
static std::string acquisitionKey(const Expr *Value,
                                  const ASTContext &Context) {
  Value = strip(Value);
  if (const auto *New = dyn_cast<CXXNewExpr>(Value))
    return (New->isArray() ? "new[] " : "new ") +
           New->getAllocatedType().getCanonicalType().getAsString(
               Context.getPrintingPolicy());
  const auto *Call = dyn_cast<CallExpr>(Value);
  const FunctionDecl *Callee = Call && !isa<CXXOperatorCallExpr>(Call)
                                   ? Call->getDirectCallee()
                                   : nullptr;
  return Callee ? "call " + usrOf(Callee) : "";
}

namespace {

/// Follows one variable through the function.
class Follower {
public:
  Follower(const FunctionModel &Model, const std::vector<FoundSite> &Sites,
           const VarDecl *Variable, Acquisition &Into)
      : Model(Model), Sites(Sites), Variable(Variable), Into(Into) {}

  void run();

private:
  void walk(const Stmt *S);
  void mention(const DeclRefExpr *Ref);
  bool release(const Stmt *S);
  void use(std::string What) { Into.Uses.push_back(std::move(What)); }
  void useInCall(const CallExpr *Call, const Expr *Operand, bool ByValue);
  void useInOperator(const Expr *E, const Expr *Operand);

  const FunctionModel &Model;
  const std::vector<FoundSite> &Sites;
  const VarDecl *Variable;
  Acquisition &Into;
  /// From the body to the parent of what is looked at.
  std::vector<const Stmt *> Parents;
};

} // namespace

/// Whether \p Kind is about a handler.
static bool isAtHandler(CheckKind Kind) {
  return Kind == CheckKind::EmulatedFinally ||
         Kind == CheckKind::RollbackHandler ||
         Kind == CheckKind::SiblingHandlers;
}

/// Notes \p S, which mentions the variable, if it is cleanup. False if not.
bool Follower::release(const Stmt *S) {
  bool Found = false, InHandler = false;
  for (const FoundSite &Site : Sites)
    for (const std::vector<const Stmt *> &Copies : Site.Anchor.Copies)
      if (llvm::is_contained(Copies, S)) {
        Found = true;
        InHandler |= isAtHandler(Site.What.Check);
      }
  const auto *E = dyn_cast<Expr>(essence(S));
  bool Deletes = E && isa<CXXDeleteExpr>(strip(E));
  if (!Found && !Deletes)
    return false;
  // Of several steps the one that frees the memory counts.
  if (Into.ReleaseKey.empty() || Deletes) {
    Into.ReleaseKey = portableKey(S, Model.context());
    Into.Release = statementText(essence(S), Model.context());
  }
  Into.InHandler |= InHandler;
  return true;
}

void Follower::useInCall(const CallExpr *Call, const Expr *Operand,
                         bool ByValue) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !ByValue || isa<CXXOperatorCallExpr>(Call)) {
    Into.Escapes = true;
    return;
  }
  for (unsigned I = 0; I != Call->getNumArgs(); ++I)
    if (Call->getArg(I) == Operand)
      return use("argument " + std::to_string(I) + " of " + usrOf(Callee));
  Into.Escapes = true;
}

void Follower::useInOperator(const Expr *E, const Expr *Operand) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_Deref)
      return use("value");
    if (Unary->getOpcode() == UO_LNot)
      return use("test");
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isComparisonOp())
      return use("test");
    // Given its value, or null.
    if (Binary->getOpcode() == BO_Assign && Binary->getLHS() == Operand)
      return;
  }
  Into.Escapes = true;
}

/// What is done with the variable where \p Ref names it.
void Follower::mention(const DeclRefExpr *Ref) {
  for (const Stmt *S : llvm::reverse(Parents))
    if (release(S))
      return;
  const Expr *Operand = Ref;
  bool ByValue = false;
  std::size_t Depth = Parents.size();
  while (Depth != 0 &&
         isa<ParenExpr, ImplicitCastExpr, FullExpr>(Parents[Depth - 1])) {
    Operand = cast<Expr>(Parents[--Depth]);
    const auto *Cast = dyn_cast<ImplicitCastExpr>(Operand);
    ByValue |= Cast && Cast->getCastKind() == CK_LValueToRValue;
  }
  const Stmt *Parent = Depth == 0 ? nullptr : Parents[Depth - 1];
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Parent))
    return useInCall(Call, Operand, ByValue);
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Parent))
    return use("member " + usrOf(Member->getMemberDecl()));
  if (const auto *If = dyn_cast_or_null<IfStmt>(Parent);
      If && If->getCond() == Operand)
    return use("test");
  if (const auto *E = dyn_cast_or_null<Expr>(Parent))
    return useInOperator(E, Operand);
  Into.Escapes = true;
}

void Follower::walk(const Stmt *S) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (Ref->getDecl() == Variable)
      mention(Ref);
  Parents.push_back(S);
  for (const Stmt *Child : S->children())
    walk(Child);
  Parents.pop_back();
}

void Follower::run() {
  walk(Model.body());
  llvm::sort(Into.Uses);
  Into.Uses.erase(llvm::unique(Into.Uses), Into.Uses.end());
}

/// The only thing that \p Variable is given besides null, or null where it is
/// not one.
static const WriteFact *onlyValue(const FunctionModel &Model,
                                  const VarDecl *Variable) {
  const WriteFact *Found = nullptr;
  std::string Key = declKey(Variable);
  for (const WriteFact &Write : Model.facts().writes()) {
    if (Write.Target != Key || (Write.Value && isNullPointer(Write.Value)))
      continue;
    if (Found || !Write.Value || Write.InHandler)
      return nullptr;
    Found = &Write;
  }
  return Found;
}

/// Whether a try begins behind \p Place in a block that \p Variable is
/// declared in or in one inside.
static bool isBeforeTry(const Stmt *S, const VarDecl *Variable,
                        SourceLocation Place, const SourceManager &SM,
                        bool InScope = false) {
  if (!S)
    return false;
  if (isa<CXXTryStmt>(S) && InScope &&
      SM.isBeforeInTranslationUnit(Place, S->getBeginLoc()))
    return true;
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    for (const Stmt *Child : Block->body())
      if (const auto *Declares = dyn_cast<DeclStmt>(Child))
        InScope |= llvm::is_contained(Declares->decls(), Variable);
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return isBeforeTry(Child, Variable, Place, SM, InScope);
  });
}

/// Another variable of the type of \p Variable that a handler cleans up.
static void findOther(const FunctionModel &Model,
                      const std::vector<FoundSite> &Sites,
                      const VarDecl *Variable, Acquisition &Into) {
  for (const FoundSite &Site : Sites) {
    if (!isAtHandler(Site.What.Check))
      continue;
    for (const std::vector<const Stmt *> &Copies : Site.Anchor.Copies) {
      const auto *E = dyn_cast<Expr>(essence(Copies.front()));
      const Expr *Operand = nullptr;
      if (const auto *Delete = E ? dyn_cast<CXXDeleteExpr>(strip(E)) : nullptr)
        Operand = Delete->getArgument();
      else if (const auto *Call = E ? dyn_cast<CallExpr>(strip(E)) : nullptr)
        Operand = Call->getNumArgs() == 1 ? Call->getArg(0) : nullptr;
      const auto *Ref =
          Operand ? dyn_cast<DeclRefExpr>(strip(Operand)) : nullptr;
      if (!Ref || Ref->getDecl() == Variable ||
          !Model.context().hasSameType(Ref->getDecl()->getType(),
                                       Variable->getType()))
        continue;
      Into.Other = Ref->getDecl()->getNameAsString();
      Into.OtherKey = portableKey(Copies.front(), Model.context());
      return;
    }
  }
}

static std::optional<Acquisition>
readAcquisition(const FunctionModel &Model, const std::vector<FoundSite> &Sites,
                const VarDecl *Variable) {
  const WriteFact *Value = onlyValue(Model, Variable);
  std::string Key = Value ? acquisitionKey(Value->Value, Model.context()) : "";
  if (Key.empty())
    return std::nullopt;
  Acquisition Result;
  Result.Key = std::move(Key);
  Result.Where = Model.locate(Value->Value->getBeginLoc());
  Result.Function = Model.function()->getQualifiedNameAsString();
  Result.Begin = Model.locate(Model.function()->getBeginLoc());
  Result.Text = statementText(Value->Value, Model.context());
  Result.Variable = Variable->getNameAsString();
  Result.BeforeTry =
      isBeforeTry(Model.body(), Variable, Value->Value->getBeginLoc(),
                  Model.context().getSourceManager());
  if (!Result.BeforeTry)
    return std::nullopt;
  Follower(Model, Sites, Variable, Result).run();
  findOther(Model, Sites, Variable, Result);
  return Result;
}

std::vector<Acquisition>
collectAcquisitions(const FunctionModel &Model,
                    const std::vector<FoundSite> &Sites) {
  std::vector<Acquisition> Result;
  if (!Model.function() || Model.function()->isDependentContext())
    return Result;
  llvm::DenseSet<const VarDecl *> Seen;
  for (const WriteFact &Write : Model.facts().writes()) {
    const VarDecl *Variable = Write.Root;
    if (!Variable || !Variable->hasLocalStorage() ||
        isa<ParmVarDecl>(Variable) || !Seen.insert(Variable).second ||
        !(Variable->getType()->isPointerType() ||
          Variable->getType()->isIntegerType()))
      continue;
    if (std::optional<Acquisition> Found =
            readAcquisition(Model, Sites, Variable))
      Result.push_back(std::move(*Found));
  }
  return Result;
}

} // namespace raiify
