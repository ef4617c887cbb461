//===- InvocationReparse.cpp - Parsing again inside clang-tidy ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/InvocationReparse.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace raiify {
namespace {

/// Keeps the first error's text.
class FirstError : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !Text.empty())
      return;
    llvm::SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    Text = Message.str().str();
  }

  std::string Text;
};

/// Hands the parsed unit on, unless it has errors.
class HandOver : public ASTConsumer {
public:
  explicit HandOver(llvm::function_ref<void(ASTContext &)> Then) : Then(Then) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    if (!Context.getDiagnostics().hasErrorOccurred())
      Then(Context);
  }

private:
  llvm::function_ref<void(ASTContext &)> Then;
};

class HandOverAction : public ASTFrontendAction {
public:
  explicit HandOverAction(llvm::function_ref<void(ASTContext &)> Then)
      : Then(Then) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<HandOver>(Then);
  }

private:
  llvm::function_ref<void(ASTContext &)> Then;
};

} // namespace

/// The options that \p PP was made with.
static std::shared_ptr<CompilerInvocation> invocationOf(Preprocessor &PP) {
  auto Result = std::make_shared<CompilerInvocation>();
  Result->getLangOpts() = PP.getLangOpts();
  Result->getTargetOpts() = PP.getTargetInfo().getTargetOpts();
  Result->getHeaderSearchOpts() =
      PP.getHeaderSearchInfo().getHeaderSearchOpts();
  Result->getPreprocessorOpts() = PP.getPreprocessorOpts();
  Result->getFileSystemOpts() = PP.getFileManager().getFileSystemOpts();
  SourceManager &SM = PP.getSourceManager();
  OptionalFileEntryRef Main = SM.getFileEntryRefForID(SM.getMainFileID());
  if (!Main)
    return nullptr;
  FrontendOptions &Frontend = Result->getFrontendOpts();
  Frontend.ProgramAction = frontend::ParseSyntaxOnly;
  Frontend.DisableFree = false;
  Frontend.Inputs = {FrontendInputFile(Main->getName(), Language::CXX)};
  return Result;
}

std::string InvocationReparse::operator()(
    const FileTexts &Texts, llvm::function_ref<void(ASTContext &)> Then) const {
  std::shared_ptr<CompilerInvocation> Invocation = invocationOf(PP);
  if (!Invocation)
    return "the main file is not on disk";
  for (const auto &[File, Text] : Texts)
    Invocation->getPreprocessorOpts().addRemappedFile(
        File, llvm::MemoryBuffer::getMemBufferCopy(Text, File).release());
  // Remapped buffers go over to the source manager.
  Invocation->getPreprocessorOpts().RetainRemappedFileBuffers = false;
  CompilerInstance Compiler(std::move(Invocation));
  Compiler.setVirtualFileSystem(PP.getFileManager().getVirtualFileSystemPtr());
  FirstError Errors;
  Compiler.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Compiler.getDiagnostics().setIgnoreAllWarnings(true);
  HandOverAction Action(Then);
  if (!Compiler.ExecuteAction(Action) && Errors.Text.empty())
    return "the unit could not be parsed again";
  return Errors.Text;
}

GuardHeader findGuardHeader(Preprocessor &PP) {
  GuardHeader Result;
  const HeaderSearch &Search = PP.getHeaderSearchInfo();
  llvm::vfs::FileSystem &Files = PP.getFileManager().getVirtualFileSystem();
  for (const DirectoryLookup &Folder : Search.search_dir_range()) {
    if (!Folder.isNormalDir())
      continue;
    llvm::SmallString<128> Path(Folder.getName());
    llvm::sys::path::append(Path, "raiify", "scope_guard.hpp");
    if (!Files.exists(Path))
      continue;
    Result.Path = Path.str().str();
    Result.IncludeDir = Folder.getName().str();
    Result.IsSystem = Folder.isSystemHeaderDirectory();
    break;
  }
  return Result;
}

} // namespace raiify
