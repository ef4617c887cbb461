//===- Check.cpp - Names of the checks ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Check.h"

#include "model/Version.h"

#include "llvm/ADT/Twine.h"

#include <cstddef>

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

std::string checkPage(CheckKind Kind) {
  return (llvm::Twine(RAIIFY_DOCS_URL "/") + checkInfo(Kind).Name + ".md")
      .str();
}

} // namespace raiify
