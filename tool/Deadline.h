//===- Deadline.h - Parses that look at the clock ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Lets clang ask for the time (Contain.h) at what units that take for ever
/// are made of: macros, included files, templates, declarations.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_DEADLINE_H
#define RAIIFY_TOOL_DEADLINE_H

#include "clang/Sema/SemaConsumer.h"

namespace raiify {

/// A consumer whose parse ends when the time of the work is up. Where there is
/// no limit it does nothing.
class TimedConsumer : public clang::SemaConsumer {
public:
  void InitializeSema(clang::Sema &S) override;
  bool HandleTopLevelDecl(clang::DeclGroupRef Group) override;
};

} // namespace raiify

#endif // RAIIFY_TOOL_DEADLINE_H
