//===- ApplyFixes.cpp - What becomes of the rewrites ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ApplyFixes.h"

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

void writeFixes(Fixer &Fixes, Console &Out) {
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
    } else if (Change.IsNew) {
      tellOfHeader(Change.File, Out);
    }
  }
  if (NoHeader)
    Out.error("no file was rewritten: they would include the guard header");
  Fixes.takeBack(Failed);
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
