//===- InterruptTest.cpp - What an interrupt says -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/Interrupt.h"

#include "gtest/gtest.h"

#include <signal.h>

using namespace raiify;

namespace {

TEST(InterruptTest, NamesWhatWasWritten) {
  EXPECT_EQ(interruptMessage(SIGINT, {}), "interrupted; no file was written");
  EXPECT_EQ(interruptMessage(SIGTERM, {}), "terminated; no file was written");
  EXPECT_EQ(interruptMessage(SIGINT, {"a.cpp", "b.h"}),
            "interrupted after these files were written: a.cpp, b.h");
}

TEST(InterruptTest, NamesNoMoreThanOneReads) {
  EXPECT_EQ(interruptMessage(SIGINT, {"1", "2", "3", "4", "5", "6", "7"}),
            "interrupted after these files were written: 1, 2, 3, 4, 5 and 2 "
            "more");
}

} // namespace
