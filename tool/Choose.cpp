//===- Choose.cpp - Which rewrites to apply together ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Choose.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace raiify {

bool isApplicable(const Judgement &Rewrite, const FixPolicy &Policy) {
  switch (Rewrite.Verdict) {
  case Verdict::Equivalent:
    return true;
  case Verdict::Conditional:
    return Rewrite.restsOn(Policy.Granted);
  case Verdict::ChangesBehavior:
    return Policy.Unsafe;
  case Verdict::Refused:
    return false;
  }
  return false;
}

/// Whether applying both at once is not plainly the same in either order: they
/// cover common text, or begin at one place.
static bool clash(const Edit &A, const Edit &B) {
  if (A.File != B.File || A == B)
    return false;
  return A.Offset == B.Offset ||
         (A.Offset < B.Offset + B.Length && B.Offset < A.Offset + A.Length);
}

static bool fits(const Finding &F, const std::vector<Edit> &Taken,
                 const std::set<std::string> &LeftAlone) {
  return llvm::none_of(F.Edits, [&](const Edit &E) {
    return LeftAlone.count(E.File) ||
           llvm::any_of(Taken, [&](const Edit &T) { return clash(E, T); });
  });
}

std::vector<const Finding *>
chooseFindings(const std::vector<Finding> &Findings, const FixPolicy &Policy,
               const std::set<std::string> &LeftAlone) {
  std::vector<const Finding *> Chosen;
  std::set<std::pair<std::string, std::string>> Functions;
  // Findings are sorted by file, and edits stay in it: clashes are looked for
  // in the file at hand.
  std::vector<Edit> Taken;
  llvm::StringRef File;
  for (const Finding &F : Findings) {
    if (F.Where.File != File)
      Taken.clear();
    File = F.Where.File;
    if (F.IsSummary || F.Edits.empty() || !isApplicable(F.Rewrite, Policy) ||
        Functions.count({F.Where.File, F.Function}) ||
        !fits(F, Taken, LeftAlone))
      continue;
    Functions.insert({F.Where.File, F.Function});
    llvm::append_range(Taken, F.Edits);
    Chosen.push_back(&F);
  }
  return Chosen;
}

std::vector<Edit> collectEdits(const std::vector<const Finding *> &Chosen) {
  std::vector<Edit> Result;
  for (const Finding *F : Chosen)
    llvm::append_range(Result, F->Edits);
  llvm::sort(Result);
  Result.erase(llvm::unique(Result), Result.end());
  return Result;
}

bool includesHeader(const std::vector<Edit> &Edits, llvm::StringRef Path) {
  llvm::StringRef Name = llvm::sys::path::filename(Path);
  return llvm::any_of(Edits, [&](const Edit &E) {
    return llvm::StringRef(E.Text).contains("#include") &&
           llvm::StringRef(E.Text).contains(Name);
  });
}

} // namespace raiify
