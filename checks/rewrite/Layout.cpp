//===- Layout.cpp - Edits in the style of the project ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Layout.h"

#include "clang/Tooling/Core/Replacement.h"
#include "clang/Tooling/Inclusions/HeaderIncludes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Error.h"

using namespace clang;

namespace raiify {

static constexpr llvm::StringLiteral ByteOrderMark = "\xEF\xBB\xBF";

/// The edit without what it leaves as it is at its begin and end.
static Edit trimmed(Edit E, llvm::StringRef Code) {
  llvm::StringRef Old = Code.substr(E.Offset, E.Length);
  llvm::StringRef New = E.Text;
  std::size_t Common = 0;
  while (Common < Old.size() && Common < New.size() &&
         Old[Common] == New[Common])
    ++Common;
  Old = Old.drop_front(Common);
  New = New.drop_front(Common);
  E.Offset += Common;
  while (!Old.empty() && !New.empty() && Old.back() == New.back()) {
    Old = Old.drop_back();
    New = New.drop_back();
  }
  E.Length = Old.size();
  E.Text = New.str();
  return E;
}

std::vector<Edit> layOut(std::vector<Edit> Edits, llvm::StringRef Code,
                         llvm::StringRef File,
                         const format::FormatStyle &Style) {
  tooling::Replacements Raw;
  std::vector<Edit> Others;
  for (const Edit &E : Edits) {
    if (E.File != File) {
      Others.push_back(E);
      continue;
    }
    if (llvm::Error Error =
            Raw.add(tooling::Replacement(File, E.Offset, E.Length, E.Text))) {
      llvm::consumeError(std::move(Error));
      return Edits;
    }
  }
  llvm::Expected<tooling::Replacements> Formatted =
      format::formatReplacements(Code, Raw, Style);
  if (!Formatted) {
    llvm::consumeError(Formatted.takeError());
    return Edits;
  }
  std::vector<Edit> Result = std::move(Others);
  for (const tooling::Replacement &R : *Formatted) {
    Edit E = trimmed({File.str(), R.getOffset(), R.getLength(),
                      R.getReplacementText().str()},
                     Code);
    if (E.Length != 0 || !E.Text.empty())
      Result.push_back(std::move(E));
  }
  llvm::sort(Result);
  return Result;
}

std::optional<Edit> includeEdit(llvm::StringRef Code, llvm::StringRef File,
                                llvm::StringRef Spelled,
                                const format::FormatStyle &Style) {
  bool Angled = Spelled.starts_with("<");
  llvm::StringRef Name = Spelled.trim("<>\"");
  unsigned Mark = Code.starts_with(ByteOrderMark) ? ByteOrderMark.size() : 0;
  llvm::StringRef Body = Code.drop_front(Mark);
  tooling::HeaderIncludes Includes(File, Body, Style.IncludeStyle);
  std::optional<tooling::Replacement> Insertion =
      Includes.insert(Name, Angled, tooling::IncludeDirective::Include);
  if (!Insertion)
    return std::nullopt;
  std::string Text = Insertion->getReplacementText().str();
  unsigned Offset = Insertion->getOffset();
  // The first include of a file stands apart from what follows.
  llvm::StringRef Next = Body.substr(Offset).ltrim('\r');
  if (!Body.contains("#include") && !Next.empty() && Next.front() != '\n' &&
      llvm::StringRef(Text).ends_with("\n"))
    Text += '\n';
  if (Body.contains("\r\n")) {
    // HeaderIncludes writes "\n" only, and may point between "\r" and "\n".
    if (Offset > 0 && Offset < Body.size() && Body[Offset] == '\n' &&
        Body[Offset - 1] == '\r')
      --Offset;
    std::string Windows;
    for (char C : Text)
      Windows += C == '\n' ? "\r\n" : std::string(1, C);
    Text = std::move(Windows);
  }
  return Edit{File.str(), Offset + Mark, Insertion->getLength(), Text};
}

} // namespace raiify
