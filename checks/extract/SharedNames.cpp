//===- SharedNames.cpp - Names that mean the same elsewhere ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/SharedNames.h"

#include "extract/RealPath.h"
#include "extract/SystemHeaders.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace raiify {

void SharedNames::fail(std::string Why) {
  if (Obstacle.empty())
    Obstacle = std::move(Why);
}

static std::string quoted(const NamedDecl *D) {
  return "'" + D->getNameAsString() + "'";
}

/// What has to be included for \p D: a header of the project, or the system
/// header that is included for it.
std::string SharedNames::headerOf(const NamedDecl *D) const {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Loc = SM.getExpansionLoc(D->getLocation());
  if (Loc.isInvalid())
    return "";
  if (SM.isInSystemHeader(Loc))
    return systemHeaderOf(D, Place, SM);
  OptionalFileEntryRef File = SM.getFileEntryRefForID(SM.getFileID(Loc));
  return File ? realPathOf(*File) : "";
}

void SharedNames::useDecl(const NamedDecl *D) {
  if (!isa<TagDecl>(D)) // of which the definition is needed
    D = cast<NamedDecl>(D->getCanonicalDecl());
  const SourceManager &SM = Context.getSourceManager();
  if (Place.isValid() && D->getLocation().isValid() &&
      !SM.isBeforeInTranslationUnit(D->getLocation(), Place))
    fail(quoted(D) + " is declared behind the place for a class");
  std::string Header = headerOf(D);
  if (!Header.empty())
    Headers.insert(Header);
  if (!D->isExternallyVisible())
    OnlyFile = Header;
}

void SharedNames::useMember(const NamedDecl *D, AccessSpecifier Access) {
  if (Access == AS_private)
    fail(quoted(D) + " is private");
  else if (Access == AS_protected)
    fail(quoted(D) + " is protected");
}

void SharedNames::useTemplateArguments(const TagDecl *Tag) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Tag);
  if (!Special)
    return;
  for (const TemplateArgument &Arg : Special->getTemplateArgs().asArray()) {
    if (Arg.getKind() == TemplateArgument::Type)
      useType(Arg.getAsType());
    else if (Arg.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Element : Arg.pack_elements())
        if (Element.getKind() == TemplateArgument::Type)
          useType(Element.getAsType());
  }
}

void SharedNames::useTag(const TagDecl *Tag) {
  if (const TagDecl *Definition = Tag->getDefinition())
    Tag = Definition;
  if (Tag->getParentFunctionOrMethod())
    return fail("the type " + quoted(Tag) + " is local");
  if (!Tag->getIdentifier() && !Tag->getTypedefNameForAnonDecl())
    return fail("a type without a name");
  const auto *Class = dyn_cast<CXXRecordDecl>(Tag);
  if (Class && Class->isDependentContext())
    return fail("it depends on template arguments");
  for (const Decl *D = Tag; D && isa<TagDecl>(D);
       D = dyn_cast<Decl>(D->getDeclContext()))
    useMember(cast<NamedDecl>(D), D->getAccess());
  useTemplateArguments(Tag);
  useDecl(Tag);
}

void SharedNames::useType(QualType Type) {
  Type = Type.getCanonicalType();
  if (Type->isDependentType())
    return fail("it depends on template arguments");
  if (Type->isPointerType() || Type->isReferenceType())
    return useType(Type->getPointeeType());
  if (const auto *Array = Context.getAsArrayType(Type))
    return useType(Array->getElementType());
  if (const TagDecl *Tag = Type->getAsTagDecl())
    useTag(Tag);
}

std::string SharedNames::typeName(QualType Type) {
  useType(Type);
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressUnwrittenScope = true;
  return Type.getCanonicalType().getAsString(Policy);
}

std::string SharedNames::referredTypeName(QualType Type) {
  Type = Type.getNonReferenceType().getCanonicalType();
  if (Type->isArrayType())
    fail("it works on an array");
  QualType Inner = Type;
  while (Inner->isPointerType())
    Inner = Inner->getPointeeType();
  if (Inner->isFunctionType() || Inner->isArrayType() ||
      Inner->isMemberPointerType())
    fail("it works on a pointer to a function, a member or an array");
  return typeName(Type);
}

std::string SharedNames::declName(const NamedDecl *D) {
  if (D->getDeclContext()->isRecord()) {
    useMember(D, D->getAccess());
    if (const auto *Class = dyn_cast<TagDecl>(D->getDeclContext()))
      useTag(Class);
  } else {
    useDecl(D);
  }
  std::string Name;
  llvm::raw_string_ostream OS(Name);
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressUnwrittenScope = true;
  D->printQualifiedName(OS, Policy);
  bool IsGlobal = llvm::StringRef(Name).find("::") == llvm::StringRef::npos;
  // Elsewhere another scope may have the name, too.
  return IsGlobal ? "::" + Name : Name;
}

} // namespace raiify
