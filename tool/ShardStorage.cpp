//===- ShardStorage.cpp - Where shards are kept ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShardStorage.h"

#include "Output.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <chrono>
#include <mutex>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace raiify {

ShardStorage::~ShardStorage() = default;

/// How long what no run uses is kept, and how long what a run was writing when
/// it was killed: longer than any shard takes to write.
static constexpr std::chrono::hours KeepShards(24 * 30);
static constexpr std::chrono::hours KeepTemporary(1);
/// How often the storage is looked through, and how old a file's time may be
/// before it is set anew.
static constexpr std::chrono::hours OneDay(24);

static constexpr llvm::StringLiteral Suffix = ".shard";

static constexpr llvm::StringLiteral TagText =
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# Results of raiify, which it makes anew when they are gone.\n"
    "# See https://bford.info/cachedir/\n";

static std::string inFolder(llvm::StringRef Folder, const llvm::Twine &Name) {
  llvm::SmallString<256> File(Folder);
  path::append(File, Name);
  return File.str().str();
}

/// How long ago the file was written or used.
static std::chrono::seconds ageOf(const fs::basic_file_status &Status) {
  return std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now() - Status.getLastModificationTime());
}

/// Sets the file's time to now. Failing costs no more than a longer run.
static void touch(llvm::StringRef File) {
  llvm::Expected<fs::file_t> Open =
      fs::openNativeFileForReadWrite(File, fs::CD_OpenExisting, fs::OF_None);
  if (!Open) {
    llvm::consumeError(Open.takeError());
    return;
  }
  (void)fs::setLastAccessAndModificationTime(*Open,
                                             std::chrono::system_clock::now());
  (void)fs::closeFile(*Open);
}

namespace {

class DiskStorage : public ShardStorage {
public:
  explicit DiskStorage(std::string Folder) : Folder(std::move(Folder)) {}
  ~DiskStorage() override { prune(); }

  std::unique_ptr<llvm::MemoryBuffer> load(llvm::StringRef Name) override;
  llvm::Error store(llvm::StringRef Name, llvm::StringRef Bytes) override;

private:
  llvm::Error makeFolder();
  void prune();

  std::string Folder;
  std::once_flag WasMade;
};

} // namespace

std::unique_ptr<llvm::MemoryBuffer> DiskStorage::load(llvm::StringRef Name) {
  std::string File = inFolder(Folder, Name + Suffix);
  fs::file_status Status;
  if (fs::status(File, Status) || !fs::is_regular_file(Status))
    return nullptr;
  // Shards are read once and from the front to the end: as one piece, which
  // nobody can cut short meanwhile, as could happen to a mapped file.
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false,
                                            /*IsVolatile=*/true);
  if (!Buffer)
    return nullptr;
  if (ageOf(Status) > OneDay)
    touch(File);
  return std::move(*Buffer);
}

/// Files that say of the folder what it is. One that was there before may hold
/// other things as well: it is left as it is.
llvm::Error DiskStorage::makeFolder() {
  if (fs::exists(Folder))
    return llvm::Error::success();
  if (std::error_code Code = fs::create_directories(Folder))
    return llvm::createStringError("cannot make the folder '" + Folder +
                                   "': " + Code.message());
  if (llvm::Error E =
          storeFile(inFolder(Folder, ".gitignore"), "*\n", "a shard"))
    return E;
  return storeFile(inFolder(Folder, "CACHEDIR.TAG"), TagText, "a shard");
}

llvm::Error DiskStorage::store(llvm::StringRef Name, llvm::StringRef Bytes) {
  llvm::Error Problem = llvm::Error::success();
  std::call_once(WasMade, [&] {
    Problem = llvm::joinErrors(std::move(Problem), makeFolder());
  });
  if (Problem)
    return Problem;
  return storeFile(inFolder(Folder, Name + Suffix), Bytes, "a shard");
}

/// The time of the folder's stamp says when it was looked through last.
void DiskStorage::prune() {
  std::string Stamp = inFolder(Folder, "last-cleaned");
  fs::file_status Status;
  if (!fs::is_directory(Folder) ||
      (!fs::status(Stamp, Status) && ageOf(Status) < OneDay))
    return;
  std::error_code Code;
  for (fs::directory_iterator It(Folder, Code), End; It != End && !Code;
       It.increment(Code)) {
    llvm::StringRef Name = path::filename(It->path());
    bool IsTemporary = Name.contains((Suffix + ".tmp-").str());
    if (!IsTemporary && !Name.ends_with(Suffix))
      continue;
    llvm::ErrorOr<fs::basic_file_status> Found = It->status();
    if (Found && fs::is_regular_file(*Found) &&
        ageOf(*Found) > (IsTemporary ? KeepTemporary : KeepShards))
      (void)fs::remove(It->path());
  }
  // Nobody reads the stamp; a folder that cannot be written needs none.
  llvm::consumeError(storeFile(Stamp, "", "a shard"));
}

namespace {

class MemoryStorage : public ShardStorage {
public:
  std::unique_ptr<llvm::MemoryBuffer> load(llvm::StringRef Name) override {
    std::lock_guard<std::mutex> Guard(Lock);
    auto Found = Shards.find(Name);
    if (Found == Shards.end())
      return nullptr;
    return llvm::MemoryBuffer::getMemBufferCopy(Found->second, Name);
  }

  llvm::Error store(llvm::StringRef Name, llvm::StringRef Bytes) override {
    std::lock_guard<std::mutex> Guard(Lock);
    Shards[Name] = Bytes.str();
    return llvm::Error::success();
  }

private:
  std::mutex Lock;
  llvm::StringMap<std::string> Shards;
};

} // namespace

std::unique_ptr<ShardStorage> openDiskStorage(std::string Folder) {
  return std::make_unique<DiskStorage>(std::move(Folder));
}

std::unique_ptr<ShardStorage> openMemoryStorage() {
  return std::make_unique<MemoryStorage>();
}

} // namespace raiify
