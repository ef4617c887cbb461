//===- Scan.cpp - A first look at a unit ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scan.h"

#include "CompileFlags.h"
#include "ErrorCollector.h"
#include "Reparse.h"

#include "extract/Extract.h"
#include "extract/RealPath.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Stack.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"

using namespace clang;

namespace raiify {
namespace {

/// What one scan is about, and what it found.
struct ScanState {
  const UnitSettings &Settings;
  SourceFiles &Files;
  const FileSet &Mine;
  const Preamble *Prelude;
  bool HasSites = false;
  bool IsCxx = true;
};

class ScanConsumer : public ASTConsumer {
public:
  ScanConsumer(ScanState &State, const SourceManager &Sources)
      : State(State), Sources(Sources) {}

  bool shouldSkipFunctionBody(Decl *D) override;
  void HandleTranslationUnit(ASTContext &Context) override;

private:
  const SourceFile *fileOf(FileID Id);

  ScanState &State;
  const SourceManager &Sources;
  llvm::DenseMap<FileID, const SourceFile *> Known;
};

class ScanAction : public ASTFrontendAction {
public:
  explicit ScanAction(ScanState &State) : State(State) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    return std::make_unique<ScanConsumer>(State, Compiler.getSourceManager());
  }

private:
  ScanState &State;
};

class ScanFactory : public tooling::FrontendActionFactory {
public:
  explicit ScanFactory(ScanState &State) : State(State) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<ScanAction>(State);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    State.IsCxx = Invocation->getLangOpts().CPlusPlus;
    quieten(*Invocation);
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    if (State.Prelude)
      usePreamble(*State.Prelude, *Invocation);
    return !State.IsCxx || FrontendActionFactory::runInvocation(
                               std::move(Invocation), Files,
                               std::move(PCHOperations), Consumer);
  }

private:
  ScanState &State;
};

} // namespace

/// The file if the unit looks at it, else null.
const SourceFile *ScanConsumer::fileOf(FileID Id) {
  auto [It, IsNew] = Known.try_emplace(Id, nullptr);
  if (!IsNew)
    return It->second;
  OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(Id);
  if (!Entry)
    return nullptr;
  const SourceFile *File = &State.Files.get(realPathOf(*Entry));
  It->second = State.Mine.contains(File) ? File : nullptr;
  return It->second;
}

bool ScanConsumer::shouldSkipFunctionBody(Decl *D) {
  SourceLocation Name = D->getLocation();
  auto [Id, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(Name));
  const SourceFile *File = fileOf(Id);
  if (!File || !File->Survey)
    return true;
  // What a macro writes stands nowhere in the text.
  return !Name.isMacroID() && !File->Survey->mayHoldSite(Offset);
}

void ScanConsumer::HandleTranslationUnit(ASTContext &Context) {
  SiteSource Source;
  for (const Config &Options : distinctOptions(State.Settings))
    State.HasSites |= llvm::any_of(
        Source.sites(Context, Options), [&](const FoundSite &Site) {
          return State.Mine.contains(&State.Files.get(Site.What.Where.File));
        });
}

/// Nullopt where the unit does not parse.
static std::optional<bool> scanOnce(const Job &J, const Setup &S,
                                    SourceFiles &Files, const FileSet &Mine,
                                    const Preamble *Prelude) {
  std::vector<std::string> Unknown;
  UnitParser Parser(*J.What, parsingArguments(J.What->Command, *J.Settings,
                                              S.ResourceDir, Unknown));
  if (!Parser.obstacle().empty())
    return std::nullopt;
  ErrorCollector Errors;
  ScanState State{*J.Settings, Files, Mine, Prelude};
  ScanFactory Factory(State);
  std::vector<const FileTexts *> Texts = {&S.Texts};
  if (Prelude)
    Texts.push_back(&Prelude->Text);
  bool Succeeded = Parser.run(Texts, Factory, Errors);
  if (State.IsCxx && !Errors.failure(Succeeded).empty())
    return std::nullopt;
  return State.HasSites;
}

bool mayHaveSites(const Job &J, const Setup &S, SourceFiles &Files,
                  const FileSet &Mine, const Preamble *Prelude) {
  std::optional<bool> Answer;
  llvm::CrashRecoveryContext Guard;
  bool Survived = Guard.RunSafelyOnThread(
      [&] {
        if (Prelude)
          Answer = scanOnce(J, S, Files, Mine, Prelude);
        if (!Answer)
          Answer = scanOnce(J, S, Files, Mine, nullptr);
      },
      ParserStackSize);
  return !Survived || !Answer || *Answer;
}

} // namespace raiify
