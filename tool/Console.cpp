//===- Console.cpp - What the user is told beside the report --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Console.h"

#include "llvm/Support/Process.h"

namespace raiify {

using llvm::raw_ostream;

Console::Console(When Color, bool Quiet)
    : UseColor(useColor(Color, llvm::sys::Process::StandardErrHasColors())),
      Quiet(Quiet) {
  llvm::errs().enable_colors(UseColor);
}

void Console::print(llvm::StringRef Level, raw_ostream::Colors Color,
                    const llvm::Twine &Message) {
  raw_ostream &OS = llvm::errs();
  OS << "raiify: ";
  OS.changeColor(Color, /*Bold=*/true) << Level << ": ";
  OS.resetColor() << Message << '\n';
}

void Console::error(const llvm::Twine &Message) {
  print("error", raw_ostream::RED, Message);
}

void Console::error(llvm::Error E) {
  llvm::handleAllErrors(std::move(E), [this](const llvm::ErrorInfoBase &Info) {
    error(Info.message());
  });
}

void Console::warning(const llvm::Twine &Message) {
  print("warning", raw_ostream::MAGENTA, Message);
}

void Console::note(const llvm::Twine &Message) {
  if (!Quiet)
    print("note", raw_ostream::CYAN, Message);
}

void Console::summary(const llvm::Twine &Message) {
  if (!Quiet)
    llvm::errs() << "raiify: " << Message << '\n';
}

bool useColor(When Color, bool StreamHasColors) {
  if (Color != When::Auto)
    return Color == When::Always;
  std::optional<std::string> NoColor = llvm::sys::Process::GetEnv("NO_COLOR");
  return StreamHasColors && (!NoColor || NoColor->empty());
}

std::string suggest(llvm::StringRef Value,
                    llvm::ArrayRef<std::string> Candidates) {
  unsigned Limit = Value.size() / 3 + 2;
  llvm::StringRef Best;
  for (const std::string &Candidate : Candidates) {
    unsigned Distance = Value.edit_distance_insensitive(
        Candidate, /*AllowReplacements=*/true, Limit);
    if (Distance >= Limit)
      continue;
    Limit = Distance;
    Best = Candidate;
  }
  return Best.empty() ? "" : (" (did you mean '" + Best + "'?)").str();
}

std::string plural(std::size_t Count, llvm::StringRef Noun) {
  return std::to_string(Count) + " " + Noun.str() + (Count == 1 ? "" : "s");
}

} // namespace raiify
