//===- RaiifyCheck.cpp - The checks as clang-tidy runs them ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/RaiifyCheck.h"

#include "cluster/MissedCopies.h"
#include "tidy/NoLint.h"

#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;

namespace raiify {

RaiifyCheck::RaiifyCheck(CheckKind Kind, llvm::StringRef Name,
                         tidy::ClangTidyContext *Context,
                         std::shared_ptr<UnitSites> Unit)
    : ClangTidyCheck(Name, Context), Kind(Kind), Unit(std::move(Unit)) {
  Settings = readConfig(
      [this](llvm::StringRef Option) {
        return Options.getLocalOrGlobal(Option);
      },
      [this](const std::string &Problem) {
        configurationDiag("%0") << Problem;
      });
  if (Kind == CheckKind::CopiedCleanup && !Settings.CatalogueFile.empty())
    readCatalogueFile();
}

/// A catalogue that cannot be read is told of, and the check is left with what
/// it sees in one translation unit.
void RaiifyCheck::readCatalogueFile() {
  auto Buffer = llvm::MemoryBuffer::getFile(Settings.CatalogueFile);
  Catalogue Read;
  std::string Problem = Buffer ? readCatalogue((*Buffer)->getBuffer(), Read)
                               : Buffer.getError().message();
  if (Problem.empty())
    Known = std::move(Read);
  else
    configurationDiag("%0") << "option 'CatalogueFile': cannot read '" +
                                   Settings.CatalogueFile + "': " + Problem;
}

void RaiifyCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  Options.store(Opts, "ReleaseFunctions",
                llvm::join(Settings.ReleaseFunctions, ";"));
  Options.store(Opts, "LoggingFunctions",
                llvm::join(Settings.LoggingFunctions, ";"));
  Options.store(Opts, "GuardTypes", llvm::join(Settings.GuardTypes, ";"));
  Options.store(Opts, "NoThrowFunctions",
                llvm::join(Settings.NoThrowFunctions, ";"));
  // As a string: the template overload for bool has another mangled name in a
  // clang-tidy that another compiler built.
  Options.store(Opts, "IgnoreMacros",
                llvm::StringRef(Settings.IgnoreMacros ? "true" : "false"));
  Options.store(Opts, "MinExits", Settings.MinExits);
  Options.store(Opts, "MinCopies",
                llvm::StringRef(Settings.MinCopies
                                    ? std::to_string(Settings.MinCopies)
                                    : std::string()));
  Options.store(Opts, "CatalogueFile", llvm::StringRef(Settings.CatalogueFile));
}

void RaiifyCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
}

/// The place of \p Where in this translation unit; invalid where the file is
/// not part of it.
static SourceLocation toSourceLocation(const SourceManager &SM,
                                       const Location &Where) {
  OptionalFileEntryRef File =
      SM.getFileManager().getOptionalFileRef(Where.File);
  if (!File)
    return {};
  FileID ID = SM.translateFile(*File);
  return ID.isValid() ? SM.getComposedLoc(ID, Where.Offset) : SourceLocation();
}

/// Edits that touch, as one.
static std::vector<Edit> joined(const std::vector<Edit> &Fix) {
  std::vector<Edit> Result;
  for (const Edit &E : Fix) {
    if (Result.empty() || Result.back().File != E.File ||
        Result.back().Offset + Result.back().Length != E.Offset) {
      Result.push_back(E);
      continue;
    }
    Result.back().Length += E.Length;
    Result.back().Text += E.Text;
  }
  return Result;
}

/// Where clang merges fix-its it takes a blank more for each that only removes
/// (clang::edit, adjustRemoval); so none does: it puts back the next byte.
static void keepNextByte(Edit &E, llvm::StringRef Text) {
  if (E.Text.empty() && E.Offset + E.Length < Text.size())
    E.Text = Text[E.Offset + E.Length++];
}

static std::vector<FixItHint> toFixIts(const SourceManager &SM,
                                       const std::vector<Edit> &Fix) {
  std::vector<FixItHint> Hints;
  for (Edit E : joined(Fix)) {
    SourceLocation Begin = toSourceLocation(SM, {E.File, 0, 0, E.Offset});
    if (Begin.isInvalid())
      return {};
    keepNextByte(E, SM.getBufferData(SM.getFileID(Begin)));
    Hints.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(E.Length)),
        E.Text));
  }
  return Hints;
}

void RaiifyCheck::registerPPCallbacks(const SourceManager &SM, Preprocessor *PP,
                                      Preprocessor *ModuleExpanderPP) {
  this->PP = PP;
}

void RaiifyCheck::show(const Finding &F, const SourceManager &SM) {
  SourceLocation Where = toSourceLocation(SM, F.Where);
  if (Where.isInvalid())
    return;
  diag(Where, "%0") << F.Message << toFixIts(SM, F.Edits);
  for (const Note &N : F.Related) {
    SourceLocation At = toSourceLocation(SM, N.Where);
    if (At.isValid())
      diag(At, "%0", DiagnosticIDs::Note) << N.Message;
  }
}

/// What the functions of one translation unit repeat, with the numbers of the
/// project where they are known.
std::vector<Finding> RaiifyCheck::findCopies(ASTContext &Context) {
  // A hidden copy does not count.
  NoLint Comments(Context.getSourceManager());
  std::vector<const Site *> Sites;
  for (const FoundSite &S : Unit->Sites.sites(Context, Settings.forSites()))
    if (takesPartInCopies(S.What.Check) &&
        !Comments.hides(
            toSourceLocation(Context.getSourceManager(), S.What.Where),
            checkInfo(Kind).Name))
      Sites.push_back(&S.What);
  std::vector<CopyCluster> Clusters;
  if (Known) {
    Clusters = clustersFrom(*Known, Sites);
  } else {
    std::vector<CopyCandidate> Candidates;
    for (const Site *S : Sites)
      Candidates.push_back({S, Settings.MinCopies});
    Clusters = clusterCopies(Candidates);
  }
  std::vector<Finding> Findings;
  for (const CopyCluster &C : Clusters)
    Findings.push_back(describeCluster(C));
  return Findings;
}

/// What one function of the translation unit forgets and others do not.
void RaiifyCheck::addMissedCopies(ASTContext &Context,
                                  std::vector<Finding> &Findings) {
  // A function whose finding a comment hides is as good as mended.
  NoLint Comments(Context.getSourceManager());
  std::vector<AcquisitionCandidate> Candidates;
  for (const Acquisition &A :
       Unit->Sites.acquisitions(Context, Settings.forSites()))
    if (!A.ReleaseKey.empty() ||
        !Comments.hides(toSourceLocation(Context.getSourceManager(), A.Where),
                        checkInfo(Kind).Name))
      Candidates.push_back({&A, Settings.MinCopies});
  llvm::append_range(Findings, findMissedCopies(Candidates));
}

/// The sites of this check, with their fixes.
std::vector<Finding>
RaiifyCheck::findSites(const ast_matchers::MatchFinder::MatchResult &Result) {
  Config ForSites = Settings.forSites();
  std::vector<const FoundSite *> Found;
  for (const FoundSite &S : Unit->Sites.sites(*Result.Context, ForSites))
    if (S.What.Check == Kind)
      Found.push_back(&S);
  std::vector<std::vector<Edit>> Fixes(Found.size());
  if (PP)
    Fixes = Unit->fixesFor(Found, *Result.Context, ForSites, *PP);
  std::vector<Finding> Findings;
  for (auto &&[S, Fix] : llvm::zip_equal(Found, Fixes)) {
    Findings.push_back(describe(S->What));
    Findings.back().Edits = std::move(Fix);
  }
  return Findings;
}

void RaiifyCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  std::vector<Finding> Findings = Kind == CheckKind::CopiedCleanup
                                      ? findCopies(*Result.Context)
                                      : findSites(Result);
  if (Kind == CheckKind::MissedCleanup)
    addMissedCopies(*Result.Context, Findings);
  normalize(Findings);
  for (const Finding &F : Findings)
    show(F, *Result.SourceManager);
}

} // namespace raiify
