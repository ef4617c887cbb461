//===- RewriteFiles.cpp - Putting new texts on disk -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RewriteFiles.h"

#include "Paths.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <unistd.h>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace raiify {

static llvm::Error cannotWrite(const FileChange &Change,
                               const llvm::Twine &Cause) {
  return llvm::createStringError("cannot write '" + displayPath(Change.File) +
                                 "': " + Cause);
}

/// Whether the file is as it was when it was read.
static llvm::Error checkUnchanged(const FileChange &Change) {
  if (Change.IsNew)
    return fs::exists(Change.File)
               ? cannotWrite(Change, "it was made meanwhile; run again")
               : llvm::Error::success();
  auto Buffer = llvm::MemoryBuffer::getFile(Change.File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false,
                                            /*IsVolatile=*/true);
  if (!Buffer)
    return cannotWrite(Change, Buffer.getError().message());
  if ((*Buffer)->getBuffer() != Change.Before)
    return cannotWrite(Change,
                       "it was changed while it was analysed; run again");
  return llvm::Error::success();
}

/// Renaming would get around a file's missing permission; its owner meant it.
static llvm::Error checkPermission(const FileChange &Change) {
  if (!Change.IsNew)
    if (std::error_code Code = fs::access(Change.File, fs::AccessMode::Write))
      return cannotWrite(Change, Code.message() +
                                     "; make the file writable ('chmod u+w') "
                                     "and run again");
  return llvm::Error::success();
}

/// Gives the open file the owner and the mode of the one that it replaces. Only
/// the superuser may give files away; others keep the group where they can.
static std::error_code copyAttributes(int FD, llvm::StringRef From) {
  fs::file_status Status;
  if (std::error_code Code = fs::status(From, Status))
    return Code;
  if (::fchown(FD, Status.getUser(), Status.getGroup()) != 0 &&
      ::fchown(FD, -1, Status.getGroup()) != 0) {
    // The mode is what matters; the owner is the one who runs this.
  }
  return fs::setPermissions(FD, Status.permissions());
}

static std::error_code fill(const fs::TempFile &Temp,
                            const FileChange &Change) {
  llvm::raw_fd_ostream OS(Temp.FD, /*shouldClose=*/false);
  OS << Change.After;
  OS.flush();
  std::error_code Code = OS.error();
  OS.clear_error(); // a stream destroyed with an error ends the program
  if (Code || Change.IsNew)
    return Code;
  return copyAttributes(Temp.FD, Change.File);
}

static std::error_code replace(const FileChange &Change) {
  // The mode of a new file is what the umask leaves of this.
  unsigned Mode = Change.IsNew ? 0666 : 0600;
  llvm::Expected<fs::TempFile> Temp =
      fs::TempFile::create(Change.File + ".raiify-%%%%%%.tmp", Mode);
  if (!Temp)
    return llvm::errorToErrorCode(Temp.takeError());
  std::error_code Code = fill(*Temp, Change);
  if (!Code)
    return llvm::errorToErrorCode(Temp->keep(Change.File));
  llvm::consumeError(Temp->discard());
  return Code;
}

llvm::Error rewriteFile(const FileChange &Change) {
  if (llvm::Error E = checkPermission(Change))
    return E;
  if (Change.IsNew)
    if (std::error_code Code =
            fs::create_directories(path::parent_path(Change.File),
                                   /*IgnoreExisting=*/true, fs::all_all))
      return cannotWrite(Change, Code.message() +
                                     "; name a folder that can be written "
                                     "with '--guard-header'");
  if (llvm::Error E = checkUnchanged(Change))
    return E;
  if (std::error_code Code = replace(Change))
    return cannotWrite(Change, Code.message() +
                                   "; files are replaced through a temporary "
                                   "beside them, so their folder has to be "
                                   "writable");
  return llvm::Error::success();
}

} // namespace raiify
