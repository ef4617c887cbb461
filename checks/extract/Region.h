//===- Region.h - What a repeated release belongs to ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The part of a function in which something is held: from where it is
/// acquired to the end of the block that declares it.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_REGION_H
#define RAIIFY_EXTRACT_REGION_H

#include "extract/FunctionModel.h"

#include <string>
#include <vector>

namespace raiify {

class Region {
public:
  /// The region of what \p Release releases.
  Region(const FunctionModel &Model, const FlowStatement &Release);

  /// Whether \p Id lies in the block that holds what is released.
  bool contains(NodeId Id) const;
  /// Whether \p Id acquires it (anew), or makes the release mean another.
  bool acquires(NodeId Id) const;
  /// The nodes that acquire it, in the order of the source; empty where the
  /// function was handed it.
  const std::vector<NodeId> &acquisitions() const { return Acquisitions; }
  /// Which acquisitions \p Id may work on what they gave: their indexes in
  /// acquisitions(); the number of those stands for the function's begin.
  std::vector<unsigned> originsOf(NodeId Id) const;
  /// The local variable that holds it and nothing else does, or null.
  const clang::VarDecl *variable() const { return Variable; }
  /// The key of what is released, or those of all that the release names.
  const std::vector<std::string> &operands() const { return Operands; }

private:
  void findOperands(const FlowStatement &Release);
  void findBlock();
  void findAcquisitions(const FlowStatement &Release);
  void addWrites(const FlowStatement &Release);
  void addPairs(const FlowStatement &Release);
  void addTakers(const FlowStatement &Release);
  void add(const clang::Stmt *S, const FlowStatement &Release);
  void findOrigins();

  const FunctionModel &Model;
  const clang::VarDecl *Variable = nullptr;
  const FlowStatement *Block = nullptr;
  std::vector<std::string> Operands;
  /// Keys of what else decides which object is meant: an index, a pointer.
  std::vector<std::string> Selectors;
  std::vector<NodeId> Acquisitions;
  /// By acquisition, and last for the begin: what it reaches before another.
  std::vector<std::vector<bool>> Reached;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_REGION_H
