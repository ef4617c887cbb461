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

/// What a parse has of what vtables need beside what code names: virtual
/// functions of templates, implicit destructors.
enum class Vtables {
  Complete,
  /// Nothing, which spares reading most virtual functions out of the
  /// precompiled header. No code that the parse has calls them, and what throws
  /// is not seen in the body of a function that others may override.
  LeftOut
};

/// Shows what the parse itself declares, and not what it begins with.
class OwnDeclsConsumer : public TimedConsumer {
public:
  explicit OwnDeclsConsumer(Vtables Needed) : Needed(Needed) {}

  /// Called at the end, with a context whose traversal scope is what the parse
  /// declares.
  virtual void handleOwnDecls(clang::ASTContext &Context) = 0;

  void InitializeSema(clang::Sema &S) override;
  bool HandleTopLevelDecl(clang::DeclGroupRef Group) override;

  // These come out of the precompiled header.
  void HandleInterestingDecl(clang::DeclGroupRef) override {}

  void HandleTranslationUnit(clang::ASTContext &Context) override;

private:
  Vtables Needed;
  clang::Sema *Actions = nullptr;
  std::vector<clang::Decl *> Declared;
};

} // namespace raiify

#endif // RAIIFY_TOOL_OWNDECLSCONSUMER_H
