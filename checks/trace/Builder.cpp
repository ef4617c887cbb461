//===- Builder.cpp - From a function's AST to its automaton ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/BuilderImpl.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace raiify {

const Stmt *judgedBody(const FunctionDecl *Function) {
  const Stmt *Body = Function->getBody();
  if (const auto *Coroutine = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    return Coroutine->getBody();
  return Body;
}

ProgramBuilder::ProgramBuilder(const FunctionDecl *Function, const Stmt *Body,
                               ASTContext &Context,
                               const ExceptionClasses &Classes,
                               const Config &Options, LabelTable &Labels,
                               const OtherBodies &Others)
    : Function(Function), Body(Body), Context(Context), Classes(Classes),
      Options(Options), Labels(Labels), Others(Others), Guards(Body),
      Locals(Function, Body, Guards), Keys(Context, Locals),
      Throws(Context, this->Options, Others) {
  Result.LiveSets.emplace_back();
}

void ProgramBuilder::refuse(Reason Why, llvm::StringRef Detail) {
  if (Result.Problem)
    return;
  Result.Problem = Why;
  Result.ProblemDetail = Detail.str();
}

PointId ProgramBuilder::newPoint(Point P) {
  if (Result.Points.size() >= MaxPoints) {
    refuse(Reason::TooLarge);
    return 0;
  }
  Result.Points.push_back(std::move(P));
  return static_cast<PointId>(Result.Points.size() - 1);
}

const Scope *ProgramBuilder::push(Scope S) {
  Scopes.push_back(std::move(S));
  return &Scopes.back();
}

/// The locals of trivial type that are in scope at \p S and may be pointed to.
unsigned ProgramBuilder::liveAt(const Scope *S) {
  std::vector<std::string> Names;
  for (; S; S = S->Parent)
    if (S->Kind == ScopeKind::Local)
      Names.push_back(S->Key);
  llvm::sort(Names);
  auto [It, IsNew] = LiveIndex.try_emplace(
      Names, static_cast<unsigned>(Result.LiveSets.size()));
  if (Names.empty())
    return 0;
  if (IsNew)
    Result.LiveSets.push_back(std::move(Names));
  return It->second;
}

PointId ProgramBuilder::runInDestructor(const GuardInfo &Guard, PointId Next,
                                        const Scope *At) {
  llvm::SaveAndRestore<bool> Save(InDestructor, true);
  Scope Barrier;
  Barrier.Kind = ScopeKind::Barrier;
  Barrier.Parent = At;
  JumpTargets Jumps;
  Jumps.AllowReturn = false;
  PointId Off = newPoint({PointKind::Disarm, Guard.Index, Next, 0, {}});
  const GuardInfo *Outside = Keys.enterBody(&Guard);
  PointId Run = build(Guard.body(), Off, push(Barrier), Jumps);
  Keys.enterBody(Outside);
  return newPoint({PointKind::IfArmed, Guard.Index, Run, Off, {}});
}

static bool isSetjmp(llvm::StringRef Name) {
  return llvm::StringSwitch<bool>(Name)
      .Cases({"setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp"}, true)
      .Cases({"longjmp", "_longjmp", "siglongjmp"}, true)
      .Default(false);
}

/// Looks for what no automaton shows.
void ProgramBuilder::survey(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (isa<GotoStmt, LabelStmt, IndirectGotoStmt>(S))
    refuse(Reason::Goto);
  else if (isa<CoroutineSuspendExpr, DependentCoawaitExpr, CoreturnStmt>(S))
    refuse(Reason::Coroutine);
  else if (isa<StmtExpr, GCCAsmStmt, MSAsmStmt, SEHTryStmt>(S))
    refuse(Reason::NotModelled,
           std::string("code of the kind ") + S->getStmtClassName());
  else if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = Call->getDirectCallee())
      if (Callee->getIdentifier() && isSetjmp(Callee->getName()))
        refuse(Reason::Setjmp);
  for (const Stmt *Child : S->children())
    survey(Child);
}

/// How deep calls are followed in search of who looks at an exception.
static constexpr unsigned MaxCallDepth = 3;

bool ProgramBuilder::readsException(const Stmt *S, unsigned Depth,
                                    bool InHandler) {
  if (!S)
    return false;
  // A handler's own rethrow is about its own exception; what it throws is for
  // others to say.
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(S))
    if (!Throw->getSubExpr() && !InHandler)
      return true;
  InHandler |= isa<CXXCatchStmt>(S);
  const FunctionDecl *Callee = nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    Callee = Call->getDirectCallee();
  else if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
    Callee = Construct->getConstructor();
  if (Callee) {
    if (Callee->getIdentifier() && Callee->isInStdNamespace() &&
        llvm::StringSwitch<bool>(Callee->getName())
            .Cases({"current_exception", "uncaught_exception"}, true)
            .Cases({"uncaught_exceptions", "rethrow_exception"}, true)
            .Default(false))
      return true;
    if (const FunctionDecl *Same = Others.find(Callee))
      Callee = Same;
    Result.MissedBody |= isLeftOut(Callee);
    const FunctionDecl *Definition = nullptr;
    if (Depth < MaxCallDepth && Callee->isDefined(Definition)) {
      if (readsException(Definition->getBody(), Depth + 1, false))
        return true;
      if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition))
        for (const CXXCtorInitializer *Init : Constructor->inits())
          if (readsException(Init->getInit(), Depth + 1, false))
            return true;
    }
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return readsException(Child, Depth, InHandler);
  });
}

/// Whether \p S means another thing in a lambda than in the function around it.
static bool meansAnotherInLambda(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *Name = dyn_cast<PredefinedExpr>(S))
    return !Name->getFunctionName();
  if (const auto *Place = dyn_cast<SourceLocExpr>(S))
    return !Place->isIntType() &&
           Place->getIdentKind() != SourceLocIdentKind::File &&
           Place->getIdentKind() != SourceLocIdentKind::FileName;
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return meansAnotherInLambda(Default->getExpr());
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = Call->getDirectCallee())
      switch (Callee->getBuiltinID()) {
      case Builtin::BI__builtin_alloca:
      case Builtin::BIalloca:
      case Builtin::BI__builtin_frame_address:
      case Builtin::BI__builtin_return_address:
      case Builtin::BI__builtin_va_start:
        return true;
      default:
        break;
      }
  return llvm::any_of(S->children(), meansAnotherInLambda);
}

void ProgramBuilder::checkGuardBodies() {
  if (Guards.all().size() > 60)
    refuse(Reason::TooLarge);
  for (const GuardInfo &Guard : Guards.all()) {
    if (readsException(Guard.body(), 0, false))
      refuse(Reason::ReadsException);
    if (meansAnotherInLambda(Guard.body()))
      refuse(Reason::NotModelled,
             "code that looks at the function that it stands in");
    // There its members would have two meanings.
    if (Guard.Object && Locals.isAround(Guard.Object->Call->getParent()))
      refuse(Reason::NotModelled, "a guard of the function's own class");
  }
}

/// What a constructor does before its body.
PointId ProgramBuilder::buildInitializers(PointId Next) {
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function);
  if (!Constructor)
    return Next;
  std::vector<const CXXCtorInitializer *> Inits(Constructor->init_begin(),
                                                Constructor->init_end());
  for (const CXXCtorInitializer *Init : llvm::reverse(Inits)) {
    if (!Init->isWritten())
      continue;
    Label L = labelFor(Init->getInit());
    L.Key = "initialize " +
            (Init->isAnyMemberInitializer()
                 ? Init->getAnyMember()->getNameAsString()
                 : Keys.typeName(QualType(Init->getBaseClass(), 0))) +
            " " + L.Key;
    L.IsBlindToLocals = false;
    Next = step(std::move(L), Throws.causeIn(Init->getInit()), Next, Root);
  }
  return Next;
}

void ProgramBuilder::buildAll() {
  placeholder(); // 0 is where nothing leads, unless something is wrong
  if (isa<CoroutineBodyStmt>(Function->getBody()))
    refuse(Reason::Coroutine);
  if (isa<CXXTryStmt>(Body))
    refuse(Reason::FunctionTry);
  if (const auto &Problem = Classes.problem())
    refuse(Problem->first, Problem->second);
  if (!Locals.problem().empty())
    refuse(Reason::NotModelled, Locals.problem());
  survey(Body);
  checkGuardBodies();
  if (Result.Problem)
    return;
  Root = push({});
  PointId End = leave(Root, Root, outcome("returns", "returns"));
  Result.Entry = buildInitializers(build(Body, End, Root, JumpTargets()));
  if (!Keys.unknown().empty())
    refuse(Reason::NotModelled, Keys.unknown());
}

Program ProgramBuilder::run() {
  buildAll();
  Result.MissedBody |= Throws.missedBody() || Guards.missedBody();
  return std::move(Result);
}

Program buildProgram(const FunctionDecl *Function, ASTContext &Context,
                     const ExceptionClasses &Classes, const Config &Options,
                     LabelTable &Labels, const OtherBodies &Others) {
  const Stmt *Body = judgedBody(Function);
  if (!Body) {
    Program Nothing;
    Nothing.Problem = Reason::NotModelled;
    Nothing.ProblemDetail = "a function without a body";
    return Nothing;
  }
  return ProgramBuilder(Function, Body, Context, Classes, Options, Labels,
                        Others)
      .run();
}

} // namespace raiify
