//===- ConfigFiles.cpp - Reading .clang-tidy files ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConfigFiles.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang::tidy;

namespace raiify {

/// Parses \p Text; what is wrong goes to \p Problems.
static std::optional<ClangTidyOptions>
parseConfig(llvm::MemoryBufferRef Text, std::vector<std::string> &Problems) {
  std::string Cause;
  auto Collect = [&](const llvm::SMDiagnostic &Diag) {
    if (Cause.empty())
      Cause = (llvm::Twine(Diag.getLineNo()) + ":" +
               llvm::Twine(Diag.getColumnNo() + 1) + ": " + Diag.getMessage())
                  .str();
  };
  llvm::ErrorOr<ClangTidyOptions> Parsed =
      parseConfigurationWithDiags(Text, Collect);
  if (Parsed)
    return *Parsed;
  if (Cause.empty())
    Cause = Parsed.getError().message();
  Problems.push_back((Text.getBufferIdentifier() + ":" + Cause).str());
  return std::nullopt;
}

namespace {

/// A provider of clang-tidy whose reader of files is parseConfig. \p Base is
/// FileOptionsProvider or ConfigOptionsProvider.
template <typename Base> class Collecting : public Base {
public:
  template <typename... Args>
  explicit Collecting(std::vector<std::string> &Problems, Args &&...Rest)
      : Base(std::forward<Args>(Rest)...) {
    this->ConfigHandlers.clear();
    this->ConfigHandlers.emplace_back(
        ".clang-tidy",
        [&Problems](
            llvm::MemoryBufferRef Text) -> llvm::ErrorOr<ClangTidyOptions> {
          if (std::optional<ClangTidyOptions> Parsed =
                  parseConfig(Text, Problems))
            return *Parsed;
          // An error without a code: clang-tidy prints nothing.
          return std::error_code();
        });
  }
};

} // namespace

static ClangTidyOptions defaultOptions() {
  ClangTidyOptions Result = ClangTidyOptions::getDefaults();
  Result.Checks = "raii-*";
  return Result;
}

static ClangTidyOptions overrides(const Options &CommandLine) {
  ClangTidyOptions Result;
  Result.Checks = CommandLine.Checks;
  Result.HeaderFilterRegex = CommandLine.HeaderFilter;
  Result.ExcludeHeaderFilterRegex = CommandLine.ExcludeHeaderFilter;
  return Result;
}

ConfigFiles::ConfigFiles() = default;
ConfigFiles::~ConfigFiles() = default;

/// The text of --config or --config-file, with the name that messages use;
/// null where neither is given.
static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
namedConfig(const Options &CommandLine) {
  if (CommandLine.Config && !CommandLine.Config->empty())
    return llvm::MemoryBuffer::getMemBuffer(*CommandLine.Config, "--config");
  if (!CommandLine.ConfigFile)
    return nullptr;
  auto Buffer = llvm::MemoryBuffer::getFile(*CommandLine.ConfigFile);
  if (Buffer)
    return std::move(*Buffer);
  return llvm::createStringError("cannot read configuration file '" +
                                 *CommandLine.ConfigFile +
                                 "': " + Buffer.getError().message());
}

static llvm::Error malformed(const std::vector<std::string> &Problems) {
  return llvm::createStringError("malformed configuration: " +
                                 Problems.front());
}

llvm::Expected<std::unique_ptr<ConfigFiles>>
ConfigFiles::create(const Options &CommandLine) {
  auto Text = namedConfig(CommandLine);
  if (!Text)
    return Text.takeError();
  std::unique_ptr<ConfigFiles> Result(new ConfigFiles());
  if (!*Text) {
    Result->Provider = std::make_unique<Collecting<FileOptionsProvider>>(
        Result->Problems, ClangTidyGlobalOptions(), defaultOptions(),
        overrides(CommandLine), llvm::vfs::getRealFileSystem());
    return Result;
  }
  Result->Named = (*Text)->getBufferIdentifier().str();
  std::optional<ClangTidyOptions> Parsed =
      parseConfig((*Text)->getMemBufferRef(), Result->Problems);
  if (!Parsed)
    return malformed(Result->Problems);
  Result->Provider = std::make_unique<Collecting<ConfigOptionsProvider>>(
      Result->Problems, ClangTidyGlobalOptions(), defaultOptions(), *Parsed,
      overrides(CommandLine), llvm::vfs::getRealFileSystem());
  return Result;
}

llvm::Expected<std::vector<ConfigFiles::Source>>
ConfigFiles::sourcesFor(llvm::StringRef File) {
  std::vector<Source> Sources = Provider->getRawOptions(File);
  if (!Problems.empty())
    return malformed(Problems);
  for (auto &[Options, Name] : Sources) {
    if (Name ==
        ClangTidyOptionsProvider::OptionsSourceTypeConfigCommandLineOption)
      Name = Named;
    else if (Name ==
             ClangTidyOptionsProvider::OptionsSourceTypeCheckCommandLineOption)
      Name = "the command line";
  }
  return Sources;
}

} // namespace raiify
