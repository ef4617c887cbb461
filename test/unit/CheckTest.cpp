//===- CheckTest.cpp - Names of the checks --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Check.h"
#include "model/Docs.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <set>
#include <string>

namespace raiify {
namespace {

using testing::EndsWith;
using testing::StartsWith;

TEST(CheckTest, NamesAreReadBack) {
  for (const CheckInfo &Info : allChecks()) {
    EXPECT_EQ(parseCheckName(Info.Name), Info.Kind) << Info.Name.str();
    EXPECT_EQ(checkInfo(Info.Kind).Name, Info.Name);
  }
}

TEST(CheckTest, UnknownNamesHaveNoCheck) {
  for (const char *Name : {"", "raii", "raii-", "raii-emulated-finall",
                           "Raii-Emulated-Finally", "raii-*"})
    EXPECT_EQ(parseCheckName(Name), std::nullopt) << Name;
}

TEST(CheckTest, EachIsDescribed) {
  std::set<std::string> Names, Summaries;
  for (const CheckInfo &Info : allChecks()) {
    EXPECT_THAT(Info.Name.str(), StartsWith("raii-"));
    EXPECT_THAT(Info.Summary.str(), StartsWith("Finds "));
    EXPECT_FALSE(Info.Summary.ends_with(".")) << Info.Name.str();
    EXPECT_FALSE(Info.Guideline.empty()) << Info.Name.str();
    Names.insert(Info.Name.str());
    Summaries.insert(Info.Summary.str());
  }
  EXPECT_EQ(Names.size(), allChecks().size());
  EXPECT_EQ(Summaries.size(), allChecks().size());
}

TEST(CheckTest, PagesAreCalledAsTheChecks) {
  for (const CheckInfo &Info : allChecks())
    EXPECT_THAT(checkPage(Info.Kind), EndsWith("/" + Info.Name.str() + ".md"));
}

TEST(CheckTest, PagesStandWhereTheFrontEndSays) {
  std::string Before = docsPlace();
  setDocsPlace("/usr/share/doc");
  EXPECT_EQ(checkPage(CheckKind::ExitCleanup),
            "/usr/share/doc/raii-exit-cleanup.md");
  setDocsPlace(Before);
}

} // namespace
} // namespace raiify
