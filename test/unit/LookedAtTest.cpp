//===- LookedAtTest.cpp - What a run can speak of -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/LookedAt.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <list>

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::Key;

/// Units with what they read and the checks that are on for them.
struct MadeRun {
  void add(const std::string &File, std::vector<std::string> Headers,
           std::vector<CheckKind> Checks,
           const std::string &HeaderFilter = ".*",
           const std::string &Failure = "") {
    auto Settings = std::make_shared<UnitSettings>();
    for (CheckKind Check : Checks)
      Settings->Checks.push_back({Check, {}});
    Settings->HeaderFilter = HeaderFilter;
    Units.push_back({File, File, {}});
    Jobs.push_back({&Units.back(), Settings});
    Results.emplace_back();
    Results.back().Failure = Failure;
    Results.back().FilesRead[File] = 1;
    for (const std::string &Header : Headers)
      Results.back().FilesRead[Header] = 2;
  }

  std::list<Unit> Units;
  std::vector<Job> Jobs;
  std::vector<UnitResult> Results;
};

constexpr CheckKind Exit = CheckKind::ExitCleanup;
constexpr CheckKind Copied = CheckKind::CopiedCleanup;

TEST(LookedAtTest, FilesAndTheChecksThatAllUnitsHaveOn) {
  MadeRun Run;
  Run.add("/a.cpp", {"/x.h"}, {Exit, Copied});
  Run.add("/b.cpp", {"/x.h", "/y.h"}, {Exit});
  LookedAt Seen = lookedAt(Run.Jobs, Run.Results, /*AllUnits=*/true);
  EXPECT_THAT(Seen.Units, ElementsAre("/a.cpp", "/b.cpp"));
  EXPECT_THAT(Seen.Files, ElementsAre(Key("/a.cpp"), Key("/b.cpp"), Key("/x.h"),
                                      Key("/y.h")));
  EXPECT_TRUE(Seen.wouldFind("/a.cpp", Copied));
  EXPECT_TRUE(Seen.wouldFind("/x.h", Exit));
  EXPECT_FALSE(Seen.wouldFind("/x.h", Copied));
  EXPECT_FALSE(Seen.wouldFind("/a.cpp", CheckKind::SiblingHandlers));
}

TEST(LookedAtTest, ChecksThatCompareNeedTheWholeProject) {
  MadeRun Run;
  Run.add("/a.cpp", {}, {Exit, Copied});
  LookedAt Seen = lookedAt(Run.Jobs, Run.Results, /*AllUnits=*/false);
  EXPECT_TRUE(Seen.looksAt("/a.cpp", Copied));
  EXPECT_FALSE(Seen.wouldFind("/a.cpp", Copied));
  EXPECT_TRUE(Seen.wouldFind("/a.cpp", Exit));
}

TEST(LookedAtTest, HeadersThatAreFilteredOut) {
  MadeRun Run;
  Run.add("/a.cpp", {"/inc/x.h", "/lib/y.h"}, {Exit}, "^/inc/");
  LookedAt Seen = lookedAt(Run.Jobs, Run.Results, /*AllUnits=*/true);
  EXPECT_THAT(Seen.Files, ElementsAre(Key("/a.cpp"), Key("/inc/x.h")));
}

TEST(LookedAtTest, AFailureLeavesNothingButTheUnitsThatWereFine) {
  MadeRun Run;
  Run.add("/a.cpp", {"/x.h"}, {Exit});
  Run.add("/b.cpp", {"/x.h"}, {Exit}, ".*", "b.cpp:1:1: error");
  LookedAt Seen = lookedAt(Run.Jobs, Run.Results, /*AllUnits=*/true);
  EXPECT_FALSE(Seen.WholeProject);
  EXPECT_THAT(Seen.Files, ElementsAre(Key("/a.cpp")));
}

} // namespace
} // namespace raiify
