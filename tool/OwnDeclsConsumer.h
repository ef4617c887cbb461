//===- OwnDeclsConsumer.h - A parse without its preamble --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A parse that begins with a precompiled header has all that is in it; to look
/// through that would be to read it, over and over.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_OWNDECLSCONSUMER_H
#define RAIIFY_TOOL_OWNDECLSCONSUMER_H

#include "Deadline.h"

#include "clang/AST/ASTContext.h"

#include <vector>

namespace raiify {

/// Shows what the parse itself declares, and not what it begins with.
class OwnDeclsConsumer : public TimedConsumer {
public:
  /// Called at the end, with a context whose traversal scope is what the parse
  /// declares.
  virtual void handleOwnDecls(clang::ASTContext &Context) = 0;

  bool HandleTopLevelDecl(clang::DeclGroupRef Group) override {
    Declared.insert(Declared.end(), Group.begin(), Group.end());
    return TimedConsumer::HandleTopLevelDecl(Group);
  }

  // These come out of the precompiled header.
  void HandleInterestingDecl(clang::DeclGroupRef) override {}

  void HandleTranslationUnit(clang::ASTContext &Context) override {
    if (Context.getExternalSource())
      Context.setTraversalScope(Declared);
    handleOwnDecls(Context);
  }

private:
  std::vector<clang::Decl *> Declared;
};

} // namespace raiify

#endif // RAIIFY_TOOL_OWNDECLSCONSUMER_H
