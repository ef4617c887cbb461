//===- FileDigests.h - What files hold now ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Hashes of files, each file read once in a run however many units ask.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_FILEDIGESTS_H
#define RAIIFY_TOOL_FILEDIGESTS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <mutex>
#include <optional>

namespace raiify {

/// The hash of a file's text.
std::uint64_t hashOf(llvm::StringRef Text);

/// May be asked from any thread. What it said of a file once, it says again: a
/// run has one view of the disk.
class FileDigests {
public:
  /// The hash that hashOf gives of the file's text; nullopt for what is no
  /// regular file or cannot be read.
  std::optional<std::uint64_t> digestOf(llvm::StringRef File);

  /// A hash of all .clang-format files that hold for what stands in \p Folder,
  /// an absolute path.
  std::uint64_t layoutOf(llvm::StringRef Folder);

private:
  std::mutex Lock;
  llvm::StringMap<std::optional<std::uint64_t>> Files;
  llvm::StringMap<std::uint64_t> Layouts;
};

} // namespace raiify

#endif // RAIIFY_TOOL_FILEDIGESTS_H
