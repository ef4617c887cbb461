//===- Output.h - Where the report goes -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes the report, or what stands in its place, to standard output or to a
/// file.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_OUTPUT_H
#define RAIIFY_TOOL_OUTPUT_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace raiify {

/// Writes \p Text to \p File; to standard output where the name is empty. A
/// regular file is written beside its place and renamed, so that readers see
/// the old report or the new one whole. Nothing is written on an error, which
/// calls the text \p What.
llvm::Error writeOutput(llvm::StringRef File, llvm::StringRef Text,
                        llvm::StringRef What = "the report");

/// The same for what is too large to be made in memory: \p Write is called
/// once.
llvm::Error writeOutput(llvm::StringRef File,
                        llvm::function_ref<void(llvm::raw_ostream &)> Write,
                        llvm::StringRef What = "the report");

/// Writes what nobody asked for by name, such as a part of the cache: an
/// interrupt does not speak of it.
llvm::Error storeFile(llvm::StringRef File, llvm::StringRef Text,
                      llvm::StringRef What);

/// Whether writeOutput can be expected to succeed; asked before the long work.
llvm::Error checkOutput(llvm::StringRef File,
                        llvm::StringRef What = "the report");

} // namespace raiify

#endif // RAIIFY_TOOL_OUTPUT_H
