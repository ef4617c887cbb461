//===- SharedForm.cpp - A cleanup, free of its function -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/SharedForm.h"

#include "extract/FunctionModel.h"
#include "extract/SharedNames.h"
#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

/// A part of a statement's text that is written in another way.
struct Replacement {
  unsigned Begin = 0;
  unsigned End = 0;
  /// What stands in front of and behind the parameter, or all of the text.
  std::string Before;
  std::string After;
  /// Index of the parameter in Sharer::Found, if there is one.
  std::optional<std::size_t> Parameter;
};

/// Reads one statement after the other.
class Sharer : public RecursiveASTVisitor<Sharer> {
public:
  Sharer(ASTContext &Context, SourceLocation Place)
      : Context(Context), SM(Context.getSourceManager()),
        Names(Context, Place) {}

  void add(const Stmt *S);
  /// What was read; the parameters in the order in which they are written.
  void finish(SharedForm &Form) const;
  void fail(std::string Why) { Names.fail(std::move(Why)); }

  bool TraverseStmt(Stmt *S);
  bool TraverseTypeLoc(TypeLoc Type, bool TraverseQualifier = true);
  bool TraverseNestedNameSpecifierLoc(NestedNameSpecifierLoc) { return true; }

private:
  /// Something that the cleanup works on: a variable, a member of the own
  /// object, or, where D is null, that object.
  struct Operand {
    const Decl *D;
    CleanupParameter Written;
  };

  bool refuse(const Stmt *S);
  bool replace(const Stmt *S);
  bool replaceName(const DeclRefExpr *Ref);
  bool replaceMember(const MemberExpr *Member);
  void useOwnMethod(const MemberExpr *Member);
  void checkAccess(const Stmt *S);
  std::size_t parameter(const Decl *D, QualType Type, std::string Argument);
  std::size_t thisParameter(const Expr *This);
  Replacement *edit(SourceLocation Begin, SourceLocation End);
  void write(SourceRange Range, std::string Text);
  void writeParameter(SourceRange Range, std::size_t Parameter,
                      std::string Before = "");
  std::optional<std::pair<unsigned, unsigned>> offsets(SourceRange Range);

  ASTContext &Context;
  const SourceManager &SM;
  SharedNames Names;
  std::vector<Operand> Found;
  std::vector<Replacement> Edits;
  /// The statements so far, `$0` counting in the order of Found.
  std::vector<std::string> Body;
  std::vector<std::size_t> Order;
};

} // namespace

/// Begin and end of \p Range in its file, or nullopt where a macro is in the
/// way.
std::optional<std::pair<unsigned, unsigned>>
Sharer::offsets(SourceRange Range) {
  CharSourceRange Written = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Range), SM, Context.getLangOpts());
  if (Written.isInvalid()) {
    fail("a macro");
    return std::nullopt;
  }
  return std::pair(SM.getFileOffset(Written.getBegin()),
                   SM.getFileOffset(Written.getEnd()));
}

void Sharer::write(SourceRange Range, std::string Text) {
  if (auto Where = offsets(Range))
    Edits.push_back({Where->first, Where->second, std::move(Text), "", {}});
}

void Sharer::writeParameter(SourceRange Range, std::size_t Parameter,
                            std::string Before) {
  if (auto Where = offsets(Range))
    Edits.push_back(
        {Where->first, Where->second, std::move(Before), "", Parameter});
}

std::size_t Sharer::parameter(const Decl *D, QualType Type,
                              std::string Argument) {
  for (std::size_t I = 0; I != Found.size(); ++I)
    if (Found[I].D == D)
      return I;
  Found.push_back({D, {Names.referredTypeName(Type), std::move(Argument)}});
  return Found.size() - 1;
}

std::size_t Sharer::thisParameter(const Expr *This) {
  return parameter(nullptr, This->getType()->getPointeeType(), "*this");
}

/// What cannot stand in a function of its own.
bool Sharer::refuse(const Stmt *S) {
  if (isa<DeclStmt>(S))
    fail("a declaration");
  else if (isa<ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt, GotoStmt,
               IndirectGotoStmt, LabelStmt, CXXThrowExpr>(S))
    fail("a jump");
  else if (isa<LambdaExpr>(S))
    fail("a lambda");
  else if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S))
    fail("a suspension of a coroutine");
  else if (isa<PredefinedExpr, StmtExpr, CXXNewExpr, AsmStmt>(S))
    fail(std::string("a ") + S->getStmtClassName());
  else if (const auto *E = dyn_cast<Expr>(S);
           E && E->isInstantiationDependent())
    fail("it depends on template arguments");
  else if (S->getBeginLoc().isMacroID() || S->getEndLoc().isMacroID())
    fail("a macro");
  return Names.failed();
}

/// What is called without being named.
void Sharer::checkAccess(const Stmt *S) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(S)) {
    Names.useMember(Construct->getConstructor(),
                    Construct->getConstructor()->getAccess());
  } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
    const CXXRecordDecl *Class =
        Delete->getDestroyedType()->getAsCXXRecordDecl();
    const CXXDestructorDecl *Destructor =
        Class && Class->hasDefinition() ? Class->getDestructor() : nullptr;
    if (Destructor)
      Names.useMember(Destructor, Destructor->getAccess());
  }
}

/// Variables by parameters, all else by a name that means the same elsewhere.
bool Sharer::replaceName(const DeclRefExpr *Ref) {
  const ValueDecl *D = Ref->getDecl();
  if (isa<BindingDecl>(D)) {
    fail("a structured binding");
    return true;
  }
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (Variable && Variable->isLocalVarDeclOrParm()) {
    writeParameter(Ref->getSourceRange(),
                   parameter(Variable->getCanonicalDecl(), Ref->getType(),
                             Variable->getNameAsString()));
    return true;
  }
  // Operators are found by their operands, builtins everywhere.
  if (!D->getIdentifier()) {
    Names.useMember(D, D->getAccess());
    return false;
  }
  if (D->getLocation().isInvalid())
    return false;
  write({Ref->getBeginLoc(), Ref->getLocation()}, Names.declName(D));
  return false; // template arguments may follow
}

/// `close()` and `this->close()`, a method of the own object.
void Sharer::useOwnMethod(const MemberExpr *Member) {
  std::size_t This = thisParameter(strip(Member->getBase()));
  auto Where = offsets({Member->getBeginLoc(), Member->getMemberLoc()});
  auto Name = offsets(Member->getMemberLoc());
  if (Where && Name)
    Edits.push_back({Where->first, Name->first, "", ".", This});
}

/// Whether \p E is the own object, as a pointer or not.
static const Expr *ownObject(const Expr *E) {
  E = strip(E);
  if (const auto *Deref = dyn_cast<UnaryOperator>(E);
      Deref && Deref->getOpcode() == UO_Deref)
    E = strip(Deref->getSubExpr());
  return isa<CXXThisExpr>(E) ? E : nullptr;
}

bool Sharer::replaceMember(const MemberExpr *Member) {
  const ValueDecl *D = Member->getMemberDecl();
  const Expr *This = ownObject(Member->getBase());
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (Member->hasQualifier())
    fail("a qualified member");
  if (isa<VarDecl, EnumConstantDecl>(D) || (Method && Method->isStatic())) {
    write(Member->getSourceRange(), Names.declName(D));
    return true;
  }
  const auto *Field = dyn_cast<FieldDecl>(D);
  if (Field && This) {
    if (Field->isBitField() || !Field->getIdentifier())
      fail("a bit-field or a member of an unnamed struct");
    if (auto Where = offsets(Member->getSourceRange()))
      writeParameter(Member->getSourceRange(),
                     parameter(Field->getCanonicalDecl(), Member->getType(),
                               statementText(Member, Context)));
    return true;
  }
  Names.useMember(D, Member->getFoundDecl().getAccess());
  if (!This)
    return false;
  if (!D->getIdentifier() || !isa<CXXThisExpr>(strip(Member->getBase())))
    return false;
  useOwnMethod(Member);
  return true;
}

/// Writes \p S in another way. True where nothing in it is left to be read.
bool Sharer::replace(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return false;
  if (isNullPointer(E)) {
    write(E->getSourceRange(), "nullptr");
    return true;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return replaceName(Ref);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return replaceMember(Member);
  if (const auto *This = dyn_cast<CXXThisExpr>(E)) {
    if (!This->isImplicit())
      writeParameter(This->getSourceRange(), thisParameter(This), "&");
    return true;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_Deref)
    if (const Expr *This = ownObject(Unary)) {
      writeParameter(Unary->getSourceRange(), thisParameter(This));
      return true;
    }
  return false;
}

bool Sharer::TraverseStmt(Stmt *S) {
  if (!S || isa<CXXDefaultArgExpr>(S))
    return true;
  bool IsNull = isa<Expr>(S) && isNullPointer(cast<Expr>(S));
  if (!IsNull && refuse(S))
    return false;
  checkAccess(S);
  if (replace(S))
    return !Names.failed();
  return RecursiveASTVisitor::TraverseStmt(S) && !Names.failed();
}

bool Sharer::TraverseTypeLoc(TypeLoc Type, bool) {
  if (Type.getBeginLoc().isValid())
    write(Type.getSourceRange(), Names.typeName(Type.getType()));
  return !Names.failed();
}

/// \p Text with `$` doubled.
static std::string escaped(llvm::StringRef Text) {
  std::string Result;
  for (char C : Text)
    Result += C == '$' ? std::string("$$") : std::string(1, C);
  return Result;
}

void Sharer::add(const Stmt *S) {
  S = essence(S);
  Edits.clear();
  auto Where = offsets(S->getSourceRange());
  if (!Where || !TraverseStmt(const_cast<Stmt *>(S)) || Names.failed())
    return;
  llvm::sort(Edits, [](const Replacement &A, const Replacement &B) {
    return std::tie(A.Begin, A.End) < std::tie(B.Begin, B.End);
  });
  llvm::StringRef File =
      SM.getBufferData(SM.getFileID(SM.getFileLoc(S->getBeginLoc())));
  std::string Text;
  unsigned At = Where->first;
  for (const Replacement &Edit : Edits) {
    if (Edit.Begin < At || Edit.End > Where->second)
      return fail("text that stands elsewhere");
    Text += escaped(File.slice(At, Edit.Begin)) + Edit.Before;
    if (Edit.Parameter) {
      if (!llvm::is_contained(Order, *Edit.Parameter))
        Order.push_back(*Edit.Parameter);
      Text += "$" + std::to_string(llvm::find(Order, *Edit.Parameter) -
                                   Order.begin());
    }
    Text += Edit.After;
    At = Edit.End;
  }
  Text += escaped(File.slice(At, Where->second));
  Body.push_back(foldText(Text, Context.getLangOpts()));
}

void Sharer::finish(SharedForm &Form) const {
  Form.Obstacle = Names.Obstacle;
  // What only one file can name is something else in another file.
  if (!Names.OnlyFile.empty())
    Form.FamilyKey += "\n" + Names.OnlyFile;
  if (!Form.Obstacle.empty())
    return;
  Form.Body = Body;
  for (std::size_t Index : Order)
    Form.Parameters.push_back(Found[Index].Written);
  Form.Headers.assign(Names.Headers.begin(), Names.Headers.end());
}

/// The named namespaces around \p Function as it stands in the text.
static std::string namespaceAround(const FunctionDecl *Function) {
  std::string Result;
  for (const DeclContext *At = Function->getLexicalParent(); At;
       At = At->getLexicalParent()) {
    const auto *Space = dyn_cast<NamespaceDecl>(At);
    if (!Space || Space->isAnonymousNamespace() || Space->isInline())
      continue;
    Result = Space->getNameAsString() + (Result.empty() ? "" : "::") + Result;
  }
  return Result;
}

SourceLocation outermostBegin(const FunctionDecl *Function) {
  const Decl *Outermost = Function;
  for (const DeclContext *At = Function->getLexicalParent();
       At && !At->isFileContext(); At = At->getLexicalParent())
    Outermost = cast<Decl>(At);
  if (const TemplateDecl *Template = Outermost->getDescribedTemplate())
    Outermost = Template;
  return Outermost->getBeginLoc();
}

SharedForm shareCleanup(llvm::ArrayRef<const Stmt *> Cleanup,
                        const FunctionDecl *Function, ASTContext &Context) {
  SharedForm Form;
  Form.FamilyKey = familyKey(Cleanup, Context);
  if (Function)
    Form.Namespace = namespaceAround(Function);
  Sharer Reader(Context,
                Function ? outermostBegin(Function) : SourceLocation());
  if (Function && Function->isDependentContext())
    Reader.fail("it depends on template arguments");
  if (Function && isa_and_nonnull<CoroutineBodyStmt>(Function->getBody()))
    Reader.fail("it stands in a coroutine");
  for (const Stmt *S : Cleanup)
    Reader.add(S);
  Reader.finish(Form);
  return Form;
}

} // namespace raiify
