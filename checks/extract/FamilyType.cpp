//===- FamilyType.cpp - Classes that are relatives ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FamilyType.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

/// Whether objects of \p Class hold anything. Mixins (`noncopyable`) and pure
/// interfaces (`Serializable`) do not: they make nobody a relative.
static bool hasData(const CXXRecordDecl *Class) {
  return !Class->field_empty() ||
         llvm::any_of(Class->bases(), [](const CXXBaseSpecifier &Base) {
           const CXXRecordDecl *Record = Base.getType()->getAsCXXRecordDecl();
           Record = Record ? Record->getDefinition() : nullptr;
           return Record && hasData(Record);
         });
}

/// The one project class with data that \p Class derives from; null where
/// there is none or more than one.
static const CXXRecordDecl *familyBase(const CXXRecordDecl *Class,
                                       const SourceManager &SM) {
  const CXXRecordDecl *Found = nullptr;
  for (const CXXBaseSpecifier &Base : Class->bases()) {
    const CXXRecordDecl *Record = Base.getType()->getAsCXXRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record || Record->isDependentContext() ||
        SM.isInSystemHeader(Record->getLocation()) || !hasData(Record))
      continue;
    if (Found)
      return nullptr;
    Found = Record;
  }
  return Found;
}

QualType familyType(QualType Type, const ASTContext &Context) {
  Type = Type.getNonReferenceType().getCanonicalType();
  if (Type->isPointerType()) {
    QualType Pointee = Type->getPointeeType();
    QualType Root = familyType(Pointee, Context);
    return Context.getPointerType(
        Context.getQualifiedType(Root, Pointee.getQualifiers()));
  }
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class || Class->isDependentContext())
    return Type.getUnqualifiedType();
  const SourceManager &SM = Context.getSourceManager();
  while (const CXXRecordDecl *Base = familyBase(Class, SM))
    Class = Base;
  return Context.getCanonicalTagType(Class);
}

} // namespace raiify
