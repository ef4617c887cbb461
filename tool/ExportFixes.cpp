//===- ExportFixes.cpp - Rewrites for clang-apply-replacements ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ApplyFixes.h"
#include "Interrupt.h"
#include "Output.h"
#include "Paths.h"
#include "RewriteFiles.h"

#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/Support/YAMLTraits.h"

using namespace clang::tooling;

namespace raiify {

/// \p F with those of its edits that are not \p Written yet: what stands in one
/// file twice would be done twice.
static llvm::Expected<Diagnostic> makeDiagnostic(const Finding &F,
                                                 std::set<Edit> &Written) {
  Diagnostic Result;
  Result.DiagnosticName = checkInfo(F.Check).Name.str();
  Result.DiagLevel = Diagnostic::Warning;
  Result.Message.Message = F.Message;
  Result.Message.FilePath = F.Where.File;
  Result.Message.FileOffset = F.Where.Offset;
  for (const Edit &E : F.Edits) {
    if (!Written.insert(E).second)
      continue;
    if (llvm::Error Conflict = Result.Message.Fix[E.File].add(
            Replacement(E.File, E.Offset, E.Length, E.Text)))
      return Conflict;
  }
  return Result;
}

/// Writes the headers that \p Chosen include and that are not there.
static llvm::Error provideHeaders(const Fixer &Fixes,
                                  const std::vector<const Finding *> &Chosen,
                                  Console &Out) {
  for (const FileChange &Header : Fixes.newHeaders(Chosen)) {
    if (llvm::Error E = rewriteFile(Header))
      return E;
    noteWritten(displayPath(Header.File));
    tellOfHeader(Header.File, Out);
  }
  return llvm::Error::success();
}

llvm::Error exportFixes(const Fixer &Fixes, const Report &R,
                        const FixPolicy &Policy, const std::string &File,
                        Console &Out) {
  std::vector<const Finding *> Chosen =
      chooseFindings(R.Findings, Policy, /*LeftAlone=*/{});
  TranslationUnitDiagnostics All;
  std::set<Edit> Written;
  for (const Finding *F : Chosen) {
    llvm::Expected<Diagnostic> Made = makeDiagnostic(*F, Written);
    if (!Made)
      return Made.takeError();
    All.Diagnostics.push_back(std::move(*Made));
  }
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  llvm::yaml::Output Yaml(OS);
  Yaml << All;
  Uninterrupted Both;
  if (llvm::Error E = provideHeaders(Fixes, Chosen, Out))
    return E;
  return writeOutput(File, Text, "the fixes");
}

} // namespace raiify
