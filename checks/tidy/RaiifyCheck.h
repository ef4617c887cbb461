//===- RaiifyCheck.h - The checks as clang-tidy runs them -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One clang-tidy check for each line of Checks.def. All of the work is done
/// by the engine; these pass options in and findings out.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TIDY_RAIIFYCHECK_H
#define RAIIFY_TIDY_RAIIFYCHECK_H

#include "cluster/Catalogue.h"
#include "model/Check.h"
#include "model/Config.h"
#include "model/Finding.h"
#include "tidy/FixIts.h"

#include "clang-tidy/ClangTidyCheck.h"

#include <memory>
#include <optional>
#include <vector>

namespace raiify {

/// Shows the findings of one kind through clang-tidy, with a fix-it where a
/// rewrite is proved to be equivalent and the guards' header is on the include
/// path.
class RaiifyCheck : public clang::tidy::ClangTidyCheck {
public:
  /// \p Unit is shared by all checks of one translation unit.
  RaiifyCheck(CheckKind Kind, llvm::StringRef Name,
              clang::tidy::ClangTidyContext *Context,
              std::shared_ptr<UnitSites> Unit);

  bool isLanguageVersionSupported(
      const clang::LangOptions &LangOpts) const override {
    return LangOpts.CPlusPlus;
  }
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void registerPPCallbacks(const clang::SourceManager &SM,
                           clang::Preprocessor *PP,
                           clang::Preprocessor *ModuleExpanderPP) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  void readCatalogueFile();
  std::vector<Finding>
  findSites(const clang::ast_matchers::MatchFinder::MatchResult &Result);
  std::vector<Finding> findCopies(clang::ASTContext &Context);
  void addMissedCopies(clang::ASTContext &Context,
                       std::vector<Finding> &Findings);
  void show(const Finding &F, const clang::SourceManager &SM);

  CheckKind Kind;
  Config Settings;
  /// The copies of the whole project, where the user has named a catalogue.
  std::optional<Catalogue> Known;
  std::shared_ptr<UnitSites> Unit;
  clang::Preprocessor *PP = nullptr;
};

} // namespace raiify

#endif // RAIIFY_TIDY_RAIIFYCHECK_H
