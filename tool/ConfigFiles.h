//===- ConfigFiles.h - Reading .clang-tidy files ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clang-tidy's own reader of configuration, made to give an error where
/// clang-tidy prints one and goes on.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_CONFIGFILES_H
#define RAIIFY_TOOL_CONFIGFILES_H

#include "Options.h"

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace raiify {

/// Configuration of files, from the least to the most specific source.
class ConfigFiles {
public:
  using Source = clang::tidy::ClangTidyOptionsProvider::OptionsSource;

  /// Fails where --config or --config-file cannot be read.
  static llvm::Expected<std::unique_ptr<ConfigFiles>>
  create(const Options &CommandLine);

  /// What holds for \p File, an absolute path, with the name of each source.
  llvm::Expected<std::vector<Source>> sourcesFor(llvm::StringRef File);

  ~ConfigFiles();

private:
  ConfigFiles();

  std::unique_ptr<clang::tidy::ClangTidyOptionsProvider> Provider;
  /// Name of --config or --config-file in messages; empty without them.
  std::string Named;
  /// What the files read so far were wrong in.
  std::vector<std::string> Problems;
};

} // namespace raiify

#endif // RAIIFY_TOOL_CONFIGFILES_H
