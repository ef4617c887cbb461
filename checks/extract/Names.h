//===- Names.h - What names of functions suggest ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The words that C and C++ libraries use for releasing, for logging and for
/// guards. A name is a help, never a proof: Effects.h asks in addition what
/// the function is called on and what happened to that before.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_NAMES_H
#define RAIIFY_EXTRACT_NAMES_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace raiify {

/// `closeFile2` and `close_file` as close, file; lower case.
std::vector<std::string> splitWords(llvm::StringRef Name);

/// How much a function's name promises a release.
enum class ReleaseHint {
  None,
  Weak,  ///< often something else: stop, clear, remove, end …
  Strong ///< hardly ever something else: free, close, unlock …
};

/// Looks at the first and the last word of \p Name.
ReleaseHint releaseHint(llvm::StringRef Name);

/// Whether \p Release undoes what \p Acquire does, going by their words:
/// close and open, popFront and pushFront, endGroup and beginGroup.
/// Where both name what they work on, it must be the same: startElement and
/// endDocument are no pair.
bool isPair(llvm::StringRef Acquire, llvm::StringRef Release);

/// Whether a function of this name gives back something new (get, create,
/// alloc …) instead of changing what it is called on. What it gives is paired
/// with whatever releases it.
bool isProducer(llvm::StringRef Name);

/// Like isPair, for a function that gives what \p Release later releases:
/// only the verbs count.
bool isProducedFor(llvm::StringRef Producer, llvm::StringRef Release);

/// Whether \p Name is that of a function of the C library (or POSIX) that
/// releases its argument: free, fclose, close, munmap …
bool isCRelease(llvm::StringRef Name);

/// Whether \p Name begins like the name of a function that logs, prints or
/// asserts.
bool isLoggingName(llvm::StringRef Name);

/// Whether \p Name is that of a class that logs.
bool isLoggerClass(llvm::StringRef Name);

/// Whether \p Name is that of a guard, a lock or a smart pointer.
bool isGuardClass(llvm::StringRef Name);

} // namespace raiify

#endif // RAIIFY_EXTRACT_NAMES_H
