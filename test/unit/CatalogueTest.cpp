//===- CatalogueTest.cpp - The copies of a project, on disk ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CopySites.h"

#include "cluster/Catalogue.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<Site> copies() {
  return {copySite("/p/a.cpp", 20, "f"), copySite("/p/b.cpp", 20, "g"),
          copySite("/p/b.cpp", 40, "h")};
}

std::string written(const std::vector<Site> &Sites) {
  return writeCatalogue(clusters(Sites), [](llvm::StringRef File) {
    return File.drop_front(3).str();
  });
}

TEST(CatalogueTest, IsReadBack) {
  std::string Text = written(copies());
  EXPECT_THAT(Text, HasSubstr("\"file\": \"a.cpp\""));
  EXPECT_THAT(Text, HasSubstr("class ParserDeleter"));
  Catalogue Known;
  EXPECT_EQ(readCatalogue(Text, Known), "");
  ASSERT_EQ(Known.count("delete $0"), 1u);
  EXPECT_EQ(Known["delete $0"].Guard, "ParserDeleter");
  EXPECT_EQ(Known["delete $0"].Times, 6u);
  EXPECT_EQ(Known["delete $0"].Functions, 3u);
  EXPECT_EQ(Known["delete $0"].Files, 2u);
}

TEST(CatalogueTest, AUnitsSitesGetTheProjectsNumbers) {
  Catalogue Known;
  ASSERT_EQ(readCatalogue(written(copies()), Known), "");
  Site Here = copySite("/p/b.cpp", 20, "g"), Other = Here;
  Other.Shared.FamilyKey = "unknown";
  std::vector<CopyCluster> Found = clustersFrom(Known, {&Other, &Here});
  ASSERT_EQ(Found.size(), 1u);
  Finding F = describeCluster(Found[0]);
  EXPECT_EQ(F.Where.File, "/p/b.cpp");
  EXPECT_EQ(F.Message,
            "cleanup 'delete p' is written 6 times in 3 functions of 2 files; "
            "one guard class 'ParserDeleter' would write it once");
}

TEST(CatalogueTest, AClusterWithoutAGuardStaysOne) {
  std::vector<Site> Sites = copies();
  for (Site &S : Sites)
    S.Shared.Obstacle = "a macro";
  Catalogue Known;
  ASSERT_EQ(readCatalogue(written(Sites), Known), "");
  std::vector<CopyCluster> Found = clustersFrom(Known, {&Sites[0]});
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_THAT(Found[0].Obstacle, Not(IsEmpty()));
}

TEST(CatalogueTest, WhatIsNoCatalogueIsToldOf) {
  const std::pair<const char *, const char *> Cases[] = {
      {"", "not JSON"},
      {"{", "not JSON"},
      {"[]", "not a catalogue"},
      {"{\"version\": \"1\"}", "not a catalogue"},
      {"{\"version\": 2, \"clusters\": []}", "version 2"},
      {"{\"version\": 1}", "not a complete"},
      {"{\"version\": 1, \"clusters\": [1]}", "not a complete"},
      {"{\"version\": 1, \"clusters\": [{\"key\": \"k\", \"guard\": null, "
       "\"times\": 0, \"functions\": 2, \"files\": 1}]}",
       "not a complete"},
      {"{\"version\": 1, \"clusters\": [{\"guard\": null, "
       "\"times\": 2, \"functions\": 2, \"files\": 1}]}",
       "not a complete"}};
  for (const auto &[Text, Expected] : Cases) {
    Catalogue Known = {{"old", {}}};
    EXPECT_THAT(readCatalogue(Text, Known), HasSubstr(Expected)) << Text;
    EXPECT_THAT(Known, IsEmpty()) << Text;
  }
}

} // namespace
} // namespace raiify
