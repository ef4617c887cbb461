//===- DependencyRule.cpp - What make reads -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DependencyRule.h"

namespace raiify {

static std::string escaped(llvm::StringRef Name) {
  std::string Result;
  std::size_t Backslashes = 0;
  for (char C : Name) {
    if (C == ' ') {
      // Those in front of a space escape each other, and the last the space.
      Result.append(Backslashes + 1, '\\');
    } else if (C == '#') {
      Result += '\\';
    } else if (C == '$') {
      Result += '$';
    }
    Backslashes = C == '\\' ? Backslashes + 1 : 0;
    Result += C;
  }
  return Result;
}

std::string dependencyRule(llvm::StringRef Target,
                           llvm::ArrayRef<std::string> Files) {
  std::string Result = escaped(Target) + ":";
  for (const std::string &File : Files)
    Result += " \\\n  " + escaped(File);
  return Result + "\n";
}

} // namespace raiify
