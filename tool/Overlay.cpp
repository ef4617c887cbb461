//===- Overlay.cpp - Files with another text ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Overlay.h"

#include "Paths.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <map>

namespace path = llvm::sys::path;
namespace vfs = llvm::vfs;
using llvm::ErrorOr;
using llvm::sys::fs::file_type;
using llvm::sys::fs::UniqueID;

namespace raiify {
namespace {

/// An open file whose text is given.
class TextFile : public vfs::File {
public:
  TextFile(vfs::Status Status, std::string RealName, llvm::StringRef Text)
      : Status(std::move(Status)), RealName(std::move(RealName)), Text(Text) {}

  ErrorOr<vfs::Status> status() override { return Status; }
  ErrorOr<std::string> getName() override { return RealName; }
  ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t, bool, bool) override {
    llvm::SmallString<256> Storage;
    return llvm::MemoryBuffer::getMemBuffer(Text, Name.toStringRef(Storage));
  }
  std::error_code close() override { return {}; }

private:
  void setPath(const llvm::Twine &Path) override {
    Status = vfs::Status::copyWithNewName(Status, Path);
  }

  vfs::Status Status;
  std::string RealName;
  llvm::StringRef Text;
};

class Overlay : public vfs::ProxyFileSystem {
public:
  Overlay(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk)
      : ProxyFileSystem(std::move(Disk)) {}

  void add(const std::string &File, llvm::StringRef Text);

  ErrorOr<vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override {
    return static_cast<bool>(status(Path));
  }
  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  std::error_code getRealPath(const llvm::Twine &Path,
                              llvm::SmallVectorImpl<char> &Output) override;

private:
  /// A file or a folder that the disk does not have.
  struct NewEntry {
    UniqueID Id;
    file_type Type;
    llvm::StringRef Text;
  };

  std::string throughNew(const llvm::Twine &Path);
  const NewEntry *findNew(const std::string &Real) const;

  std::map<UniqueID, llvm::StringRef> Changed;
  /// By real path.
  std::map<std::string, NewEntry> New;
  /// The last parts of these paths.
  llvm::StringSet<> NewNames;
};

} // namespace

void Overlay::add(const std::string &File, llvm::StringRef Text) {
  if (ErrorOr<vfs::Status> Known = ProxyFileSystem::status(File)) {
    Changed[Known->getUniqueID()] = Text;
    return;
  }
  New[File] = {vfs::getNextVirtualUniqueID(), file_type::regular_file, Text};
  for (llvm::StringRef Folder = path::parent_path(File);
       !Folder.empty() && !ProxyFileSystem::exists(Folder);
       Folder = path::parent_path(Folder))
    New.try_emplace(Folder.str(),
                    NewEntry{vfs::getNextVirtualUniqueID(),
                             file_type::directory_file, llvm::StringRef()});
  for (const auto &[Name, Entry] : New)
    NewNames.insert(path::filename(Name));
}

/// Where \p Path, which the disk does not have, leads by way of a new file or
/// folder; empty where there is none on it. Links and `..` on the way are
/// followed as far as the disk goes.
std::string Overlay::throughNew(const llvm::Twine &Path) {
  llvm::SmallString<256> Absolute;
  Path.toVector(Absolute);
  // Most of what is looked for and not found has nothing to do with them.
  if (std::none_of(
          path::begin(Absolute), path::end(Absolute),
          [&](llvm::StringRef Part) { return NewNames.contains(Part); }))
    return "";
  if (makeAbsolute(Absolute))
    return "";
  llvm::StringRef Existing = Absolute;
  llvm::SmallString<256> Real;
  while (!Existing.empty() && ProxyFileSystem::getRealPath(Existing, Real))
    Existing = path::parent_path(Existing);
  llvm::StringRef Rest =
      llvm::StringRef(Absolute).drop_front(Existing.size()).ltrim('/');
  if (Rest.empty())
    return "";
  llvm::SmallString<256> First(Real);
  path::append(First, *path::begin(Rest));
  if (!findNew(First.str().str()))
    return "";
  path::append(Real, Rest);
  path::remove_dots(Real, /*remove_dot_dot=*/true);
  std::string Result = Real.str().str();
  // There is nothing else below a new entry.
  return findNew(Result) || !isBelow(Result, First) ? Result : "";
}

/// The new file or folder with the real path \p Real.
const Overlay::NewEntry *Overlay::findNew(const std::string &Real) const {
  auto Found = New.find(Real);
  return Found == New.end() ? nullptr : &Found->second;
}

ErrorOr<vfs::Status> Overlay::status(const llvm::Twine &Path) {
  ErrorOr<vfs::Status> OnDisk = ProxyFileSystem::status(Path);
  if (OnDisk) {
    auto Found = Changed.find(OnDisk->getUniqueID());
    if (Found == Changed.end())
      return OnDisk;
    return vfs::Status::copyWithNewSize(*OnDisk, Found->second.size());
  }
  std::string Real = throughNew(Path);
  if (Real.empty())
    return OnDisk;
  const NewEntry *Entry = findNew(Real);
  if (!Entry) {
    ErrorOr<vfs::Status> Beyond = status(Real);
    if (!Beyond)
      return Beyond;
    return vfs::Status::copyWithNewName(*Beyond, Path);
  }
  return vfs::Status(Path, Entry->Id, llvm::sys::TimePoint<>(), /*User=*/0,
                     /*Group=*/0, Entry->Text.size(), Entry->Type,
                     llvm::sys::fs::all_read);
}

ErrorOr<std::unique_ptr<vfs::File>>
Overlay::openFileForRead(const llvm::Twine &Path) {
  auto OnDisk = ProxyFileSystem::openFileForRead(Path);
  if (OnDisk) {
    ErrorOr<vfs::Status> Status = (*OnDisk)->status();
    auto Found = Status ? Changed.find(Status->getUniqueID()) : Changed.end();
    if (Found == Changed.end())
      return OnDisk;
    ErrorOr<std::string> Name = (*OnDisk)->getName();
    return std::make_unique<TextFile>(
        vfs::Status::copyWithNewSize(*Status, Found->second.size()),
        Name ? *Name : Status->getName().str(), Found->second);
  }
  std::string Real = throughNew(Path);
  if (Real.empty())
    return OnDisk;
  const NewEntry *Entry = findNew(Real);
  if (!Entry)
    return openFileForRead(Real);
  if (Entry->Type != file_type::regular_file)
    return OnDisk;
  ErrorOr<vfs::Status> Status = status(Path);
  if (!Status)
    return Status.getError();
  return std::make_unique<TextFile>(*Status, Real, Entry->Text);
}

std::error_code Overlay::getRealPath(const llvm::Twine &Path,
                                     llvm::SmallVectorImpl<char> &Output) {
  std::error_code Code = ProxyFileSystem::getRealPath(Path, Output);
  std::string Real = Code ? throughNew(Path) : "";
  if (Real.empty())
    return Code;
  if (!findNew(Real))
    return getRealPath(Real, Output);
  Output.assign(Real.begin(), Real.end());
  return {};
}

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
overlay(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk,
        const std::vector<const FileTexts *> &Texts) {
  auto Result = llvm::makeIntrusiveRefCnt<Overlay>(std::move(Disk));
  for (const FileTexts *Some : Texts)
    for (const auto &[File, Text] : *Some)
      Result->add(File, Text);
  return Result;
}

} // namespace raiify
