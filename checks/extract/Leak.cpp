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

  std::vector<NodeId> run();

private:
  bool isCopy(NodeId Id) const;
  bool isMentioned(NodeId Id) const;
  bool isHandedOver() const;
  bool isDominated(NodeId Exit) const;
  bool isDecidedBy(NodeId Exit) const;
  bool explains(NodeId Condition) const;
  void markReleasing();

  const FunctionModel &Model;
  const FlowGraph &Graph;
  const Region &Held;
  const StatementGroup &Copies;
  NodeId Acquisition = 0;
  /// Reached from the acquisition without passing a copy.
  std::vector<bool> Holding;
  /// From here a copy can still be reached.
  std::vector<bool> Releasing;
  /// What the acquisition writes besides the object: a status, an error code.
  std::vector<std::string> Status;
};

} // namespace

bool LeakSearch::isCopy(NodeId Id) const {
  return llvm::any_of(Copies, [&](const FlowStatement *S) {
    return S->Entry == Id;
  });
}

bool LeakSearch::isMentioned(NodeId Id) const {
  return Graph.node(Id).Kind != NodeKind::TryEntry &&
         mentionsAny(Graph.node(Id).S, Held.operands(), Model.context());
}

/// Whether the object may live on elsewhere: copied, captured, its address
/// kept, or given to something that stores it.
bool LeakSearch::isHandedOver() const {
  const std::vector<std::string> &Keys = Held.operands();
  for (const WriteFact &Write : Model.facts().writes()) {
    std::optional<NodeId> At = Model.nodeOf(Write.S);
    bool Here = At && Holding[*At] && *At != Acquisition;
    if (Here && Write.Value &&
        mentionsAny(Write.Value, Keys, Model.context()) &&
        !isa<CallExpr>(strip(Write.Value)))
      return true;
    if (Here && llvm::is_contained(Keys, Write.Target))
      return true;
  }
  for (const CallFact &Fact : Model.facts().calls()) {
    std::optional<NodeId> At = Model.nodeOf(Fact.Call);
    if (!At || !Holding[*At] || *At == Acquisition)
      continue;
    bool Given = llvm::any_of(Fact.Args, [&](const std::string &Arg) {
      return llvm::is_contained(Keys, Arg);
    });
    const FunctionDecl *Callee = Fact.Call->getDirectCallee();
    // A C function that is not known to keep its argument only uses it; a
    // member function or a constructor may keep it.
    if (Given && (!Callee || isa<CXXMethodDecl>(Callee)))
      return true;
  }
  for (NodeId Id = 0; Id != Graph.size(); ++Id) {
    const Stmt *S = Graph.node(Id).S;
    if (!Holding[Id] || !S || Graph.node(Id).Kind == NodeKind::TryEntry)
      continue;
    std::vector<const Stmt *> Work{S};
    while (!Work.empty()) {
      const Stmt *At = Work.back();
      Work.pop_back();
      if (!At)
        continue;
      if (isa<LambdaExpr, CXXConstructExpr, CXXNewExpr, InitListExpr>(At) &&
          Id != Acquisition && mentionsAny(At, Keys, Model.context()))
        return true;
      Work.insert(Work.end(), At->child_begin(), At->child_end());
    }
  }
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

/// Marks the nodes from which a copy can be reached, by going backwards.
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
  }
}

std::vector<NodeId> LeakSearch::run() {
  const VarDecl *Variable = Held.variable();
  if (!Variable || Held.acquisitions().size() != 1 ||
      !(Variable->getType()->isPointerType() ||
        Variable->getType()->isIntegerType()))
    return {};
  Acquisition = Held.acquisitions().front();
  Status = operandKeys(Graph.node(Acquisition).S, Model.context());
  Holding = Graph.reachable(Acquisition, [&](NodeId Id) { return isCopy(Id); });
  markReleasing();
  if (isHandedOver())
    return {};
  std::vector<NodeId> Leaks;
  for (NodeId Id = 0; Id != Graph.size(); ++Id) {
    const FlowNode &Node = Graph.node(Id);
    bool Leaves = Node.Kind == NodeKind::Return ||
                  (Node.Kind == NodeKind::Throw && Node.Raises.empty());
    if (Leaves && Holding[Id] && Model.isLive(Id) && Id != Acquisition &&
        !isCopy(Id) && isDominated(Id) && !isDecidedBy(Id))
      Leaks.push_back(Id);
  }
  llvm::sort(Leaks, [&](NodeId A, NodeId B) {
    return Model.facts().orderOf(Graph.node(A).S) <
           Model.facts().orderOf(Graph.node(B).S);
  });
  return Leaks;
}

std::vector<NodeId> findLeaks(const FunctionModel &Model, const Region &Held,
                              const StatementGroup &Copies) {
  return LeakSearch(Model, Held, Copies).run();
}

} // namespace raiify
