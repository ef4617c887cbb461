//===- ChangedLines.cpp - Findings of changed lines -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChangedLines.h"

#include "CleanupLines.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace raiify {

ChangedLines::ChangedLines(
    const std::map<std::string, std::vector<LineRange>> &Files) {
  for (const auto &[File, Lines] : Files)
    if (!Lines.empty())
      OnDisk.try_emplace(File, Lines);
}

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

/// Null where nothing has changed.
const LineSet *ChangedLines::linesOf(const std::string &File) const {
  if (auto Found = Moved.find(File); Found != Moved.end())
    return &Found->second;
  auto Found = OnDisk.find(File);
  return Found == OnDisk.end() ? nullptr : &Found->second;
}

const ChangedLines::Source *
ChangedLines::sourceOf(const std::string &File) const {
  auto [It, IsNew] = Sources.try_emplace(File);
  if (!IsNew)
    return It->second.get();
  if (auto Buffer = llvm::MemoryBuffer::getFile(File)) {
    It->second = std::make_unique<Source>();
    It->second->Text = (*Buffer)->getBuffer().str();
    It->second->Tokens = tokenize(It->second->Text);
  }
  return It->second.get();
}

bool ChangedLines::touchesLine(const Location &Where) const {
  const LineSet *Lines = linesOf(Where.File);
  return Lines && Lines->touches(Where.Line, Where.Line);
}

/// Whether a line from \p Where to the offset \p End has changed.
bool ChangedLines::touchesUpTo(const Location &Where, const Source &Text,
                               unsigned End) const {
  llvm::StringRef Between = llvm::StringRef(Text.Text).slice(Where.Offset, End);
  return linesOf(Where.File)
      ->touches(Where.Line,
                Where.Line + static_cast<unsigned>(Between.count('\n')));
}

bool ChangedLines::touchesStatements(
    const Location &Where, llvm::ArrayRef<std::string> Cleanup) const {
  if (!linesOf(Where.File))
    return false;
  const Source *Text = sourceOf(Where.File);
  if (!Text)
    return touchesLine(Where);
  return touchesUpTo(Where, *Text,
                     endOfStatements(Text->Tokens, Where.Offset, Cleanup));
}

bool ChangedLines::touchesBlock(const Location &Where) const {
  if (!linesOf(Where.File))
    return false;
  const Source *Text = sourceOf(Where.File);
  if (!Text)
    return touchesLine(Where);
  return touchesUpTo(Where, *Text, endOfBlock(Text->Tokens, Where.Offset));
}

//===----------------------------------------------------------------------===//
// Findings
//===----------------------------------------------------------------------===//

/// Whether \p N points at a copy of the cleanup, in this function or another.
static bool isOfCopy(const Note &N) {
  for (CopyRole Role : {CopyRole::Handler, CopyRole::TryEnd, CopyRole::AfterTry,
                        CopyRole::Return, CopyRole::Throw, CopyRole::Jump,
                        CopyRole::FallThrough})
    if (llvm::StringRef(N.Message).starts_with(copyMessage(Role)))
      return true;
  return false;
}

bool ChangedLines::holdsCopyOf(const Site &S) const {
  return llvm::any_of(S.Copies, [&](const Copy &C) {
    return touchesStatements(C.Where, S.Cleanup);
  });
}

bool ChangedLines::holds(const Finding &F) const {
  bool IsMissed = F.Check == CheckKind::MissedCleanup;
  // Its notes are about other functions.
  if (IsMissed && llvm::none_of(F.Related, isOfCopy))
    return touchesBlock(F.Where);
  llvm::ArrayRef<std::string> Cleanup = F.Cleanup;
  if (touchesStatements(F.Where, IsMissed ? Cleanup.take_front() : Cleanup))
    return true;
  return llvm::any_of(F.Related, [&](const Note &N) {
    return isOfCopy(N) ? touchesStatements(N.Where, Cleanup)
                       : touchesLine(N.Where);
  });
}

//===----------------------------------------------------------------------===//
// Edits
//===----------------------------------------------------------------------===//

void ChangedLines::edited(const std::string &File, const std::string &Before,
                          const std::vector<Edit> &Edits) {
  const LineSet *Lines = linesOf(File);
  if (!Lines)
    return;
  std::vector<Edit> Own;
  llvm::copy_if(Edits, std::back_inserter(Own),
                [&](const Edit &E) { return E.File == File; });
  auto After = std::make_unique<Source>();
  After->Text = applyEdits(Before, File, Own);
  After->Tokens = tokenize(After->Text);
  Moved[File] = Lines->after(Before, After->Text, Own);
  Sources[File] = std::move(After);
}

void ChangedLines::takenBack(const std::string &File) {
  Moved.erase(File);
  Sources.erase(File);
}

} // namespace raiify
