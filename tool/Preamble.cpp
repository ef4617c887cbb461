//===- Preamble.cpp - Headers, parsed once --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Preamble.h"

#include "ErrorCollector.h"
#include "Interrupt.h"
#include "Reparse.h"
#include "UnitFindings.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/VirtualOutputBackends.h"

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

/// Clang leaves what it was precompiling on disk when a signal ends it. Here it
/// is removed.
class PassingOutput : public llvm::vfs::OnDiskOutputBackend {
protected:
  llvm::IntrusiveRefCntPtr<OutputBackend> cloneImpl() const override {
    return llvm::makeIntrusiveRefCnt<PassingOutput>();
  }

  llvm::Expected<std::unique_ptr<llvm::vfs::OutputFileImpl>>
  createFileImpl(llvm::StringRef Path,
                 std::optional<llvm::vfs::OutputConfig> Config) override {
    return OnDiskOutputBackend::createFileImpl(
        Path, Config.value_or(llvm::vfs::OutputConfig()).setDiscardOnSignal());
  }
};

/// Writes the precompiled form, and looks for sites in what goes into it.
class PrecompileAction : public GeneratePCHAction {
public:
  PrecompileAction(Preamble &Made, SiteScan &Scan) : Made(Made), Scan(Scan) {}

  std::unique_ptr<ASTConsumer>
  CreateASTConsumer(CompilerInstance &Compiler,
                    llvm::StringRef InFile) override {
    Uninterrupted WhileFilesAreMade;
    std::vector<std::unique_ptr<ASTConsumer>> All;
    All.push_back(Scan.consumer(Compiler));
    All.push_back(
        std::make_unique<ReadFiles>(Compiler.getSourceManager(), Made.Read));
    Compiler.setOutputManager(llvm::makeIntrusiveRefCnt<PassingOutput>());
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
  Job Looked = Order.Example;
  auto Mine = std::make_shared<std::set<std::string>>();
  for (const SourceFile *File : Order.Wanted)
    Mine->insert(File->Path);
  Looked.Mine = std::move(Mine);
  auto Look = [&](ASTContext &Context, SiteSource &Source) {
    Made.Seen = sitesIn(Looked, Context, Source);
  };
  SiteScan Scan{*Order.Example.Settings, Files, Order.Wanted, {}, Look};
  PrecompileFactory Factory(Made, Scan);
  std::vector<const FileTexts *> Layers;
  addLayers(&Made, Layers);
  bool Succeeded = Parser.run(Layers, Factory, Errors);
  Made.WithSites = std::move(Scan.Found);
  return Errors.failure(Succeeded).empty();
}

namespace {

/// All that one try is about, for a thread that may be left running.
struct PreambleWork {
  PreambleOrder Order;
  std::shared_ptr<const Unit> Example;
  SourceFiles &Files;
  std::shared_ptr<Preamble> Made;
  ErrorCollector Errors;
  bool Succeeded = false;

  PreambleWork(const PreambleOrder &Of, SourceFiles &Files)
      : Order(Of), Example(std::make_shared<Unit>(*Of.Example.What)),
        Files(Files), Made(std::make_shared<Preamble>()) {
    Order.Example.What = Example.get();
    Made->Below = Of.Below;
  }

  void run() { Succeeded = precompile(Order, Files, *Made, Errors); }
};

} // namespace

/// A file for the precompiled form, which goes with the process; empty where
/// there is no place for it.
static std::string makeOutput() {
  Uninterrupted UntilItIsRegistered;
  llvm::SmallString<128> Output;
  if (llvm::sys::fs::createTemporaryFile("raiify", "pch", Output))
    return "";
  llvm::sys::RemoveFileOnSignal(Output);
  return Output.str().str();
}

/// Null where nobody may look at the work any more, or it could not begin.
static std::shared_ptr<PreambleWork> tryPreamble(const PreambleOrder &Order,
                                                 SourceFiles &Files) {
  std::string Output = makeOutput();
  if (Output.empty())
    return nullptr;
  auto Work = std::make_shared<PreambleWork>(Order, Files);
  Work->Made->File = std::move(Output);
  Ending How = runContained([Work] { Work->run(); }, Order.Limit);
  return How.isDone() ? Work : nullptr;
}

/// How many headers are left out before a preamble is given up.
static constexpr unsigned MaxLeftOut = 3;

std::shared_ptr<const Preamble> makePreamble(PreambleOrder Order,
                                             SourceFiles &Files) {
  for (unsigned LeftOut = 0; !Order.Headers.empty(); ++LeftOut) {
    std::shared_ptr<PreambleWork> Work = tryPreamble(Order, Files);
    if (!Work)
      return nullptr;
    if (Work->Succeeded)
      return Work->Made;
    std::size_t Before = Order.Headers.size();
    llvm::erase(Order.Headers, "\"" + Work->Errors.firstFile() + "\"");
    if (Order.Headers.size() == Before || LeftOut == MaxLeftOut)
      return nullptr;
  }
  return nullptr;
}

} // namespace raiify
