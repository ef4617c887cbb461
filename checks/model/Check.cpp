//===- Check.cpp - Names of the checks ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Check.h"

#include "model/Docs.h"
#include "model/Version.h"

#include <cstddef>
#include <utility>

namespace raiify {

static constexpr CheckInfo Infos[] = {
#define RAIIFY_CHECK(Kind, Name, Summary, Guideline)                           \
  {CheckKind::Kind, Name, Summary, Guideline},
#include "model/Checks.def"
};

llvm::ArrayRef<CheckInfo> allChecks() { return Infos; }

const CheckInfo &checkInfo(CheckKind Kind) {
  return Infos[static_cast<std::size_t>(Kind)];
}

std::optional<CheckKind> parseCheckName(llvm::StringRef Name) {
  for (const CheckInfo &Info : Infos)
    if (Info.Name == Name)
      return Info.Kind;
  return std::nullopt;
}

static std::string &currentDocsPlace() {
  static std::string Place = RAIIFY_DOCS_URL;
  return Place;
}

const std::string &docsPlace() { return currentDocsPlace(); }

void setDocsPlace(std::string Place) { currentDocsPlace() = std::move(Place); }

std::string checkPage(CheckKind Kind) {
  return docsPlace() + "/" + checkInfo(Kind).Name.str() + ".md";
}

} // namespace raiify
