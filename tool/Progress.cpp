//===- Progress.cpp - How far the run is ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"

#include "Paths.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

namespace raiify {

/// Back to the start of the line, and erase it.
static constexpr llvm::StringLiteral Erase = "\r\x1b[K";

Progress::Progress(When Show, bool Quiet, std::size_t Total)
    : IsTerminal(llvm::sys::Process::StandardErrIsDisplayed() &&
                 llvm::sys::Process::GetEnv("TERM") != "dumb"),
      IsShown(Show == When::Always ||
              (Show == When::Auto && IsTerminal && !Quiet)),
      Total(Total) {}

Progress::~Progress() {
  if (IsShown && IsTerminal && Done > 0)
    llvm::errs() << Erase;
}

void Progress::done(llvm::StringRef File) {
  if (!IsShown)
    return;
  std::lock_guard<std::mutex> Guard(Lock);
  std::string All = std::to_string(Total);
  std::string Number = std::to_string(++Done);
  std::string Line = "[" + std::string(All.size() - Number.size(), ' ') +
                     Number + "/" + All + "] " + displayPath(File);
  if (!IsTerminal) {
    llvm::errs() << Line << '\n';
    return;
  }
  unsigned Columns = llvm::sys::Process::StandardErrColumns();
  llvm::errs() << Erase << llvm::StringRef(Line).take_front(Columns - 1);
}

} // namespace raiify
