//===- Prepare.cpp - Everything up to the analysis ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Prepare.h"

#include "Database.h"
#include "HeaderPlace.h"
#include "Paths.h"

#include "llvm/Support/Path.h"

#include <map>

namespace raiify {

/// The jobs for the units that are not left out and have a check on. Tells of
/// .clang-tidy files that enable none: someone who runs this command expects
/// findings.
static llvm::Expected<std::vector<Job>> makeJobs(const std::vector<Unit> &Units,
                                                 const Excludes &Excluded,
                                                 SettingsReader &Settings,
                                                 Console &Out) {
  std::vector<Job> Jobs;
  std::map<std::string, std::size_t> Disabled;
  for (const Unit &U : Units) {
    if (Excluded.match(U.RealFile) || Excluded.match(U.File))
      continue;
    auto Found = Settings.settingsFor(U.File);
    if (!Found)
      return Found.takeError();
    if ((*Found)->Checks.empty())
      ++Disabled[(*Found)->DisabledBy];
    else
      Jobs.push_back({&U, std::move(*Found)});
  }
  for (const auto &[Source, Count] : Disabled)
    Out.note(Source + " disables all raii checks for " + plural(Count, "file") +
             "; enable them with '--checks=raii-*'");
  return Jobs;
}

/// The folder of the compile database, or nothing.
static std::string buildDirOf(const Database &Commands) {
  if (Commands.isFixed())
    return "";
  return llvm::sys::path::parent_path(realPath(Commands.File)).str();
}

llvm::Error prepare(const Options &CommandLine, const std::string &ResourceDir,
                    Console &Out, Work &W) {
  llvm::Expected<Excludes> Excluded = Excludes::create(CommandLine.Excluded);
  if (!Excluded)
    return Excluded.takeError();
  W.Excluded = std::move(*Excluded);
  auto Settings = SettingsReader::create(CommandLine, Out);
  if (!Settings)
    return Settings.takeError();
  llvm::Expected<Database> Commands = openDatabase(CommandLine, Out);
  if (!Commands)
    return Commands.takeError();
  auto Units = selectUnits(*Commands, CommandLine.Paths, Out);
  if (!Units)
    return Units.takeError();
  W.Units = std::move(*Units);
  auto Jobs = makeJobs(W.Units, W.Excluded, **Settings, Out);
  if (!Jobs)
    return Jobs.takeError();
  W.Jobs = std::move(*Jobs);
  W.BuildDir = buildDirOf(*Commands);
  std::vector<Unit> All = Commands->isFixed() ? W.Units : allUnits(*Commands);
  W.IsWholeProject = !Commands->isFixed() && W.Units.size() >= All.size();
  auto Header = placeGuardHeader(All, W.BuildDir, CommandLine, ResourceDir);
  if (!Header)
    return Header.takeError();
  W.Initial = {ResourceDir, CommandLine.Granted, std::move(*Header), {}, {}};
  W.Initial.Limit = CommandLine.UnitTimeout;
  if (W.Initial.Header.IsNew)
    W.Initial.Texts[W.Initial.Header.Path] = guardHeaderText().str();
  return llvm::Error::success();
}

} // namespace raiify
