//===- OwnDeclsConsumer.cpp - A parse without its preamble ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnDeclsConsumer.h"

#include "clang/Sema/Sema.h"

using namespace clang;

namespace raiify {

void OwnDeclsConsumer::InitializeSema(Sema &S) {
  TimedConsumer::InitializeSema(S);
  Actions = &S;
}

bool OwnDeclsConsumer::HandleTopLevelDecl(DeclGroupRef Group) {
  Declared.insert(Declared.end(), Group.begin(), Group.end());
  // Clang completes vtables at the end of the unit. It also tells of functions
  // that it instantiates, while it does that; then the list is in use.
  if (Needed == Vtables::LeftOut && Actions->CodeSynthesisContexts.empty())
    Actions->VTableUses.clear();
  return TimedConsumer::HandleTopLevelDecl(Group);
}

void OwnDeclsConsumer::HandleTranslationUnit(ASTContext &Context) {
  if (Context.getExternalSource())
    Context.setTraversalScope(Declared);
  handleOwnDecls(Context);
}

} // namespace raiify
