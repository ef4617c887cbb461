//===- GuardClass.h - The class that holds copied cleanup ----- -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes the guard of each cluster: its name, its text and where it belongs.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_CLUSTER_GUARDCLASS_H
#define RAIIFY_CLUSTER_GUARDCLASS_H

#include "cluster/Clusters.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace raiify {

/// Gives each of \p Clusters its Guard, names in their order and each once, or
/// its Obstacle.
void makeGuards(std::vector<CopyCluster> &Clusters);

/// Whether a file of this name is included by others.
bool isHeaderName(llvm::StringRef File);

/// The name of the header that \p Guard gets: `parser_deleter.hpp`.
std::string guardHeaderName(const NamedGuard &Guard);

/// What the header of \p C has to include, as SharedForm::Headers has it: what
/// declares the names in its Definition.
std::vector<std::string> guardHeaderNeeds(const CopyCluster &C);

/// The whole text of that header. \p Includes are spelled as they stand behind
/// `#include`: `<cstdio>`, `"ms/MSParse.h"`.
std::string guardHeaderText(const NamedGuard &Guard,
                            llvm::ArrayRef<std::string> Includes);

} // namespace raiify

#endif // RAIIFY_CLUSTER_GUARDCLASS_H
