//===- Output.cpp - Where the report goes ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Output.h"

#include "Interrupt.h"
#include "Paths.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <optional>

namespace fs = llvm::sys::fs;

namespace raiify {

using Writer = llvm::function_ref<void(llvm::raw_ostream &)>;

static llvm::Error cannotWrite(llvm::StringRef What, llvm::StringRef File,
                               std::error_code Code) {
  return llvm::make_error<llvm::StringError>(
      "cannot write " + What + " to " + File + ": " + Code.message(), Code);
}

/// Writes to a stream that is open, and looks whether it went well: a stream
/// that is destroyed with an error ends the program.
static std::error_code writeAll(llvm::raw_fd_ostream &OS, Writer Write) {
  Write(OS);
  OS.flush();
  std::error_code Code = OS.error();
  OS.clear_error();
  return Code;
}

/// A terminal, a pipe, /dev/null: written to as it is.
static bool isSpecial(llvm::StringRef File) {
  return fs::exists(File) && !fs::is_regular_file(File);
}

static std::error_code writeSpecial(llvm::StringRef File, Writer Write) {
  std::error_code Code;
  llvm::raw_fd_ostream OS(File, Code);
  return Code ? Code : writeAll(OS, Write);
}

static std::error_code writeRegular(llvm::StringRef File, Writer Write) {
  Uninterrupted WithTemporary;
  // Of a link, what it points at is replaced.
  std::string Target = realPath(File);
  llvm::Expected<fs::TempFile> Temp =
      fs::TempFile::create(Target + ".tmp-%%%%%%");
  if (!Temp)
    return llvm::errorToErrorCode(Temp.takeError());
  std::error_code Code;
  {
    llvm::raw_fd_ostream OS(Temp->FD, /*shouldClose=*/false);
    Code = writeAll(OS, Write);
  }
  if (!Code)
    return llvm::errorToErrorCode(Temp->keep(Target));
  llvm::consumeError(Temp->discard());
  return Code;
}

llvm::Error writeOutput(llvm::StringRef File, llvm::StringRef Text,
                        llvm::StringRef What) {
  return writeOutput(File, [&](llvm::raw_ostream &OS) { OS << Text; }, What);
}

llvm::Error writeOutput(llvm::StringRef File, Writer Write,
                        llvm::StringRef What) {
  if (File.empty()) {
    if (std::error_code Code = writeAll(llvm::outs(), Write))
      return cannotWrite(What, "standard output", Code);
    return llvm::Error::success();
  }
  bool IsFile = !isSpecial(File);
  std::optional<Uninterrupted> UntilNoted;
  if (IsFile)
    UntilNoted.emplace();
  std::error_code Code =
      IsFile ? writeRegular(File, Write) : writeSpecial(File, Write);
  if (Code)
    return cannotWrite(What, ("'" + File + "'").str(), Code);
  if (IsFile)
    noteWritten(File);
  return llvm::Error::success();
}

llvm::Error storeFile(llvm::StringRef File, llvm::StringRef Text,
                      llvm::StringRef What) {
  if (std::error_code Code =
          writeRegular(File, [&](llvm::raw_ostream &OS) { OS << Text; }))
    return cannotWrite(What, ("'" + File + "'").str(), Code);
  return llvm::Error::success();
}

llvm::Error checkOutput(llvm::StringRef File, llvm::StringRef What) {
  if (File.empty() || isSpecial(File)) {
    if (fs::is_directory(File))
      return cannotWrite(What, ("'" + File + "'").str(),
                         std::make_error_code(std::errc::is_a_directory));
    return llvm::Error::success();
  }
  std::string Target = realPath(File);
  if (std::error_code Code = fs::access(llvm::sys::path::parent_path(Target),
                                        fs::AccessMode::Write))
    return cannotWrite(What, ("'" + File + "'").str(), Code);
  return llvm::Error::success();
}

} // namespace raiify
