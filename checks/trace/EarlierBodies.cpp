//===- EarlierBodies.cpp - Bodies that a parse left out -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/EarlierBodies.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;

namespace raiify {

bool isLeftOut(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (Function->isDefined(Definition))
    return Definition->hasSkippedBody();
  const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern();
  return Pattern && Pattern->isDefined(Definition) &&
         Definition->hasSkippedBody();
}

namespace {

/// Calls a function with all functions that some code names.
class NamedFunctions : public RecursiveASTVisitor<NamedFunctions> {
public:
  explicit NamedFunctions(llvm::function_ref<void(const FunctionDecl *)> Each)
      : Each(Each) {}

  bool shouldVisitImplicitCode() const { return true; }
  bool shouldVisitLambdaBody() const { return true; }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    note(dyn_cast<FunctionDecl>(E->getDecl()));
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    note(dyn_cast<FunctionDecl>(E->getMemberDecl()));
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    note(E->getConstructor());
    return true;
  }
  bool VisitCXXInheritedCtorInitExpr(CXXInheritedCtorInitExpr *E) {
    note(E->getConstructor());
    return true;
  }
  // The written form of an argument or initializer by default is elsewhere.
  bool VisitCXXDefaultArgExpr(CXXDefaultArgExpr *E) {
    return TraverseStmt(E->getExpr());
  }
  bool VisitCXXDefaultInitExpr(CXXDefaultInitExpr *E) {
    return TraverseStmt(E->getExpr());
  }

private:
  void note(const FunctionDecl *Function) {
    if (Function)
      Each(Function);
  }

  llvm::function_ref<void(const FunctionDecl *)> Each;
};

} // namespace

/// Empty where there is none.
static std::string usrOf(const FunctionDecl *Function) {
  llvm::SmallString<128> Result;
  if (index::generateUSRForDecl(Function, Result))
    return "";
  return Result.str().str();
}

EarlierBodies::EarlierBodies(const FunctionDecl *Before) {
  auto Note = [this](const FunctionDecl *Function) {
    if (std::string Usr = usrOf(Function); !Usr.empty())
      Named.try_emplace(Usr, Function);
  };
  NamedFunctions Visitor(Note);
  Visitor.TraverseDecl(const_cast<FunctionDecl *>(Before));
}

const FunctionDecl *EarlierBodies::find(const FunctionDecl *Function) const {
  std::string Usr = usrOf(Function);
  return Usr.empty() ? nullptr : Named.lookup(Usr);
}

} // namespace raiify
