//===- ConfigTest.cpp - Options of the checks -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Config.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace raiify {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct ReadResult {
  Config Read;
  std::vector<std::string> Problems;
};

ReadResult read(const std::map<std::string, std::string> &Values) {
  ReadResult Result;
  Result.Read = readConfig(
      [&](llvm::StringRef Name) -> std::optional<llvm::StringRef> {
        auto It = Values.find(Name.str());
        if (It == Values.end())
          return std::nullopt;
        return llvm::StringRef(It->second);
      },
      [&](const std::string &Problem) { Result.Problems.push_back(Problem); });
  return Result;
}

TEST(ConfigTest, NothingSetGivesTheDefaults) {
  ReadResult Result = read({});
  EXPECT_TRUE(Result.Read == Config());
  EXPECT_THAT(Result.Problems, IsEmpty());
}

TEST(ConfigTest, ListsAreSplitAndTrimmed) {
  Config Read = read({{"ReleaseFunctions", "closeDevice; hal::park ;;"},
                      {"LoggingFunctions", "trace"},
                      {"GuardTypes", ""}})
                    .Read;
  EXPECT_THAT(Read.ReleaseFunctions, ElementsAre("closeDevice", "hal::park"));
  EXPECT_THAT(Read.LoggingFunctions, ElementsAre("trace"));
  EXPECT_THAT(Read.GuardTypes, IsEmpty());
}

TEST(ConfigTest, FlagsAndNumbers) {
  ReadResult Result = read({{"IgnoreMacros", "true"}, {"MinExits", "4"}});
  EXPECT_TRUE(Result.Read.IgnoreMacros);
  EXPECT_EQ(Result.Read.MinExits, 4u);
  EXPECT_THAT(Result.Problems, IsEmpty());
}

TEST(ConfigTest, BadFlagIsReportedAndTheDefaultHolds) {
  ReadResult Result = read({{"IgnoreMacros", "perhaps"}});
  EXPECT_FALSE(Result.Read.IgnoreMacros);
  EXPECT_THAT(Result.Problems, ElementsAre(AllOf(HasSubstr("'IgnoreMacros'"),
                                                 HasSubstr("'perhaps'"))));
}

TEST(ConfigTest, BadNumbersAreReportedAndTheDefaultHolds) {
  for (const char *Value :
       {"", "1", "0", "-2", "two", "2.5", "2x", "99999999999999999999"}) {
    ReadResult Result = read({{"MinExits", Value}});
    EXPECT_EQ(Result.Read.MinExits, Config().MinExits) << Value;
    EXPECT_THAT(Result.Problems,
                ElementsAre(AllOf(HasSubstr("'MinExits'"), HasSubstr(Value))))
        << Value;
  }
}

TEST(ConfigTest, MinCopiesHasNoNumberUnlessItIsGiven) {
  EXPECT_EQ(read({}).Read.MinCopies, 0u);
  EXPECT_EQ(read({{"MinCopies", "5"}}).Read.MinCopies, 5u);
  for (const char *Value : {"1", "0", "many"}) {
    ReadResult Result = read({{"MinCopies", Value}});
    EXPECT_EQ(Result.Read.MinCopies, 0u) << Value;
    EXPECT_THAT(Result.Problems,
                ElementsAre(AllOf(HasSubstr("'MinCopies'"), HasSubstr(Value))))
        << Value;
  }
}

TEST(ConfigTest, WhatBecomesOfSitesDoesNotDecideOnThem) {
  Config Read = read({{"MinExits", "4"},
                      {"MinCopies", "5"},
                      {"CatalogueFile", "copies.json"}})
                    .Read;
  EXPECT_TRUE(Read.forSites() == read({{"MinExits", "4"}}).Read);
}

TEST(ConfigTest, EveryProblemIsReported) {
  EXPECT_THAT(
      read({{"IgnoreMacros", "x"}, {"MinExits", "y"}}).Problems,
      ElementsAre(HasSubstr("'IgnoreMacros'"), HasSubstr("'MinExits'")));
}

TEST(ConfigTest, EveryOptionIsDescribedAndItsDefaultIsRead) {
  std::set<std::string> Asked;
  readConfig(
      [&](llvm::StringRef Name) -> std::optional<llvm::StringRef> {
        Asked.insert(Name.str());
        return std::nullopt;
      },
      [](const std::string &) {});
  std::set<std::string> Described;
  std::map<std::string, std::string> Defaults;
  for (const OptionInfo &Info : allOptions()) {
    EXPECT_FALSE(Info.Meaning.empty()) << Info.Name.str();
    Described.insert(Info.Name.str());
    Defaults[Info.Name.str()] = Info.Default.str();
  }
  EXPECT_EQ(Asked, Described);
  ReadResult Result = read(Defaults);
  EXPECT_TRUE(Result.Read == Config());
  EXPECT_THAT(Result.Problems, IsEmpty());
}

TEST(ConfigTest, EqualityLooksAtEveryField) {
  for (const auto &[Name, Value] :
       std::map<std::string, std::string>{{"ReleaseFunctions", "x"},
                                          {"LoggingFunctions", "x"},
                                          {"GuardTypes", "x"},
                                          {"IgnoreMacros", "true"},
                                          {"MinExits", "3"},
                                          {"MinCopies", "3"},
                                          {"CatalogueFile", "x"}})
    EXPECT_FALSE(read({{Name, Value}}).Read == Config()) << Name;
}

} // namespace
} // namespace raiify
