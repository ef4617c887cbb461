//===- Reparse.cpp - Parsing a unit, and parsing it again -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reparse.h"

#include "Overlay.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"

using namespace clang;

namespace raiify {

static llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> openDisk() {
  return llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>(
      llvm::vfs::createPhysicalFileSystem().release());
}

std::string UnitParser::obstacle() const {
  std::error_code Code =
      openDisk()->setCurrentWorkingDirectory(U.Command.Directory);
  if (!Code)
    return "";
  return "cannot enter the directory '" + U.Command.Directory +
         "' of its compile command: " + Code.message();
}

void quieten(CompilerInvocation &Invocation) {
  // Without carets there is no "1 error generated." either.
  Invocation.getDiagnosticOpts().ShowCarets = false;
}

bool UnitParser::run(const std::vector<const FileTexts *> &Texts,
                     tooling::ToolAction &Action,
                     DiagnosticConsumer &Errors) const {
  auto FileSystem = overlay(openDisk(), Texts);
  if (FileSystem->setCurrentWorkingDirectory(U.Command.Directory))
    return false;
  auto Files =
      llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), FileSystem);
  tooling::ToolInvocation Invocation(
      Arguments, &Action, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Errors);
  return Invocation.run();
}

namespace {

/// Calls a function with the AST when it is complete.
class CallingConsumer : public ASTConsumer {
public:
  explicit CallingConsumer(llvm::function_ref<void(ASTContext &)> Then)
      : Then(Then) {}

  void HandleTranslationUnit(ASTContext &Context) override { Then(Context); }

private:
  llvm::function_ref<void(ASTContext &)> Then;
};

class CallingAction : public ASTFrontendAction {
public:
  explicit CallingAction(llvm::function_ref<void(ASTContext &)> Then)
      : Then(Then) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<CallingConsumer>(Then);
  }

private:
  llvm::function_ref<void(ASTContext &)> Then;
};

class CallingFactory : public tooling::FrontendActionFactory {
public:
  explicit CallingFactory(llvm::function_ref<void(ASTContext &)> Then)
      : Then(Then) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<CallingAction>(Then);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    quieten(*Invocation);
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(PCHOperations), Consumer);
  }

private:
  llvm::function_ref<void(ASTContext &)> Then;
};

} // namespace

std::string
Reparser::operator()(const FileTexts &Texts,
                     llvm::function_ref<void(ASTContext &)> Then) const {
  if (Before.hasFatal())
    return Before.failure(/*Succeeded=*/false);
  ErrorCollector Errors;
  bool WasParsed = false;
  auto TakeOver = [&](ASTContext &Context) {
    WasParsed = true;
    if (Errors.firstNotIn(Before).empty())
      Then(Context);
  };
  CallingFactory Factory(TakeOver);
  Parser.run({&Base, &Texts}, Factory, Errors);
  std::string Problem = Errors.firstNotIn(Before);
  if (Problem.empty() && !WasParsed)
    Problem = Errors.failure(/*Succeeded=*/false);
  return Problem;
}

} // namespace raiify
