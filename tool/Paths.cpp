//===- Paths.cpp - Names of files -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace raiify {

std::string absolutePath(llvm::StringRef Path) {
  llvm::SmallString<256> Result(Path);
  llvm::sys::fs::make_absolute(Result);
  llvm::sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

std::string realPath(llvm::StringRef Path) {
  llvm::SmallString<256> Result;
  if (!llvm::sys::fs::real_path(Path, Result))
    return Result.str().str();
  std::string Absolute = absolutePath(Path);
  llvm::StringRef Existing = llvm::sys::path::parent_path(Absolute);
  while (!Existing.empty() && llvm::sys::fs::real_path(Existing, Result))
    Existing = llvm::sys::path::parent_path(Existing);
  llvm::sys::path::append(Result, Absolute.substr(Existing.size()));
  return Result.str().str();
}

bool isBelow(llvm::StringRef Path, llvm::StringRef Folder) {
  if (!Path.consume_front(Folder))
    return false;
  return Path.empty() || Folder.ends_with("/") || Path.starts_with("/");
}

std::string displayPath(llvm::StringRef Path) {
  // The working directory never changes; read it once.
  static const std::string Here = realPath(".");
  if (Path == Here || !isBelow(Path, Here))
    return Path.str();
  return Path.drop_front(Here.size()).ltrim('/').str();
}

} // namespace raiify
