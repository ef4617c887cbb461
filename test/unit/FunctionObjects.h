//===- FunctionObjects.h - Guards that hold function objects ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the judge's tests of function objects have in common.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TEST_UNIT_FUNCTIONOBJECTS_H
#define RAIIFY_TEST_UNIT_FUNCTIONOBJECTS_H

#include "Judged.h"

#include "gmock/gmock.h"

#include <string>

namespace raiify {

/// Never `equivalent`, nor `conditional`.
MATCHER(isNotProved, "") {
  return llvm::StringRef(arg).starts_with("changes-behavior") ||
         llvm::StringRef(arg).starts_with("refused");
}

/// A class that deletes what its one reference refers to, with \p Members in
/// the place of its own and \p Body for what it does.
inline std::string deleter(
    const std::string &Body = "delete p;",
    const std::string &Members = "public: explicit D(Noisy *&p) : p(p) {}") {
  return "class D { " + Members + " void operator()() const { " + Body +
         " } private: Noisy *&p; }; ";
}

inline const char *const Deletes =
    "void f(Noisy *n) { try { work(); } catch (...) { "
    "delete n; throw; } delete n; }";

} // namespace raiify

#endif // RAIIFY_TEST_UNIT_FUNCTIONOBJECTS_H
