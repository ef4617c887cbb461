//===- Classes.cpp - Exceptions that handlers tell apart ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Classes.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace raiify {

QualType plainExceptionType(QualType T) {
  return T.getNonReferenceType().getUnqualifiedType();
}

/// The names of \p T and of everything that it derives from.
static std::set<std::string> namesWithBases(QualType T,
                                            ExceptionClasses::TypeName NameOf) {
  std::set<std::string> Names = {NameOf(T)};
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return Names;
  for (const CXXBaseSpecifier &Base : Record->getDefinition()->bases()) {
    std::set<std::string> More = namesWithBases(Base.getType(), NameOf);
    Names.insert(More.begin(), More.end());
  }
  return Names;
}

void ExceptionClasses::addHandler(const CXXCatchStmt *Handler,
                                  TypeName NameOf) {
  if (!Handler->getExceptionDecl())
    return;
  QualType T = plainExceptionType(Handler->getCaughtType());
  Dependent |= T->isDependentType();
  HasPointer |= T->isAnyPointerType();
  Types[NameOf(T)] = namesWithBases(T, NameOf);
}

void ExceptionClasses::addHandlers(const Stmt *Body, TypeName NameOf) {
  if (!Body)
    return;
  if (const auto *Handler = dyn_cast<CXXCatchStmt>(Body))
    addHandler(Handler, NameOf);
  for (const Stmt *Child : Body->children())
    addHandlers(Child, NameOf);
}

std::vector<std::string> ExceptionClasses::all() const {
  std::vector<std::string> Result;
  for (const auto &[Name, Bases] : Types)
    Result.push_back(Name);
  Result.push_back("");
  return Result;
}

std::vector<std::string> ExceptionClasses::classesOf(QualType Thrown,
                                                     TypeName NameOf) const {
  Thrown = plainExceptionType(Thrown);
  if (Thrown->isDependentType() || (HasPointer && Thrown->isAnyPointerType()))
    return all();
  if (Types.count(NameOf(Thrown)))
    return {NameOf(Thrown)};
  std::vector<std::string> Result;
  for (const std::string &Name : namesWithBases(Thrown, NameOf))
    if (Types.count(Name))
      Result.push_back(Name);
  if (Result.empty())
    Result.push_back("");
  return Result;
}

bool ExceptionClasses::catches(const CXXCatchStmt *Handler,
                               const std::string &Class,
                               TypeName NameOf) const {
  if (!Handler->getExceptionDecl())
    return true;
  auto It = Types.find(Class);
  return It != Types.end() && It->second.count(NameOf(plainExceptionType(
                                  Handler->getCaughtType()))) != 0;
}

} // namespace raiify
