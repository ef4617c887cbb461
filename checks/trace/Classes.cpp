//===- Classes.cpp - Exceptions that handlers tell apart ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Classes.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace raiify {

QualType plainExceptionType(QualType T) {
  return T.getNonReferenceType().getUnqualifiedType();
}

/// Types between which a handler converts ([except.handle]/3).
static bool isPointerLike(QualType T) {
  return T->isAnyPointerType() || T->isMemberPointerType() ||
         T->isNullPtrType();
}

/// Whether a handler for \p Base catches a \p Derived: it is a public base, and
/// there is one only.
static bool isCaughtAsBase(const CXXRecordDecl *Derived,
                           const CXXRecordDecl *Base) {
  CXXBasePaths Paths;
  if (!Derived->isDerivedFrom(Base, Paths) ||
      Paths.isAmbiguous(Base->getASTContext().getCanonicalTagType(Base)))
    return false;
  return llvm::any_of(
      Paths, [](const CXXBasePath &Path) { return Path.Access == AS_public; });
}

/// The names of \p T and of the bases as which it can be caught.
static std::set<std::string> namesWithBases(QualType T,
                                            ExceptionClasses::TypeName NameOf) {
  std::set<std::string> Names = {NameOf(T)};
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return Names;
  Record = Record->getDefinition();
  Record->forallBases([&](const CXXRecordDecl *Base) {
    if (isCaughtAsBase(Record, Base))
      Names.insert(NameOf(Base->getASTContext().getCanonicalTagType(Base)));
    return true;
  });
  return Names;
}

void ExceptionClasses::addHandler(const CXXCatchStmt *Handler,
                                  TypeName NameOf) {
  if (!Handler->getExceptionDecl())
    return;
  QualType T = plainExceptionType(Handler->getCaughtType());
  if (T->isDependentType())
    Problem = {Reason::Dependent, "the type that a handler catches"};
  HandlerType &Known = Types[NameOf(T)];
  Known.Names = namesWithBases(T, NameOf);
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  Known.IsBase = Record && !Record->isEffectivelyFinal();
  Known.IsPointer = isPointerLike(T);
  if (llvm::count_if(
          Types, [](const auto &Entry) { return Entry.second.IsPointer; }) > 1)
    Problem = {Reason::NotModelled, "handlers for several types of pointers"};
}

void ExceptionClasses::addHandlers(const Stmt *Body, TypeName NameOf) {
  if (!Body)
    return;
  if (const auto *Handler = dyn_cast<CXXCatchStmt>(Body))
    addHandler(Handler, NameOf);
  for (const Stmt *Child : Body->children())
    addHandlers(Child, NameOf);
}

/// Stands between the names in a class.
static constexpr char Separator = '\x1f';

static std::string join(const std::set<std::string> &Names) {
  return llvm::join(Names, llvm::StringRef(&Separator, 1));
}

std::set<std::string>
ExceptionClasses::caughtAs(const std::set<std::string> &Names) const {
  std::set<std::string> Result;
  for (const std::string &Name : Names)
    if (Types.count(Name))
      Result.insert(Name);
  return Result;
}

/// As many types of handlers are combined to exceptions that are of all these
/// types; of more than that, two at a time.
static constexpr unsigned MaxCombined = 4;

std::vector<std::string> ExceptionClasses::all() const {
  std::vector<std::string> Result;
  std::vector<std::set<std::string>> Bases;
  for (const auto &[Name, Type] : Types) {
    Result.push_back(join(caughtAs(Type.Names)));
    if (Type.IsBase)
      Bases.push_back(caughtAs(Type.Names));
  }
  Result.push_back("");
  std::set<std::string> Known(Result.begin(), Result.end());
  auto add = [&](const std::set<std::string> &Names) {
    if (std::string Class = join(Names); Known.insert(Class).second)
      Result.push_back(std::move(Class));
  };
  if (Bases.size() > MaxCombined) {
    for (std::set<std::string> One : Bases)
      for (const std::set<std::string> &Other : Bases) {
        std::set<std::string> Both = One;
        Both.insert(Other.begin(), Other.end());
        add(Both);
      }
    return Result;
  }
  for (unsigned Chosen = 1; Chosen < (1u << Bases.size()); ++Chosen) {
    std::set<std::string> Together;
    for (unsigned I = 0; I != Bases.size(); ++I)
      if (Chosen & (1u << I))
        Together.insert(Bases[I].begin(), Bases[I].end());
    add(Together);
  }
  return Result;
}

std::vector<std::string> ExceptionClasses::classesOf(QualType Thrown,
                                                     TypeName NameOf) const {
  Thrown = plainExceptionType(Thrown);
  bool MayConvert =
      isPointerLike(Thrown) && llvm::any_of(Types, [](const auto &Entry) {
        return Entry.second.IsPointer;
      });
  if (Thrown->isDependentType() || MayConvert)
    return all();
  return {join(caughtAs(namesWithBases(Thrown, NameOf)))};
}

bool ExceptionClasses::catches(const CXXCatchStmt *Handler,
                               const std::string &Class,
                               TypeName NameOf) const {
  if (!Handler->getExceptionDecl())
    return true;
  llvm::SmallVector<llvm::StringRef, 4> Names;
  llvm::StringRef(Class).split(Names, Separator);
  return !Class.empty() &&
         llvm::is_contained(
             Names, NameOf(plainExceptionType(Handler->getCaughtType())));
}

std::string ExceptionClasses::shownName(const std::string &Class) const {
  for (const auto &[Name, Type] : Types)
    if (join(caughtAs(Type.Names)) == Class)
      return Name;
  std::string Shown;
  for (char C : Class)
    Shown += C == Separator ? std::string(" and ") : std::string(1, C);
  return Shown;
}

} // namespace raiify
