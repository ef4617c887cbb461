//===- Settings.cpp - What holds for one translation unit -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Settings.h"

#include "ConfigFiles.h"
#include "Explain.h"
#include "Paths.h"

#include "clang-tidy/GlobList.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using clang::tidy::ClangTidyOptions;
using clang::tidy::GlobList;

namespace raiify {

SettingsReader::~SettingsReader() = default;

//===----------------------------------------------------------------------===//
// What is wrong
//===----------------------------------------------------------------------===//

/// An error for each glob of --checks that no check fits.
static llvm::Error checkGlobs(llvm::StringRef Globs) {
  llvm::Error Problems = llvm::Error::success();
  GlobList Parsed(Globs);
  for (const auto &Item : Parsed.getItems()) {
    auto Fits = [&](const CheckInfo &I) { return Item.Regex.match(I.Name); };
    if (Item.Text.empty() || llvm::any_of(allChecks(), Fits))
      continue;
    Problems = llvm::joinErrors(
        std::move(Problems),
        llvm::createStringError(
            "option '--checks': no check is named '" + Item.Text + "'" +
            suggest(Item.Text, checkNames()) + "; '--list-checks' lists them"));
  }
  return Problems;
}

static llvm::Error checkRegex(llvm::StringRef Regex, llvm::StringRef Option,
                              llvm::StringRef Source) {
  // LLVM's expressions cannot be empty; as a filter that matches nothing.
  std::string Problem;
  if (Regex.empty() || llvm::Regex(Regex).isValid(Problem))
    return llvm::Error::success();
  return llvm::createStringError(Source + ": " + Option + " is '" + Regex +
                                 "', not a regular expression: " + Problem);
}

/// `raii-exit-cleanup.MinExits` for every check and option.
static std::vector<std::string> qualifiedOptionNames() {
  std::vector<std::string> Names;
  for (const CheckInfo &Check : allChecks())
    for (const OptionInfo &Option : allOptions())
      Names.push_back((Check.Name + "." + Option.Name).str());
  return Names;
}

/// Sources of configuration, as messages name them.
static std::string displaySource(llvm::StringRef Source) {
  return llvm::sys::path::is_absolute(Source) ? displayPath(realPath(Source))
                                              : Source.str();
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// The value of a check's option: its own or the one for all checks, whichever
/// comes from the more specific source.
static std::optional<llvm::StringRef>
lookUp(const ClangTidyOptions::OptionMap &Values, llvm::StringRef Check,
       llvm::StringRef Option) {
  auto Local = Values.find((Check + "." + Option).str());
  auto Global = Values.find(Option);
  if (Local == Values.end() && Global == Values.end())
    return std::nullopt;
  if (Local == Values.end())
    return Global->second.Value;
  bool GlobalWins = Global != Values.end() &&
                    Global->second.Priority > Local->second.Priority;
  return GlobalWins ? Global->second.Value : Local->second.Value;
}

static llvm::Error readChecks(const ClangTidyOptions &Merged,
                              UnitSettings &Result) {
  GlobList Enabled(Merged.Checks.value_or(""));
  llvm::Error Problems = llvm::Error::success();
  for (const CheckInfo &Info : allChecks()) {
    if (!Enabled.contains(Info.Name))
      continue;
    Config Options = readConfig(
        [&](llvm::StringRef Option) {
          return lookUp(Merged.CheckOptions, Info.Name, Option);
        },
        [&](const std::string &Problem) {
          Problems = llvm::joinErrors(
              std::move(Problems),
              llvm::createStringError(Info.Name + ": " + Problem));
        });
    Result.Checks.push_back({Info.Kind, std::move(Options)});
  }
  return Problems;
}

/// Name of the source that switched off the last check that was on.
static std::string findDisabler(llvm::ArrayRef<ConfigFiles::Source> Sources) {
  std::string Globs, Disabler;
  bool WasOn = false;
  for (const auto &[Options, Name] : Sources) {
    if (!Options.Checks)
      continue;
    Globs += (Globs.empty() ? "" : ",") + *Options.Checks;
    bool IsOn = llvm::any_of(allChecks(), [&](const CheckInfo &I) {
      return GlobList(Globs).contains(I.Name);
    });
    if (WasOn && !IsOn)
      Disabler = Name;
    WasOn = IsOn;
  }
  return displaySource(Disabler);
}

namespace {

class Reader : public SettingsReader {
public:
  Reader(std::unique_ptr<ConfigFiles> Files, Console &Out)
      : Files(std::move(Files)), Out(Out) {}

  llvm::Expected<std::shared_ptr<const UnitSettings>>
  settingsFor(llvm::StringRef File) override;

private:
  llvm::Expected<std::shared_ptr<const UnitSettings>>
  read(llvm::StringRef File);
  llvm::Error checkSource(const ConfigFiles::Source &Source);

  std::unique_ptr<ConfigFiles> Files;
  Console &Out;
  llvm::StringMap<std::shared_ptr<const UnitSettings>> ByFolder;
  std::set<std::string> CheckedSources;
};

} // namespace

/// Looks at what one source says, once: expressions that do not compile are
/// errors, options of our checks that do not exist are warnings.
llvm::Error Reader::checkSource(const ConfigFiles::Source &Source) {
  const auto &[Options, Name] = Source;
  if (!CheckedSources.insert(Name).second)
    return llvm::Error::success();
  std::string Display = displaySource(Name);
  std::vector<std::string> Known = qualifiedOptionNames();
  std::vector<llvm::StringRef> Keys(Options.CheckOptions.keys().begin(),
                                    Options.CheckOptions.keys().end());
  llvm::sort(Keys);
  for (llvm::StringRef Key : Keys) {
    if (!Key.starts_with("raii-") || llvm::is_contained(Known, Key))
      continue;
    Out.warning(Display + ": unknown check option '" + Key + "'" +
                suggest(Key, Known));
  }
  return llvm::joinErrors(
      checkRegex(Options.HeaderFilterRegex.value_or(""), "the header filter",
                 Display),
      checkRegex(Options.ExcludeHeaderFilterRegex.value_or(""),
                 "the header filter that excludes", Display));
}

llvm::Expected<std::shared_ptr<const UnitSettings>>
Reader::read(llvm::StringRef File) {
  auto Sources = Files->sourcesFor(File);
  if (!Sources)
    return Sources.takeError();
  ClangTidyOptions Merged;
  unsigned Priority = 0;
  for (const ConfigFiles::Source &Source : *Sources) {
    if (llvm::Error E = checkSource(Source))
      return E;
    Merged.mergeWith(Source.first, ++Priority);
  }
  auto Result = std::make_shared<UnitSettings>();
  if (llvm::Error E = readChecks(Merged, *Result))
    return E;
  if (Result->Checks.empty())
    Result->DisabledBy = findDisabler(*Sources);
  Result->HeaderFilter = Merged.HeaderFilterRegex.value_or("");
  Result->ExcludeHeaderFilter = Merged.ExcludeHeaderFilterRegex.value_or("");
  Result->SystemHeaders = Merged.SystemHeaders.value_or(false);
  Result->ExtraArgs = Merged.ExtraArgs.value_or(std::vector<std::string>());
  Result->ExtraArgsBefore =
      Merged.ExtraArgsBefore.value_or(std::vector<std::string>());
  Result->RemovedArgs = Merged.RemovedArgs.value_or(std::vector<std::string>());
  return Result;
}

llvm::Expected<std::shared_ptr<const UnitSettings>>
Reader::settingsFor(llvm::StringRef File) {
  llvm::StringRef Folder = llvm::sys::path::parent_path(File);
  auto Known = ByFolder.find(Folder);
  if (Known != ByFolder.end())
    return Known->second;
  // clang-tidy complains of folders that are gone; what stands above holds.
  llvm::StringRef Existing = Folder;
  while (!Existing.empty() && !llvm::sys::fs::is_directory(Existing))
    Existing = llvm::sys::path::parent_path(Existing);
  auto Result = read((Existing + "/" + llvm::sys::path::filename(File)).str());
  if (Result)
    ByFolder[Folder] = *Result;
  return Result;
}

llvm::Expected<std::unique_ptr<SettingsReader>>
SettingsReader::create(const Options &CommandLine, Console &Out) {
  if (CommandLine.Checks)
    if (llvm::Error E = checkGlobs(*CommandLine.Checks))
      return E;
  auto Files = ConfigFiles::create(CommandLine);
  if (!Files)
    return Files.takeError();
  return std::make_unique<Reader>(std::move(*Files), Out);
}

std::vector<Config> distinctOptions(const UnitSettings &Settings) {
  std::vector<Config> Result;
  for (const EnabledCheck &Check : Settings.Checks) {
    Config Options = Check.Options.forSites();
    if (!llvm::is_contained(Result, Options))
      Result.push_back(std::move(Options));
  }
  return Result;
}

} // namespace raiify
