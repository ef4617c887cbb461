//===- Analyze.cpp - Findings of one translation unit ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analyze.h"

#include "CompileFlags.h"
#include "Deadline.h"
#include "ErrorCollector.h"
#include "NamedRewrites.h"
#include "Reparse.h"
#include "UnitFindings.h"

#include "extract/Extract.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"

#include <chrono>

using namespace clang;

namespace raiify {
namespace {

/// What is known of a unit while it is parsed.
struct UnitContext {
  const Job &What;
  const UnitSettings &Settings;
  const Setup &Shared;
  const Reparser &Again;
  UnitResult &Result;
};

/// Runs the enabled checks over a parsed unit.
class FindingConsumer : public TimedConsumer {
public:
  FindingConsumer(const UnitContext &Unit, Preprocessor &PP)
      : Unit(Unit), PP(PP) {}

  void HandleTranslationUnit(ASTContext &Context) override;

private:
  void find(const Job &J, ASTContext &Context, SiteSource &Source,
            UnitResult &Result);
  void lookAhead(ASTContext &Context, SiteSource &Source);
  void recordFiles(const SourceManager &Sources);
  void recordAll(const SourceManager &Sources, const FileTexts &Edited);

  UnitContext Unit;
  Preprocessor &PP;
  /// The names in UnitResult::AllFilesRead.
  llvm::StringSet<> Listed;
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

/// Puts what \p J asks for into \p Result.
void FindingConsumer::find(const Job &J, ASTContext &Context,
                           SiteSource &Source, UnitResult &Result) {
  // The edited texts include the guards, which the unit need not have read.
  auto InFull = [&](const FileTexts &Texts, Reparser::Consumer Then) {
    return Unit.Again.inFull(Texts, [&](ASTContext &Edited) {
      recordAll(Edited.getSourceManager(), Texts);
      Then(Edited);
    });
  };
  // What such a parse reads besides what the unit does is left to the full one.
  auto InPart = [&](const FileTexts &Texts, const BodyRanges &Wanted,
                    Reparser::Consumer Then) {
    return Unit.Again.inPart(Texts, Wanted, Then);
  };
  const NamedGuardUses None;
  const NamedGuardUses &Named = J.Named ? *J.Named : None;
  auto Prove = [&](const std::vector<const FoundSite *> &Sites,
                   const Config &Options) {
    return std::optional(proveRewrites(Sites, Context, Options,
                                       Unit.Shared.Granted, Unit.Shared.Header,
                                       {InFull, InPart}, Named));
  };
  recordFindings(J, Context, Source, Prove, Result);
}

/// Proves the copies with the guards that they are likely to share, as a second
/// parse would.
void FindingConsumer::lookAhead(ASTContext &Context, SiteSource &Source) {
  NamedGuardUses Uses =
      promisingUses(Unit.Result.Findings, *Unit.What.Foreseen);
  if (Uses.empty())
    return;
  auto Next = std::make_shared<ForeseenResult>();
  Next->Named = std::move(Uses);
  Job Again{Unit.What.What, Unit.What.Settings};
  Again.Named = std::make_shared<NamedGuardUses>(Next->Named);
  find(Again, Context, Source, Next->Result);
  Unit.Result.Foreseen = std::move(Next);
}

void FindingConsumer::HandleTranslationUnit(ASTContext &Context) {
  SiteSource Source;
  find(Unit.What, Context, Source, Unit.Result);
  if (Unit.What.Foreseen)
    lookAhead(Context, Source);
  recordFiles(Context.getSourceManager());
  recordAll(Context.getSourceManager(), /*Edited=*/{});
  // What comes out of precompiled headers and modules was read elsewhere.
  Unit.Result.IsRepeatable = !Context.getExternalSource();
}

/// Lists what was read, but for the texts that are given by others.
void FindingConsumer::recordAll(const SourceManager &Sources,
                                const FileTexts &Edited) {
  std::vector<FileRead> &All = Unit.Result.AllFilesRead;
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It) {
    auto Buffer = It->second->getBufferIfLoaded();
    std::string Real = It->first.getFileEntry().tryGetRealPathName().str();
    if (!Buffer || Edited.count(Real) || Unit.Shared.Texts.count(Real))
      continue;
    llvm::SmallString<256> Name(It->first.getName());
    Sources.getFileManager().makeAbsolutePath(Name);
    if (Listed.insert(Name).second)
      All.push_back({Name.str().str(), hashOf(Buffer->getBuffer())});
  }
}

void FindingConsumer::recordFiles(const SourceManager &Sources) {
  HeaderSearch &Headers = PP.getHeaderSearchInfo();
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It) {
    auto Buffer = It->second->getBufferIfLoaded();
    if (Buffer && !SrcMgr::isSystem(Headers.getFileDirFlavor(It->first)))
      Unit.Result.FilesRead[It->first.getFileEntry().tryGetRealPathName()] =
          hashOf(Buffer->getBuffer());
  }
}

/// Completes the result that \p Result foresees, which is of the same parse. Of
/// a unit with errors nothing is foreseen.
static void completeForeseen(UnitResult &Result) {
  if (!Result.Foreseen)
    return;
  if (!Result.Failure.empty()) {
    Result.Foreseen = nullptr;
    return;
  }
  auto Next = std::make_shared<ForeseenResult>(*Result.Foreseen);
  UnitResult &Same = Next->Result;
  Same.GuardFolder = Result.GuardFolder;
  Same.UnknownFlags = Result.UnknownFlags;
  Same.Warnings = Result.Warnings;
  Same.FilesRead = Result.FilesRead;
  Same.AllFilesRead = Result.AllFilesRead;
  Same.IsRepeatable = Result.IsRepeatable;
  Result.Foreseen = std::move(Next);
}

static void parseUnit(const Job &J, const Setup &S, UnitResult &Result) {
  Result.GuardFolder = guardFolder(S.Header);
  const Unit &U = *J.What;
  const UnitSettings &Settings = *J.Settings;
  UnitParser Parser(U, parsingArguments(U.Command, Settings, S.ResourceDir,
                                        Result.UnknownFlags));
  Result.Failure = Parser.obstacle();
  if (!Result.Failure.empty())
    return;
  ErrorCollector Errors;
  Reparser Again(Parser, S.Texts, Errors, J.Prelude.get());
  CxxActionFactory Factory({J, Settings, S, Again, Result});
  bool Succeeded = Parser.run({&S.Texts}, Factory, Errors);
  if (Result.IsCxx)
    Result.Failure = Errors.failure(Succeeded);
  if (Result.Failure.empty())
    for (const std::string &Problem : Errors.flagProblems())
      Result.Warnings.push_back("compile command: " + Problem);
  // A fatal error is about a file that was not found, as a rule.
  Result.IsRepeatable =
      !Result.IsCxx || (Result.IsRepeatable && !Errors.hasFatal());
  llvm::sort(Result.AllFilesRead);
  completeForeseen(Result);
}

LastingJob::LastingJob(const Job &J, const Setup &S)
    : What(J), Shared(std::shared_ptr<const Setup>(), &S) {
  if (S.Limit.count() == 0)
    return;
  Copy = std::make_shared<Unit>(*J.What);
  What.What = Copy.get();
  Shared = std::make_shared<Setup>(S);
}

static UnitResult runGuarded(const Job &J, const Setup &S) {
  auto Result = std::make_shared<UnitResult>();
  Ending How =
      runContained([Own = LastingJob(J, S),
                    Result] { parseUnit(Own.What, *Own.Shared, *Result); },
                   S.Limit);
  // A copy: results are kept to the end, and between what the thread of the
  // parse allocates besides they would keep whole pages of it in use.
  if (How.isDone())
    return UnitResult(*Result);
  // What was foreseen may be the cause.
  if (J.Foreseen) {
    Job Plain = J;
    Plain.Foreseen = nullptr;
    return runGuarded(Plain, S);
  }
  UnitResult Failed;
  Failed.GaveUp = true;
  Failed.Failure = How.failure(S.Limit);
  return Failed;
}

UnitResult analyzeUnit(const Job &J, const Setup &S) {
  if (J.Settled)
    return *J.Settled;
  auto Start = std::chrono::steady_clock::now();
  UnitResult Result;
  if (isOtherLanguage(J.What->File))
    Result.IsCxx = false;
  else
    Result = runGuarded(J, S);
  Result.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return Result;
}

} // namespace raiify
