//===- Leak.cpp - Exits that forget a release -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Leak.h"

#include "extract/Names.h"
#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

namespace {

/// One look for forgotten releases of what \p Held holds.
class LeakSearch {
public:
  LeakSearch(const FunctionModel &Model, const Region &Held,
             const StatementGroup &Copies)
      : Model(Model), Graph(Model.graph()), Held(Held), Copies(Copies) {}

  /// Whether a search makes sense: one acquisition by a local variable that is
  /// not handed over. Nothing else may be called where it does not.
  bool prepare();
  std::vector<NodeId> run();
  bool isForgotten(NodeId Id) const;

private:
  bool isCopy(NodeId Id) const;
  bool isMentioned(NodeId Id) const;
  bool isOnTheWay(std::optional<NodeId> Id) const;
  bool isHandedOver() const;
  bool isUncertain(NodeId Id) const;
  bool leaves(const FlowNode &Node) const;
  bool endForgets() const;
  bool isDominated(NodeId Exit) const;
  bool isDecidedBy(NodeId Exit) const;
  bool explains(NodeId Condition) const;
  void markReleasing();

  const FunctionModel &Model;
  const FlowGraph &Graph;
  const Region &Held;
  const StatementGroup &Copies;
  NodeId Acquisition = 0;
  /// Reached from the acquisition without passing a copy, with and without
  /// exceptions.
  std::vector<bool> Holding;
  std::vector<bool> Falling;
  /// From here a copy can still be reached.
  std::vector<bool> Releasing;
  /// What the acquisition writes besides the object: a status, an error code.
  std::vector<std::string> Status;
};

} // namespace

bool LeakSearch::isCopy(NodeId Id) const {
  return llvm::any_of(Copies,
                      [&](const FlowStatement *S) { return S->Entry == Id; });
}

bool LeakSearch::isMentioned(NodeId Id) const {
  return Graph.node(Id).Kind != NodeKind::TryEntry &&
         mentionsAny(Graph.node(Id).S, Held.operands(), Model.context());
}

/// Whether \p S, anywhere in it, builds or captures something from the object.
static bool builtFrom(const Stmt *S, const std::vector<std::string> &Keys,
                      const ASTContext &Context) {
  if (!S)
    return false;
  if (isa<LambdaExpr, CXXConstructExpr, CXXNewExpr, InitListExpr>(S) &&
      mentionsAny(S, Keys, Context))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return builtFrom(Child, Keys, Context);
  });
}

/// Whether node \p Id lies on the way and is not the acquisition itself.
bool LeakSearch::isOnTheWay(std::optional<NodeId> Id) const {
  return Id && Holding[*Id] && *Id != Acquisition;
}

/// Whether the object may live on elsewhere: copied, captured, its address
/// kept, or given to something that stores it.
bool LeakSearch::isHandedOver() const {
  const std::vector<std::string> &Keys = Held.operands();
  for (const WriteFact &Write : Model.facts().writes()) {
    if (!isOnTheWay(Model.nodeOf(Write.S)))
      continue;
    if (llvm::is_contained(Keys, Write.Target) ||
        (Write.Value && !isa<CallExpr>(strip(Write.Value)) &&
         mentionsAny(Write.Value, Keys, Model.context())))
      return true;
  }
  for (const CallFact &Fact : Model.facts().calls()) {
    bool Given = llvm::any_of(Fact.Args, [&](const std::string &Arg) {
      return llvm::is_contained(Keys, Arg);
    });
    // A C function that is not known to keep its argument only uses it; a
    // member function may keep it.
    const FunctionDecl *Callee = Fact.Call->getDirectCallee();
    if (Given && isOnTheWay(Model.nodeOf(Fact.Call)) &&
        (!Callee || isa<CXXMethodDecl>(Callee)))
      return true;
  }
  for (NodeId Id = 0; Id != Graph.size(); ++Id)
    if (isOnTheWay(Id) && Graph.node(Id).Kind != NodeKind::TryEntry &&
        builtFrom(Graph.node(Id).S, Keys, Model.context()))
      return true;
  return false;
}

/// Whether control cannot come to \p Exit without acquiring.
bool LeakSearch::isDominated(NodeId Exit) const {
  if (Acquisition == Graph.entry())
    return true;
  std::vector<bool> Around = Graph.reachable(
      Graph.entry(), [&](NodeId Id) { return Id == Acquisition; },
      /*Exceptions=*/true);
  return !Around[Exit];
}

/// Whether a condition says why the object need not be released.
bool LeakSearch::explains(NodeId Condition) const {
  return Condition == Acquisition || isMentioned(Condition) ||
         mentionsAny(Graph.node(Condition).S, Status, Model.context());
}

/// Whether a branch that leads away from every copy to \p Exit, or a statement
/// on the way, says why the object need not be released.
bool LeakSearch::isDecidedBy(NodeId Exit) const {
  std::vector<bool> Seen(Graph.size());
  std::vector<NodeId> Work{Exit};
  Seen[Exit] = true;
  while (!Work.empty()) {
    NodeId Id = Work.back();
    Work.pop_back();
    if (isMentioned(Id))
      return true;
    for (NodeId Pred : Graph.node(Id).Preds) {
      if (!Holding[Pred] || Seen[Pred])
        continue;
      Seen[Pred] = true;
      if (!Releasing[Pred])
        Work.push_back(Pred);
      else if (explains(Pred))
        return true;
    }
  }
  return false;
}

/// Marks the nodes from which a copy can be reached, by going backwards; from
/// a handler to everything that its try block holds.
void LeakSearch::markReleasing() {
  Releasing.assign(Graph.size(), false);
  std::vector<NodeId> Work;
  for (const FlowStatement *S : Copies)
    Work.push_back(S->Entry);
  while (!Work.empty()) {
    NodeId Id = Work.back();
    Work.pop_back();
    if (Releasing[Id])
      continue;
    Releasing[Id] = true;
    llvm::append_range(Work, Graph.node(Id).Preds);
    for (unsigned Block = 1; Block != Graph.numScopes(); ++Block)
      if (llvm::is_contained(Graph.scope(Block).HandlerEntries, Id))
        for (NodeId Inside = 0; Inside != Graph.size(); ++Inside)
          if (Graph.scopeIn(Graph.node(Inside).Scope, Block))
            Work.push_back(Inside);
  }
}

/// Whether a handler around \p Id may run after a copy in its try block has:
/// then nothing is known of what is still held.
bool LeakSearch::isUncertain(NodeId Id) const {
  for (unsigned At = Graph.node(Id).Scope; At != 0;
       At = Graph.scope(At).Parent) {
    const FlowScope &Scope = Graph.scope(At);
    if (!Scope.Handler)
      continue;
    for (const FlowStatement *Copy : Copies)
      for (unsigned Block = 1; Block != Graph.numScopes(); ++Block)
        if (Graph.scope(Block).Try == Scope.Try &&
            !Graph.scope(Block).Handler && Graph.scopeIn(Copy->Scope, Block))
          return true;
    return false;
  }
  return true; // comes out of a handler, who knows which
}

/// Whether \p Node leaves the region by its own statement.
bool LeakSearch::leaves(const FlowNode &Node) const {
  switch (Node.Kind) {
  case NodeKind::Return:
    return true;
  case NodeKind::Throw: {
    // A handler that only lets an exception pass does so on purpose.
    const auto *Throw = dyn_cast<CXXThrowExpr>(strip(cast<Expr>(Node.S)));
    return Node.Raises.empty() && Throw && Throw->getSubExpr();
  }
  case NodeKind::Jump:
    return !Held.contains(Node.Succs.front());
  default:
    return false;
  }
}

/// Whether the object is still held at \p Id for no reason that is to be seen.
bool LeakSearch::isForgotten(NodeId Id) const {
  return Holding[Id] && Model.isLive(Id) && Id != Acquisition && !isCopy(Id) &&
         (Falling[Id] || !isUncertain(Id)) && isDominated(Id) &&
         !isDecidedBy(Id);
}

/// Whether a node that falls through to the function's end forgets.
bool LeakSearch::endForgets() const {
  return llvm::any_of(Graph.node(Graph.exit()).Preds, [&](NodeId Pred) {
    return Graph.node(Pred).Kind != NodeKind::Return && Falling[Pred] &&
           isForgotten(Pred) && !(Releasing[Pred] && explains(Pred));
  });
}

bool LeakSearch::prepare() {
  const VarDecl *Variable = Held.variable();
  if (!Variable || Held.acquisitions().size() != 1 ||
      !(Variable->getType()->isPointerType() ||
        Variable->getType()->isIntegerType()))
    return false;
  Acquisition = Held.acquisitions().front();
  Status = operandKeys(Graph.node(Acquisition).S, Model.context());
  if (const auto *Declaration = dyn_cast<DeclStmt>(Graph.node(Acquisition).S))
    for (const Decl *D : Declaration->decls())
      Status.push_back(declKey(D));
  auto Stop = [&](NodeId Id) { return isCopy(Id); };
  Holding = Graph.reachable(Acquisition, Stop, /*Exceptions=*/true);
  Falling = Graph.reachable(Acquisition, Stop);
  markReleasing();
  return !isHandedOver();
}

std::vector<NodeId> LeakSearch::run() {
  std::vector<NodeId> Leaks;
  for (NodeId Id = 0; Id != Graph.size(); ++Id)
    if (leaves(Graph.node(Id)) && isForgotten(Id))
      Leaks.push_back(Id);
  llvm::sort(Leaks, [&](NodeId A, NodeId B) {
    return Model.facts().orderOf(Graph.node(A).S) <
           Model.facts().orderOf(Graph.node(B).S);
  });
  if (endForgets())
    Leaks.push_back(Graph.exit());
  return Leaks;
}

std::vector<NodeId> findLeaks(const FunctionModel &Model, const Region &Held,
                              const StatementGroup &Copies) {
  LeakSearch Search(Model, Held, Copies);
  return Search.prepare() ? Search.run() : std::vector<NodeId>();
}

bool forgets(const FunctionModel &Model, const Region &Held,
             const StatementGroup &Copies, NodeId Exit) {
  LeakSearch Search(Model, Held, Copies);
  return Search.prepare() && Search.isForgotten(Exit);
}

} // namespace raiify
