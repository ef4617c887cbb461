//===- Check.h - Names of the checks ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The checks as an enumeration, and what Checks.def says of each.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_MODEL_CHECK_H
#define RAIIFY_MODEL_CHECK_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace raiify {

enum class CheckKind {
#define RAIIFY_CHECK(Kind, Name, Summary, Guideline) Kind,
#include "model/Checks.def"
};

/// What Checks.def says of one check. All strings are literals.
struct CheckInfo {
  CheckKind Kind;
  llvm::StringRef Name;
  llvm::StringRef Summary;
  /// Rule of the C++ Core Guidelines, such as "E.6".
  llvm::StringRef Guideline;
};

/// Every check, in the order of Checks.def.
llvm::ArrayRef<CheckInfo> allChecks();

const CheckInfo &checkInfo(CheckKind Kind);

/// The check of that name, or nullopt.
std::optional<CheckKind> parseCheckName(llvm::StringRef Name);

/// Where the check's page stands: docsPlace() followed by the page's name.
std::string checkPage(CheckKind Kind);

} // namespace raiify

#endif // RAIIFY_MODEL_CHECK_H
