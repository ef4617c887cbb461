//===- ClustersTest.cpp - Cleanup that functions repeat -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CopySites.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// \p Count copies, each in a function of its own, all in one file.
std::vector<Site> inOneFile(unsigned Count) {
  std::vector<Site> Sites;
  for (unsigned I = 0; I != Count; ++I)
    Sites.push_back(copySite("/a.cpp", 10 * I + 10, "f" + std::to_string(I)));
  return Sites;
}

/// What reports show of \p Found.
std::vector<std::string> shown(const std::vector<CopyCluster> &Found) {
  std::vector<std::string> Result;
  for (const CopyCluster &C : Found) {
    Finding F = describeCluster(C);
    Result.push_back(F.Where.File + ":" + std::to_string(F.Where.Line) + ": " +
                     F.Message + C.Guard.Definition + F.Fingerprint);
    for (const Note &N : F.Related)
      Result.back() += "\n" + std::to_string(N.Where.Line) + ": " + N.Message;
  }
  return Result;
}

/// The fingerprints by which the one cluster of \p Sites is known.
std::vector<std::string> partsOf(const std::vector<Site> &Sites) {
  std::vector<CopyCluster> Found = clusters(Sites);
  EXPECT_THAT(Found, SizeIs(1));
  std::vector<std::string> Result;
  if (!Found.empty())
    for (const FindingPart &P : describeCluster(Found.front()).Parts)
      Result.push_back(P.Fingerprint);
  return Result;
}

TEST(ClustersTest, EachCopyHasAFingerprint) {
  std::vector<Site> Sites = inOneFile(4);
  std::vector<std::string> Four = partsOf(Sites);
  ASSERT_THAT(Four, SizeIs(4));
  EXPECT_THAT(std::set<std::string>(Four.begin(), Four.end()), SizeIs(4));
  // One less leaves the others as they are, and so do other places.
  Sites.erase(Sites.begin());
  for (Site &S : Sites)
    S.Where.Offset += 1000;
  EXPECT_THAT(partsOf(Sites), ElementsAre(Four[1], Four[2], Four[3]));
}

TEST(ClustersTest, FurtherCopiesOfAFunctionAreNumbered) {
  std::vector<Site> Sites = inOneFile(3);
  std::vector<std::string> Three = partsOf(Sites);
  Sites.push_back(copySite("/a.cpp", 90, "f2"));
  std::vector<std::string> Four = partsOf(Sites);
  ASSERT_THAT(Four, SizeIs(4));
  Four.resize(3);
  EXPECT_EQ(Four, Three);
  // A function of that name in another file is counted by itself.
  Sites.back() = copySite("/b.cpp", 90, "f2");
  EXPECT_EQ(partsOf(Sites).back(), Three.back());
}

TEST(ClustersTest, OneStatementTakesThreeFunctions) {
  EXPECT_THAT(clusters(inOneFile(2)), IsEmpty());
  EXPECT_THAT(clusters(inOneFile(3)), SizeIs(1));
}

TEST(ClustersTest, TwoStatementsTakeTwoFunctions) {
  std::vector<Site> Sites = inOneFile(2);
  for (Site &S : Sites) {
    S.Cleanup.push_back("close(fd)");
    S.Shared.Body.push_back("close($0)");
  }
  EXPECT_THAT(clusters(Sites), SizeIs(1));
  Sites.pop_back();
  EXPECT_THAT(clusters(Sites), IsEmpty());
}

TEST(ClustersTest, MinCopiesHoldsForBoth) {
  EXPECT_THAT(clusters(inOneFile(2), 2), SizeIs(1));
  EXPECT_THAT(clusters(inOneFile(4), 5), IsEmpty());
}

TEST(ClustersTest, AFunctionCountsOnce) {
  std::vector<Site> Sites = inOneFile(3);
  Sites[2].Function = Sites[1].Function;
  Sites[2].Shared.Place = Sites[1].Shared.Place;
  EXPECT_THAT(clusters(Sites), IsEmpty());
  // An overload stands in another place.
  Sites[2].Shared.Place.Offset += 1;
  EXPECT_THAT(clusters(Sites), SizeIs(1));
}

TEST(ClustersTest, WhatManyUnitsSawCountsOnce) {
  std::vector<Site> Sites = inOneFile(2);
  Sites.push_back(Sites[0]);
  Sites.push_back(Sites[1]);
  EXPECT_THAT(clusters(Sites), IsEmpty());
}

TEST(ClustersTest, OtherKeysAreOtherCleanup) {
  std::vector<Site> Sites = inOneFile(3);
  Sites[1].Shared.FamilyKey = "delete $0:U";
  EXPECT_THAT(clusters(Sites), IsEmpty());
}

TEST(ClustersTest, AMissedCleanupIsNoCopy) {
  std::vector<Site> Sites = inOneFile(3);
  Sites[1].Check = CheckKind::MissedCleanup;
  EXPECT_THAT(clusters(Sites), IsEmpty());
}

TEST(ClustersTest, NoOrderOfSitesMatters) {
  std::vector<Site> Sites = inOneFile(4);
  Sites.push_back(copySite("/b.cpp", 5, "g", "U *"));
  Sites.push_back(Sites[0]);
  Sites.back().Shared.Body = {"delete ($0)"}; // another unit's view of it
  for (unsigned I = 0; I != 3; ++I) {
    Sites.push_back(copySite("/c.cpp", 10 * I + 10, "h" + std::to_string(I)));
    Sites.back().Shared.FamilyKey = "other";
  }
  std::vector<std::string> Expected = shown(clusters(Sites));
  ASSERT_THAT(Expected, SizeIs(2));
  std::vector<std::size_t> Order(Sites.size());
  for (std::size_t I = 0; I != Order.size(); ++I)
    Order[I] = I;
  for (unsigned Round = 0; Round != 200; ++Round) {
    std::next_permutation(Order.begin(), Order.end());
    std::rotate(Order.begin(), Order.begin() + 2, Order.end());
    std::vector<Site> Shuffled;
    for (std::size_t Index : Order)
      Shuffled.push_back(Sites[Index]);
    EXPECT_EQ(shown(clusters(Shuffled)), Expected);
  }
}

TEST(ClustersTest, OneFamilyAfterTheOther) {
  std::vector<Site> Sites = inOneFile(7);
  for (unsigned I : {1, 2, 4, 6})
    Sites[I].Shared.FamilyKey = "other";
  std::vector<std::string> Expected = shown(clusters(Sites));
  ASSERT_THAT(Expected, SizeIs(2));
  for (bool OthersFirst : {false, true}) {
    ClusterMaker Maker;
    for (bool IsOther : {OthersFirst, !OthersFirst}) {
      // They need not live on.
      std::vector<Site> Family;
      for (const Site &S : Sites)
        if ((S.Shared.FamilyKey == "other") == IsOther)
          Family.push_back(S);
      std::vector<CopyCandidate> Candidates;
      for (const Site &S : Family)
        Candidates.push_back({&S, 0});
      Maker.add(Candidates);
    }
    EXPECT_EQ(shown(Maker.take()), Expected);
  }
}

TEST(ClustersTest, WhatSavesMostComesFirst) {
  std::vector<Site> Sites;
  for (unsigned I = 0; I != 7; ++I) {
    Sites.push_back(copySite("/a.cpp", 10 * I + 10, "f" + std::to_string(I)));
    Sites.back().Shared.FamilyKey = I < 3 ? "few" : "many";
  }
  std::vector<CopyCluster> Found = clusters(Sites);
  ASSERT_THAT(Found, SizeIs(2));
  EXPECT_EQ(Found[0].Saved, 7u); // written eight times, then once
  EXPECT_EQ(Found[1].Saved, 5u);
  EXPECT_EQ(Found[0].Sites.front().Where.Line, 40u);
}

TEST(ClustersTest, TheFindingNamesAllCopies) {
  std::vector<Site> Sites = inOneFile(2);
  Sites.push_back(copySite("/b.cpp", 5, "g"));
  std::vector<CopyCluster> Found = clusters(Sites);
  ASSERT_THAT(Found, SizeIs(1));
  Finding F = describeCluster(Found[0]);
  EXPECT_EQ(F.Message,
            "cleanup 'delete p' is written 6 times in 3 functions of 2 files; "
            "one guard class 'ParserDeleter' would write it once");
  EXPECT_EQ(F.Function, "f0");
  EXPECT_EQ(F.Where.Line, 10u);
  std::vector<std::string> Notes;
  for (const Note &N : F.Related)
    Notes.push_back(N.Where.File + ":" + std::to_string(N.Where.Line) + ": " +
                    N.Message);
  EXPECT_THAT(
      Notes,
      ElementsAre("/a.cpp:11: copy on the normal way out, after the try, in "
                  "'f0'",
                  "/a.cpp:20: copy in this handler, in 'f1'",
                  "/a.cpp:21: copy on the normal way out, after the try, in "
                  "'f1'",
                  "/b.cpp:5: copy in this handler, in 'g'",
                  "/b.cpp:6: copy on the normal way out, after the try, in 'g'",
                  HasSubstr("raii-copied-cleanup.md")));
}

TEST(ClustersTest, FilesAreCountedWhereThereAreSeveral) {
  std::vector<CopyCluster> Found = clusters(inOneFile(3));
  ASSERT_THAT(Found, SizeIs(1));
  EXPECT_THAT(describeCluster(Found[0]).Message, Not(HasSubstr("file")));
}

TEST(ClustersTest, TheFingerprintIsThatOfTheCleanup) {
  std::vector<CopyCluster> Found = clusters(inOneFile(3));
  std::vector<CopyCluster> More = clusters(inOneFile(5));
  ASSERT_THAT(Found, SizeIs(1));
  ASSERT_THAT(More, SizeIs(1));
  EXPECT_EQ(describeCluster(Found[0]).Fingerprint,
            describeCluster(More[0]).Fingerprint);
}

TEST(ClustersTest, UnitsThatDisagreeStandAgainstAGuard) {
  std::vector<Site> Sites = inOneFile(3);
  for (unsigned I = 0; I != 2; ++I) {
    Sites.push_back(Sites[I]);
    Sites.back().Shared.Body = {"free($0)"};
  }
  std::vector<CopyCluster> Found = clusters(Sites);
  ASSERT_THAT(Found, SizeIs(1));
  EXPECT_EQ(Found[0].Obstacle, "translation units disagree on it");
}

TEST(ClustersTest, AnObstacleIsTheReason) {
  std::vector<Site> Sites = inOneFile(3);
  for (Site &S : Sites) {
    S.Shared.Obstacle = "a macro";
    S.Shared.Body.clear();
  }
  std::vector<CopyCluster> Found = clusters(Sites);
  ASSERT_THAT(Found, SizeIs(1));
  Finding F = describeCluster(Found[0]);
  EXPECT_EQ(F.Rewrite.Reason, Reason::NotShareable);
  EXPECT_EQ(F.Rewrite.Detail, "a macro");
  EXPECT_THAT(F.Message, Not(HasSubstr("'SharedCleanup'")));
}

} // namespace
} // namespace raiify
