//===- ApplyFixes.cpp - What becomes of the rewrites ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ApplyFixes.h"

#include "Interrupt.h"
#include "Paths.h"
#include "RewriteFiles.h"
#include "UnifiedDiff.h"

#include "llvm/ADT/STLExtras.h"

namespace raiify {

void tellOfHeader(const std::string &File, Console &Out) {
  Out.note("wrote " + displayPath(File) +
           " (the guards that the rewritten files include; keep it in the "
           "repository)");
}

/// Writes the files, all of them before an interrupt is heeded: a finding may
/// span several. Those that could not be written are returned.
static std::set<std::string> writeChanges(const Fixer &Fixes, Console &Out) {
  Uninterrupted UntilAllAreWritten;
  std::set<std::string> Failed;
  bool NoHeader = false;
  for (const FileChange &Change : Fixes.changes()) {
    if (NoHeader) {
      Failed.insert(Change.File);
      continue;
    }
    llvm::Error E = rewriteFile(Change);
    if (E) {
      Out.error(std::move(E));
      Failed.insert(Change.File);
      NoHeader = Change.IsNew;
      continue;
    }
    noteWritten(displayPath(Change.File));
    if (Change.IsNew)
      tellOfHeader(Change.File, Out);
  }
  if (NoHeader)
    Out.error("no file was rewritten: they would include the guard header");
  return Failed;
}

void writeFixes(Fixer &Fixes, Console &Out) {
  Fixes.takeBack(writeChanges(Fixes, Out));
}

llvm::Expected<std::string> diffOf(const Fixer &Fixes) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  std::string Here = realPath(".");
  for (const FileChange &Change : Fixes.changes()) {
    if (!isBelow(Change.File, Here))
      return llvm::createStringError(
          "'" + Change.File + "' would change, too, and a patch made in '" +
          Here + "' cannot name it; run raiify in a folder above both");
    writeUnifiedDiff(displayPath(Change.File), Change.Before, Change.After,
                     Change.IsNew, OS);
  }
  return Text;
}

} // namespace raiify
