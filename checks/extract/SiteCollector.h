//===- SiteCollector.h - One finding a site ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Gathers the sites of one function and remembers which statements each
/// speaks of, so that no statement is reported twice and a copy that another
/// check comes across is added to the site that has the others.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_SITECOLLECTOR_H
#define RAIIFY_EXTRACT_SITECOLLECTOR_H

#include "extract/Anchor.h"
#include "extract/FunctionModel.h"

#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <vector>

namespace raiify {

class SiteCollector {
public:
  explicit SiteCollector(const FunctionModel &Model) : Model(Model) {}

  /// Adds \p S; the returned index names it until the end. Where it says no
  /// place, it is shown at the first exit that lacks the cleanup, or else at
  /// the first copy. \p Anchor needs no function yet.
  unsigned add(Site S, SiteAnchor Anchor = {});
  /// Says that site \p Index speaks of \p S and of every statement in it.
  /// \p First tells that \p S is a copy of the site's first statement.
  void claim(const FlowStatement &S, unsigned Index, bool First);
  bool isClaimed(const FlowStatement &S) const { return Owner.count(&S) != 0; }
  /// The index of the site of whose first statement \p S is a copy.
  std::optional<unsigned> indexOf(const FlowStatement &S) const;
  Site &site(unsigned Index) { return Sites[Index].What; }
  SiteAnchor &anchor(unsigned Index) { return Sites[Index].Anchor; }

  /// The sites, each anchor's copies in the order of the source.
  std::vector<FoundSite> take();

private:
  struct Claim {
    unsigned Index = 0;
    bool First = false;
  };
  const FunctionModel &Model;
  std::vector<FoundSite> Sites;
  llvm::DenseMap<const FlowStatement *, Claim> Owner;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_SITECOLLECTOR_H
