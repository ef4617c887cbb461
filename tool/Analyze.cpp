//===- Analyze.cpp - Findings of one translation unit ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analyze.h"

#include "CompileFlags.h"
#include "ErrorCollector.h"
#include "FindingFilter.h"

#include "extract/Extract.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/Stack.h"
#include "clang/Driver/Types.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <chrono>

using namespace clang;

namespace raiify {
namespace {

/// Runs the enabled checks over a parsed unit.
class FindingConsumer : public ASTConsumer {
public:
  FindingConsumer(const UnitSettings &Settings, UnitResult &Result)
      : Settings(Settings), Result(Result) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    FindingFilter Filter(Context.getSourceManager(), Settings);
    SiteSource Source;
    for (const EnabledCheck &Check : Settings.Checks)
      for (const FoundSite &S : Source.sites(Context, Check.Options))
        if (S.What.Check == Check.Kind)
          keep(describe(S.What), Filter);
    Result.Warnings.insert(Result.Warnings.end(),
                           Filter.commentProblems().begin(),
                           Filter.commentProblems().end());
  }

private:
  void keep(Finding F, FindingFilter &Filter) {
    Shown How = Filter.judge(F);
    if (How == Shown::Yes)
      Result.Findings.push_back(std::move(F));
    else if (How == Shown::Suppressed)
      Result.Suppressed.push_back(std::move(F));
  }

  const UnitSettings &Settings;
  UnitResult &Result;
};

class FindingAction : public ASTFrontendAction {
public:
  FindingAction(const UnitSettings &Settings, UnitResult &Result)
      : Settings(Settings), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<FindingConsumer>(Settings, Result);
  }

private:
  const UnitSettings &Settings;
  UnitResult &Result;
};

/// Parses what is C++, and nothing else: the checks are about C++ only.
class CxxActionFactory : public tooling::FrontendActionFactory {
public:
  CxxActionFactory(const UnitSettings &Settings, UnitResult &Result)
      : Settings(Settings), Result(Result) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<FindingAction>(Settings, Result);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    Result.IsCxx = Invocation->getLangOpts().CPlusPlus;
    // Without carets there is no "1 error generated." either.
    Invocation->getDiagnosticOpts().ShowCarets = false;
    return !Result.IsCxx || FrontendActionFactory::runInvocation(
                                std::move(Invocation), Files,
                                std::move(PCHOperations), Consumer);
  }

private:
  const UnitSettings &Settings;
  UnitResult &Result;
};

} // namespace

/// Assembler, Fortran and the like, which the parser is never called for.
static bool isOtherLanguage(llvm::StringRef File) {
  llvm::StringRef Extension = llvm::sys::path::extension(File).ltrim('.');
  driver::types::ID Type = driver::types::lookupTypeForExtension(Extension);
  return Type != driver::types::TY_INVALID &&
         !driver::types::isDerivedFromC(Type);
}

static void parseUnit(const Unit &U, const UnitSettings &Settings,
                      const std::string &ResourceDir, UnitResult &Result) {
  auto FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>(
      llvm::vfs::createPhysicalFileSystem().release());
  if (std::error_code Code =
          FileSystem->setCurrentWorkingDirectory(U.Command.Directory)) {
    Result.Failure = "cannot enter the directory '" + U.Command.Directory +
                     "' of its compile command: " + Code.message();
    return;
  }
  auto Files =
      llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), FileSystem);
  CxxActionFactory Factory(Settings, Result);
  tooling::ToolInvocation Invocation(
      parsingArguments(U.Command, Settings, ResourceDir, Result.UnknownFlags),
      &Factory, Files.get(), std::make_shared<PCHContainerOperations>());
  ErrorCollector Errors;
  Invocation.setDiagnosticConsumer(&Errors);
  bool Succeeded = Invocation.run();
  if (Result.IsCxx)
    Result.Failure = Errors.failure(Succeeded);
  if (Result.Failure.empty())
    for (const std::string &Problem : Errors.flagProblems())
      Result.Warnings.push_back("compile command: " + Problem);
}

/// Stack of the thread that a unit is parsed in. Clang is content with
/// DesiredStackSize; the engine follows deep expressions too.
static constexpr unsigned StackSize = 8 * DesiredStackSize;

static UnitResult runGuarded(const Unit &U, const UnitSettings &Settings,
                             const std::string &ResourceDir) {
  auto Result = std::make_unique<UnitResult>();
  llvm::CrashRecoveryContext Guard;
  bool Survived = Guard.RunSafelyOnThread(
      [&] { parseUnit(U, Settings, ResourceDir, *Result); }, StackSize);
  if (Survived)
    return std::move(*Result);
  // What the crash left behind may be in any state: do not even destroy it.
  Result.release();
  UnitResult Crash;
  Crash.Crashed = true;
  Crash.Failure = "the analysis crashed; please report this with the file";
  return Crash;
}

UnitResult analyzeUnit(const Job &J, const std::string &ResourceDir) {
  auto Start = std::chrono::steady_clock::now();
  UnitResult Result;
  if (isOtherLanguage(J.What->File))
    Result.IsCxx = false;
  else
    Result = runGuarded(*J.What, *J.Settings, ResourceDir);
  Result.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return Result;
}

} // namespace raiify
