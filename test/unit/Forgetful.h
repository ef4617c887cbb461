//===- Forgetful.h - Functions that release, and one that does not *- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Code for the tests of what compares functions with each other.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TEST_UNIT_FORGETFUL_H
#define RAIIFY_TEST_UNIT_FORGETFUL_H

#include "MarkedCode.h"

#include "cluster/MissedCopies.h"

#include "llvm/ADT/Twine.h"

namespace raiify {

inline constexpr llvm::StringLiteral Types =
    "struct P { P(); int *Q; void run(); void stop(); }; struct Derived : P "
    "{}; "
    "void keep(P *); void look(P *); P *made(); void dropped(P *); P *Global; ";

/// \p Count functions that acquire by `new P` and release it in a handler.
inline std::string releasing(unsigned Count) {
  std::string Code;
  for (unsigned I = 0; I != Count; ++I)
    Code += "void r" + std::to_string(I) +
            "() { P *p = new P; try { p->run(); look(p); } catch (...) { "
            "delete p; throw; } delete p; }\n";
  return Code;
}

/// A function with a try whose block is \p Work, behind \p Acquire.
inline std::string forgetful(llvm::StringRef Acquire, llvm::StringRef Work,
                             llvm::StringRef Handler = "") {
  return ("void forgets() { " + Acquire + " try { " + Work +
          " } catch (...) { " + Handler + " throw; } }\n")
      .str();
}

/// The messages of what is found in \p Code.
inline std::vector<std::string> missedIn(const std::string &Code,
                                         unsigned MinCopies = 0) {
  std::vector<Acquisition> All = acquisitionsIn(Types.str() + Code);
  if (All.empty())
    return {"nothing is acquired"};
  std::vector<AcquisitionCandidate> Candidates;
  for (const Acquisition &A : All)
    Candidates.push_back({&A, MinCopies});
  std::vector<std::string> Messages;
  for (const Finding &F : findMissedCopies(Candidates))
    Messages.push_back(F.Function + ": " + F.Message);
  return Messages;
}

} // namespace raiify

#endif // RAIIFY_TEST_UNIT_FORGETFUL_H
