//===- ErrorCollector.cpp - What clang complained of ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ErrorCollector.h"

#include "Console.h"
#include "Paths.h"

#include "extract/RealPath.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"

#include <map>

using namespace clang;

namespace raiify {

std::string displayPlace(const SourceManager &Sources, SourceLocation Place) {
  if (Place.isInvalid())
    return "";
  Place = Sources.getExpansionLoc(Place);
  OptionalFileEntryRef File =
      Sources.getFileEntryRefForID(Sources.getFileID(Place));
  if (!File)
    return "";
  llvm::SmallString<256> Path(File->getName());
  Sources.getFileManager().makeAbsolutePath(Path);
  return displayPath(realPath(Path)) + ":" +
         std::to_string(Sources.getSpellingLineNumber(Place)) + ":" +
         std::to_string(Sources.getSpellingColumnNumber(Place)) + ": ";
}

static std::string realFileOf(const SourceManager &Sources,
                              SourceLocation Place) {
  if (Place.isInvalid())
    return "";
  OptionalFileEntryRef File = Sources.getFileEntryRefForID(
      Sources.getFileID(Sources.getExpansionLoc(Place)));
  return File ? realPathOf(*File) : "";
}

void ErrorCollector::BeginSourceFile(const LangOptions &,
                                     const Preprocessor *) {
  HasBegun = true;
}

void ErrorCollector::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                      const Diagnostic &Info) {
  if (Level < DiagnosticsEngine::Error)
    return;
  llvm::SmallString<128> Text;
  Info.FormatDiagnostic(Text);
  if (!HasBegun) {
    FlagProblems.push_back(Text.str().str());
    return;
  }
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  HasFatal |= Level == DiagnosticsEngine::Fatal;
  if (Errors.empty() && Info.hasSourceManager())
    FirstFile = realFileOf(Info.getSourceManager(), Info.getLocation());
  Errors.push_back(
      {Info.hasSourceManager()
           ? displayPlace(Info.getSourceManager(), Info.getLocation())
           : "",
       Text.str().str()});
}

std::string ErrorCollector::firstNotIn(const ErrorCollector &Other) const {
  std::map<std::string, unsigned> Known;
  for (const Error &E : Other.Errors)
    ++Known[E.Text];
  for (const Error &E : Errors)
    if (Known[E.Text]-- == 0)
      return E.Place + E.Text;
  return "";
}

std::string ErrorCollector::failure(bool Succeeded) const {
  if (!Errors.empty()) {
    std::string First = Errors.front().Place + Errors.front().Text;
    if (Errors.size() == 1)
      return First;
    return First + " (and " + plural(Errors.size() - 1, "more error") + ")";
  }
  if (Succeeded && HasBegun)
    return "";
  return FlagProblems.empty() ? "clang cannot make sense of its compile command"
                              : FlagProblems.front();
}

} // namespace raiify
