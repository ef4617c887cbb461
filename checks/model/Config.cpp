//===- Config.cpp - Options of the checks ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Config.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/YAMLTraits.h"

namespace raiify {

static constexpr OptionInfo Infos[] = {
    {"ReleaseFunctions", "",
     "further names of functions that release, restore or roll back, "
     "separated by semicolons"},
    {"LoggingFunctions", "",
     "further names of functions, methods and classes that only log, separated "
     "by semicolons"},
    {"GuardTypes", "",
     "further names of classes that are guards or smart pointers, separated by "
     "semicolons"},
    {"NoThrowFunctions", "",
     "names of functions that never throw although nothing in sight says so, "
     "separated by semicolons"},
    {"IgnoreMacros", "false",
     "whether sites whose cleanup comes out of a macro stay unreported"},
    {"MinExits", "2",
     "how many exits must repeat a cleanup before raii-exit-cleanup reports "
     "it, "
     "or raii-missed-cleanup the exit that lacks it"},
    {"MinCopies", "",
     "how many functions must hold the same cleanup before "
     "raii-copied-cleanup reports it (without a value: 2 for a cleanup of two "
     "or more statements, 3 for a single one)"},
    {"CatalogueFile", "",
     "file that raiify --write-catalogue wrote, for the plugin: "
     "raii-copied-cleanup then reports what the whole project repeats"},
};

llvm::ArrayRef<OptionInfo> allOptions() { return Infos; }

bool Config::operator==(const Config &Other) const {
  return ReleaseFunctions == Other.ReleaseFunctions &&
         LoggingFunctions == Other.LoggingFunctions &&
         GuardTypes == Other.GuardTypes &&
         NoThrowFunctions == Other.NoThrowFunctions &&
         IgnoreMacros == Other.IgnoreMacros && MinExits == Other.MinExits &&
         MinCopies == Other.MinCopies && CatalogueFile == Other.CatalogueFile;
}

Config Config::forSites() const {
  Config Result = *this;
  Result.MinCopies = 0;
  Result.CatalogueFile.clear();
  return Result;
}

static std::vector<std::string> splitNames(llvm::StringRef Value) {
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  Value.split(Parts, ';', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  std::vector<std::string> Names;
  for (llvm::StringRef Part : Parts)
    if (!Part.trim().empty())
      Names.push_back(Part.trim().str());
  return Names;
}

Config readConfig(
    llvm::function_ref<std::optional<llvm::StringRef>(llvm::StringRef)> Get,
    llvm::function_ref<void(const std::string &)> Report) {
  Config Result;
  if (std::optional<llvm::StringRef> Value = Get("ReleaseFunctions"))
    Result.ReleaseFunctions = splitNames(*Value);
  if (std::optional<llvm::StringRef> Value = Get("LoggingFunctions"))
    Result.LoggingFunctions = splitNames(*Value);
  if (std::optional<llvm::StringRef> Value = Get("GuardTypes"))
    Result.GuardTypes = splitNames(*Value);
  if (std::optional<llvm::StringRef> Value = Get("NoThrowFunctions"))
    Result.NoThrowFunctions = splitNames(*Value);
  if (std::optional<llvm::StringRef> Value = Get("IgnoreMacros")) {
    std::optional<bool> Flag = llvm::yaml::parseBool(*Value);
    if (Flag)
      Result.IgnoreMacros = *Flag;
    else
      Report("option 'IgnoreMacros' takes true or false, not '" + Value->str() +
             "'");
  }
  auto ReadCount = [&](llvm::StringRef Name, unsigned &Into) {
    std::optional<llvm::StringRef> Value = Get(Name);
    unsigned Number = 0;
    if (!Value || (Value->empty() && Into == 0))
      return;
    if (!Value->getAsInteger(10, Number) && Number >= 2)
      Into = Number;
    else
      Report("option '" + Name.str() +
             "' takes a whole number from 2 on, not '" + Value->str() + "'");
  };
  ReadCount("MinExits", Result.MinExits);
  ReadCount("MinCopies", Result.MinCopies);
  if (std::optional<llvm::StringRef> Value = Get("CatalogueFile"))
    Result.CatalogueFile = Value->str();
  return Result;
}

} // namespace raiify
