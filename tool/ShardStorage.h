//===- ShardStorage.h - Where shards are kept -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Named pieces of bytes that outlive a run: on disk, and in memory for tests.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SHARDSTORAGE_H
#define RAIIFY_TOOL_SHARDSTORAGE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <string>

namespace raiify {

/// May be used from many threads and by many runs at once. What is loaded is
/// what somebody stored under that name, whole, or damaged by others: whoever
/// loads has to check it.
class ShardStorage {
public:
  virtual ~ShardStorage();

  /// Null where there is nothing of that name, or nothing that can be read.
  virtual std::unique_ptr<llvm::MemoryBuffer> load(llvm::StringRef Name) = 0;
  /// Takes the place of what has that name.
  virtual llvm::Error store(llvm::StringRef Name, llvm::StringRef Bytes) = 0;
};

/// Files in \p Folder, which is made on the first store, with a .gitignore and
/// a CACHEDIR.TAG. Each is written beside its place and renamed. Once a day,
/// files that no run used for 30 days are removed, and what is left of runs
/// that were killed.
std::unique_ptr<ShardStorage> openDiskStorage(std::string Folder);

std::unique_ptr<ShardStorage> openMemoryStorage();

} // namespace raiify

#endif // RAIIFY_TOOL_SHARDSTORAGE_H
