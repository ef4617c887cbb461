//===- Settle.cpp - Units for which a scan is enough ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Settle.h"

#include "NamedRewrites.h"
#include "UnitFindings.h"

#include "extract/Extract.h"
#include "extract/RealPath.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {

/// Notes whether the text that is read uses or tests a macro of a file that the
/// unit itself does not read.
class Settler::MacroWatch : public PPCallbacks {
public:
  MacroWatch(Settler &Of, Preprocessor &PP) : Of(Of), PP(PP) {}

  void MacroExpands(const Token &Name, const MacroDefinition &M, SourceRange,
                    const MacroArgs *) override {
    note(Name, M);
  }
  void Defined(const Token &Name, const MacroDefinition &M,
               SourceRange) override {
    note(Name, M);
  }
  void Ifdef(SourceLocation, const Token &Name,
             const MacroDefinition &M) override {
    note(Name, M);
  }
  void Ifndef(SourceLocation, const Token &Name,
              const MacroDefinition &M) override {
    note(Name, M);
  }
  using PPCallbacks::Elifdef;
  void Elifdef(SourceLocation, const Token &Name,
               const MacroDefinition &M) override {
    note(Name, M);
  }
  using PPCallbacks::Elifndef;
  void Elifndef(SourceLocation, const Token &Name,
                const MacroDefinition &M) override {
    note(Name, M);
  }

private:
  void note(const Token &Name, const MacroDefinition &M);
  bool isForeign(SourceLocation Loc);

  Settler &Of;
  Preprocessor &PP;
  llvm::DenseMap<FileID, bool> Known;
};

/// Whether \p Loc is in a file that the unit does not read. What is in no file
/// is the compiler's own, or stands on the command line.
bool Settler::MacroWatch::isForeign(SourceLocation Loc) {
  if (Loc.isInvalid())
    return false;
  const SourceManager &Sources = PP.getSourceManager();
  FileID Id = Sources.getFileID(Loc);
  auto [It, IsNew] = Known.try_emplace(Id, false);
  if (!IsNew)
    return It->second;
  OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(Id);
  bool Answer = Entry && !std::binary_search(Of.Reads.begin(), Of.Reads.end(),
                                             &Of.Files.get(realPathOf(*Entry)));
  return Known[Id] = Answer;
}

void Settler::MacroWatch::note(const Token &Name, const MacroDefinition &M) {
  if (Of.UsesForeignMacro)
    return;
  if (const MacroInfo *Info = M.getMacroInfo())
    Of.UsesForeignMacro = isForeign(Info->getDefinitionLoc());
  else if (const MacroDirective *Last =
               PP.getLocalMacroDirectiveHistory(Name.getIdentifierInfo()))
    Of.UsesForeignMacro = isForeign(Last->getLocation());
}

void Settler::watch(Preprocessor &PP) {
  PP.addPPCallbacks(std::make_unique<MacroWatch>(*this, PP));
}

void Settler::settle(ASTContext &Context, SiteSource &Source) {
  bool HasComments = llvm::any_of(
      Mine, [](const SourceFile *File) { return File->MentionsNolint; });
  if (UsesForeignMacro || HasComments)
    return;
  for (const Config &Options : distinctOptions(*J.Settings))
    if (Source.missedBody(Context, Options))
      return;
  auto InPart = [&](const FileTexts &Texts, const BodyRanges &Wanted,
                    Reparser::Consumer Then) {
    return Again.inPart(Texts, Wanted, Then);
  };
  auto Refuse = [&](const std::vector<const FoundSite *> &Sites,
                    const Config &Options) {
    return refuseRewrites(Sites, Context, Options, S.Header, InPart);
  };
  auto Settled = std::make_shared<UnitResult>();
  Settled->GuardFolder = guardFolder(S.Header);
  if (recordFindings(J, Context, Source, Refuse, *Settled))
    Result = std::move(Settled);
}

} // namespace raiify
