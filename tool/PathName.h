//===- PathName.h - Paths that many keep ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The units of a project read the same few thousand files, and a list for each
/// unit is kept to the end. Here each path is kept once, as long as the process
/// runs.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PATHNAME_H
#define RAIIFY_TOOL_PATHNAME_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace raiify {

/// A path as a value. May be made and used on any thread.
class PathName {
public:
  PathName(llvm::StringRef Path);
  PathName(const std::string &Path) : PathName(llvm::StringRef(Path)) {}
  PathName(const char *Path) : PathName(llvm::StringRef(Path)) {}

  std::string str() const { return Text.str(); }
  operator llvm::StringRef() const { return Text; }

  /// The order of the texts, so that lists come out the same in every run.
  bool operator<(const PathName &Other) const { return Text < Other.Text; }

private:
  llvm::StringRef Text;
};

} // namespace raiify

#endif // RAIIFY_TOOL_PATHNAME_H
