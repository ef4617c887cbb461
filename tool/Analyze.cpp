//===- Analyze.cpp - Findings of one translation unit ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analyze.h"

#include "CompileFlags.h"
#include "ErrorCollector.h"
#include "FindingFilter.h"
#include "Reparse.h"

#include "cluster/Clusters.h"
#include "extract/Extract.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Stack.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/xxhash.h"

#include <chrono>

using namespace clang;

namespace raiify {
namespace {

/// What is known of a unit while it is parsed.
struct UnitContext {
  const UnitSettings &Settings;
  const Setup &Shared;
  Reparse Again;
  UnitResult &Result;
};

/// Runs the enabled checks over a parsed unit.
class FindingConsumer : public ASTConsumer {
public:
  FindingConsumer(const UnitContext &Unit, Preprocessor &PP)
      : Unit(Unit), PP(PP) {}

  void HandleTranslationUnit(ASTContext &Context) override;

private:
  std::vector<const FoundSite *> filter(const std::vector<FoundSite> &Found,
                                        const Config &Options,
                                        FindingFilter &Filter);
  bool runs(CheckKind Check, const Config &Options) const;
  void recordCopies(const std::vector<FoundSite> &Found, const Config &Options,
                    FindingFilter &Filter);
  void recordAcquisitions(const std::vector<Acquisition> &Found,
                          const Config &Options, FindingFilter &Filter);
  void recordFiles(const SourceManager &Sources);

  UnitContext Unit;
  Preprocessor &PP;
};

class FindingAction : public ASTFrontendAction {
public:
  explicit FindingAction(const UnitContext &Unit) : Unit(Unit) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    return std::make_unique<FindingConsumer>(Unit, Compiler.getPreprocessor());
  }

private:
  UnitContext Unit;
};

/// Parses what is C++, and nothing else: the checks are about C++ only.
class CxxActionFactory : public tooling::FrontendActionFactory {
public:
  explicit CxxActionFactory(const UnitContext &Unit) : Unit(Unit) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<FindingAction>(Unit);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    Unit.Result.IsCxx = Invocation->getLangOpts().CPlusPlus;
    quieten(*Invocation);
    return !Unit.Result.IsCxx || FrontendActionFactory::runInvocation(
                                     std::move(Invocation), Files,
                                     std::move(PCHOperations), Consumer);
  }

private:
  UnitContext Unit;
};

} // namespace

/// The options that enabled checks find sites with, each once.
static std::vector<Config> distinctOptions(const UnitSettings &Settings) {
  std::vector<Config> Result;
  for (const EnabledCheck &Check : Settings.Checks) {
    Config Options = Check.Options.forSites();
    if (!llvm::is_contained(Result, Options))
      Result.push_back(std::move(Options));
  }
  return Result;
}

/// Whether \p Check is on and looks at what \p Options find.
bool FindingConsumer::runs(CheckKind Check, const Config &Options) const {
  return llvm::any_of(Unit.Settings.Checks, [&](const EnabledCheck &Enabled) {
    return Enabled.Kind == Check && Enabled.Options.forSites() == Options;
  });
}

/// Keeps what is compared with other units, but for what the user hides from
/// that.
void FindingConsumer::recordCopies(const std::vector<FoundSite> &Found,
                                   const Config &Options,
                                   FindingFilter &Filter) {
  if (!runs(CheckKind::CopiedCleanup, Options))
    return;
  for (const FoundSite &Site : Found) {
    if (!takesPartInCopies(Site.What.Check))
      continue;
    Finding Shape;
    Shape.Check = CheckKind::CopiedCleanup;
    Shape.Where = Site.What.Where;
    if (Filter.judge(Shape) == Shown::Yes)
      Unit.Result.Copied.push_back(Site.What);
  }
}

/// Keeps what is compared with the functions of other units; of what nobody
/// releases only that which the user wants to hear of.
void FindingConsumer::recordAcquisitions(const std::vector<Acquisition> &Found,
                                         const Config &Options,
                                         FindingFilter &Filter) {
  if (!runs(CheckKind::MissedCleanup, Options))
    return;
  for (const Acquisition &A : Found) {
    Finding Shape;
    Shape.Check = CheckKind::MissedCleanup;
    Shape.Where = A.Where;
    if (!A.ReleaseKey.empty() || Filter.judge(Shape) == Shown::Yes)
      Unit.Result.Acquisitions.push_back(A);
  }
}

/// The sites whose findings are shown; the findings are put into the result, in
/// the same order.
std::vector<const FoundSite *>
FindingConsumer::filter(const std::vector<FoundSite> &Found,
                        const Config &Options, FindingFilter &Filter) {
  std::vector<const FoundSite *> Shown;
  for (const FoundSite &Site : Found) {
    if (!runs(Site.What.Check, Options))
      continue;
    Finding F = describe(Site.What);
    raiify::Shown How = Filter.judge(F);
    if (How == Shown::Suppressed) {
      Unit.Result.Suppressed.push_back(std::move(F));
    } else if (How == Shown::Yes) {
      Unit.Result.Findings.push_back(std::move(F));
      Unit.Result.Sites.push_back(Site.What);
      Shown.push_back(&Site);
    }
  }
  return Shown;
}

void FindingConsumer::HandleTranslationUnit(ASTContext &Context) {
  FindingFilter Filter(Context.getSourceManager(), Unit.Settings);
  SiteSource Source;
  for (const Config &Options : distinctOptions(Unit.Settings)) {
    std::vector<Finding> &Findings = Unit.Result.Findings;
    std::size_t First = Findings.size();
    const std::vector<FoundSite> &Found = Source.sites(Context, Options);
    std::vector<const FoundSite *> Sites = filter(Found, Options, Filter);
    recordCopies(Found, Options, Filter);
    recordAcquisitions(Source.acquisitions(Context, Options), Options, Filter);
    std::vector<Proposal> Proposals =
        proveRewrites(Sites, Context, Options, Unit.Shared.Granted,
                      Unit.Shared.Header, Unit.Again);
    for (std::size_t I = 0; I < Proposals.size(); ++I) {
      Findings[First + I].Rewrite = std::move(Proposals[I].Answer);
      Findings[First + I].Edits = std::move(Proposals[I].Edits);
    }
  }
  Unit.Result.Warnings.insert(Unit.Result.Warnings.end(),
                              Filter.commentProblems().begin(),
                              Filter.commentProblems().end());
  recordFiles(Context.getSourceManager());
}

void FindingConsumer::recordFiles(const SourceManager &Sources) {
  HeaderSearch &Headers = PP.getHeaderSearchInfo();
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It) {
    auto Buffer = It->second->getBufferIfLoaded();
    if (Buffer && !SrcMgr::isSystem(Headers.getFileDirFlavor(It->first)))
      Unit.Result
          .FilesRead[It->first.getFileEntry().tryGetRealPathName().str()] =
          hashOf(Buffer->getBuffer());
  }
}

std::uint64_t hashOf(llvm::StringRef Text) { return llvm::xxh3_64bits(Text); }

static void parseUnit(const Unit &U, const UnitSettings &Settings,
                      const Setup &S, UnitResult &Result) {
  UnitParser Parser(U, parsingArguments(U.Command, Settings, S.ResourceDir,
                                        Result.UnknownFlags));
  Result.Failure = Parser.obstacle();
  if (!Result.Failure.empty())
    return;
  ErrorCollector Errors;
  Reparser Again(Parser, S.Texts, Errors);
  CxxActionFactory Factory({Settings, S, Again, Result});
  bool Succeeded = Parser.run({&S.Texts}, Factory, Errors);
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
                             const Setup &S) {
  auto Result = std::make_unique<UnitResult>();
  llvm::CrashRecoveryContext Guard;
  bool Survived = Guard.RunSafelyOnThread(
      [&] { parseUnit(U, Settings, S, *Result); }, StackSize);
  if (Survived)
    return std::move(*Result);
  // What the crash left behind may be in any state: do not even destroy it.
  Result.release();
  UnitResult Crash;
  Crash.Crashed = true;
  Crash.Failure = "the analysis crashed; please report this with the file";
  return Crash;
}

UnitResult analyzeUnit(const Job &J, const Setup &S) {
  auto Start = std::chrono::steady_clock::now();
  UnitResult Result;
  if (isOtherLanguage(J.What->File))
    Result.IsCxx = false;
  else
    Result = runGuarded(*J.What, *J.Settings, S);
  Result.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return Result;
}

} // namespace raiify
