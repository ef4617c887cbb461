//===- Edit.cpp - A change of a file's text -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Edit.h"

namespace raiify {

std::string applyEdits(llvm::StringRef Text, llvm::StringRef File,
                       const std::vector<Edit> &Edits) {
  std::string Result;
  std::size_t Done = 0;
  for (const Edit &E : Edits) {
    if (E.File != File)
      continue;
    Result += Text.slice(Done, E.Offset);
    Result += E.Text;
    Done = E.Offset + E.Length;
  }
  Result += Text.substr(Done);
  return Result;
}

} // namespace raiify
