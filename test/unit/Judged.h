//===- Judged.h - The judge's answer about two codes ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The helper of the judge's unit tests.
///
/// \code
///   EXPECT_THAT(judged("void f() { work(); park(); }",
///                      "void f() { park(); work(); }"),
///               "changes-behavior: 'work()'; 'park()'; returns | 'park()'; "
///               "'work()'; returns");
/// \endcode
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TEST_UNIT_JUDGED_H
#define RAIIFY_TEST_UNIT_JUDGED_H

#include "model/Config.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace raiify {

/// How two codes are to be read.
struct JudgedReading {
  Config Options;
  std::vector<std::string> Flags = {"-std=c++17"};
  /// Whether the second code is parsed without the bodies of other functions
  /// than `f`; "left out" where these would have to be known.
  bool Partly = false;
  /// Whether both are, and only a refusal that is certain counts; "not known"
  /// where there is none.
  bool InAnyCase = false;
};

/// What the judge says of the function `f` of both codes, or, where there is
/// none, of the first lambda: "equivalent", "conditional", each with the
/// assumptions in brackets, "refused goto (detail)", or "changes-behavior: "
/// with the two traces. Before both codes stand declarations that most tests
/// need: see Judged.cpp. "does not parse" if so.
std::string judged(llvm::StringRef Before, llvm::StringRef After,
                   const JudgedReading &How = {});

} // namespace raiify

#endif // RAIIFY_TEST_UNIT_JUDGED_H
