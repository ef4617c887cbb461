//===- Explain.cpp - What the checks and options mean ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Explain.h"

#include "Console.h"

#include "model/Check.h"
#include "model/Config.h"
#include "model/Docs.h"
#include "model/Verdict.h"
#include "model/Version.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatAdapters.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

namespace raiify {

void useInstalledPages(llvm::StringRef Program) {
  llvm::StringRef Relative = RAIIFY_DOCS_FROM_PROGRAM;
  if (Relative.empty())
    return;
  llvm::SmallString<256> Pages(llvm::sys::path::parent_path(Program));
  llvm::sys::path::append(Pages, Relative);
  llvm::sys::path::remove_dots(Pages, /*remove_dot_dot=*/true);
  if (llvm::sys::fs::is_directory(Pages))
    setDocsPlace(Pages.str().str());
}

std::vector<std::string> checkNames() {
  std::vector<std::string> Names;
  for (const CheckInfo &Info : allChecks())
    Names.push_back(Info.Name.str());
  return Names;
}

std::vector<std::string> optionNames() {
  std::vector<std::string> Names;
  for (const OptionInfo &Info : allOptions())
    Names.push_back(Info.Name.str());
  return Names;
}

void listChecks(llvm::raw_ostream &OS) {
  std::size_t Width = 0;
  for (const CheckInfo &Info : allChecks())
    Width = std::max(Width, Info.Name.size());
  for (const CheckInfo &Info : allChecks())
    OS << llvm::left_justify(Info.Name, Width) << "  " << Info.Summary << '\n';
}

static void explainOption(const OptionInfo &Info, llvm::raw_ostream &OS) {
  OS << "  " << Info.Name
     << " (default: " << (Info.Default.empty() ? "none" : Info.Default)
     << ")\n    " << Info.Meaning << '\n';
}

static constexpr llvm::StringLiteral Guidelines =
    "https://isocpp.github.io/CppCoreGuidelines/CppCoreGuidelines";

static void explainCheck(const CheckInfo &Info, llvm::raw_ostream &OS) {
  OS << Info.Name << '\n'
     << Info.Summary << ".\n\n"
     << "C++ Core Guidelines: " << Info.Guideline << ", " << Guidelines << '\n'
     << "Page: " << checkPage(Info.Kind) << "\n\n"
     << "Options, set in .clang-tidy as CheckOptions (" << Info.Name
     << ".<option>):\n";
  for (const OptionInfo &Option : allOptions())
    explainOption(Option, OS);
}

std::string checkHelp(CheckKind Kind) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  explainCheck(checkInfo(Kind), OS);
  return Text;
}

std::string checkHelpInMarkdown(CheckKind Kind) {
  const CheckInfo &Info = checkInfo(Kind);
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << Info.Summary << ".\n\n"
     << "C++ Core Guidelines: [" << Info.Guideline << "](" << Guidelines
     << ").\nPage: `" << checkPage(Kind) << "`.\n\n"
     << "Options, set in `.clang-tidy` as `CheckOptions` (`" << Info.Name
     << ".<option>`):\n\n";
  for (const OptionInfo &Option : allOptions()) {
    OS << "- `" << Option.Name << "` (default: ";
    if (Option.Default.empty())
      OS << "none";
    else
      OS << '`' << Option.Default << '`';
    OS << "): " << Option.Meaning << '\n';
  }
  return Text;
}

/// The page that tells of reasons and assumptions, beside the folder of the
/// checks' pages.
static std::string soundnessPage() {
  llvm::StringRef Docs = llvm::StringRef(docsPlace()).rsplit('/').first;
  return (Docs + "/soundness.md").str();
}

static void explainReason(const ReasonInfo &Info, llvm::raw_ostream &OS) {
  OS << "Reason " << Info.Id << ", why a finding is not rewritten:\n"
     << Info.Summary << ".\n\n"
     << "Page: " << soundnessPage() << "\n";
}

static void explainAssumption(const AssumptionInfo &Info,
                              llvm::raw_ostream &OS) {
  OS << "Assumption " << Info.Id << ", what a proof may rest on:\n"
     << Info.Summary << ".\n\n"
     << "Granted: "
     << (Info.GrantedByDefault ? "by default"
                               : ("with --assume=" + Info.Id).str())
     << "\nPage: " << soundnessPage() << "\n";
}

static const ReasonInfo *findReason(llvm::StringRef Id) {
  const auto *Found = llvm::find_if(
      allReasons(), [&](const ReasonInfo &I) { return I.Id == Id; });
  return Found == allReasons().end() ? nullptr : Found;
}

static const OptionInfo *findOption(llvm::StringRef Name) {
  const auto *Found = llvm::find_if(
      allOptions(), [&](const OptionInfo &I) { return I.Name == Name; });
  return Found == allOptions().end() ? nullptr : &*Found;
}

static llvm::Error unknownTopic(llvm::StringRef Topic) {
  std::vector<std::string> Names = checkNames();
  llvm::append_range(Names, optionNames());
  std::vector<std::string> Reasons, Assumptions;
  for (const ReasonInfo &Info : allReasons())
    Reasons.push_back(Info.Id.str());
  for (const AssumptionInfo &Info : allAssumptions())
    Assumptions.push_back(Info.Id.str());
  llvm::append_range(Names, Reasons);
  llvm::append_range(Names, Assumptions);
  return llvm::createStringError(
      "nothing is named '" + Topic + "'" + suggest(Topic, Names) +
      "; '--explain' takes a check (" + llvm::join(checkNames(), ", ") +
      "), an option (" + llvm::join(optionNames(), ", ") + "), a reason (" +
      llvm::join(Reasons, ", ") + ") or an assumption (" +
      llvm::join(Assumptions, ", ") + ")");
}

llvm::Error explain(llvm::StringRef Topic, llvm::raw_ostream &OS) {
  if (std::optional<CheckKind> Kind = parseCheckName(Topic)) {
    explainCheck(checkInfo(*Kind), OS);
    return llvm::Error::success();
  }
  if (const ReasonInfo *Info = findReason(Topic)) {
    explainReason(*Info, OS);
    return llvm::Error::success();
  }
  if (std::optional<AssumptionKind> Kind = assumptionFromId(Topic)) {
    explainAssumption(assumptionInfo(*Kind), OS);
    return llvm::Error::success();
  }
  auto [Check, Local] = Topic.split('.');
  bool IsLocal = parseCheckName(Check).has_value();
  const OptionInfo *Option = findOption(IsLocal ? Local : Topic);
  if (!Option)
    return unknownTopic(Topic);
  OS << "Option of " << (IsLocal ? Check : "all checks") << ":\n";
  explainOption(*Option, OS);
  return llvm::Error::success();
}

} // namespace raiify
