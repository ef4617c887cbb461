//===- GuardName.h - What a shared guard is called ------------ -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Names for guards, made of what they do (`delete`, `close`) and what they do
/// it to (`thisParser`): `ParserDeleter`, `FdCloser`, `RunningFlagReset`.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_CLUSTER_GUARDNAME_H
#define RAIIFY_CLUSTER_GUARDNAME_H

#include "model/Site.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace raiify {

struct GuardNames {
  /// `ParserDeleter`.
  std::string Class;
  /// What the class calls each parameter: `parser`. No two are the same.
  std::vector<std::string> Parameters;
};

/// Names a guard. \p Body is as in SharedForm; \p Copies has the parameters of
/// each copy, all of the same number.
GuardNames nameGuard(llvm::ArrayRef<std::string> Body,
                     llvm::ArrayRef<std::vector<CleanupParameter>> Copies);

/// The words of an identifier: `thisMSParser_2` has this, MS, Parser, 2.
std::vector<std::string> identifierWords(llvm::StringRef Identifier);

} // namespace raiify

#endif // RAIIFY_CLUSTER_GUARDNAME_H
