//===- Settings.h - What holds for one translation unit ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Settings of a translation unit, read as clang-tidy reads them:
///
///   all raii checks ─► .clang-tidy files (or --config) ─► --checks and others
///
/// each put on top of the one before.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SETTINGS_H
#define RAIIFY_TOOL_SETTINGS_H

#include "Console.h"
#include "Options.h"

#include "model/Check.h"
#include "model/Config.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace raiify {

/// A check that runs, with its options.
struct EnabledCheck {
  CheckKind Kind;
  Config Options;
};

/// What .clang-tidy files and the command line say of one translation unit.
struct UnitSettings {
  std::vector<EnabledCheck> Checks;
  /// Where no check is enabled: the file or option that switched off the last.
  std::string DisabledBy;
  /// Valid regular expressions, or empty, which match nothing.
  std::string HeaderFilter;
  std::string ExcludeHeaderFilter;
  bool SystemHeaders = false;
  std::vector<std::string> ExtraArgs;
  std::vector<std::string> ExtraArgsBefore;
  std::vector<std::string> RemovedArgs;
};

/// The options that enabled checks run with, each once.
std::vector<Config> distinctOptions(const UnitSettings &Settings);

/// Reads settings, once for each folder. Files that cannot be read, do not
/// parse, or hold a wrong value are errors; names of options that no check has
/// are warnings.
class SettingsReader {
public:
  virtual ~SettingsReader();

  static llvm::Expected<std::unique_ptr<SettingsReader>>
  create(const Options &CommandLine, Console &Out);

  /// The settings of \p File, an absolute path.
  virtual llvm::Expected<std::shared_ptr<const UnitSettings>>
  settingsFor(llvm::StringRef File) = 0;
};

} // namespace raiify

#endif // RAIIFY_TOOL_SETTINGS_H
