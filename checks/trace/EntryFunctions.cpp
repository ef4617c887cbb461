//===- EntryFunctions.cpp - Functions that threads begin with -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/EntryFunctions.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {
namespace {

constexpr llvm::StringLiteral StartFunctions[] = {"pthread_create",
                                                  "thrd_create"};
constexpr llvm::StringLiteral StartClasses[] = {"thread", "jthread"};

class EntryFinder : public RecursiveASTVisitor<EntryFinder> {
public:
  EntryFinder(const FunctionDecl *Function, const SourceManager &SM)
      : Function(Function->getCanonicalDecl()), SM(SM) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) &&
        SM.isInSystemHeader(D->getLocation()))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->getIdentifier() && Callee->isExternC() &&
        llvm::is_contained(StartFunctions, Callee->getName()))
      noteArguments(Call->arguments());
    return !Found;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    const CXXRecordDecl *Class = Construct->getConstructor()->getParent();
    if (Class->getIdentifier() && Class->isInStdNamespace() &&
        llvm::is_contained(StartClasses, Class->getName()))
      noteArguments(Construct->arguments());
    return !Found;
  }

  bool Found = false;

private:
  /// Only the arguments themselves: what they call runs in this thread.
  template <typename Range> void noteArguments(Range &&Arguments) {
    for (const Expr *Argument : Arguments) {
      const Expr *E = Argument->IgnoreUnlessSpelledInSource();
      if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
        E = Cast->getSubExpr()->IgnoreUnlessSpelledInSource();
      if (const auto *Address = dyn_cast<UnaryOperator>(E);
          Address && Address->getOpcode() == UO_AddrOf)
        E = Address->getSubExpr()->IgnoreUnlessSpelledInSource();
      if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
        note(Lambda->getCallOperator());
      if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
        note(dyn_cast<FunctionDecl>(Ref->getDecl()));
    }
  }

  void note(const FunctionDecl *D) {
    if (!D)
      return;
    // A template is judged as it is written.
    if (const FunctionDecl *Pattern = D->getTemplateInstantiationPattern())
      Found |= Pattern->getCanonicalDecl() == Function;
    Found |= D->getCanonicalDecl() == Function;
  }

  const FunctionDecl *Function;
  const SourceManager &SM;
};

} // namespace

/// Whether \p Context knows the name at all.
static bool knows(const ASTContext &Context, llvm::StringRef Name) {
  return Context.Idents.find(Name) != Context.Idents.end();
}

/// Whether code may refer to \p Function: who does not cannot hand it to a
/// thread. What refers to a template refers to what is made of it.
static bool mayBeNamed(const FunctionDecl *Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  bool IsLambda = Method && Method->getParent()->isLambda();
  return IsLambda || Function->isTemplated() || Function->isReferenced();
}

bool beginsThread(const FunctionDecl *Function, ASTContext &Context) {
  if (!mayBeNamed(Function))
    return false;
  auto isKnown = [&](llvm::StringRef Name) { return knows(Context, Name); };
  if (llvm::none_of(StartFunctions, isKnown) &&
      llvm::none_of(StartClasses, isKnown))
    return false;
  EntryFinder Finder(Function, Context.getSourceManager());
  Finder.TraverseAST(Context);
  return Finder.Found;
}

} // namespace raiify
