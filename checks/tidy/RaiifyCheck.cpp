//===- RaiifyCheck.cpp - The checks as clang-tidy runs them ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/RaiifyCheck.h"

#include "model/Finding.h"

#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace raiify {

RaiifyCheck::RaiifyCheck(CheckKind Kind, llvm::StringRef Name,
                         tidy::ClangTidyContext *Context,
                         std::shared_ptr<SiteSource> Sites)
    : ClangTidyCheck(Name, Context), Kind(Kind), Sites(std::move(Sites)) {
  Settings = readConfig(
      [this](llvm::StringRef Option) {
        return Options.getLocalOrGlobal(Option);
      },
      [this](const std::string &Problem) {
        configurationDiag("%0") << Problem;
      });
}

void RaiifyCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  Options.store(Opts, "ReleaseFunctions",
                llvm::join(Settings.ReleaseFunctions, ";"));
  Options.store(Opts, "LoggingFunctions",
                llvm::join(Settings.LoggingFunctions, ";"));
  Options.store(Opts, "GuardTypes", llvm::join(Settings.GuardTypes, ";"));
  // As a string: the template overload for bool has another mangled name in a
  // clang-tidy that another compiler built.
  Options.store(Opts, "IgnoreMacros",
                llvm::StringRef(Settings.IgnoreMacros ? "true" : "false"));
  Options.store(Opts, "MinExits", Settings.MinExits);
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

void RaiifyCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  std::vector<Finding> Findings;
  for (const FoundSite &S : Sites->sites(*Result.Context, Settings))
    if (S.What.Check == Kind)
      Findings.push_back(describe(S.What));
  normalize(Findings);
  for (const Finding &F : Findings) {
    SourceLocation Place = toSourceLocation(*Result.SourceManager, F.Where);
    if (Place.isInvalid())
      continue;
    diag(Place, "%0") << F.Message;
    for (const Note &N : F.Related) {
      SourceLocation At = toSourceLocation(*Result.SourceManager, N.Where);
      if (At.isValid())
        diag(At, "%0", DiagnosticIDs::Note) << N.Message;
    }
  }
}

} // namespace raiify
