//===- Refusals.cpp - What no plan can rewrite ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Planner.h"

#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace raiify {

/// Whether \p Holds for \p S or for a statement in it, lambdas left out.
static bool anyIn(const Stmt *S, llvm::function_ref<bool(const Stmt *)> Holds) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  return Holds(S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
           return anyIn(Child, Holds);
         });
}

static bool isGoto(const Stmt *S) {
  return isa<GotoStmt, IndirectGotoStmt, LabelStmt, AddrLabelExpr>(S);
}

static bool isSetjmp(const Stmt *S) {
  static const llvm::StringSet<> Names = {
      "setjmp",      "_setjmp",          "sigsetjmp",
      "__sigsetjmp", "longjmp",          "_longjmp",
      "siglongjmp",  "__builtin_setjmp", "__builtin_longjmp"};
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getIdentifier() && Names.contains(Callee->getName());
}

static bool isCoroutine(const SiteShape &Shape) {
  return isa_and_nonnull<CoroutineBodyStmt>(
             Shape.anchor().Function->getBody()) ||
         anyIn(Shape.anchor().Body, [](const Stmt *S) {
           return isa<CoroutineSuspendExpr, DependentCoawaitExpr, CoreturnStmt>(
               S);
         });
}

/// Whether a handler rethrows on some of its ways, and its cleanup does not
/// stand in front of all of them.
static bool rethrowsSometimes(const SiteShape &Shape) {
  return llvm::any_of(Shape.handlers(), [&](const HandlerShape &Handler) {
    const auto *Block = cast<CompoundStmt>(Handler.Catch->getHandlerBlock());
    for (const Stmt *S : Block->body()) {
      if (Handler.Form == HandlerForm::None || Shape.isCopy(S))
        return false;
      if (!isRethrow(S) && anyIn(S, isRethrow))
        return true;
    }
    return false;
  });
}

/// Whether \p S cannot stand in a lambda: it leaves, or declares what others
/// use.
static bool leavesOrDeclares(const SiteShape &Shape, const Stmt *Copy) {
  if (isa<DeclStmt>(Copy))
    return true;
  return anyIn(Copy, [&](const Stmt *S) {
    if (isa<BreakStmt, ContinueStmt>(S)) {
      const Stmt *Target = Shape.target(S);
      return !Target || !Shape.isInside(Target, Copy);
    }
    return isa<ReturnStmt, CoroutineSuspendExpr, DependentCoawaitExpr>(S);
  });
}

static bool namesException(const SiteShape &Shape, const CopyGroup &Group) {
  return llvm::any_of(Group.Statements, [&](const Stmt *Copy) {
    return anyIn(Copy, [&](const Stmt *S) {
      const auto *Ref = dyn_cast<DeclRefExpr>(S);
      const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (!Variable || !Variable->isExceptionVariable())
        return false;
      return Group.Handler && Group.Handler->getExceptionDecl() == Variable;
    });
  });
}

/// Whether \p Copy names the function that it stands in: a lambda is another.
static bool namesFunction(const Stmt *Copy) {
  return anyIn(Copy, [](const Stmt *S) { return isa<PredefinedExpr>(S); });
}

static bool namesBinding(const Stmt *Copy) {
  return anyIn(Copy, [](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    return Ref && isa<BindingDecl>(Ref->getDecl());
  });
}

/// What speaks against touching the function at all.
static std::optional<Refusal> refuseFunction(const FoundSite &Found,
                                             const SiteShape &Shape,
                                             const SourceText &Text) {
  const SiteAnchor &Anchor = Found.Anchor;
  ASTContext &Context = Shape.context();
  if (Found.What.Check == CheckKind::MissedCleanup)
    return Refusal{Reason::MissedCleanup, ""};
  if (!Anchor.Function || !Anchor.Body)
    return Refusal{Reason::NoRewrite, "the site has no function"};
  if (Context.getSourceManager().isInSystemHeader(Anchor.Body->getBeginLoc()))
    return Refusal{Reason::OutsideProject, ""};
  if (!Context.getLangOpts().CPlusPlus11)
    return Refusal{Reason::LanguageStandard, ""};
  if (!Text.isValid())
    return Refusal{Reason::Macro, "a macro wrote the function"};
  if (isCoroutine(Shape))
    return Refusal{Reason::Coroutine, ""};
  if (isa<CXXTryStmt>(Anchor.Body))
    return Refusal{Reason::FunctionTry, ""};
  if (anyIn(Anchor.Body, isGoto))
    return Refusal{Reason::Goto, ""};
  if (anyIn(Anchor.Body, isSetjmp))
    return Refusal{Reason::Setjmp, ""};
  return std::nullopt;
}

/// What speaks against touching the copies.
static std::optional<Refusal> refuseCopies(const SiteShape &Shape,
                                           const SourceText &Text) {
  const LangOptions &Language = Shape.context().getLangOpts();
  for (const CopyGroup &Group : Shape.groups()) {
    if (namesException(Shape, Group))
      return Refusal{Reason::ReadsException, ""};
    for (const Stmt *S : Group.Statements) {
      std::optional<Span> Where = Text.span(S);
      if (!Where)
        return Refusal{Reason::Macro, "a macro wrote the cleanup"};
      if (Text.hasDirective(*Where))
        return Refusal{Reason::Preprocessor, ""};
      if (leavesOrDeclares(Shape, S))
        return Refusal{Reason::NoRewrite,
                       "the cleanup leaves or declares something"};
      if (namesFunction(S))
        return Refusal{Reason::NoRewrite, "the cleanup names its function"};
      if (!Language.CPlusPlus20 && namesBinding(S))
        return Refusal{Reason::NoRewrite,
                       "before C++20 a lambda cannot capture a structured "
                       "binding"};
    }
  }
  return std::nullopt;
}

/// What speaks against touching the site's try.
static std::optional<Refusal> refuseTry(const SiteShape &Shape,
                                        const SourceText &Text) {
  const CXXTryStmt *Try = Shape.tryStmt();
  if (!Text.span(Try))
    return Refusal{Reason::Macro, "a macro wrote the try"};
  for (const HandlerShape &Handler : Shape.handlers()) {
    std::optional<unsigned> Begin = Text.offset(Handler.Catch->getCatchLoc());
    std::optional<unsigned> End = Text.offset(Handler.Catch->getEndLoc());
    if (!Begin || !End)
      return Refusal{Reason::Macro, "a macro wrote the handler"};
    if (Text.hasDirective({*Begin, *End}))
      return Refusal{Reason::Preprocessor, ""};
  }
  // Code that is left out here may leave as well.
  std::optional<Span> Where = Text.span(Try);
  std::optional<Span> Cleanup = Text.span(Shape.groups().front().front());
  if (Where && Cleanup && Text.hasConditionalExit(*Where, Text.text(*Cleanup)))
    return Refusal{Reason::Preprocessor, "an exit between '#if' and '#endif'"};
  if (rethrowsSometimes(Shape))
    return Refusal{Reason::ConditionalRethrow, ""};
  return std::nullopt;
}

std::optional<Refusal> findRefusal(const FoundSite &Found,
                                   const SiteShape &Shape,
                                   const SourceText &Text) {
  if (std::optional<Refusal> Result = refuseFunction(Found, Shape, Text))
    return Result;
  if (Shape.groups().empty())
    return Refusal{Reason::NoRewrite,
                   "the cleanup's statements do not stand together"};
  if (std::optional<Refusal> Result = refuseCopies(Shape, Text))
    return Result;
  if (Shape.tryStmt())
    return refuseTry(Shape, Text);
  return std::nullopt;
}

} // namespace raiify
