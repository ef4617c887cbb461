//===- Reparse.cpp - Parsing a unit, and parsing it again -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reparse.h"

#include "Contain.h"
#include "Overlay.h"
#include "OwnDeclsConsumer.h"
#include "Preamble.h"

#include "extract/RealPath.h"

#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"

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

/// What one parse is to do.
struct ParseOrder {
  /// The bodies to parse; null means all.
  const BodyRanges *Wanted;
  /// May be null.
  const Preamble *Prelude;
  Reparser::Consumer Then;
};

/// Calls a function with the AST when it is complete.
class CallingConsumer : public OwnDeclsConsumer {
public:
  CallingConsumer(const ParseOrder &Order, const SourceManager &Sources)
      : OwnDeclsConsumer(Order.Wanted ? Vtables::LeftOut : Vtables::Complete),
        Order(Order), Sources(Sources) {}

  bool shouldSkipFunctionBody(Decl *D) override;

  void handleOwnDecls(ASTContext &Context) override { Order.Then(Context); }

private:
  const ParseOrder &Order;
  const SourceManager &Sources;
};

class CallingAction : public ASTFrontendAction {
public:
  explicit CallingAction(const ParseOrder &Order) : Order(Order) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    return std::make_unique<CallingConsumer>(Order,
                                             Compiler.getSourceManager());
  }

private:
  const ParseOrder &Order;
};

class CallingFactory : public tooling::FrontendActionFactory {
public:
  explicit CallingFactory(const ParseOrder &Order) : Order(Order) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<CallingAction>(Order);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    quieten(*Invocation);
    Invocation->getFrontendOpts().SkipFunctionBodies = Order.Wanted != nullptr;
    if (Order.Prelude)
      usePreamble(*Order.Prelude, *Invocation);
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(PCHOperations), Consumer);
  }

private:
  const ParseOrder &Order;
};

} // namespace

bool CallingConsumer::shouldSkipFunctionBody(Decl *D) {
  if (!Order.Wanted)
    return false;
  auto [Id, Offset] =
      Sources.getDecomposedLoc(Sources.getFileLoc(D->getLocation()));
  OptionalFileEntryRef File = Sources.getFileEntryRefForID(Id);
  if (!File)
    return true;
  auto Ranges = Order.Wanted->find(realPathOf(*File));
  return Ranges == Order.Wanted->end() ||
         llvm::none_of(Ranges->second, [Offset = Offset](const auto &Range) {
           return Range.first <= Offset && Offset < Range.second;
         });
}

std::string Reparser::inFull(const FileTexts &Texts, Consumer Then) const {
  return parse(Texts, nullptr, Then);
}

std::string Reparser::inPart(const FileTexts &Texts, const BodyRanges &Wanted,
                             Consumer Then) const {
  return parse(Texts, &Wanted, Then);
}

std::string Reparser::parse(const FileTexts &Texts, const BodyRanges *Wanted,
                            Consumer Then) const {
  if (Before.hasFatal())
    return Before.failure(/*Succeeded=*/false);
  checkTime();
  ErrorCollector Errors;
  bool WasParsed = false;
  auto TakeOver = [&](ASTContext &Context) {
    WasParsed = true;
    if (Errors.firstNotIn(Before).empty())
      Then(Context);
  };
  std::vector<const FileTexts *> Layers = {&Base, &Texts};
  ParseOrder Order{Wanted, Wanted ? withoutFiles(Prelude, Layers) : nullptr,
                   TakeOver};
  CallingFactory Factory(Order);
  addLayers(Order.Prelude, Layers);
  Parser.run(Layers, Factory, Errors);
  std::string Problem = Errors.firstNotIn(Before);
  if (Problem.empty() && !WasParsed)
    Problem = Errors.failure(/*Succeeded=*/false);
  return Problem;
}

} // namespace raiify
