//===- Shape.cpp - What stands where around a site ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Shape.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

const CXXThrowExpr *asThrow(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  return E ? dyn_cast<CXXThrowExpr>(E->IgnoreImplicit()) : nullptr;
}

bool isRethrow(const Stmt *S) {
  const CXXThrowExpr *Throw = asThrow(S);
  return Throw && !Throw->getSubExpr();
}

bool isDestroyed(const VarDecl *Variable) {
  QualType Type = Variable->getType();
  if (!Variable->hasLocalStorage())
    return false;
  // A reference may keep a temporary alive.
  if (Type->isReferenceType())
    return Variable->getInit() &&
           isa<MaterializeTemporaryExpr>(
               Variable->getInit()->IgnoreImplicitAsWritten());
  return Type->isDependentType() || Type.isDestructedType() != 0;
}

bool declaresDestroyed(const Stmt *S) {
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(S);
  return Declaration && llvm::any_of(Declaration->decls(), [](const Decl *D) {
           const auto *Variable = dyn_cast<VarDecl>(D);
           return Variable && isDestroyed(Variable);
         });
}

bool declaresAny(llvm::ArrayRef<const Stmt *> Items) {
  return llvm::any_of(Items, [](const Stmt *S) { return isa<DeclStmt>(S); });
}

bool declaresDestroyed(llvm::ArrayRef<const Stmt *> Items) {
  return llvm::any_of(Items,
                      [](const Stmt *S) { return declaresDestroyed(S); });
}

std::vector<const Stmt *> bodyOf(const Stmt *Block) {
  std::vector<const Stmt *> Result;
  if (const auto *Compound = dyn_cast_or_null<CompoundStmt>(Block))
    for (const Stmt *S : Compound->body())
      Result.push_back(S);
  else if (Block)
    Result.push_back(Block);
  return Result;
}

SiteShape::SiteShape(const FoundSite &Found, ASTContext &Context)
    : Context(Context), What(Found.What), Anchor(Found.Anchor) {
  addParents(Anchor.Body);
  findGroups();
  if (Anchor.Try)
    describeHandlers();
}

void SiteShape::addParents(const Stmt *Root) {
  llvm::SmallVector<const Stmt *, 32> Work{Root};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (isa<LambdaExpr>(S))
      continue;
    for (const Stmt *Child : S->children())
      if (Child && Parents.try_emplace(Child, S).second)
        Work.push_back(Child);
  }
}

bool SiteShape::isInside(const Stmt *S, const Stmt *Outer) const {
  for (; S; S = parent(S))
    if (S == Outer)
      return true;
  return false;
}

const Stmt *SiteShape::childIn(const Stmt *Block, const Stmt *S) const {
  for (; S; S = parent(S))
    if (parent(S) == Block)
      return S;
  return nullptr;
}

std::vector<const Stmt *> SiteShape::following(const Stmt *S) const {
  // A label of a switch has its first statement for itself.
  while (isa_and_nonnull<SwitchCase>(parent(S)))
    S = parent(S);
  std::vector<const Stmt *> Result;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(parent(S));
  if (!Block)
    return Result;
  bool Behind = false;
  for (const Stmt *Child : Block->body()) {
    if (Behind)
      Result.push_back(Child);
    Behind |= Child == S;
  }
  return Result;
}

/// A plain block, or a try that keeps the cleanup's own exceptions in, goes
/// with what is all that it holds.
const Stmt *SiteShape::widened(const Stmt *S) const {
  for (;;) {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(parent(S));
    if (!Block || Block->size() != 1)
      return S;
    const Stmt *Outer = parent(Block);
    if (isa_and_nonnull<CompoundStmt>(Outer)) {
      S = Block;
      continue;
    }
    const auto *Try = dyn_cast_or_null<CXXTryStmt>(Outer);
    if (!Try || Try == Anchor.Try || Try->getTryBlock() != Block ||
        !Try->getHandler(Try->getNumHandlers() - 1)
             ->getHandlerBlock()
             ->children()
             .empty())
      return S;
    S = Try;
  }
}

/// Tries the whole cleanup first, and then what may be left of it: the rest is
/// for a later pass.
void SiteShape::findGroups() {
  std::vector<std::size_t> All;
  for (std::size_t I = 0; I != Anchor.Copies.size(); ++I)
    All.push_back(I);
  for (std::size_t Length = All.size(); Length != 0; --Length)
    for (std::size_t First = 0; First + Length <= All.size(); ++First)
      if (collectGroups(llvm::ArrayRef(All).slice(First, Length)))
        return;
}

/// Whether each copy of the first of \p Members is followed by one of each
/// other, and no copy is left over.
bool SiteShape::collectGroups(llvm::ArrayRef<std::size_t> Members) {
  Groups.clear();
  CopyOf.clear();
  std::size_t Count = Anchor.Copies[Members.front()].size();
  if (Count == 0 || llvm::any_of(Members, [&](std::size_t Member) {
        return Anchor.Copies[Member].size() != Count;
      }))
    return false;
  for (std::size_t Nth = 0; Nth != Count; ++Nth) {
    CopyGroup Group;
    for (std::size_t Member : Members) {
      const Stmt *S = widened(Anchor.Copies[Member][Nth]);
      if (!Group.Statements.empty()) {
        std::vector<const Stmt *> Next = following(Group.back());
        if (Next.empty() || Next.front() != S)
          return false;
      }
      Group.Statements.push_back(S);
    }
    for (const Stmt *S : Group.Statements)
      CopyOf[S] = Groups.size();
    Groups.push_back(std::move(Group));
  }
  return true;
}

const CopyGroup *SiteShape::groupAt(const Stmt *S) const {
  auto It = CopyOf.find(S);
  if (It == CopyOf.end() || Groups[It->second].front() != S)
    return nullptr;
  return &Groups[It->second];
}

const CopyGroup *SiteShape::groupAfterTry() const {
  std::vector<const Stmt *> Next = following(Anchor.Try);
  return Next.empty() ? nullptr : groupAt(Next.front());
}

const Stmt *SiteShape::target(const Stmt *Jump) const {
  for (const Stmt *S = parent(Jump); S; S = parent(S))
    if (isa<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt>(S) ||
        (isa<SwitchStmt>(S) && isa<BreakStmt>(Jump)))
      return S;
  return nullptr;
}

/// What the statements of a handler are, given where the cleanup stands.
static HandlerForm formOf(llvm::ArrayRef<const Stmt *> Body, std::size_t Begin,
                          std::size_t End) {
  std::size_t Size = Body.size();
  bool Leaves =
      Size != 0 && (isa<ReturnStmt, BreakStmt, ContinueStmt>(Body.back()) ||
                    asThrow(Body.back()));
  if (Begin == 0 && End + 1 == Size && isRethrow(Body.back()))
    return HandlerForm::Only;
  if (Begin == 0)
    return HandlerForm::Prefix;
  if (End == Size || (End + 1 == Size && Leaves))
    return HandlerForm::Suffix;
  return HandlerForm::Middle;
}

void SiteShape::describeHandlers() {
  for (unsigned I = 0; I != Anchor.Try->getNumHandlers(); ++I) {
    HandlerShape Shape;
    Shape.Catch = Anchor.Try->getHandler(I);
    std::vector<const Stmt *> Body = bodyOf(Shape.Catch->getHandlerBlock());
    Shape.Rethrows = !Body.empty() && isRethrow(Body.back());
    for (unsigned G = 0; G != Groups.size(); ++G) {
      if (!isInside(Groups[G].front(), Shape.Catch))
        continue;
      Groups[G].Handler = Shape.Catch;
      Shape.Groups.push_back(G);
      Shape.Form = HandlerForm::Middle;
    }
    if (Shape.Groups.size() == 1) {
      const CopyGroup &Group = Groups[Shape.Groups.front()];
      auto At = llvm::find(Body, Group.front());
      if (At != Body.end()) {
        std::size_t Begin = At - Body.begin();
        std::size_t End = Begin + Group.Statements.size();
        Shape.Form = formOf(Body, Begin, End);
        std::size_t Size = Body.size() - Shape.Rethrows;
        for (std::size_t J = 0; J < Size; ++J)
          if (J < Begin || J >= End)
            Shape.Rest.push_back(Body[J]);
      }
    }
    Handlers.push_back(std::move(Shape));
  }
}

} // namespace raiify
