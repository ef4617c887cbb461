//===- CopySites.h - Sites that are copies, for tests -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Sites made by hand, for tests of what compares them.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TEST_UNIT_COPYSITES_H
#define RAIIFY_TEST_UNIT_COPYSITES_H

#include "cluster/Clusters.h"

namespace raiify {

/// A rollback of `delete p` in function \p Function of \p File, at \p Line; its
/// copies stand there and one line below.
inline Site copySite(llvm::StringRef File, unsigned Line,
                     llvm::StringRef Function, llvm::StringRef Type = "T *") {
  Site S;
  S.Check = CheckKind::EmulatedFinally;
  S.Where = {File.str(), Line, 1, Line * 100};
  S.Function = Function.str();
  S.Cleanup = {"delete p"};
  S.Key = "delete";
  Location Below = {File.str(), Line + 1, 1, (Line + 1) * 100};
  S.Copies = {{S.Where, CopyRole::Handler, false},
              {Below, CopyRole::AfterTry, false}};
  S.Shared.FamilyKey = "delete $0";
  S.Shared.Parameters = {{Type.str(), "thisParser"}};
  S.Shared.Body = {"delete $0"};
  S.Shared.Place = {File.str(), Line - 1, 1, (Line - 1) * 100};
  return S;
}

inline std::vector<CopyCluster> clusters(const std::vector<Site> &Sites,
                                         unsigned MinCopies = 0) {
  std::vector<CopyCandidate> Candidates;
  for (const Site &S : Sites)
    Candidates.push_back({&S, MinCopies});
  return clusterCopies(Candidates);
}

} // namespace raiify

#endif // RAIIFY_TEST_UNIT_COPYSITES_H
