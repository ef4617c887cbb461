//===- Contain.h - Work that may go wrong -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Keeps what happens to one unit from the others: a crash, a stack that is
/// used up, a fatal error of LLVM, and work that takes too long.
///
/// What takes too long ends in one of two ways. Clang and the engine ask for
/// the time on their way (checkTime), and the work ends there. Where they do
/// not ask, the thread is left running, at the lowest priority, and nobody
/// waits for it any more. Either way nothing that the work had is destroyed.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_CONTAIN_H
#define RAIIFY_TOOL_CONTAIN_H

#include <chrono>
#include <functional>
#include <string>

namespace raiify {

/// How long a piece of work may take; zero is as long as it likes.
using TimeLimit = std::chrono::milliseconds;

/// How a piece of work came to its end.
struct Ending {
  enum Kind {
    Done,
    Crashed,
    OutOfTime,
  };
  Kind How = Done;
  /// What LLVM said before it crashed; may be empty.
  std::string Reason;

  bool isDone() const { return How == Done; }
  /// Why a unit failed that ended like this, under \p Limit.
  std::string failure(TimeLimit Limit) const;
};

/// Runs \p Work on another thread, with a stack for deep expressions. Each
/// calling thread has one, which goes with it.
/// \p Work must own all that it refers to if there is a limit, and if it is not
/// done when this returns, whoever called must not touch any of it again.
Ending runContained(std::function<void()> Work, TimeLimit Limit);

/// The same for work that needs no deep stack: without a limit it runs on the
/// calling thread, which is cheaper.
Ending runShallow(std::function<void()> Work, TimeLimit Limit);

/// Ends the contained work that calls this if its time is up; does not return
/// then. To be called where no lock is held that others need.
void checkTime();

/// Whether the contained work that calls this has a time limit.
bool hasTimeLimit();

/// Whether a piece of work was not done: threads, locks and lists may have been
/// left behind that destructors would stumble on.
bool isAnythingLeftBehind();

/// Ends the process without destructors. Files that were to be removed with
/// them are removed.
[[noreturn]] void exitAtOnce(int Status);

} // namespace raiify

#endif // RAIIFY_TOOL_CONTAIN_H
