//===- Overlay.cpp - Files with another text ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Overlay.h"

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

  bool isFolder(llvm::StringRef Real);
  std::string resolve(const llvm::Twine &Path);

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

bool Overlay::isFolder(llvm::StringRef Real) {
  if (auto Found = New.find(Real.str()); Found != New.end())
    return Found->second.Type == file_type::directory_file;
  ErrorOr<vfs::Status> OnDisk = ProxyFileSystem::status(Real);
  return OnDisk && OnDisk->isDirectory();
}

/// The real name of what \p Path leads to, which the disk does not have by that
/// name: something new, or what stands on the disk behind a new folder
/// (`new/../old.h`). Empty if there is no such thing.
std::string Overlay::resolve(const llvm::Twine &Path) {
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
  llvm::StringRef Rest = Absolute.substr(Existing.size()).ltrim('/');
  for (auto I = path::begin(Rest), End = path::end(Rest); I != End; ++I) {
    if (!isFolder(Real))
      return "";
    if (*I == "..")
      path::remove_filename(Real);
    else if (*I != ".")
      path::append(Real, *I);
    llvm::SmallString<256> Name;
    if (!ProxyFileSystem::getRealPath(Real, Name))
      Real = Name;
    else if (New.count(Real.str().str()) == 0)
      return "";
  }
  return Real.str().str();
}

ErrorOr<vfs::Status> Overlay::status(const llvm::Twine &Path) {
  ErrorOr<vfs::Status> OnDisk = ProxyFileSystem::status(Path);
  if (OnDisk) {
    auto Found = Changed.find(OnDisk->getUniqueID());
    if (Found == Changed.end())
      return OnDisk;
    return vfs::Status::copyWithNewSize(*OnDisk, Found->second.size());
  }
  std::string RealName = resolve(Path);
  if (RealName.empty())
    return OnDisk;
  auto Entry = New.find(RealName);
  if (Entry == New.end()) {
    ErrorOr<vfs::Status> Known = status(RealName);
    return Known ? vfs::Status::copyWithNewName(*Known, Path) : Known;
  }
  return vfs::Status(Path, Entry->second.Id, llvm::sys::TimePoint<>(),
                     /*User=*/0, /*Group=*/0, Entry->second.Text.size(),
                     Entry->second.Type, llvm::sys::fs::all_read);
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
  std::string RealName = resolve(Path);
  if (RealName.empty())
    return OnDisk;
  auto Entry = New.find(RealName);
  if (Entry == New.end())
    return openFileForRead(RealName);
  ErrorOr<vfs::Status> Status = status(Path);
  if (!Status || Entry->second.Type != file_type::regular_file)
    return OnDisk;
  return std::make_unique<TextFile>(*Status, RealName, Entry->second.Text);
}

std::error_code Overlay::getRealPath(const llvm::Twine &Path,
                                     llvm::SmallVectorImpl<char> &Output) {
  std::error_code Code = ProxyFileSystem::getRealPath(Path, Output);
  std::string RealName = Code ? resolve(Path) : "";
  if (RealName.empty())
    return Code;
  Output.assign(RealName.begin(), RealName.end());
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
