//===- PromisingUsesTest.cpp - Copies worth another try -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/NamedRewrites.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace raiify;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

Finding finding(unsigned Line, Judgement Rewrite) {
  Finding F;
  F.Check = CheckKind::ExitCleanup;
  F.Where = {"/a.cpp", Line, 1, Line};
  F.Rewrite = std::move(Rewrite);
  return F;
}

Finding judged(unsigned Line, Verdict V) {
  Judgement Rewrite;
  Rewrite.Verdict = V;
  return finding(Line, Rewrite);
}

/// The lines of those among \p Findings that are tried again, of which each
/// on a line below 10 has a guard.
std::vector<unsigned> tried(const std::vector<Finding> &Findings) {
  NamedGuardUses Uses;
  for (const Finding &F : Findings)
    if (F.Where.Line < 10)
      Uses[{F.Check, F.Where}].Guard.Name = "G";
  std::vector<unsigned> Lines;
  for (const auto &[Key, Use] : promisingUses(Findings, Uses))
    Lines.push_back(Key.second.Line);
  return Lines;
}

TEST(PromisingUsesTest, WhatAGuardMayHelp) {
  EXPECT_THAT(
      tried({judged(1, Verdict::Equivalent), judged(2, Verdict::Conditional),
             finding(3, Judgement::refused(Reason::NoGain)),
             finding(4, Judgement::refused(Reason::EntryFunction)),
             judged(10, Verdict::Equivalent)}),
      ElementsAre(1u, 2u, 3u));
}

TEST(PromisingUsesTest, NotWhereAllWouldChangeWhatHappens) {
  Finding Other = judged(1, Verdict::ChangesBehavior);
  EXPECT_THAT(tried({Other, finding(2, Judgement::refused(Reason::Destructor)),
                     judged(10, Verdict::Equivalent)}),
              IsEmpty());
  EXPECT_THAT(tried({Other, judged(2, Verdict::Equivalent)}),
              ElementsAre(1u, 2u));
}

} // namespace
