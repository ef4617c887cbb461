//===- Planner.cpp - The plans of one site --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Planner.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace raiify {

bool runsAny(const std::vector<Decision> &Decisions) {
  return llvm::any_of(Decisions, [](const Decision &D) { return D.Run; });
}

bool mayDeclareAt(const SiteShape &Shape, const Stmt *S) {
  const Stmt *Block = Shape.parent(S);
  return isa_and_nonnull<CompoundStmt>(Block) &&
         !isa_and_nonnull<SwitchStmt>(Shape.parent(Block));
}

namespace {

/// The names that are declared outside of one statement.
class NamesOutside : public RecursiveASTVisitor<NamesOutside> {
public:
  explicit NamesOutside(const Stmt *Skipped) : Skipped(Skipped) {}

  bool TraverseStmt(Stmt *S) {
    return S == Skipped || RecursiveASTVisitor::TraverseStmt(S);
  }
  bool VisitNamedDecl(NamedDecl *D) {
    if (D->getIdentifier())
      Names.insert(D->getName());
    return true;
  }

  llvm::StringSet<> Names;

private:
  const Stmt *Skipped;
};

} // namespace

bool mayDissolve(const SiteShape &Shape) {
  const CXXTryStmt *Try = Shape.tryStmt();
  if (!mayDeclareAt(Shape, Try))
    return false;
  std::vector<const Stmt *> Body = bodyOf(Try->getTryBlock());
  if (!declaresAny(Body))
    return true;
  NamesOutside Outside(Try->getTryBlock());
  Outside.TraverseStmt(const_cast<Stmt *>(Shape.anchor().Body));
  for (const ParmVarDecl *Parameter : Shape.anchor().Function->parameters())
    Outside.VisitNamedDecl(const_cast<ParmVarDecl *>(Parameter));
  for (const Stmt *S : Body)
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declaration->decls())
        if (const auto *Named = dyn_cast<NamedDecl>(D);
            Named && Named->getIdentifier() &&
            Outside.Names.contains(Named->getName()))
          return false;
  return true;
}

/// Whether nothing would be left of a branch without \p Group.
bool Planner::leavesEmptyBranch(const CopyGroup &Group) const {
  const Stmt *Block = Shape.parent(Group.front());
  if (isa_and_nonnull<SwitchCase>(Block))
    return Shape.following(Group.back()).empty();
  const auto *Compound = dyn_cast_or_null<CompoundStmt>(Block);
  if (!Compound)
    return true;
  return Compound->size() == Group.Statements.size() &&
         !isa_and_nonnull<CXXCatchStmt>(Shape.parent(Compound)) &&
         Compound != Shape.anchor().Body;
}

/// Whether \p Scope has exits that the preprocessor may leave out or put in.
bool Planner::hasOtherExits(const GuardScope &Scope) const {
  if (Scope.Items.empty())
    return false;
  std::optional<Span> Cleanup = Text.span(Shape.groups().front().front());
  std::optional<Span> First = Text.span(Scope.Items.front());
  std::optional<Span> Last = Text.span(Scope.Items.back());
  return Cleanup && First && Last &&
         Text.hasConditionalExit({First->Begin, Last->End},
                                 Text.text(*Cleanup));
}

std::optional<std::vector<Decision>> Planner::decide(const GuardScope &Scope,
                                                     bool AllRun) {
  if (hasOtherExits(Scope)) {
    Blocked = Reason::Preprocessor;
    return std::nullopt;
  }
  std::vector<ScopeExit> Exits = exitsOf(Shape, Scope);
  std::vector<Decision> Result;
  for (const CopyGroup &Group : Shape.groups()) {
    if (Scope.Left && Group.Handler)
      continue;
    if (llvm::none_of(Scope.Items, [&](const Stmt *Item) {
          return Shape.isInside(Group.front(), Item);
        }))
      return std::nullopt;
    Tail T = tailOf(Shape, Scope, Group);
    // Some ways to the exit may have no copy: then the end must not run it.
    bool Always = T.Plain && llvm::all_of(Exits, [&](const ScopeExit &Exit) {
                    return Exit.S != T.Exit || Exit.State == Done;
                  });
    Result.push_back({&Group, AllRun || !Always || leavesEmptyBranch(Group)});
  }
  return Result;
}

/// The comments in the handlers of \p Try, whose statements go.
static std::vector<Span> handlerComments(const CXXTryStmt *Try,
                                         const SourceText &Text) {
  std::vector<Span> Result;
  std::optional<unsigned> Begin =
      Text.offset(Try->getHandler(0)->getCatchLoc());
  std::optional<unsigned> End = Text.offset(Try->getEndLoc());
  for (const Span &Comment : Text.comments())
    if (Begin && End && Comment.Begin >= *Begin && Comment.End <= *End)
      Result.push_back(Comment);
  return Result;
}

/// Whether a comment stands in \p S.
static bool hasComment(Span S, const SourceText &Text) {
  return llvm::any_of(Text.comments(),
                      [&](Span Comment) { return S.contains(Comment.Begin); });
}

Guard Planner::guardFor(GuardKind Kind, const CopyGroup &Body, bool Dropped,
                        bool WithComments) const {
  Guard G = makeGuard(Kind, Shape, Text);
  std::optional<Span> First = Text.span(Body.front());
  std::optional<Span> Last = Text.span(Body.back());
  if (!First || !Last)
    return G;
  Span Whole{First->Begin, Last->End};
  if (WithComments && !Dropped)
    Whole.Begin = Text.withCommentsAbove(Whole.Begin);
  std::vector<Span> Comments;
  if (Dropped)
    Comments = handlerComments(Shape.tryStmt(), Text);
  if (!Callable.empty() && Shape.groupAt(Body.front())) {
    G.Callable = Callable;
    G.LosesComment = !Comments.empty() || hasComment(Whole, Text);
    return G;
  }
  for (const Span &Comment : Comments)
    if (Comment.Begin < Whole.Begin)
      llvm::append_range(G.Body, linesOf(Comment, Text));
    else if (Comment.Begin >= Whole.End &&
             Text.lineBegin(Comment.Begin) == Text.lineBegin(Whole.End))
      Whole.End = Comment.End;
  llvm::append_range(G.Body, linesOf(Whole, Text));
  for (const Span &Comment : Comments)
    if (Comment.Begin >= Whole.End)
      llvm::append_range(G.Body, linesOf(Comment, Text));
  return G;
}

Guard Planner::guardFor(GuardKind Kind,
                        llvm::ArrayRef<const Stmt *> Statements) const {
  CopyGroup Group;
  Group.Statements = Statements.vec();
  return guardFor(Kind, Group, /*Dropped=*/false, /*WithComments=*/false);
}

/// How many handlers at the end of the site's try are nothing but `throw;`
/// after \p Decisions, and hold no comment.
static unsigned countDead(const SiteShape &Shape, const SourceText &Text,
                          const std::vector<Decision> &Decisions) {
  unsigned Count = 0;
  for (const HandlerShape &Handler : llvm::reverse(Shape.handlers())) {
    std::optional<unsigned> Begin = Text.offset(Handler.Catch->getCatchLoc());
    std::optional<unsigned> End = Text.offset(Handler.Catch->getEndLoc());
    bool Commented =
        !Begin || !End || llvm::any_of(Text.comments(), [&](Span Comment) {
          return Comment.Begin >= *Begin && Comment.Begin <= *End;
        });
    bool Goes = llvm::any_of(Decisions, [&](const Decision &D) {
      return D.Group->Handler == Handler.Catch && !D.Run;
    });
    if (Handler.Form != HandlerForm::Only || Commented || !Goes)
      break;
    ++Count;
  }
  return Count < Shape.handlers().size() ? Count : 0;
}

void Planner::apply(Draft &D, const std::vector<Decision> &Decisions,
                    const Guard &G, const CopyGroup *Body) const {
  unsigned Dead = Shape.tryStmt() ? countDead(Shape, Text, Decisions) : 0;
  auto IsDead = [&](const CopyGroup &Group) {
    return llvm::any_of(
        llvm::ArrayRef(Shape.handlers()).take_back(Dead),
        [&](const HandlerShape &H) { return H.Catch == Group.Handler; });
  };
  for (const Decision &Each : Decisions)
    if (Each.Run) {
      D.replace(*Each.Group, G.run());
      D.countCall();
    } else if (!Each.Group->Handler || !IsDead(*Each.Group))
      D.remove(*Each.Group, /*WithComments=*/Each.Group == Body);
  if (Dead != 0)
    D.dropLastHandlers(Shape.tryStmt(), Dead);
}

bool Planner::disarm(Draft &D, const GuardScope &Scope, const Guard &G) const {
  bool Any = false;
  for (const ScopeExit &Exit : exitsOf(Shape, Scope)) {
    if (!(Exit.State & Held))
      continue;
    Any = true;
    D.countCall();
    if (Exit.S)
      D.insertBefore(Exit.S, G.disarm());
    else if (!Scope.Items.empty())
      D.insertAfter(Scope.Items.back(), G.disarm());
  }
  return Any;
}

void Planner::disarmInHandlers(Draft &D, const Guard &G) const {
  for (const HandlerShape &Handler : Shape.handlers())
    if (Handler.Form == HandlerForm::None) {
      D.statementInside(cast<CompoundStmt>(Handler.Catch->getHandlerBlock()),
                        G.disarm());
      D.countCall();
    }
}

/// Whether the guard is no more to write than the copies were: it takes one
/// call for each of them at most. A rollback guard takes the place of a
/// handler, however many its commits.
bool Planner::isWorthIt(const Draft &D) const {
  CheckKind Check = Shape.site().Check;
  return Check == CheckKind::RollbackHandler ||
         Check == CheckKind::SiblingHandlers ||
         D.calls() <= Shape.groups().size();
}

void Planner::add(llvm::StringRef Form, Draft &D) {
  if (!isWorthIt(D)) {
    if (!Blocked)
      Blocked = Reason::NoGain;
    return;
  }
  std::optional<std::vector<Edit>> Edits = D.take();
  if (!Edits) {
    if (!Blocked)
      Blocked = D.blocked();
    return;
  }
  for (const Plan &Other : Result.Plans)
    if (Other.Edits == *Edits)
      return;
  Result.Plans.push_back({Form.str(), std::move(*Edits)});
}

PlanList Planner::take() {
  if (Result.Plans.empty() && !Result.Refusal)
    Result.Refusal = Blocked.value_or(Reason::NoRewrite);
  if (Result.Refusal == Reason::NoRewrite)
    Result.Detail = "no place for a guard reaches all copies";
  return std::move(Result);
}

} // namespace raiify
