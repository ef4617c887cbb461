//===- LookedAt.cpp - What a run can speak of -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LookedAt.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Regex.h"

#include <algorithm>
#include <iterator>

namespace raiify {

bool LookedAt::looksAt(const std::string &File, CheckKind Check) const {
  auto Found = Files.find(File);
  return Found != Files.end() && Found->second.count(Check) != 0;
}

bool LookedAt::wouldFind(const std::string &File, CheckKind Check) const {
  bool Compares =
      Check == CheckKind::CopiedCleanup || Check == CheckKind::MissedCleanup;
  if (Compares && !WholeProject)
    return false;
  return looksAt(File, Check) ||
         (WholeProject && !Files.count(File) && !llvm::sys::fs::exists(File));
}

namespace {

/// What the settings of a unit mean for the files that it reads.
struct UnitView {
  explicit UnitView(const UnitSettings &Settings)
      : Wanted(Settings.HeaderFilter), Unwanted(Settings.ExcludeHeaderFilter) {
    for (const EnabledCheck &Check : Settings.Checks)
      Checks.insert(Check.Kind);
  }

  bool showsHeader(const std::string &File) const {
    return Wanted.match(File) && !Unwanted.match(File);
  }

  llvm::Regex Wanted;
  llvm::Regex Unwanted;
  CheckSet Checks;
};

} // namespace

/// Leaves in \p Into what is in \p Other as well.
static void intersect(CheckSet &Into, const CheckSet &Other) {
  CheckSet Both;
  std::set_intersection(Into.begin(), Into.end(), Other.begin(), Other.end(),
                        std::inserter(Both, Both.end()));
  Into = std::move(Both);
}

LookedAt lookedAt(const std::vector<Job> &Jobs,
                  const std::vector<UnitResult> &Results, bool AllUnits) {
  LookedAt Seen;
  bool Failed = llvm::any_of(
      Results, [](const UnitResult &R) { return !R.Failure.empty(); });
  Seen.WholeProject = AllUnits && !Failed;
  std::map<const UnitSettings *, UnitView> Views;
  for (auto &&[J, Result] : llvm::zip_equal(Jobs, Results)) {
    if (!Result.IsCxx || !Result.Failure.empty())
      continue;
    const UnitView &View =
        Views.try_emplace(J.Settings.get(), *J.Settings).first->second;
    const std::string &Own = J.What->RealFile;
    Seen.Units.insert(Own);
    for (const auto &[Name, Hash] : Result.FilesRead) {
      std::string File = Name.str();
      if (File != Own && (Failed || !View.showsHeader(File)))
        continue;
      auto [Known, IsNew] = Seen.Files.try_emplace(File, View.Checks);
      if (!IsNew)
        intersect(Known->second, View.Checks);
    }
  }
  return Seen;
}

} // namespace raiify
