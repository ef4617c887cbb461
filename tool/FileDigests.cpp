//===- FileDigests.cpp - What files hold now ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileDigests.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

#include <string>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace raiify {

std::uint64_t hashOf(llvm::StringRef Text) { return llvm::xxh3_64bits(Text); }

static std::optional<std::uint64_t> read(llvm::StringRef File) {
  fs::file_status Status;
  // Opening a pipe would wait for somebody to write into it.
  if (fs::status(File, Status) || !fs::is_regular_file(Status))
    return std::nullopt;
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return std::nullopt;
  return hashOf((*Buffer)->getBuffer());
}

std::optional<std::uint64_t> FileDigests::digestOf(llvm::StringRef File) {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    auto Known = Files.find(File);
    if (Known != Files.end())
      return Known->second;
  }
  // Not under the lock, so that others need not wait for the disk. Two threads
  // may read the same file; the first one's answer holds for both.
  std::optional<std::uint64_t> Digest = read(File);
  std::lock_guard<std::mutex> Guard(Lock);
  return Files.try_emplace(File, Digest).first->second;
}

std::uint64_t FileDigests::layoutOf(llvm::StringRef Folder) {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    auto Known = Layouts.find(Folder);
    if (Known != Layouts.end())
      return Known->second;
  }
  // A folder without such a file is like the one above, so that what stands in
  // another place, laid out alike, has the same hash.
  llvm::StringRef Parent = path::parent_path(Folder);
  std::uint64_t Digest = Parent.empty() ? 0 : layoutOf(Parent);
  for (llvm::StringRef Name : {".clang-format", "_clang-format"}) {
    llvm::SmallString<256> File(Folder);
    path::append(File, Name);
    if (std::optional<std::uint64_t> Text = digestOf(File))
      Digest = hashOf(std::to_string(Digest) + " " + std::to_string(*Text));
  }
  std::lock_guard<std::mutex> Guard(Lock);
  return Layouts.try_emplace(Folder, Digest).first->second;
}

} // namespace raiify
