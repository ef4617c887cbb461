//===- GuardTypes.cpp - Which classes are guards --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/GuardTypes.h"

#include "extract/StmtKey.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace raiify {

using MemberSet = llvm::SmallPtrSet<const ValueDecl *, 4>;

const CXXRecordDecl *recordOf(QualType Type) {
  if (const CXXRecordDecl *Record = Type->getAsCXXRecordDecl())
    return Record;
  if (const auto *Special = Type->getAs<TemplateSpecializationType>())
    if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(
            Special->getTemplateName().getAsTemplateDecl()))
      return Template->getTemplatedDecl();
  return nullptr;
}

const ValueDecl *ownMember(const Expr *E) {
  const auto *Member = dyn_cast<MemberExpr>(strip(E));
  if (Member && isa<FieldDecl>(Member->getMemberDecl()) &&
      isa<CXXThisExpr>(strip(Member->getBase())))
    return Member->getMemberDecl();
  return nullptr;
}

/// Collects the members that \p S only sets; false where it does more.
static bool onlySets(const Stmt *S, MemberSet &Set) {
  S = essence(S);
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::all_of(
        Block->body(), [&](const Stmt *Child) { return onlySets(Child, Set); });
  if (isa<ReturnStmt, NullStmt, DeclStmt>(S))
    return true;
  const auto *E = dyn_cast<Expr>(S);
  const auto *Assign = E ? dyn_cast<BinaryOperator>(strip(E)) : nullptr;
  if (!Assign || Assign->getOpcode() != BO_Assign)
    return false;
  const ValueDecl *Member = ownMember(Assign->getLHS());
  if (Member)
    Set.insert(Member);
  return Member != nullptr;
}

/// Whether \p S, or a member function it calls, mentions one of \p Members.
static bool mentions(const Stmt *S, const MemberSet &Members, unsigned Depth,
                     LeftOutBodies &LeftOut) {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S)) {
    const ValueDecl *Member = ownMember(E);
    if (Member && Members.contains(Member))
      return true;
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S); Call && Depth > 0) {
    const CXXMethodDecl *Callee = Call->getMethodDecl();
    if (Callee && !LeftOut.has(Callee) && Callee->hasBody() &&
        mentions(Callee->getBody(), Members, Depth - 1, LeftOut))
      return true;
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mentions(Child, Members, Depth, LeftOut);
  });
}

/// The body as it is written: of a member of a specialization, the template's.
static const Stmt *writtenBody(const FunctionDecl *Function) {
  if (const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern())
    Function = Pattern;
  return Function->getBody();
}

bool isOfStandardLibrary(const FunctionDecl *Function) {
  return Function->getDeclContext()
      ->getEnclosingNamespaceContext()
      ->isStdNamespace();
}

/// Whether \p Method may disarm a class of the standard library: smart pointers
/// and locks have `release()` for that.
static bool mayDisarmStandard(const CXXMethodDecl *Method) {
  const IdentifierInfo *Name = Method->getIdentifier();
  return Name && Name->isStr("release");
}

bool disarms(const CXXMethodDecl *Method, const CXXRecordDecl *Class,
             LeftOutBodies &LeftOut) {
  Class = Class->getDefinition();
  if (!Method || !Class || Method->isStatic())
    return false;
  if (Class->isInStdNamespace() && !mayDisarmStandard(Method))
    return false;
  const CXXDestructorDecl *Destructor = Class->getDestructor();
  if (!Destructor || !Destructor->isUserProvided())
    return false;
  if (LeftOut.has(Method))
    return false;
  const Stmt *Body = writtenBody(Method);
  MemberSet Members;
  if (!Body || !onlySets(Body, Members) || Members.empty() ||
      LeftOut.has(Destructor))
    return false;
  const Stmt *Action = writtenBody(Destructor);
  return Action && mentions(Action, Members, /*Depth=*/2, LeftOut);
}

} // namespace raiify
