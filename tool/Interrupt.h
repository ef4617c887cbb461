//===- Interrupt.h - Ended from outside -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What Ctrl-C, `kill` and a terminal that goes away do: files that are being
/// written are written, no others are begun, temporary files are removed, one
/// line says what happened, and the exit status is 128 and the signal's number.
/// A second signal ends the process at once.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_INTERRUPT_H
#define RAIIFY_TOOL_INTERRUPT_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace raiify {

/// To be called first in main: threads take over how signals are dealt with.
/// Signals that the caller of the program ignores stay ignored. A write that
/// fails is an error and no signal.
void handleInterrupts();

/// As long as one lives, an interrupt waits; while an interrupt is under way,
/// neither making nor destroying one ever returns. They may be nested.
class Uninterrupted {
public:
  Uninterrupted();
  ~Uninterrupted();
  Uninterrupted(const Uninterrupted &) = delete;
  Uninterrupted &operator=(const Uninterrupted &) = delete;
};

/// Removes the files that llvm::sys::RemoveFileOnSignal names.
void removeTemporaryFiles();

/// Remembers that the user's file \p File has been written, for what an
/// interrupt tells. To be called under an Uninterrupted.
void noteWritten(llvm::StringRef File);

/// What is told of an interrupt by \p Signal after \p Written was.
std::string interruptMessage(int Signal,
                             const std::vector<std::string> &Written);

} // namespace raiify

#endif // RAIIFY_TOOL_INTERRUPT_H
