//===- SourceFiles.h - The files of a project, each once --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What is known of files before anything is parsed, shared by all units that
/// read them.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SOURCEFILES_H
#define RAIIFY_TOOL_SOURCEFILES_H

#include "IncludePath.h"

#include "extract/TextSurvey.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace raiify {

/// `#include <Name>`, or with quotes.
struct IncludeDirective {
  std::string Name;
  bool IsQuoted = false;
};

/// One file on disk.
struct SourceFile {
  /// Absolute real path.
  std::string Path;
  /// Whether it comes with the system: nothing in it is reported.
  bool IsSystem = false;
  /// hashOf the text, of files that are not the system's; 0 before
  /// SourceFiles::survey, and where the file cannot be read.
  std::uint64_t Hash = 0;
  /// Null before SourceFiles::survey, for system files, and where the file
  /// cannot be read.
  std::unique_ptr<TextSurvey> Survey;
  /// In order; empty for system files.
  std::vector<IncludeDirective> Includes;
  /// Whether it defines a macro and includes something behind that.
  bool DefinesBeforeIncludes = false;
  /// Whether a NOLINT comment may stand in it.
  bool MentionsNolint = false;
  /// Whether it is a header that may be included more than once.
  bool IsGuarded = false;

  /// Whether its text counts.
  bool isOurs() const { return !IsSystem && Hash != 0; }
  bool mayHoldSites() const { return Survey && Survey->mayHoldSites(); }
};

/// All files that a run comes across. Safe to use from many threads.
class SourceFiles {
public:
  /// \p Paths tell which folders are the system's.
  explicit SourceFiles(const std::vector<IncludePath> &Paths);

  /// The file at \p Path, which is absolute and may have links in it.
  SourceFile &get(llvm::StringRef Path);
  /// The same where it is known what they lead to.
  SourceFile &get(llvm::StringRef Path, const std::string &Real);

  /// Surveys all files that were got, on \p Threads threads. \p Definitions are
  /// macros of command lines, as after -D.
  void survey(const Config &Options,
              const std::vector<std::string> &Definitions, unsigned Threads);

  /// Whether a handler in one of the surveyed files has a call that is written
  /// with \p Name.
  bool isCalledInHandler(llvm::StringRef Name) const {
    return CalledInHandlers.contains(Name);
  }

  /// Whether the text of \p File has one of \p Words, and \p Other as well. An
  /// empty word stands in every text.
  static bool mentions(const SourceFile &File,
                       const std::set<std::string> &Words,
                       llvm::StringRef Other);

  std::size_t size() const { return Files.size(); }

private:
  bool isSystem(llvm::StringRef Path) const;

  std::mutex Lock;
  /// Stays where it is when more are added.
  std::deque<SourceFile> Files;
  llvm::StringMap<SourceFile *> ByName;
  llvm::StringMap<SourceFile *> ByRealPath;
  llvm::StringSet<> CalledInHandlers;
  /// The longest folders first.
  std::vector<IncludeFolder> Folders;
};

} // namespace raiify

#endif // RAIIFY_TOOL_SOURCEFILES_H
