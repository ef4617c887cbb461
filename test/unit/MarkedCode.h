//===- MarkedCode.h - Sites of marked code ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The one helper of the engine's unit tests. A test writes code with named
/// marks and states what the engine says of it in terms of the marks:
///
/// \code
///   EXPECT_THAT(sitesIn(R"cpp(
///     void f(int *P) {
///       try { work(); }
///       catch (...) { $h^delete P; throw; }
///       $after^delete P;
///     })cpp"),
///     ElementsAre("raii-emulated-finally $h f {delete P} "
///                 "handler@$h after-try@$after"));
/// \endcode
///
/// A place without a mark keeps its numbers. Code that yields nothing gives an
/// empty list, code that does not parse the one string "does not parse".
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TEST_UNIT_MARKEDCODE_H
#define RAIIFY_TEST_UNIT_MARKEDCODE_H

#include "model/Acquisition.h"
#include "model/Config.h"
#include "model/Site.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace raiify {

/// How code is to be read.
struct Reading {
  Config Options;
  std::string Standard = "c++17";
  /// Whether declarations that most tests need (`work()`, `open()`, a mutex)
  /// stand in front of the code.
  bool WithPrelude = true;
};

/// The engine's sites as values, in its order; marks are taken out.
std::vector<Site> rawSitesIn(llvm::StringRef Marked, const Reading &How = {});

/// The engine's sites as it prints them, in its order, with marks for places.
std::vector<std::string> sitesIn(llvm::StringRef Marked,
                                 const Reading &How = {});

/// What the functions of \p Code acquire; nothing where it does not parse.
std::vector<Acquisition> acquisitionsIn(llvm::StringRef Code,
                                        const Reading &How = {});

/// The rewrites that the planner proposes for the first site of \p Code, best
/// first: each as its form, a colon, and the whole code after it, without the
/// prelude. Text that does not parse has " (does not parse)" behind the form.
/// A refusal is "refused: <id>", code without a site "no site".
std::vector<std::string> plansFor(llvm::StringRef Code,
                                  const Reading &How = {});

/// plansFor, with forms and texts apart; a refusal is a form without a text.
struct Rewrites {
  std::vector<std::string> Forms;
  std::vector<std::string> Texts;
};
Rewrites rewrites(llvm::StringRef Code, const Reading &How = {});

/// \p Text with the line breaks of Windows.
std::string windows(llvm::StringRef Text);

} // namespace raiify

#endif // RAIIFY_TEST_UNIT_MARKEDCODE_H
