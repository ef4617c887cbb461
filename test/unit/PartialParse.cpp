//===- PartialParse.cpp - A parse without most bodies ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PartialParse.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"

using namespace clang;

namespace raiify {
namespace {

using LeavesOutBody = llvm::function_ref<bool(const FunctionDecl *)>;
using Consumer = llvm::function_ref<void(ASTContext &)>;

class PartialConsumer : public ASTConsumer {
public:
  PartialConsumer(LeavesOutBody LeavesOut, Consumer Then)
      : LeavesOut(LeavesOut), Then(Then) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    return LeavesOut(D->getAsFunction());
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (!Context.getDiagnostics().hasErrorOccurred())
      Then(Context);
  }

private:
  LeavesOutBody LeavesOut;
  Consumer Then;
};

class PartialAction : public ASTFrontendAction {
public:
  PartialAction(LeavesOutBody LeavesOut, Consumer Then)
      : LeavesOut(LeavesOut), Then(Then) {}

  bool BeginInvocation(CompilerInstance &Compiler) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = true;
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<PartialConsumer>(LeavesOut, Then);
  }

private:
  LeavesOutBody LeavesOut;
  Consumer Then;
};

} // namespace

void parsePartly(llvm::StringRef Code,
                 const std::vector<std::string> &Arguments,
                 const tooling::FileContentMappings &Headers,
                 LeavesOutBody LeavesOut, Consumer Then) {
  tooling::runToolOnCodeWithArgs(
      std::make_unique<PartialAction>(LeavesOut, Then), Code, Arguments,
      "input.cc", "raiify-test", std::make_shared<PCHContainerOperations>(),
      Headers);
}

} // namespace raiify
