//===- GuardNameTest.cpp - What a shared guard is called ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cluster/GuardName.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "llvm/ADT/StringExtras.h"

namespace raiify {
namespace {

using testing::ElementsAre;

struct Case {
  const char *Statement;
  /// Of each copy, its parameters as type and argument in turn.
  std::vector<std::vector<const char *>> Copies;
  const char *Expected;
};

GuardNames names(const Case &C) {
  std::vector<std::vector<CleanupParameter>> Copies;
  for (const std::vector<const char *> &Copy : C.Copies) {
    Copies.emplace_back();
    for (std::size_t I = 0; I + 1 < Copy.size(); I += 2)
      Copies.back().push_back({Copy[I], Copy[I + 1]});
  }
  return nameGuard({std::string(C.Statement)}, Copies);
}

TEST(GuardNameTest, SaysWhatIsDoneToWhat) {
  const Case Cases[] = {
      {"delete $0",
       {{"A *", "thisParser"}, {"B *", "thisParser"}},
       "ParserDeleter"},
      {"delete $0",
       {{"A *", "timeParser"}, {"B *", "fieldParser"}},
       "ParserDeleter"},
      {"delete[] $0",
       {{"char *", "m_pBuffer"}, {"char *", "fBuffer"}},
       "BufferDeleter"},
      {"delete $0",
       {{"ns::MSTimeParse *", "p"}, {"ns::MSFeedParse *", "q"}},
       "ParseDeleter"},
      {"delete $0",
       {{"ns::Node *", "p"}, {"ns::Node *const", "q"}},
       "NodeDeleter"},
      {"delete $0", {{"A *", "p"}, {"B *", "q"}}, "ObjectDeleter"},
      {"delete $0",
       {{"ns::List<int> *", "a"}, {"ns::List<int> *", "b"}},
       "ListDeleter"},
      {"$0 = false",
       {{"bool", "running"}, {"bool", "this->running"}},
       "RunningFlagReset"},
      {"$0 = false", {{"bool", "busyFlag"}}, "BusyFlagReset"},
      {"$0 = nullptr", {{"T *", "current_"}}, "CurrentReset"},
      {"$0 = $1", {{"int", "level", "int", "saved"}}, "LevelRestorer"},
      {"--$0", {{"int", "depth"}}, "DepthDecrementer"},
      {"++$0", {{"int", "users"}}, "UsersIncrementer"},
      {"::close($0)", {{"int", "fd"}, {"int", "fd"}}, "FdCloser"},
      {"::close($0)",
       {{"int", "socket"}, {"int", "theSocket"}},
       "SocketCloser"},
      {"::closesocket($0)", {{"int", "s"}}, "SocketCloser"},
      {"::fclose($0)", {{"FILE *", "f"}}, "FileCloser"},
      {"$0.unlock()",
       {{"std::mutex", "mutex_"}, {"std::mutex", "mutex"}},
       "MutexUnlocker"},
      {"$0->lock.unlock()", {{"S *", "p"}}, "LockUnlocker"},
      {"$0.close()", {{"net::Channel", "*this"}}, "ChannelCloser"},
      {"::free($0)",
       {{"void *", "buffer"}, {"void *", "tmpBuffer"}},
       "BufferFreer"},
      {"$0->deallocate($1)",
       {{"M *", "manager", "char *", "name"}},
       "NameDeallocator"},
      {"ns::destroyWindow($0)", {{"W *", "w"}}, "WindowDestroyer"},
      {"ns::finishUp($0)", {{"W *", "job"}}, "UpFinisher"},
      {"ns::Platform::Terminate()", {{}}, "PlatformTerminator"},
      {"ns::tidy($0)", {{"W *", "room"}}, "RoomCleanup"},
      {"ns::shutEverything()", {{}}, "ShutEverythingCleanup"},
      {"while ($0) $0 = $0->next", {{"N *", "head"}}, "HeadCleanup"},
      {"delete $0", {{"long *", "p"}}, "ArrayDeleter"},
  };
  for (const Case &C : Cases)
    EXPECT_EQ(names(C).Class, C.Expected) << C.Statement;
}

TEST(GuardNameTest, TheFirstStatementThatSaysWhatItDoesNamesAll) {
  std::vector<std::vector<CleanupParameter>> Copies = {{{"int", "bus"}}};
  EXPECT_EQ(nameGuard({"::led($0, 0)", "::bus_unlock($0)"}, Copies).Class,
            "BusUnlocker");
  EXPECT_EQ(nameGuard({"::led($0, 0)", "::beep($0)"}, Copies).Class,
            "BusCleanup");
}

TEST(GuardNameTest, ParametersAreCalledAsTheCopiesCallThem) {
  EXPECT_THAT(names({"", {{"A *", "thisParser", "int", "fFD"}}, ""}).Parameters,
              ElementsAre("parser", "fd"));
  EXPECT_THAT(names({"", {{"A *", "p", "A *", "q"}}, ""}).Parameters,
              ElementsAre("object", "object2"));
  EXPECT_THAT(
      names({"", {{"ns::Mutex", "a", "ns::Mutex", "b"}}, ""}).Parameters,
      ElementsAre("mutex", "mutex2"));
}

TEST(GuardNameTest, NoParameterIsAKeyword) {
  EXPECT_THAT(names({"", {{"A *", "myClass"}}, ""}).Parameters,
              ElementsAre("object"));
}

TEST(GuardNameTest, WordsOfIdentifiers) {
  auto Split = [](llvm::StringRef Name) {
    return llvm::join(identifierWords(Name), " ");
  };
  EXPECT_EQ(Split("thisMSParser_2"), "this MS Parser 2");
  EXPECT_EQ(Split("m_pFoo"), "m p Foo");
  EXPECT_EQ(Split("HTTPServer"), "HTTP Server");
  EXPECT_EQ(Split("__x__"), "x");
  EXPECT_EQ(Split(""), "");
}

} // namespace
} // namespace raiify
