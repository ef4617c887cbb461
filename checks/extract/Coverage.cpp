//===- Coverage.cpp - Is a handler's cleanup on every normal exit ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Coverage.h"

#include "extract/Exits.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

std::vector<ExitEdge> normalExits(const FunctionModel &Model,
                                  const TryInfo &Try) {
  const FlowGraph &Graph = Model.graph();
  std::vector<ExitEdge> Exits;
  for (NodeId Id = 0; Id != Graph.size(); ++Id) {
    if (!Model.isLive(Id) ||
        !Graph.scopeIn(Graph.node(Id).Scope, Try.BlockScope))
      continue;
    for (NodeId Succ : Graph.node(Id).Succs)
      if (!Graph.scopeIn(Graph.node(Succ).Scope, Try.BlockScope))
        Exits.emplace_back(Id, Succ);
  }
  return Exits;
}

namespace {

/// The search for copies of one statement.
class CoverageSearch {
public:
  CoverageSearch(const FunctionModel &Model, const TryInfo &Try,
                 const HandlerInfo &Handler, const FlowStatement &Unit);

  /// What one exit says.
  enum class Answer { Covered, Missing, LeadsNowhere };
  Answer check(const ExitEdge &Exit);

  llvm::DenseSet<const FlowStatement *> Found;

private:
  void collectCandidates(const HandlerInfo &Handler, const FlowStatement &Unit);
  bool coveredBefore(NodeId At);
  Answer coveredAfter(NodeId From);

  const FunctionModel &Model;
  const TryInfo &Try;
  std::vector<const FlowStatement *> Candidates;
  /// Keys of what the statement works on; a write to them makes it another.
  std::vector<std::string> Operands;
  llvm::DenseSet<NodeId> Visiting;
};

} // namespace

CoverageSearch::CoverageSearch(const FunctionModel &Model, const TryInfo &Try,
                               const HandlerInfo &Handler,
                               const FlowStatement &Unit)
    : Model(Model), Try(Try), Operands(operandKeys(Unit.S, Model.context())) {
  collectCandidates(Handler, Unit);
}

/// Copies outside the handlers of this try which the handler's own way on does
/// not come to: meeting the cleanup again is not leaving by another way.
void CoverageSearch::collectCandidates(const HandlerInfo &Handler,
                                       const FlowStatement &Unit) {
  const FlowGraph &Graph = Model.graph();
  std::vector<bool> Again =
      Graph.reachable(Unit.Next, [&](NodeId Id) { return Id == Try.Entry; });
  for (const FlowStatement *S : Model.equals(Unit)) {
    bool InHandlers = llvm::any_of(Try.Handlers, [&](const HandlerInfo &Other) {
      return Graph.scopeIn(S->Scope, Other.Scope);
    });
    if (!InHandlers && !Again[S->Entry] && Model.isLive(S->Entry))
      Candidates.push_back(S);
  }
}

/// Whether every way inside the block that leads through \p At has passed a
/// copy and done nothing but harmless things since.
bool CoverageSearch::coveredBefore(NodeId At) {
  const FlowGraph &Graph = Model.graph();
  const FlowNode &Node = Graph.node(At);
  if (!Graph.scopeIn(Node.Scope, Try.BlockScope))
    return false;
  for (const FlowStatement *S : Candidates)
    if (S->owns(At)) {
      Found.insert(S);
      return true;
    }
  bool MayFollow = Node.Kind == NodeKind::Return || isHarmlessNode(Model, At);
  if (!MayFollow || Node.Preds.empty() || !Visiting.insert(At).second)
    return false;
  bool Result = llvm::all_of(Node.Preds, [&](NodeId Pred) {
    return !Model.isLive(Pred) || coveredBefore(Pred);
  });
  Visiting.erase(At);
  return Result;
}

/// Whether every way on from \p From comes to a copy before the end of the
/// function. Ways that throw, or come back to the try, say nothing.
CoverageSearch::Answer CoverageSearch::coveredAfter(NodeId From) {
  const FlowGraph &Graph = Model.graph();
  bool Any = false;
  llvm::DenseSet<NodeId> Seen{From};
  llvm::SmallVector<NodeId, 16> Work{From};
  while (!Work.empty()) {
    NodeId Id = Work.pop_back_val();
    auto Copy = llvm::find_if(
        Candidates, [&](const FlowStatement *S) { return S->Entry == Id; });
    if (Copy != Candidates.end()) {
      Found.insert(*Copy);
      Any = true;
      continue;
    }
    if (Id == Graph.exit() || Model.writesAny(Id, Operands))
      return Answer::Missing;
    if (Id == Try.Entry)
      continue;
    for (NodeId Succ : Graph.node(Id).Succs)
      if (Seen.insert(Succ).second)
        Work.push_back(Succ);
  }
  return Any ? Answer::Covered : Answer::LeadsNowhere;
}

CoverageSearch::Answer CoverageSearch::check(const ExitEdge &Exit) {
  return coveredBefore(Exit.first) ? Answer::Covered
                                   : coveredAfter(Exit.second);
}

Coverage cover(const FunctionModel &Model, const TryInfo &Try,
               const HandlerInfo &Handler, const FlowStatement &Unit,
               const std::vector<ExitEdge> &Exits) {
  CoverageSearch Search(Model, Try, Handler, Unit);
  Coverage Result;
  bool Missing = false;
  for (const ExitEdge &Exit : Exits)
    Missing |= Search.check(Exit) == CoverageSearch::Answer::Missing;
  Result.Copies.assign(Search.Found.begin(), Search.Found.end());
  llvm::sort(Result.Copies); // pointers into one vector: source order
  Result.Full = !Missing && !Result.Copies.empty();
  return Result;
}

} // namespace raiify
