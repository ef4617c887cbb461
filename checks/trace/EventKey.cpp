//===- EventKey.cpp - What an evaluation is -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each node is written as `Class[what it names](children)`. The classes that
// are written are listed; any other makes the key unknown.
//
//===----------------------------------------------------------------------===//

#include "trace/EventKey.h"

#include "trace/Guards.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;

namespace raiify {

EventKeys::EventKeys(const ASTContext &Context, const LocalTable &Locals)
    : Context(Context), Locals(Locals), Policy(Context.getPrintingPolicy()) {
  Policy.FullyQualifiedName = true;
  Policy.PrintAsCanonical = true;
  // Places move, names do not.
  Policy.AnonymousTagLocations = false;
  Policy.SuppressUnwrittenScope = false;
  Policy.TerseOutput = true;
}

std::string EventKeys::keyOf(const Stmt *S) {
  Text.clear();
  write(S);
  return std::move(Text);
}

void EventKeys::fail(const Stmt *S) {
  if (Unknown.empty())
    Unknown = std::string("code of the kind ") + S->getStmtClassName();
}

/// Whether \p E is the number that `__LINE__` stands for.
static bool isLineNumber(const IntegerLiteral *E, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Loc = E->getLocation();
  if (!SM.isWrittenInScratchSpace(SM.getSpellingLoc(Loc)))
    return false;
  while (Loc.isMacroID() && SM.isMacroArgExpansion(Loc))
    Loc = SM.getImmediateSpellingLoc(Loc);
  return Loc.isMacroID() && Lexer::getImmediateMacroName(
                                Loc, SM, Context.getLangOpts()) == "__LINE__";
}

bool EventKeys::writeLiteral(const Stmt *S) {
  llvm::raw_string_ostream OS(Text);
  if (const auto *Number = dyn_cast<IntegerLiteral>(S)) {
    if (isLineNumber(Number, Context))
      OS << "__LINE__";
    else
      OS << Number->getValue();
    return true;
  }
  if (const auto *Number = dyn_cast<FloatingLiteral>(S)) {
    llvm::SmallString<32> Digits;
    Number->getValue().bitcastToAPInt().toStringUnsigned(Digits);
    OS << Digits;
    return true;
  }
  if (const auto *String = dyn_cast<StringLiteral>(S)) {
    OS << '"';
    OS.write_escaped(String->getBytes()) << '"';
    return true;
  }
  if (const auto *Character = dyn_cast<CharacterLiteral>(S)) {
    OS << Character->getValue();
    return true;
  }
  if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(S)) {
    OS << Bool->getValue();
    return true;
  }
  if (const auto *Name = dyn_cast<PredefinedExpr>(S)) {
    OS << PredefinedExpr::getIdentKindName(Name->getIdentKind());
    return true;
  }
  if (const auto *Place = dyn_cast<SourceLocExpr>(S)) {
    OS << Place->getBuiltinStr();
    return true;
  }
  return isa<CXXNullPtrLiteralExpr, GNUNullExpr, ImplicitValueInitExpr,
             CXXScalarValueInitExpr, CXXThisExpr>(S);
}

/// What pragmas say of floating point arithmetic.
static std::string floatingPoint(const FPOptionsOverride &Options) {
  return " fp " + std::to_string(Options.getAsOpaqueInt());
}

bool EventKeys::writeOperator(const Stmt *S) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    Text += Unary->isPostfix() ? "post" : "";
    Text += UnaryOperator::getOpcodeStr(Unary->getOpcode());
    if (Unary->hasStoredFPFeatures())
      Text += floatingPoint(Unary->getStoredFPFeatures());
    return true;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    Text += Binary->getOpcodeStr();
    if (Binary->hasStoredFPFeatures())
      Text += floatingPoint(Binary->getStoredFPFeatures());
    return true;
  }
  if (const auto *Fold = dyn_cast<CXXFoldExpr>(S)) {
    Text += BinaryOperator::getOpcodeStr(Fold->getOperator());
    Text += Fold->isRightFold() ? " right" : " left";
    return true;
  }
  return false;
}

bool EventKeys::writeReference(const Stmt *S) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    const ValueDecl *D = Ref->getDecl();
    if (isa<VarDecl, BindingDecl>(D) && D->getParentFunctionOrMethod() &&
        !D->hasLinkage() && Locals.nameOf(D).empty())
      fail(S); // a guard, used in a way that is not known
    writeDecl(Ref->getDecl());
    return true;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S)) {
    Text += Member->isArrow() ? "->" : ".";
    Text += Member->hasQualifier() ? "direct " : "";
    writeDecl(Member->getMemberDecl());
    return true;
  }
  if (const auto *Cast = dyn_cast<CastExpr>(S)) {
    Text += Cast->getCastKindName();
    if (const NamedDecl *Conversion = Cast->getConversionFunction()) {
      Text += ' ';
      writeDecl(Conversion);
    }
    return true;
  }
  return isa<ConditionalOperator, BinaryConditionalOperator, OpaqueValueExpr,
             ArraySubscriptExpr, CallExpr, ParenListExpr, ConstantExpr,
             ExprWithCleanups, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
             CXXStdInitializerListExpr, ArrayInitLoopExpr, ArrayInitIndexExpr,
             CompoundLiteralExpr, CXXThrowExpr, VAArgExpr,
             CXXRewrittenBinaryOperator>(S);
}

bool EventKeys::writeConstruction(const Stmt *S) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(S)) {
    writeDecl(Construct->getConstructor());
    Text += Construct->requiresZeroInitialization() ? " zeroed" : "";
    Text += Construct->isStdInitListInitialization() ? " list" : "";
    return true;
  }
  if (const auto *List = dyn_cast<InitListExpr>(S)) {
    if (const FieldDecl *Member = List->getInitializedFieldInUnion())
      Text += Member->getNameAsString();
    return true;
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(S)) {
    if (New->getOperatorNew())
      writeDecl(New->getOperatorNew());
    Text += " " + typeName(New->getAllocatedType());
    Text += New->isArray() ? "[]" : "";
    return true;
  }
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
    if (Delete->getOperatorDelete())
      writeDecl(Delete->getOperatorDelete());
    Text += Delete->isArrayForm() ? "[]" : "";
    Text += Delete->isGlobalDelete() ? "::" : "";
    return true;
  }
  if (const auto *Size = dyn_cast<UnaryExprOrTypeTraitExpr>(S)) {
    Text += std::to_string(Size->getKind());
    if (Size->isArgumentType())
      Text += " " + typeName(Size->getArgumentType());
    return true;
  }
  // What stands in for the caller's argument or a member's initialiser.
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S)) {
    write(Default->getExpr());
    return true;
  }
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S)) {
    write(Default->getExpr());
    return true;
  }
  if (const auto *Literal = dyn_cast<SubstNonTypeTemplateParmExpr>(S)) {
    write(Literal->getReplacement());
    return true;
  }
  if (const auto *Trait = dyn_cast<TypeTraitExpr>(S)) {
    Text += std::to_string(static_cast<int>(Trait->getTrait())) + " ";
    for (const TypeSourceInfo *Argument : Trait->getArgs())
      Text += typeName(Argument->getType()) + ",";
    return true;
  }
  if (const auto *Typeid = dyn_cast<CXXTypeidExpr>(S)) {
    if (Typeid->isTypeOperand())
      Text += typeName(Typeid->getTypeOperand(Context));
    return true;
  }
  if (const auto *Destroyed = dyn_cast<CXXPseudoDestructorExpr>(S)) {
    Text += typeName(Destroyed->getDestroyedType());
    return true;
  }
  return isa<CXXNoexceptExpr>(S);
}

static void printArguments(llvm::raw_ostream &OS,
                           llvm::ArrayRef<TemplateArgumentLoc> Arguments,
                           const PrintingPolicy &Policy) {
  for (const TemplateArgumentLoc &Argument : Arguments) {
    Argument.getArgument().print(Policy, OS, /*IncludeType=*/true);
    OS << ',';
  }
}

/// Names whose meaning a template's arguments decide go by their spelling and
/// by all that they might mean.
bool EventKeys::writeDependent(const Stmt *S) {
  llvm::raw_string_ostream OS(Text);
  if (const auto *Overloads = dyn_cast<OverloadExpr>(S)) {
    OS << Overloads->getName() << '{';
    for (const NamedDecl *D : Overloads->decls())
      writeDecl(D->getUnderlyingDecl());
    OS << '}';
    printArguments(OS, Overloads->template_arguments(), Policy);
    if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(S))
      OS << (Member->isArrow() ? "->" : ".");
    return true;
  }
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(S)) {
    OS << (Member->isArrow() ? "->" : ".");
    Member->getQualifier().print(OS, Policy);
    OS << Member->getMember();
    printArguments(OS, Member->template_arguments(), Policy);
    return true;
  }
  if (const auto *Ref = dyn_cast<DependentScopeDeclRefExpr>(S)) {
    Ref->getQualifier().print(OS, Policy);
    OS << Ref->getDeclName();
    printArguments(OS, Ref->template_arguments(), Policy);
    return true;
  }
  if (const auto *Construct = dyn_cast<CXXUnresolvedConstructExpr>(S)) {
    OS << typeName(Construct->getTypeAsWritten());
    return true;
  }
  return isa<PackExpansionExpr>(S);
}

void EventKeys::writeDeclarations(const Stmt *S) {
  for (const Decl *D : cast<DeclStmt>(S)->decls()) {
    if (const auto *Variable = dyn_cast<VarDecl>(D)) {
      Text += Variable->isStaticLocal() ? "static " : "";
      Text += typeName(Variable->getType()) + " ";
      writeDecl(Variable);
      Text += "=";
      write(Variable->getInit());
      Text += ";";
    } else if (!isa<TypedefNameDecl, UsingDecl, UsingDirectiveDecl,
                    StaticAssertDecl>(D)) {
      fail(S);
    }
  }
}

void EventKeys::writeLambda(const Stmt *S) {
  const auto *Lambda = cast<LambdaExpr>(S);
  for (const LambdaCapture &Capture : Lambda->captures()) {
    Text += std::to_string(Capture.getCaptureKind());
    if (Capture.capturesVariable())
      writeDecl(Capture.getCapturedVar());
    Text += ",";
  }
  for (const Expr *Init : Lambda->capture_inits())
    write(Init);
  Text += typeName(Lambda->getCallOperator()->getType());
  write(Lambda->getBody());
}

/// Statements occur in keys as the bodies of lambdas.
bool EventKeys::writeStatement(const Stmt *S) {
  if (isa<LambdaExpr>(S)) {
    writeLambda(S);
    return true;
  }
  if (isa<DeclStmt>(S)) {
    writeDeclarations(S);
    return true;
  }
  if (const auto *Handler = dyn_cast<CXXCatchStmt>(S)) {
    Text += typeName(Handler->getCaughtType());
    if (const VarDecl *Caught = Handler->getExceptionDecl())
      writeDecl(Caught);
    return true;
  }
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    Text += std::to_string(static_cast<int>(If->getStatementKind()));
    Text += If->getInit() ? "i" : "";
    Text += If->getElse() ? "e" : "";
    return true;
  }
  if (const auto *For = dyn_cast<ForStmt>(S)) {
    Text += For->getInit() ? "i" : "";
    Text += For->getCond() ? "c" : "";
    Text += For->getInc() ? "s" : "";
    return true;
  }
  return isa<CompoundStmt, NullStmt, ReturnStmt, WhileStmt, DoStmt, BreakStmt,
             ContinueStmt, SwitchStmt, CaseStmt, DefaultStmt, CXXForRangeStmt,
             CXXTryStmt, AttributedStmt>(S);
}

bool EventKeys::writePayload(const Stmt *S) {
  return writeLiteral(S) || writeOperator(S) || writeReference(S) ||
         writeConstruction(S) || writeDependent(S) || writeStatement(S);
}

const Expr *EventKeys::meantBy(const Expr *E) const {
  const Expr *Argument = Inside ? Inside->meantBy(E) : nullptr;
  return Argument ? Argument : E;
}

bool EventKeys::isThisObject(const Expr *E) const {
  E = meantBy(E->IgnoreParens());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_Deref &&
           isa<CXXThisExpr>(Unary->getSubExpr()->IgnoreParens());
  const auto *Cast = dyn_cast<ImplicitCastExpr>(E);
  return Cast &&
         (Cast->getCastKind() == CK_NoOp ||
          Cast->getCastKind() == CK_DerivedToBase ||
          Cast->getCastKind() == CK_UncheckedDerivedToBase) &&
         isThisObject(Cast->getSubExpr());
}

/// Writes the pointer to \p Object, which is `*this`, as `this->` has it.
void EventKeys::writeThis(const Expr *Object) {
  Object = meantBy(Object->IgnoreParens());
  if (const auto *Unary = dyn_cast<UnaryOperator>(Object))
    return write(Unary->getSubExpr());
  const auto *Cast = cast<ImplicitCastExpr>(Object);
  Text += std::string("ImplicitCastExpr[") + Cast->getCastKindName() + " : " +
          typeName(Context.getPointerType(Cast->getType())) + "](";
  writeThis(Cast->getSubExpr());
  Text += ",)";
}

/// `(*this).member` is `this->member`, and `&*this` is `this`.
bool EventKeys::writeThroughThis(const Stmt *S) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(S);
      Unary && Unary->getOpcode() == UO_AddrOf && !Unary->isTypeDependent() &&
      isThisObject(Unary->getSubExpr())) {
    writeThis(Unary->getSubExpr());
    return true;
  }
  const auto *Member = dyn_cast<MemberExpr>(S);
  if (!Member || Member->isArrow() || !isThisObject(Member->getBase()))
    return false;
  Text += Member->hasQualifier() ? "MemberExpr[->direct " : "MemberExpr[->";
  writeDecl(Member->getMemberDecl());
  Text += " : " + typeName(Member->getType()) + "](";
  writeThis(Member->getBase());
  Text += ",)";
  return true;
}

void EventKeys::write(const Stmt *S) {
  if (!S) {
    Text += "-";
    return;
  }
  if (const auto *Parentheses = dyn_cast<ParenExpr>(S))
    return write(Parentheses->getSubExpr());
  if (const Expr *Argument = Inside ? Inside->meantBy(S) : nullptr)
    return write(Argument);
  if (writeThroughThis(S))
    return;
  Text += S->getStmtClassName();
  Text += '[';
  if (!writePayload(S))
    fail(S);
  if (const auto *E = dyn_cast<Expr>(S))
    Text += " : " + typeName(E->getType());
  Text += "](";
  // What these hold was written already.
  if (!isa<LambdaExpr, DeclStmt, CXXDefaultArgExpr, CXXDefaultInitExpr,
           SubstNonTypeTemplateParmExpr>(S))
    for (const Stmt *Child : S->children()) {
      write(Child);
      Text += ',';
    }
  Text += ')';
}

} // namespace raiify
