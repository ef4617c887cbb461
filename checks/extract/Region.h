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
  /// Whether \p Id acquires it (anew).
  bool acquires(NodeId Id) const;
  /// The nodes that acquire it, in the order of the graph; empty where the
  /// function was handed it.
  const std::vector<NodeId> &acquisitions() const { return Acquisitions; }
  /// The local variable that holds it and nothing else does, or null.
  const clang::VarDecl *variable() const { return Variable; }
  /// The keys of what is released.
  const std::vector<std::string> &operands() const { return Operands; }

private:
  void findVariable(const clang::Stmt *Release);
  void findBlock();
  void findAcquisitions(const FlowStatement &Release);

  const FunctionModel &Model;
  const clang::VarDecl *Variable = nullptr;
  const FlowStatement *Block = nullptr;
  std::vector<std::string> Operands;
  std::vector<NodeId> Acquisitions;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_REGION_H
