//===- TextReport.cpp - Findings for people -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks like the warnings of clang and clang-tidy, so that editors and people
// read it without learning anything.
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "Report.h"
#include "SourceTexts.h"
#include "VerdictText.h"

#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Unicode.h"

using llvm::raw_ostream;

namespace raiify {

static constexpr unsigned TabStop = 8;

static std::size_t columnsOf(llvm::StringRef Text) {
  int Width = llvm::sys::unicode::columnWidthUTF8(Text);
  return Width < 0 ? Text.size() : static_cast<std::size_t>(Width);
}

/// Length of the character that \p Text begins with; 0 where its first byte is
/// no UTF-8.
static std::size_t characterAt(llvm::StringRef Text) {
  return llvm::getUTF8SequenceSize(Text.bytes_begin(), Text.bytes_end());
}

/// \p Text as a terminal may show it, and as clang does: tabs become spaces,
/// control characters and bytes that are not UTF-8 are spelt out.
static std::string printable(llvm::StringRef Text) {
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  while (!Text.empty()) {
    std::size_t Length = characterAt(Text);
    unsigned char Byte = Text.front();
    if (Byte == '\t')
      OS.indent(TabStop - columnsOf(Result) % TabStop);
    else if (Length == 0)
      OS << llvm::format("<%02X>", Byte);
    else if (Byte < ' ' || Byte == 0x7f)
      OS << llvm::format("<U+%04X>", Byte);
    else
      OS << Text.take_front(Length);
    Text = Text.drop_front(std::max<std::size_t>(Length, 1));
  }
  return Result;
}

namespace {

class TextReporter {
public:
  TextReporter(bool UseColor, raw_ostream &OS) : OS(OS) {
    OS.enable_colors(UseColor);
  }

  void write(const Finding &F);

private:
  void writeLine(const Location &Where, llvm::StringRef Level,
                 raw_ostream::Colors Color, llvm::StringRef Message);
  void writeSource(const Location &Where);

  raw_ostream &OS;
  SourceTexts Sources;
};

} // namespace

void TextReporter::writeSource(const Location &Where) {
  std::optional<llvm::StringRef> Shown =
      lineAt(Sources.textOf(Where.File), Where);
  if (!Shown)
    return;
  llvm::StringRef Line = *Shown;
  // The mark at the start of a file takes no room on the screen.
  std::size_t Mark = Line.starts_with("\xef\xbb\xbf") ? 3 : 0;
  std::size_t Before = std::max<std::size_t>(Where.Column, Mark + 1) - 1;
  std::string Lead = printable(Line.substr(0, Before).drop_front(Mark));
  OS << llvm::formatv(" {0,4} | ", Where.Line)
     << printable(Line.drop_front(Mark)) << '\n'
     << "      | " << std::string(columnsOf(Lead), ' ');
  OS.changeColor(raw_ostream::GREEN, /*Bold=*/true) << '^';
  OS.resetColor() << '\n';
}

void TextReporter::writeLine(const Location &Where, llvm::StringRef Level,
                             raw_ostream::Colors Color,
                             llvm::StringRef Message) {
  OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true)
      << displayPath(Where.File) << ':' << Where.Line << ':' << Where.Column
      << ": ";
  OS.changeColor(Color, /*Bold=*/true) << Level << ": ";
  OS.resetColor();
  if (Level == "warning")
    OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  OS << printable(Message);
  OS.resetColor() << '\n';
}

void TextReporter::write(const Finding &F) {
  writeLine(F.Where, "warning", raw_ostream::MAGENTA,
            F.Message + " [" + checkInfo(F.Check).Name.str() + "]");
  writeSource(F.Where);
  for (const Note &N : F.Related) {
    writeLine(N.Where, "note", raw_ostream::CYAN, N.Message);
    if (!(N.Where == F.Where))
      writeSource(N.Where);
  }
  for (const std::string &Line : verdictLines(F.Rewrite))
    OS << printable(Line) << '\n';
}

void writeText(const Report &R, bool UseColor, raw_ostream &OS) {
  TextReporter Reporter(UseColor, OS);
  forEachFinding(R, [&](const Finding &F) { Reporter.write(F); });
}

} // namespace raiify
