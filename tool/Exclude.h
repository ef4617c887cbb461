//===- Exclude.h - Files that are left out ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The globs of --exclude, which mean what they mean in a .gitignore file in
/// the working directory:
///
///   third_party     a file or folder of that name, wherever it is
///   src/gen/*.cpp   a path from the working directory; `*` ends at a slash
///   **/gen/**       `**` stands for any folders, none among them
///   /opt/sdk        an absolute path
///   gen/            folders only
///
/// What is below a folder that matches is left out, too. Inside one name there
/// are `?`, `[a-z]` and `{a,b}` as llvm::GlobPattern has them.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_EXCLUDE_H
#define RAIIFY_TOOL_EXCLUDE_H

#include "Analyze.h"
#include "LookedAt.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/GlobPattern.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// One glob.
class PathGlob {
public:
  /// \p Here is the absolute real path of the working directory.
  static llvm::Expected<PathGlob> create(llvm::StringRef Text,
                                         llvm::StringRef Here);

  /// Whether it matches \p File, an absolute real path, or a folder above it.
  bool match(llvm::StringRef File, llvm::StringRef Here) const;
  llvm::StringRef text() const { return Text; }

private:
  std::string Text;
  /// Patterns refer to their texts, which therefore stay where they are;
  /// nullopt is `**`.
  std::vector<std::shared_ptr<const std::string>> Names;
  std::vector<std::optional<llvm::GlobPattern>> Parts;
  bool IsAbsolute = false;
  /// Whether it may begin at any folder.
  bool Floats = false;
  bool FoldersOnly = false;
};

/// All globs of a run.
class Excludes {
public:
  /// Excludes nothing.
  Excludes() = default;
  /// Of lists with commas in between. The error names a glob that is none.
  static llvm::Expected<Excludes> create(llvm::ArrayRef<std::string> Lists);

  bool match(llvm::StringRef File) const;
  /// \p Result without what stands in files that are left out.
  UnitResult strip(UnitResult Result) const;
  /// Takes the files that are left out from \p Seen.
  void strip(LookedAt &Seen) const;
  /// The globs that match none of \p Files.
  std::vector<std::string>
  unmatched(const std::vector<std::string> &Files) const;
  bool empty() const { return Globs.empty(); }

private:
  std::string Here;
  std::vector<PathGlob> Globs;
};

} // namespace raiify

#endif // RAIIFY_TOOL_EXCLUDE_H
