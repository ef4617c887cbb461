//===- GitDiff.cpp - Which lines a diff of git speaks of ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GitDiff.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>

namespace raiify {

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

/// What \p C stands for behind a backslash; 0 where it is no such letter.
static char unescape(char C) {
  switch (C) {
  case 'a':
    return '\a';
  case 'b':
    return '\b';
  case 'f':
    return '\f';
  case 'n':
    return '\n';
  case 'r':
    return '\r';
  case 't':
    return '\t';
  case 'v':
    return '\v';
  case '"':
  case '\\':
    return C;
  default:
    return 0;
  }
}

/// Takes what stands behind a backslash: a letter, or three octal digits.
static bool takeEscape(llvm::StringRef &Text, std::string &Name) {
  if (Text.empty())
    return false;
  if (char C = unescape(Text.front())) {
    Name += C;
    Text = Text.drop_front();
    return true;
  }
  unsigned Value = 0;
  if (Text.size() < 3 || Text.take_front(3).getAsInteger(8, Value) ||
      Value > 0xFF)
    return false;
  Name += static_cast<char>(Value);
  Text = Text.drop_front(3);
  return true;
}

std::optional<std::string> takeQuotedName(llvm::StringRef &Text) {
  llvm::StringRef Rest = Text;
  std::string Name;
  if (!Rest.consume_front("\""))
    return std::nullopt;
  while (!Rest.empty()) {
    char C = Rest.front();
    Rest = Rest.drop_front();
    if (C == '"') {
      Text = Rest;
      return Name;
    }
    if (C != '\\')
      Name += C;
    else if (!takeEscape(Rest, Name))
      return std::nullopt;
  }
  return std::nullopt;
}

/// The name in `a/NAME b/NAME`. It is the same twice, as renames are off, so
/// blanks in it do no harm.
static std::optional<std::string> nameIn(llvm::StringRef Header) {
  std::string Name;
  if (Header.starts_with("\"")) {
    std::optional<std::string> Quoted = takeQuotedName(Header);
    if (!Quoted)
      return std::nullopt;
    Name = std::move(*Quoted);
  } else {
    llvm::StringRef First = Header.take_front(Header.size() / 2);
    llvm::StringRef Second = Header.drop_front(First.size());
    if (!First.starts_with("a/") || !Second.consume_front(" b/") ||
        First.drop_front(2) != Second)
      return std::nullopt;
    Name = First.str();
  }
  llvm::StringRef Result = Name;
  if (!Result.consume_front("a/"))
    return std::nullopt;
  return Result.str();
}

//===----------------------------------------------------------------------===//
// Files and hunks
//===----------------------------------------------------------------------===//

namespace {

/// Lines that a hunk takes away and puts there.
struct HunkSide {
  unsigned First = 0;
  unsigned Count = 1;
};

class DiffReader {
public:
  explicit DiffReader(llvm::StringRef Diff) : Rest(Diff) {}

  llvm::Expected<std::vector<DiffFile>> run();

private:
  llvm::StringRef takeLine();
  llvm::Error line(llvm::StringRef Line);
  llvm::Error file(llvm::StringRef Header);
  void property(llvm::StringRef Line);
  llvm::Error hunk(llvm::StringRef Line);

  llvm::StringRef Rest;
  std::vector<DiffFile> Files;
  /// Whether the last file has a line that names its contents.
  bool HasIndex = false;
};

} // namespace

/// Lines end at a newline only: a carriage return belongs to the text.
llvm::StringRef DiffReader::takeLine() {
  auto [Line, Behind] = Rest.split('\n');
  Rest = Behind;
  return Line;
}

static llvm::Error badDiff(llvm::StringRef Line) {
  return llvm::createStringError("cannot make sense of what 'git diff' says: " +
                                 Line);
}

llvm::Error DiffReader::file(llvm::StringRef Header) {
  std::optional<std::string> Name = nameIn(Header);
  if (!Name)
    return badDiff(Header);
  Files.emplace_back().Name = std::move(*Name);
  HasIndex = false;
  return llvm::Error::success();
}

/// A line between the header of a file and its hunks.
void DiffReader::property(llvm::StringRef Line) {
  DiffFile &File = Files.back();
  if (Line.starts_with("deleted file mode"))
    File.IsDeleted = true;
  else if (Line.starts_with("Binary files "))
    File.IsBinary = true;
  HasIndex |= Line.starts_with("index ");
  bool HasMode = Line.starts_with("new file mode ") ||
                 Line.starts_with("deleted file mode ") ||
                 Line.starts_with("index ");
  File.IsSubmodule |= HasMode && Line.ends_with(" 160000");
}

/// Takes `-7,2` or `+7` and what stands behind.
static bool takeSide(llvm::StringRef &Text, char Sign, HunkSide &Side) {
  if (!Text.consume_front(llvm::StringRef(&Sign, 1)) ||
      Text.consumeInteger(10, Side.First))
    return false;
  return !Text.consume_front(",") || !Text.consumeInteger(10, Side.Count);
}

/// The lines that a hunk touches in the new text. Where lines only went, the
/// one in front is named, which is 0 at the start of the file.
static LineRange touched(const HunkSide &New) {
  if (New.Count == 0)
    return {std::max(New.First, 1U), New.First + 1};
  return {New.First, New.First + New.Count - 1};
}

/// A hunk with its lines, whose number the first line has: what stands in them
/// may look like anything.
llvm::Error DiffReader::hunk(llvm::StringRef Line) {
  llvm::StringRef Text = Line;
  HunkSide Old, New;
  if (!Text.consume_front("@@ ") || !takeSide(Text, '-', Old) ||
      !Text.consume_front(" ") || !takeSide(Text, '+', New) ||
      !Text.starts_with(" @@"))
    return badDiff(Line);
  DiffFile &File = Files.back();
  if (!File.IsDeleted)
    File.Lines.push_back(touched(New));
  while (Old.Count != 0 || New.Count != 0) {
    llvm::StringRef Content = takeLine();
    if (Content.starts_with("-") && Old.Count != 0)
      --Old.Count;
    else if (Content.starts_with("+") && New.Count != 0)
      --New.Count;
    else if (!Content.starts_with("\\")) // "\ No newline at end of file"
      return badDiff(Line);
    // One that is still at its commit, but has changes, has no mode.
    File.IsSubmodule |= !HasIndex && Content.starts_with("-Subproject commit ");
    if (File.IsSubmodule && Content.consume_front("-Subproject commit "))
      File.OldCommit = Content.take_while(llvm::isHexDigit).str();
  }
  return llvm::Error::success();
}

llvm::Error DiffReader::line(llvm::StringRef Line) {
  if (Line.consume_front("diff --git "))
    return file(Line);
  if (Files.empty())
    return llvm::Error::success();
  if (Line.starts_with("@@ "))
    return hunk(Line);
  property(Line);
  return llvm::Error::success();
}

llvm::Expected<std::vector<DiffFile>> DiffReader::run() {
  while (!Rest.empty())
    if (llvm::Error E = line(takeLine()))
      return E;
  return std::move(Files);
}

llvm::Expected<std::vector<DiffFile>> parseDiff(llvm::StringRef Diff) {
  return DiffReader(Diff).run();
}

} // namespace raiify
