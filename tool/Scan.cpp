//===- Scan.cpp - A first look at a unit ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scan.h"

#include "CompileFlags.h"
#include "ErrorCollector.h"
#include "Reparse.h"
#include "Settle.h"
#include "UnitFindings.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"

#include <optional>

using namespace clang;

namespace raiify {
namespace {

class ScanAction : public ASTFrontendAction {
public:
  ScanAction(SiteScan &Scan, Settler *Settle) : Scan(Scan), Settle(Settle) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    if (Settle)
      Settle->watch(Compiler.getPreprocessor());
    return Scan.consumer(Compiler);
  }

private:
  SiteScan &Scan;
  Settler *Settle;
};

class ScanFactory : public tooling::FrontendActionFactory {
public:
  /// \p Settle and \p Prelude may be null.
  ScanFactory(SiteScan &Scan, Settler *Settle, const Preamble *Prelude)
      : Scan(Scan), Settle(Settle), Prelude(Prelude) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<ScanAction>(Scan, Settle);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    IsCxx = Invocation->getLangOpts().CPlusPlus;
    quieten(*Invocation);
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    if (Prelude)
      usePreamble(*Prelude, *Invocation);
    return !IsCxx || FrontendActionFactory::runInvocation(
                         std::move(Invocation), Files, std::move(PCHOperations),
                         Consumer);
  }

  bool IsCxx = true;

private:
  SiteScan &Scan;
  Settler *Settle;
  const Preamble *Prelude;
};

} // namespace

/// Whether one of the files that a preamble has is wanted and has sites.
static bool hasSitesIn(const Preamble *P, const FileSet &Wanted) {
  for (; P; P = P->Below.get())
    if (llvm::any_of(P->WithSites, [&](const SourceFile *File) {
          return Wanted.contains(File);
        }))
      return true;
  return false;
}

namespace {

/// All that a scan is about, for a thread that may be left running.
struct ScanWork {
  LastingJob Own;
  SourceFiles &Files;
  FileSet Mine;
  /// Nullopt where nothing is to be settled.
  std::optional<std::vector<SourceFile *>> Reads;
  std::optional<ScanAnswer> Answer;

  void run();

private:
  std::optional<ScanAnswer> scanWith(const Preamble *P);
};

} // namespace

/// Nullopt where the unit does not parse.
std::optional<ScanAnswer> ScanWork::scanWith(const Preamble *P) {
  const Job &J = Own.What;
  const Setup &S = *Own.Shared;
  std::vector<std::string> Unknown;
  UnitParser Parser(*J.What, parsingArguments(J.What->Command, *J.Settings,
                                              S.ResourceDir, Unknown));
  if (!Parser.obstacle().empty())
    return std::nullopt;
  ErrorCollector Errors;
  Reparser Again(Parser, S.Texts, Errors, P);
  std::optional<Settler> Settle;
  // What is in the preamble the scan itself does not look at.
  bool IsAllSeen = !hasSitesIn(P, Mine);
  if (Reads && IsAllSeen && Unknown.empty())
    Settle.emplace(J, S, Files, Mine, *Reads, Again);
  ScanAnswer Result;
  auto Look = [&](ASTContext &Context, SiteSource &Source) {
    if (Settle)
      Settle->settle(Context, Source);
    if (!Settle || !Settle->Result)
      Result.Seen = std::make_shared<UnitResult>(sitesIn(J, Context, Source));
  };
  SiteScan Scan{*J.Settings, Files, Mine, {}, Look};
  ScanFactory Factory(Scan, Settle ? &*Settle : nullptr, P);
  std::vector<const FileTexts *> Layers = {&S.Texts};
  addLayers(P, Layers);
  bool Succeeded = Parser.run(Layers, Factory, Errors);
  if (Factory.IsCxx && !Errors.failure(Succeeded).empty())
    return std::nullopt;
  Result.MayHaveSites = !Scan.Found.empty() || !IsAllSeen;
  if (Settle && Errors.flagProblems().empty())
    Result.Settled = std::move(Settle->Result);
  return Result;
}

void ScanWork::run() {
  for (const Preamble *P = Own.What.Prelude.get(); P && !Answer;
       P = P->Below.get())
    Answer = scanWith(P);
  if (!Answer)
    Answer = scanWith(nullptr);
}

ScanAnswer scanForSites(const Job &J, const Setup &S, SourceFiles &Files,
                        const FileSet &Mine,
                        const std::vector<SourceFile *> *Reads) {
  auto Work = std::make_shared<ScanWork>(
      ScanWork{LastingJob(J, S), Files, Mine, {}, {}});
  if (Reads)
    Work->Reads = *Reads;
  Ending How = runContained([Work] { Work->run(); }, S.Limit);
  if (How.isDone())
    return Work->Answer ? std::move(*Work->Answer) : ScanAnswer();
  // After a crash the analysis tells more.
  if (How.How == Ending::Crashed)
    return {};
  return {false, How.failure(S.Limit)};
}

} // namespace raiify
