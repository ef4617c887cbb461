//===- Progress.h - How far the run is --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The line `[ 12/347] src/foo.cpp` on standard error.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_PROGRESS_H
#define RAIIFY_TOOL_PROGRESS_H

#include "Options.h"

#include "llvm/ADT/StringRef.h"

#include <cstddef>
#include <mutex>

namespace raiify {

/// Shows each unit that is done: on a terminal in one line, redrawn in place
/// and erased at the end, elsewhere a line for each. May be called from any
/// thread.
class Progress {
public:
  /// \p Show Auto means: on a terminal, unless \p Quiet.
  Progress(When Show, bool Quiet, std::size_t Total);
  ~Progress();

  void done(llvm::StringRef File);

private:
  std::mutex Lock;
  bool IsTerminal;
  bool IsShown;
  std::size_t Total;
  std::size_t Done = 0;
};

} // namespace raiify

#endif // RAIIFY_TOOL_PROGRESS_H
