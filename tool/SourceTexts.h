//===- SourceTexts.h - The files that findings are in -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Source files as reports need them: to show a line of one, and to give places
/// in it in other units than bytes.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SOURCETEXTS_H
#define RAIIFY_TOOL_SOURCETEXTS_H

#include "model/Site.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <optional>
#include <vector>

namespace raiify {

/// A place as editors count.
struct TextPlace {
  /// From 1. A line ends with `\n`, `\r\n` or `\r`, as for Clang.
  unsigned Line = 0;
  /// From 1, in UTF-16 code units. What is no UTF-8 counts as the mark that
  /// stands for it when it is decoded, a byte order mark as nothing.
  unsigned Column = 0;

  bool operator==(const TextPlace &Other) const {
    return Line == Other.Line && Column == Other.Column;
  }
};

/// Longest source line that is shown, in bytes.
constexpr std::size_t MaxShownLine = 4096;

/// The line of \p Where in \p Text without its end; nullopt where the text is
/// shorter than that, or the line too long to be shown.
std::optional<llvm::StringRef> lineAt(llvm::StringRef Text,
                                      const Location &Where);

/// Reads files once, as long as they are not too many.
class SourceTexts {
public:
  /// The text of \p File, empty where it cannot be read any more. Stays until
  /// the next call of any function here.
  llvm::StringRef textOf(llvm::StringRef File);

  /// The place of a byte, or of the end; nullopt where the file has no such.
  std::optional<TextPlace> placeAt(llvm::StringRef File, unsigned Offset);

  /// The same place in other units; nullopt where the file cannot be read or
  /// is not the one that \p Where was found in: it has another line there.
  std::optional<TextPlace> placeOf(const Location &Where);

private:
  struct Source {
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
    /// Where each line begins. Empty until asked for.
    std::vector<unsigned> Lines;

    llvm::StringRef text() const;
    unsigned lineAt(unsigned Offset);
  };

  Source &open(llvm::StringRef File);

  llvm::StringMap<Source> Files;
};

} // namespace raiify

#endif // RAIIFY_TOOL_SOURCETEXTS_H
