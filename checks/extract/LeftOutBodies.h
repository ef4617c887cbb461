//===- LeftOutBodies.h - Bodies that a parse left out -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A scan leaves most function bodies out. What such a function does is not
/// known, which is not the same as that it does nothing.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_LEFTOUTBODIES_H
#define RAIIFY_EXTRACT_LEFTOUTBODIES_H

namespace clang {
class FunctionDecl;
} // namespace clang

namespace raiify {

/// Notes whether anybody asked for a body that was left out.
class LeftOutBodies {
public:
  /// Whether the parse left out the body of \p Function, or of the template
  /// that it comes from. If so, that is noted.
  bool has(const clang::FunctionDecl *Function);

  bool wereMissed() const { return Missed; }

private:
  bool Missed = false;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_LEFTOUTBODIES_H
