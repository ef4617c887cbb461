//===- StmtKey.cpp - What is the same statement ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/StmtKey.h"

#include "extract/FamilyType.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace raiify {

namespace {

enum class KeyKind {
  Identity, ///< within one translation unit
  Portable, ///< the same in every unit
  Family,   ///< the same for relatives, too
  Stable,   ///< the same after edits elsewhere
};

/// Writes the key of one or more statements.
class KeyWriter {
public:
  KeyWriter(const ASTContext &Context, KeyKind Kind)
      : Context(Context), Kind(Kind), OS(Text) {}

  void write(const Stmt *S);
  std::string take() { return std::move(Text); }

private:
  void writeExpr(const Expr *E);
  void writeCall(const CallExpr *Call);
  void writeMember(const Expr *Base, bool Arrow, bool Implicit);
  void writeDecl(const Decl *D);
  void writeLocal(const ValueDecl *D);
  void writeGlobal(const Decl *D);
  void writeType(QualType Type);
  void writeArgs(llvm::ArrayRef<const Expr *> Args);
  void writeVariable(const VarDecl *Variable);
  void writeChildren(llvm::StringRef Name, const Stmt *S);
  void writeUnknown(const Stmt *S);
  bool writeName(const Expr *E);
  bool writeLiteral(const Expr *E);
  bool writeOperator(const Expr *E);
  bool writeConstruction(const Expr *E);

  const ASTContext &Context;
  KeyKind Kind;
  std::string Text;
  llvm::raw_string_ostream OS;
  /// Declared by the statements themselves, or, in a portable key, local.
  llvm::DenseMap<const Decl *, unsigned> Numbers;
};

} // namespace

void KeyWriter::writeType(QualType Type) {
  if (Type.isNull()) {
    OS << "?";
    return;
  }
  PrintingPolicy Policy = Context.getPrintingPolicy();
  // Places of lambdas and of classes without a name.
  if (Kind == KeyKind::Stable)
    Policy.AnonymousTagLocations = false;
  OS << Type.getCanonicalType().getAsString(Policy);
}

/// What a local reference that is bound to another variable stands for.
static const Decl *aliasTarget(const Decl *D) {
  const auto *Variable = dyn_cast<VarDecl>(D);
  while (Variable && Variable->isLocalVarDecl() &&
         Variable->getType()->isReferenceType() && Variable->getInit()) {
    const auto *Ref = dyn_cast<DeclRefExpr>(strip(Variable->getInit()));
    if (!Ref || Ref->getDecl() == Variable)
      break;
    D = Ref->getDecl();
    Variable = dyn_cast<VarDecl>(D);
  }
  return D;
}

std::string declKey(const Decl *D) {
  std::string Text;
  llvm::raw_string_ostream(Text)
      << '@' << static_cast<const void *>(D->getCanonicalDecl());
  return Text;
}

static bool isLocal(const Decl *D) {
  const auto *Variable = dyn_cast<VarDecl>(D);
  return Variable && Variable->isLocalVarDeclOrParm();
}

/// Whether the USR of \p D has a place in it: it is declared in a function, or
/// in a class without a name.
static bool isNamedByPlace(const Decl *D) {
  for (const DeclContext *At = D->getDeclContext(); At; At = At->getParent()) {
    const auto *Class = dyn_cast<CXXRecordDecl>(At);
    if (At->isFunctionOrMethod() || (Class && !Class->getIdentifier()))
      return true;
  }
  return false;
}

/// \p Usr without the name of the file that the declaration is confined to.
static llvm::StringRef withoutFile(llvm::StringRef Usr) {
  std::size_t At = Usr.find('@');
  return At == llvm::StringRef::npos ? Usr : Usr.drop_front(At);
}

void KeyWriter::writeDecl(const Decl *D) {
  D = aliasTarget(D)->getCanonicalDecl();
  if (auto It = Numbers.find(D); It != Numbers.end()) {
    OS << '$' << It->second;
    return;
  }
  if (Kind == KeyKind::Identity) {
    OS << declKey(D);
    return;
  }
  if (isLocal(D) || (Kind == KeyKind::Stable && isa<BindingDecl>(D)))
    return writeLocal(cast<ValueDecl>(D));
  writeGlobal(D);
}

void KeyWriter::writeLocal(const ValueDecl *D) {
  unsigned Number = static_cast<unsigned>(Numbers.size());
  Numbers[D] = Number;
  OS << '$' << Number << ':';
  QualType Type = D->getType();
  writeType(Kind == KeyKind::Family ? familyType(Type, Context) : Type);
}

void KeyWriter::writeGlobal(const Decl *D) {
  const auto *Named = dyn_cast<NamedDecl>(D);
  if (Kind == KeyKind::Stable && Named && isNamedByPlace(D)) {
    if (const auto *Class = dyn_cast<CXXRecordDecl>(D->getDeclContext()))
      OS << '@' << Class->getName() << '@';
    OS << Named->getNameAsString();
    return;
  }
  llvm::SmallString<128> Usr;
  if (!index::generateUSRForDecl(D, Usr))
    OS << (Kind == KeyKind::Stable ? withoutFile(Usr) : llvm::StringRef(Usr));
  else if (Named)
    OS << Named->getNameAsString();
}

void KeyWriter::writeUnknown(const Stmt *S) {
  OS << '!' << S->getStmtClassName();
  // Equals nothing else: what cannot be read must not match. A portable key is
  // no proof and may not depend on addresses.
  if (Kind == KeyKind::Identity)
    OS << static_cast<const void *>(S);
}

void KeyWriter::writeChildren(llvm::StringRef Name, const Stmt *S) {
  OS << Name << '(';
  for (const Stmt *Child : S->children()) {
    write(Child);
    OS << ';';
  }
  OS << ')';
}

void KeyWriter::writeArgs(llvm::ArrayRef<const Expr *> Args) {
  OS << '(';
  for (const Expr *Arg : Args) {
    if (isa<CXXDefaultArgExpr>(Arg))
      continue;
    write(Arg);
    OS << ',';
  }
  OS << ')';
}

/// `base.` and `base->` alike; nothing for the object itself.
void KeyWriter::writeMember(const Expr *Base, bool Arrow, bool Implicit) {
  if (Implicit || !Base || isa<CXXThisExpr>(strip(Base)))
    return;
  const Expr *E = strip(Base);
  if (const auto *Deref = dyn_cast<UnaryOperator>(E);
      !Arrow && Deref && Deref->getOpcode() == UO_Deref) {
    if (isa<CXXThisExpr>(strip(Deref->getSubExpr())))
      return;
    write(Deref->getSubExpr());
    OS << "->";
    return;
  }
  write(E);
  OS << (Arrow ? "->" : ".");
}

void KeyWriter::writeCall(const CallExpr *Call) {
  OS << "call ";
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
    OS << getOperatorSpelling(Operator->getOperator());
  write(Call->getCallee());
  writeArgs({Call->getArgs(), Call->getNumArgs()});
}

/// References to declarations and members, resolved or not yet.
bool KeyWriter::writeName(const Expr *E) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    writeDecl(Ref->getDecl());
  } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    writeMember(Member->getBase(), Member->isArrow(),
                Member->isImplicitAccess());
    writeDecl(Member->getMemberDecl());
  } else if (const auto *Dependent = dyn_cast<CXXDependentScopeMemberExpr>(E)) {
    bool Implicit = Dependent->isImplicitAccess();
    writeMember(Implicit ? nullptr : Dependent->getBase(), Dependent->isArrow(),
                Implicit);
    OS << "#" << Dependent->getMember().getAsString();
  } else if (const auto *Unresolved = dyn_cast<UnresolvedMemberExpr>(E)) {
    bool Implicit = Unresolved->isImplicitAccess();
    writeMember(Implicit ? nullptr : Unresolved->getBase(),
                Unresolved->isArrow(), Implicit);
    OS << "#" << Unresolved->getMemberName().getAsString();
  } else if (const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(E)) {
    OS << "#" << Lookup->getName().getAsString();
  } else if (const auto *Scoped = dyn_cast<DependentScopeDeclRefExpr>(E)) {
    Scoped->getQualifier().print(OS, Context.getPrintingPolicy());
    OS << "#" << Scoped->getDeclName().getAsString();
  } else if (isa<CXXThisExpr>(E)) {
    OS << "this";
  } else {
    return false;
  }
  return true;
}

bool KeyWriter::writeLiteral(const Expr *E) {
  if (const auto *Number = dyn_cast<IntegerLiteral>(E))
    Number->getValue().print(OS, /*isSigned=*/false);
  else if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(E))
    OS << (Bool->getValue() ? "true" : "false");
  else if (const auto *Char = dyn_cast<CharacterLiteral>(E))
    OS << "chr" << Char->getValue();
  else if (const auto *String = dyn_cast<StringLiteral>(E))
    OS << "str" << llvm::toHex(String->getBytes());
  else if (const auto *Float = dyn_cast<FloatingLiteral>(E))
    OS << "flt" << Float->getValueAsApproximateDouble();
  else
    return false;
  return true;
}

bool KeyWriter::writeOperator(const Expr *E) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    // A statement's value is not used, so the two forms do the same.
    if (Unary->isIncrementDecrementOp())
      OS << (Unary->isIncrementOp() ? "++" : "--");
    else
      OS << "u" << UnaryOperator::getOpcodeStr(Unary->getOpcode());
    write(Unary->getSubExpr());
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    OS << '(';
    write(Binary->getLHS());
    OS << Binary->getOpcodeStr();
    write(Binary->getRHS());
    OS << ')';
  } else if (isa<ConditionalOperator, ArraySubscriptExpr, ParenListExpr,
                 InitListExpr>(E)) {
    writeChildren(E->getStmtClassName(), E);
  } else if (const auto *Size = dyn_cast<UnaryExprOrTypeTraitExpr>(E)) {
    OS << "trait" << Size->getKind();
    if (Size->isArgumentType())
      writeType(Size->getArgumentType());
    else
      write(Size->getArgumentExpr());
  } else {
    return false;
  }
  return true;
}

bool KeyWriter::writeConstruction(const Expr *E) {
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    OS << "delete" << (Delete->isArrayFormAsWritten() ? "[] " : " ");
    write(Delete->getArgument());
  } else if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    OS << "new ";
    writeType(New->getAllocatedType());
    writeChildren("", New);
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    writeType(Construct->getType());
    writeArgs({Construct->getArgs(), Construct->getNumArgs()});
  } else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E)) {
    OS << "cast ";
    writeType(Cast->getTypeAsWritten());
    write(Cast->getSubExpr());
  } else if (const auto *Value = dyn_cast<CXXScalarValueInitExpr>(E)) {
    writeType(Value->getType());
    OS << "()";
  } else if (const auto *Unresolved = dyn_cast<CXXUnresolvedConstructExpr>(E)) {
    writeType(Unresolved->getTypeAsWritten());
    writeChildren("", Unresolved);
  } else if (const auto *Destroy = dyn_cast<CXXPseudoDestructorExpr>(E)) {
    OS << "~";
    write(Destroy->getBase());
  } else if (const auto *Throw = dyn_cast<CXXThrowExpr>(E)) {
    OS << "throw";
    write(Throw->getSubExpr());
  } else {
    return false;
  }
  return true;
}

void KeyWriter::writeExpr(const Expr *E) {
  if (isNullPointer(E)) {
    OS << "null";
    return;
  }
  E = strip(E);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return writeCall(Call);
  if (writeName(E) || writeLiteral(E) || writeOperator(E) ||
      writeConstruction(E))
    return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    OS << "lambda";
    return write(Lambda->getBody());
  }
  writeUnknown(E);
}

void KeyWriter::writeVariable(const VarDecl *Variable) {
  unsigned Number = static_cast<unsigned>(Numbers.size());
  Numbers[Variable->getCanonicalDecl()] = Number;
  OS << "var$" << Number << ':';
  writeType(Variable->getType());
  OS << '=';
  write(Variable->getInit());
}

void KeyWriter::write(const Stmt *S) {
  if (!S) {
    OS << '_';
    return;
  }
  if (const auto *E = dyn_cast<Expr>(S))
    return writeExpr(E);
  S = essence(S);
  switch (S->getStmtClass()) {
  case Stmt::DeclStmtClass:
    for (const Decl *D : cast<DeclStmt>(S)->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        writeVariable(Variable);
      else
        writeUnknown(S);
    return;
  case Stmt::CXXForRangeStmtClass: {
    const auto *Loop = cast<CXXForRangeStmt>(S);
    OS << "forrange(";
    write(Loop->getRangeInit());
    if (const VarDecl *Variable = Loop->getLoopVariable()) {
      unsigned Number = static_cast<unsigned>(Numbers.size());
      Numbers[Variable->getCanonicalDecl()] = Number;
    }
    write(Loop->getBody());
    OS << ')';
    return;
  }
  case Stmt::CXXCatchStmtClass: {
    const auto *Catch = cast<CXXCatchStmt>(S);
    OS << "catch ";
    writeType(Catch->getCaughtType());
    return write(Catch->getHandlerBlock());
  }
  case Stmt::CompoundStmtClass:
  case Stmt::NullStmtClass:
  case Stmt::IfStmtClass:
  case Stmt::WhileStmtClass:
  case Stmt::DoStmtClass:
  case Stmt::ForStmtClass:
  case Stmt::SwitchStmtClass:
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
  case Stmt::BreakStmtClass:
  case Stmt::ContinueStmtClass:
  case Stmt::ReturnStmtClass:
  case Stmt::CXXTryStmtClass:
    return writeChildren(S->getStmtClassName(), S);
  default:
    if (const auto *E = dyn_cast<Expr>(S))
      return writeExpr(E);
    writeUnknown(S);
  }
}

std::string stmtKey(const Stmt *S, const ASTContext &Context) {
  KeyWriter Writer(Context, KeyKind::Identity);
  Writer.write(essence(S));
  return Writer.take();
}

static std::string keyOf(llvm::ArrayRef<const Stmt *> Statements,
                         const ASTContext &Context, KeyKind Kind) {
  KeyWriter Writer(Context, Kind);
  for (const Stmt *S : Statements)
    Writer.write(essence(S));
  return Writer.take();
}

std::string portableKey(llvm::ArrayRef<const Stmt *> Statements,
                        const ASTContext &Context) {
  return keyOf(Statements, Context, KeyKind::Portable);
}

std::string stableKey(llvm::ArrayRef<const Stmt *> Statements,
                      const ASTContext &Context) {
  return keyOf(Statements, Context, KeyKind::Stable);
}

std::string familyKey(llvm::ArrayRef<const Stmt *> Statements,
                      const ASTContext &Context) {
  return keyOf(Statements, Context, KeyKind::Family);
}

} // namespace raiify
