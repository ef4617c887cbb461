//===- EventNames.cpp - What types and declarations are called ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/EventKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace raiify {

/// What tells the types apart that have no name outside of a function.
class LocalTypes : public RecursiveASTVisitor<LocalTypes> {
public:
  explicit LocalTypes(const EventKeys &Keys) : Keys(Keys) {}

  bool VisitTagType(TagType *T) {
    add(T->getDecl());
    return true;
  }

  void add(const TagDecl *D) {
    const auto *Record = dyn_cast<CXXRecordDecl>(D);
    bool IsLambda = Record && Record->isLambda();
    if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(D);
        Special && Seen.insert(D).second)
      TraverseTemplateArguments(Special->getTemplateArgs().asArray());
    if (!IsLambda && !D->getParentFunctionOrMethod())
      return;
    if (!Keys.isAround(D) && Seen.insert(D).second)
      Marks += '@' + llvm::utohexstr(Keys.contentOf(D));
  }

  /// The same for the template arguments in a declaration's name.
  void addArguments(const NamedDecl *D) {
    if (const auto *Function = dyn_cast<FunctionDecl>(D))
      if (const TemplateArgumentList *List =
              Function->getTemplateSpecializationArgs())
        TraverseTemplateArguments(List->asArray());
    if (const auto *Variable = dyn_cast<VarTemplateSpecializationDecl>(D))
      TraverseTemplateArguments(Variable->getTemplateArgs().asArray());
    for (const DeclContext *At = D->getDeclContext(); At; At = At->getParent())
      if (const auto *Tag = dyn_cast<TagDecl>(At); Tag && !Keys.isAround(At))
        add(Tag);
  }

  std::string Marks;

private:
  const EventKeys &Keys;
  llvm::SmallPtrSet<const TagDecl *, 4> Seen;
};

uint64_t EventKeys::contentOf(const TagDecl *D) const {
  // A type that is on the way may occur in itself.
  auto [It, IsNew] = Contents->try_emplace(D, 0);
  if (!IsNew)
    return It->second;
  const auto *Record = dyn_cast<CXXRecordDecl>(D);
  uint64_t Content = 0;
  if (Record && Record->isLambda()) {
    EventKeys Inner(*this);
    Content = llvm::xxh3_64bits(
        Inner.keyOf(Record->getLambdaCallOperator()->getBody()));
  } else if (D->isCompleteDefinition()) {
    Content = Record ? Record->getODRHash()
                     : const_cast<EnumDecl *>(cast<EnumDecl>(D))->getODRHash();
  }
  return (*Contents)[D] = Content;
}

/// Whether a printed name may speak of types that \c LocalTypes tells apart.
static bool mayBeLocal(QualType T, llvm::StringRef Printed) {
  if (Printed.contains("(lambda"))
    return true;
  while (!T->getPointeeType().isNull())
    T = T->getPointeeType();
  const auto *Tag = T->getAsTagDecl();
  return Tag && (Tag->getParentFunctionOrMethod() ||
                 isa<ClassTemplateSpecializationDecl>(Tag));
}

std::string EventKeys::typeName(QualType T) const {
  if (T.isNull())
    return "?";
  T = T.getCanonicalType();
  std::string Name = T.getAsString(Policy);
  if (!mayBeLocal(T, Name))
    return Name;
  LocalTypes Local(*this);
  Local.TraverseType(T);
  return Name + Local.Marks;
}

void EventKeys::writeDecl(const NamedDecl *D) {
  if (const auto *Value = dyn_cast<ValueDecl>(D)) {
    std::string Local = Locals.nameOf(Value);
    if (!Local.empty()) {
      Text += "local " + Local + " : " + typeName(Value->getType());
      return;
    }
  }
  llvm::raw_string_ostream OS(Text);
  D->getNameForDiagnostic(OS, Policy, /*Qualified=*/true);
  if (const auto *Value = dyn_cast<ValueDecl>(D))
    OS << " : " << typeName(Value->getType());
  if (const auto *Constant = dyn_cast<EnumConstantDecl>(D))
    OS << " = " << Constant->getInitVal();
  LocalTypes Local(*this);
  Local.addArguments(D);
  OS << Local.Marks;
}

} // namespace raiify
