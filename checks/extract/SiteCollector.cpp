//===- SiteCollector.cpp - One finding a site -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/SiteCollector.h"

namespace raiify {

unsigned SiteCollector::add(Site S) {
  if (S.Where.Line == 0) {
    const Copy &Shown =
        S.Missing.empty() ? S.Copies.front() : S.Missing.front();
    S.Where = Shown.Where;
    S.InMacro = Shown.InMacro;
  }
  Sites.push_back(std::move(S));
  return static_cast<unsigned>(Sites.size() - 1);
}

void SiteCollector::claim(const FlowStatement &S, unsigned Index, bool First) {
  for (const FlowStatement &Inner : Model.graph().statements())
    if (&Inner == &S || S.owns(Inner.FirstNode))
      Owner.try_emplace(&Inner, Claim{Index, First});
}

std::optional<unsigned> SiteCollector::indexOf(const FlowStatement &S) const {
  auto It = Owner.find(&S);
  if (It == Owner.end() || !It->second.First)
    return std::nullopt;
  return It->second.Index;
}

} // namespace raiify
