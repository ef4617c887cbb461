//===- Acquisition.h - What a function takes hold of ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A local that is given something to release, and what becomes of it: enough
/// to tell, over a whole project, the one function that forgets the release
/// from the others that do the same and do not.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_MODEL_ACQUISITION_H
#define RAIIFY_MODEL_ACQUISITION_H

#include "model/Site.h"

#include <string>
#include <vector>

namespace raiify {

/// Recorded in functions that hold a `try`, of locals that are assigned once.
struct Acquisition {
  /// The statement that acquires.
  Location Where;
  /// Qualified name of the function.
  std::string Function;
  /// Where the function begins, which tells overloads apart.
  Location Begin;
  /// What acquires, the same in every unit: the type behind `new`, or the USR
  /// of the function that is called.
  std::string Key;
  /// The same as written: `new Parser(ms)`.
  std::string Text;
  /// The local that holds it.
  std::string Variable;
  /// What is done with it besides releasing it, each once and sorted, the same
  /// in every unit: `method USR`, `argument 0 of USR`, `null test`.
  std::vector<std::string> Uses;
  /// Whether it may be in other hands: returned, stored, its address taken,
  /// captured, or passed where it may be kept.
  bool Escapes = false;
  /// Whether a try block begins behind it that can see it.
  bool BeforeTry = false;
  /// What releases it, the same in every unit; empty where nothing does.
  std::string ReleaseKey;
  /// The release as written: `delete parser`.
  std::string Release;
  /// Whether a handler's cleanup, which a site speaks of, is that release.
  bool InHandler = false;
  /// Another variable of the same type that a handler's cleanup works on, and
  /// that statement in the form of ReleaseKey; empty where there is none.
  std::string Other;
  std::string OtherKey;
};

} // namespace raiify

#endif // RAIIFY_MODEL_ACQUISITION_H
