//===- Catalogue.h - The copies of a project, on disk --------- -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What `raiify --write-catalogue` writes and the plugin, which sees one
/// translation unit at a time, reads:
///
///   {"version": 1, "clusters": [
///     {"key": "…", "guard": "ParserDeleter", "definition": "class …",
///      "cleanup": ["delete p"],
///      "times": 20, "functions": 10, "files": 6,
///      "copies": [{"file": "a.cpp", "line": 7, "function": "ns::f"}]}]}
///
/// Keys are those of SharedForm. A cluster without a guard has null for one.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_CLUSTER_CATALOGUE_H
#define RAIIFY_CLUSTER_CATALOGUE_H

#include "cluster/Clusters.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <string>
#include <vector>

namespace raiify {

/// What a translation unit needs to know of a cluster.
struct CatalogueEntry {
  /// Empty where the copies can have no guard.
  std::string Guard;
  std::size_t Times = 0;
  std::size_t Functions = 0;
  std::size_t Files = 0;
};

/// Clusters by SharedForm::FamilyKey.
using Catalogue = std::map<std::string, CatalogueEntry>;

/// The text of a catalogue. \p Display gives a file's name as users see it.
std::string
writeCatalogue(const std::vector<CopyCluster> &Clusters,
               llvm::function_ref<std::string(llvm::StringRef)> Display);

/// Reads \p Text into \p Result. Returns what is wrong with it, in words, and
/// nothing if it is fine; \p Result is empty then or complete.
std::string readCatalogue(llvm::StringRef Text, Catalogue &Result);

/// The clusters of \p Known of which a copy is among \p Sites, each with those
/// copies and with the numbers of the whole project.
std::vector<CopyCluster> clustersFrom(const Catalogue &Known,
                                      const std::vector<const Site *> &Sites);

} // namespace raiify

#endif // RAIIFY_CLUSTER_CATALOGUE_H
