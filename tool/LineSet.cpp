//===- LineSet.cpp - Some lines of a file ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LineSet.h"

#include "GitChanges.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace raiify {

LineSet::LineSet(std::vector<LineRange> Lines) {
  llvm::sort(Lines);
  for (const LineRange &Range : Lines) {
    // Ranges that touch are one; the last line of all has none behind it.
    bool Joins = !Ranges.empty() && (Ranges.back().second >= Range.first ||
                                     Ranges.back().second + 1 == Range.first);
    if (Joins)
      Ranges.back().second = std::max(Ranges.back().second, Range.second);
    else
      Ranges.push_back(Range);
  }
}

bool LineSet::touches(unsigned First, unsigned Last) const {
  auto Range = llvm::partition_point(
      Ranges, [&](const LineRange &R) { return R.second < First; });
  return Range != Ranges.end() && Range->first <= Last;
}

//===----------------------------------------------------------------------===//
// Edits
//===----------------------------------------------------------------------===//

namespace {

/// Where the bytes of a text stand after it was edited.
class EditedText {
public:
  explicit EditedText(const std::vector<Edit> &Edits) : Edits(Edits) {}

  /// Where what begins at \p Offset begins: behind what was put there.
  std::size_t begin(std::size_t Offset) const {
    std::size_t Added = 0, Removed = 0;
    for (const Edit &E : Edits) {
      if (E.Offset + E.Length > Offset)
        return std::min<std::size_t>(Offset, E.Offset) + Added - Removed;
      Added += E.Text.size();
      Removed += E.Length;
    }
    return Offset + Added - Removed;
  }

  /// Where what ends in front of \p Offset ends: in front of what was put
  /// there, but behind what took the place of some of it.
  std::size_t end(std::size_t Offset) const {
    std::size_t Added = 0, Removed = 0;
    for (const Edit &E : Edits) {
      if (E.Offset >= Offset)
        break;
      if (E.Offset + E.Length > Offset)
        return E.Offset + E.Text.size() + Added - Removed;
      Added += E.Text.size();
      Removed += E.Length;
    }
    return Offset + Added - Removed;
  }

private:
  const std::vector<Edit> &Edits;
};

} // namespace

/// The offset of each line's start.
static std::vector<std::size_t> lineStarts(llvm::StringRef Text) {
  std::vector<std::size_t> Starts = {0};
  for (std::size_t I = 0; I != Text.size(); ++I)
    if (Text[I] == '\n')
      Starts.push_back(I + 1);
  return Starts;
}

/// From 1.
static unsigned lineAt(const std::vector<std::size_t> &Starts,
                       std::size_t Offset) {
  return static_cast<unsigned>(llvm::upper_bound(Starts, Offset) -
                               Starts.begin());
}

LineSet LineSet::after(llvm::StringRef Before, llvm::StringRef After,
                       const std::vector<Edit> &Edits) const {
  std::vector<std::size_t> Old = lineStarts(Before), New = lineStarts(After);
  EditedText Text(Edits);
  std::vector<LineRange> Result;
  for (auto [First, Last] : Ranges) {
    if (LineRange(First, Last) == WholeFile) {
      Result.push_back(WholeFile);
      continue;
    }
    for (std::size_t Line = First; Line <= Last && Line <= Old.size(); ++Line) {
      std::size_t Begin = Old[Line - 1];
      std::size_t End = Line < Old.size() ? Old[Line] - 1 : Before.size();
      std::size_t NewBegin = Text.begin(Begin), NewEnd = Text.end(End);
      if (NewBegin < NewEnd)
        Result.push_back({lineAt(New, NewBegin), lineAt(New, NewEnd - 1)});
      else if (Begin == End) // was empty before
        Result.push_back({lineAt(New, NewBegin), lineAt(New, NewBegin)});
    }
  }
  return LineSet(std::move(Result));
}

} // namespace raiify
