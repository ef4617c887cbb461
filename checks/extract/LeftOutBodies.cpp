//===- LeftOutBodies.cpp - Bodies that a parse left out -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/LeftOutBodies.h"

#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

bool LeftOutBodies::has(const FunctionDecl *Function) {
  if (const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern())
    Function = Pattern;
  bool LeftOut = llvm::any_of(Function->redecls(), [](const FunctionDecl *D) {
    return D->hasSkippedBody();
  });
  Missed |= LeftOut;
  return LeftOut;
}

} // namespace raiify
