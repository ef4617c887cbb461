//===- Preamble.cpp - Headers, parsed once --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Preamble.h"

#include "ErrorCollector.h"
#include "Reparse.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"

using namespace clang;

namespace raiify {

Preamble::~Preamble() {
  if (File.empty())
    return;
  llvm::sys::fs::remove(File);
  llvm::sys::DontRemoveFileOnSignal(File);
}

void usePreamble(const Preamble &P, CompilerInvocation &Invocation) {
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.ImplicitPCHInclude = P.File;
  // It was made a moment ago, with these flags.
  Options.DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
}

void addLayers(const Preamble *P, std::vector<const FileTexts *> &Layers) {
  for (; P; P = P->Below.get())
    Layers.push_back(&P->Text);
}

const Preamble *withoutFiles(const Preamble *P,
                             const std::vector<const FileTexts *> &Layers) {
  auto holds = [&](const FileTexts *Texts) {
    return llvm::any_of(*Texts, [&](const auto &Entry) {
      return P->Read.count(Entry.first) != 0;
    });
  };
  while (P && llvm::any_of(Layers, holds))
    P = P->Below.get();
  return P;
}

namespace {

/// Notes what was read.
class ReadFiles : public ASTConsumer {
public:
  ReadFiles(const SourceManager &Sources, std::set<std::string> &Read)
      : Sources(Sources), Read(Read) {}

  void HandleTranslationUnit(ASTContext &) override {
    for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It)
      if (It->second->getBufferIfLoaded())
        Read.insert(It->first.getFileEntry().tryGetRealPathName().str());
  }

private:
  const SourceManager &Sources;
  std::set<std::string> &Read;
};

/// Writes the precompiled form, and looks for sites in what goes into it.
class PrecompileAction : public GeneratePCHAction {
public:
  PrecompileAction(Preamble &Made, SiteScan &Scan) : Made(Made), Scan(Scan) {}

  std::unique_ptr<ASTConsumer>
  CreateASTConsumer(CompilerInstance &Compiler,
                    llvm::StringRef InFile) override {
    std::vector<std::unique_ptr<ASTConsumer>> All;
    All.push_back(Scan.consumer(Compiler));
    All.push_back(
        std::make_unique<ReadFiles>(Compiler.getSourceManager(), Made.Read));
    All.push_back(GeneratePCHAction::CreateASTConsumer(Compiler, InFile));
    if (!All.back())
      return nullptr;
    return std::make_unique<MultiplexConsumer>(std::move(All));
  }

private:
  Preamble &Made;
  SiteScan &Scan;
};

class PrecompileFactory : public tooling::FrontendActionFactory {
public:
  PrecompileFactory(Preamble &Made, SiteScan &Scan) : Made(Made), Scan(Scan) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<PrecompileAction>(Made, Scan);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    quieten(*Invocation);
    Invocation->getFrontendOpts().OutputFile = Made.File;
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    if (Made.Below)
      usePreamble(*Made.Below, *Invocation);
    return Invocation->getLangOpts().CPlusPlus &&
           FrontendActionFactory::runInvocation(std::move(Invocation), Files,
                                                std::move(PCHOperations),
                                                Consumer);
  }

private:
  Preamble &Made;
  SiteScan &Scan;
};

} // namespace

/// Writes the file of \p Made. Adds to \p Errors what clang complains of.
static bool precompile(const PreambleOrder &Order, SourceFiles &Files,
                       Preamble &Made, ErrorCollector &Errors) {
  std::string Header = Made.File + ".hpp";
  std::string &Text = Made.Text[Header];
  for (const std::string &Name : Order.Headers)
    Text += "#if __has_include(" + Name + ")\n#include " + Name + "\n#endif\n";
  std::vector<std::string> Arguments = Order.Arguments;
  Arguments.insert(Arguments.end(), {"-x", "c++", Header});
  UnitParser Parser(*Order.Example.What, std::move(Arguments));
  SiteScan Scan{*Order.Example.Settings, Files, Order.Wanted, {}};
  PrecompileFactory Factory(Made, Scan);
  std::vector<const FileTexts *> Layers;
  addLayers(&Made, Layers);
  bool Succeeded = Parser.run(Layers, Factory, Errors);
  Made.WithSites = std::move(Scan.Found);
  return Errors.failure(Succeeded).empty();
}

static std::shared_ptr<const Preamble> tryPreamble(const PreambleOrder &Order,
                                                   SourceFiles &Files,
                                                   ErrorCollector &Errors) {
  llvm::SmallString<128> Output;
  if (llvm::sys::fs::createTemporaryFile("raiify", "pch", Output))
    return nullptr;
  auto Result = std::make_shared<Preamble>();
  Result->File = Output.str().str();
  Result->Below = Order.Below;
  llvm::sys::RemoveFileOnSignal(Output);
  bool Succeeded = false;
  llvm::CrashRecoveryContext Guard;
  bool Survived = Guard.RunSafelyOnThread(
      [&] { Succeeded = precompile(Order, Files, *Result, Errors); },
      ParserStackSize);
  return Survived && Succeeded ? Result : nullptr;
}

/// How many headers are left out before a preamble is given up.
static constexpr unsigned MaxLeftOut = 3;

std::shared_ptr<const Preamble> makePreamble(PreambleOrder Order,
                                             SourceFiles &Files) {
  for (unsigned LeftOut = 0; !Order.Headers.empty(); ++LeftOut) {
    ErrorCollector Errors;
    if (auto Made = tryPreamble(Order, Files, Errors))
      return Made;
    std::size_t Before = Order.Headers.size();
    llvm::erase(Order.Headers, "\"" + Errors.firstFile() + "\"");
    if (Order.Headers.size() == Before || LeftOut == MaxLeftOut)
      return nullptr;
  }
  return nullptr;
}

} // namespace raiify
