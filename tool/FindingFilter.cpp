//===- FindingFilter.cpp - Which findings a user gets to see --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FindingFilter.h"

#include "ErrorCollector.h"

#include "clang-tidy/NoLintDirectiveHandler.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Core/Diagnostic.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

using namespace clang;

namespace raiify {

/// `a.cpp:3:1: unmatched 'NOLINTBEGIN' …`
static std::string displayProblem(const Diagnostic &Info,
                                  const tooling::DiagnosticMessage &Problem) {
  const SourceManager &Sources = Info.getSourceManager();
  FileID File = Sources.getFileID(Info.getLocation());
  return displayPlace(Sources,
                      Sources.getComposedLoc(File, Problem.FileOffset)) +
         Problem.Message;
}

namespace {

/// Asks clang-tidy's reader of NOLINT comments about each diagnostic that it
/// is handed; the reader takes nothing but a real diagnostic.
class NoLintConsumer : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    llvm::SmallVector<tooling::Diagnostic, 1> Problems;
    IsSuppressed = Handler.shouldSuppress(Level, Info, CheckName, Problems,
                                          /*AllowIO=*/true,
                                          /*EnableNoLintBlocks=*/true);
    for (const tooling::Diagnostic &Problem : Problems)
      CommentProblems.push_back(displayProblem(Info, Problem.Message));
  }

  std::string CheckName;
  bool IsSuppressed = false;
  std::vector<std::string> CommentProblems;

private:
  tidy::NoLintDirectiveHandler Handler;
};

} // namespace

class FindingFilter::Impl {
public:
  Impl(SourceManager &Sources, const UnitSettings &Settings)
      : Sources(Sources), SystemHeaders(Settings.SystemHeaders),
        Wanted(Settings.HeaderFilter), Unwanted(Settings.ExcludeHeaderFilter),
        Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), EngineOptions,
               &Consumer, /*ShouldOwnClient=*/false) {
    Engine.setSourceManager(&Sources);
    WarningId = Engine.getCustomDiagID(DiagnosticsEngine::Warning, "finding");
  }

  Shown judge(Finding &F);

  NoLintConsumer Consumer;

private:
  SourceLocation locate(const Location &Where);
  bool passesHeaderFilter(SourceLocation Place);
  bool isSuppressed(SourceLocation Place, CheckKind Check);
  void dropHiddenNotes(Finding &F);

  SourceManager &Sources;
  bool SystemHeaders;
  llvm::Regex Wanted;
  llvm::Regex Unwanted;
  DiagnosticOptions EngineOptions;
  DiagnosticsEngine Engine;
  unsigned WarningId = 0;
};

/// The place of \p Where in this unit; invalid where the file is not part of
/// it.
SourceLocation FindingFilter::Impl::locate(const Location &Where) {
  OptionalFileEntryRef File =
      Sources.getFileManager().getOptionalFileRef(Where.File);
  if (!File)
    return {};
  FileID Id = Sources.translateFile(*File);
  return Id.isValid() ? Sources.getComposedLoc(Id, Where.Offset)
                      : SourceLocation();
}

/// The rule of clang-tidy: the main file always, headers by the name that they
/// were included with.
bool FindingFilter::Impl::passesHeaderFilter(SourceLocation Place) {
  if (Place.isInvalid() || (!SystemHeaders && Sources.isInSystemHeader(Place)))
    return false;
  if (Sources.isInMainFile(Place))
    return true;
  OptionalFileEntryRef File =
      Sources.getFileEntryRefForID(Sources.getFileID(Place));
  return File && Wanted.match(File->getName()) &&
         !Unwanted.match(File->getName());
}

bool FindingFilter::Impl::isSuppressed(SourceLocation Place, CheckKind Check) {
  Consumer.CheckName = checkInfo(Check).Name.str();
  Consumer.IsSuppressed = false;
  if (Place.isInvalid())
    return false;
  Engine.Report(Place, WarningId);
  return Consumer.IsSuppressed;
}

/// clang-tidy takes a comment at a note to hide that note and those behind it.
void FindingFilter::Impl::dropHiddenNotes(Finding &F) {
  auto First = llvm::find_if(F.Related, [&](const Note &N) {
    return isSuppressed(locate(N.Where), F.Check);
  });
  F.Related.erase(First, F.Related.end());
}

/// As in clang-tidy, a note in user code is enough to show a finding.
Shown FindingFilter::Impl::judge(Finding &F) {
  SourceLocation Place = locate(F.Where);
  if (Place.isInvalid())
    return Shown::Filtered;
  dropHiddenNotes(F);
  auto NotePasses = [this](const Note &N) {
    return passesHeaderFilter(locate(N.Where));
  };
  if (!passesHeaderFilter(Place) && llvm::none_of(F.Related, NotePasses))
    return Shown::Filtered;
  return isSuppressed(Place, F.Check) ? Shown::Suppressed : Shown::Yes;
}

FindingFilter::FindingFilter(SourceManager &Sources,
                             const UnitSettings &Settings)
    : Self(std::make_unique<Impl>(Sources, Settings)) {}

FindingFilter::~FindingFilter() = default;

Shown FindingFilter::judge(Finding &F) { return Self->judge(F); }

const std::vector<std::string> &FindingFilter::commentProblems() const {
  return Self->Consumer.CommentProblems;
}

} // namespace raiify
