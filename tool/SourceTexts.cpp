//===- SourceTexts.cpp - The files that findings are in -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceTexts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ConvertUTF.h"

namespace raiify {

std::optional<llvm::StringRef> lineAt(llvm::StringRef Text,
                                      const Location &Where) {
  if (Where.Offset >= Text.size())
    return std::nullopt;
  // The last end in front of it: one that stands there is the line's own.
  std::size_t Begin = Text.rfind('\n', Where.Offset);
  Begin = Begin == llvm::StringRef::npos ? 0 : Begin + 1;
  llvm::StringRef Line = Text.substr(Begin).split('\n').first.rtrim('\r');
  if (Line.size() > MaxShownLine)
    return std::nullopt;
  return Line;
}

/// How many files are kept open. Findings come sorted by file, so that few are
/// read a second time.
static constexpr std::size_t MaxFiles = 256;

static constexpr llvm::StringLiteral ByteOrderMark = "\xef\xbb\xbf";

/// How many UTF-16 code units \p Text has.
static unsigned utf16Length(llvm::StringRef Text) {
  std::vector<llvm::UTF32> Points(Text.size());
  const llvm::UTF8 *From = Text.bytes_begin();
  llvm::UTF32 *To = Points.data();
  llvm::ConvertUTF8toUTF32(&From, Text.bytes_end(), &To, To + Points.size(),
                           llvm::lenientConversion);
  Points.resize(To - Points.data());
  return Points.size() +
         llvm::count_if(Points, [](llvm::UTF32 P) { return P > 0xFFFF; });
}

llvm::StringRef SourceTexts::Source::text() const {
  return Buffer ? Buffer->getBuffer() : llvm::StringRef();
}

/// The number of the line, from 0.
unsigned SourceTexts::Source::lineAt(unsigned Offset) {
  llvm::StringRef Text = text();
  if (Lines.empty()) {
    Lines.push_back(0);
    for (std::size_t I = 0; I < Text.size(); ++I) {
      bool IsPair = Text[I] == '\r' && Text.substr(I + 1).starts_with("\n");
      if (Text[I] == '\n' || (Text[I] == '\r' && !IsPair))
        Lines.push_back(I + 1);
    }
  }
  return llvm::upper_bound(Lines, Offset) - Lines.begin() - 1;
}

SourceTexts::Source &SourceTexts::open(llvm::StringRef File) {
  auto Known = Files.find(File);
  if (Known != Files.end())
    return Known->second;
  if (Files.size() >= MaxFiles)
    Files.clear();
  Source &New = Files[File];
  if (auto Buffer = llvm::MemoryBuffer::getFile(File))
    New.Buffer = std::move(*Buffer);
  return New;
}

llvm::StringRef SourceTexts::textOf(llvm::StringRef File) {
  return open(File).text();
}

std::optional<TextPlace> SourceTexts::placeAt(llvm::StringRef File,
                                              unsigned Offset) {
  Source &S = open(File);
  if (!S.Buffer || Offset > S.text().size())
    return std::nullopt;
  unsigned Line = S.lineAt(Offset);
  llvm::StringRef Before = S.text().slice(S.Lines[Line], Offset);
  if (Line == 0)
    Before.consume_front(ByteOrderMark);
  return TextPlace{Line + 1, utf16Length(Before) + 1};
}

std::optional<TextPlace> SourceTexts::placeOf(const Location &Where) {
  std::optional<TextPlace> Place = placeAt(Where.File, Where.Offset);
  if (!Place || Place->Line != Where.Line ||
      Where.Offset + 1 !=
          open(Where.File).Lines[Place->Line - 1] + Where.Column)
    return std::nullopt;
  return Place;
}

} // namespace raiify
