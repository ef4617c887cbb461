//===- Exclude.cpp - Files that are left out ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exclude.h"

#include "Paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Path.h"

#include <utility>

namespace path = llvm::sys::path;

namespace raiify {

/// Of one name's `{a,b}`: what more than this many make is no use to anybody.
static constexpr std::size_t MaxBraces = 1024;

static llvm::Error badGlob(llvm::StringRef Text, const llvm::Twine &Why) {
  return llvm::createStringError("option '--exclude': '" + Text +
                                 "' is no glob: " + Why);
}

llvm::Expected<PathGlob> PathGlob::create(llvm::StringRef Text,
                                          llvm::StringRef Here) {
  if (Text.empty())
    return badGlob(Text, "it is empty; name a file or folder");
  if (Text.starts_with("!"))
    return badGlob(Text, "nothing can be taken in again with '!'; name what "
                         "is left out more closely");
  PathGlob Result;
  Result.Text = Text.str();
  Result.FoldersOnly = Text.ends_with("/");
  Result.Floats = !Text.rtrim('/').contains('/');
  llvm::SmallString<256> Path(Text);
  if (Text.starts_with("../") || Text == "..") {
    Path = Here;
    path::append(Path, Text);
  }
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  Result.IsAbsolute = Path.starts_with("/");
  llvm::SmallVector<llvm::StringRef, 8> Names;
  Path.str().split(Names, '/', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef Name : Names) {
    Result.Names.push_back(std::make_shared<const std::string>(Name.str()));
    Result.Parts.emplace_back();
    if (Name == "**")
      continue;
    auto Pattern = llvm::GlobPattern::create(*Result.Names.back(), MaxBraces);
    if (!Pattern)
      return badGlob(Text, llvm::toString(Pattern.takeError()));
    Result.Parts.back() = std::move(*Pattern);
  }
  if (Result.Parts.empty())
    return badGlob(Text, "it names everything; leave raiify out instead");
  return Result;
}

using NameList = llvm::ArrayRef<llvm::StringRef>;
using PartList = llvm::ArrayRef<std::optional<llvm::GlobPattern>>;

/// Whether \p Parts match the first of \p Names, all or some. With
/// \p FoldersOnly the last name, which is a file's, is no match.
static bool matchNames(PartList Parts, NameList Names, bool FoldersOnly) {
  if (Parts.empty())
    return !FoldersOnly || !Names.empty();
  if (Names.empty())
    return false;
  if (Parts.front())
    return Parts.front()->match(Names.front()) &&
           matchNames(Parts.drop_front(), Names.drop_front(), FoldersOnly);
  // `**` at the end is all that is below a folder; elsewhere any folders.
  if (Parts.size() == 1)
    return true;
  return matchNames(Parts.drop_front(), Names, FoldersOnly) ||
         matchNames(Parts, Names.drop_front(), FoldersOnly);
}

bool PathGlob::match(llvm::StringRef File, llvm::StringRef Here) const {
  bool IsHere = isBelow(File, Here) && !IsAbsolute;
  if (IsHere)
    File = File.drop_front(Here.size());
  else if (!IsAbsolute && !Floats && Parts.front())
    return false; // from the working directory, below which the file is not
  llvm::SmallVector<llvm::StringRef, 16> Names;
  File.split(Names, '/', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  if (!Floats)
    return matchNames(Parts, Names, FoldersOnly);
  for (NameList Rest = Names; !Rest.empty(); Rest = Rest.drop_front())
    if (matchNames(Parts, Rest, FoldersOnly))
      return true;
  return false;
}

/// The globs of a list that commas part, those in braces aside.
static void splitGlobs(llvm::StringRef List, std::vector<std::string> &Globs) {
  std::string Glob;
  unsigned Depth = 0;
  for (char C : List) {
    Depth += C == '{';
    Depth -= C == '}' && Depth > 0;
    if (C == ',' && Depth == 0) {
      Globs.push_back(llvm::StringRef(Glob).trim().str());
      Glob.clear();
    } else {
      Glob += C;
    }
  }
  Globs.push_back(llvm::StringRef(Glob).trim().str());
}

llvm::Expected<Excludes> Excludes::create(llvm::ArrayRef<std::string> Lists) {
  Excludes Result;
  Result.Here = realPath(".");
  std::vector<std::string> Texts;
  for (const std::string &List : Lists)
    splitGlobs(List, Texts);
  for (const std::string &Text : Texts) {
    llvm::Expected<PathGlob> Glob = PathGlob::create(Text, Result.Here);
    if (!Glob)
      return Glob.takeError();
    Result.Globs.push_back(std::move(*Glob));
  }
  return Result;
}

bool Excludes::match(llvm::StringRef File) const {
  return llvm::any_of(
      Globs, [&](const PathGlob &Glob) { return Glob.match(File, Here); });
}

UnitResult Excludes::strip(UnitResult Result) const {
  if (Globs.empty())
    return Result;
  auto IsOut = [this](const Location &Where) { return match(Where.File); };
  std::vector<Finding> Findings = std::exchange(Result.Findings, {});
  std::vector<Site> Sites = std::exchange(Result.Sites, {});
  for (auto &&[F, S] : llvm::zip_equal(Findings, Sites)) {
    if (IsOut(F.Where))
      continue;
    Result.Findings.push_back(std::move(F));
    Result.Sites.push_back(std::move(S));
  }
  llvm::erase_if(Result.Suppressed,
                 [&](const Finding &F) { return IsOut(F.Where); });
  llvm::erase_if(Result.Copied,
                 [&](const CopiedSite &S) { return IsOut(S.What.Where); });
  // Who releases shows what is right, wherever that is.
  llvm::erase_if(Result.Acquisitions, [&](const SeenAcquisition &A) {
    return A.What.ReleaseKey.empty() && IsOut(A.What.Where);
  });
  return Result;
}

void Excludes::strip(LookedAt &Seen) const {
  if (Globs.empty())
    return;
  for (auto It = Seen.Files.begin(); It != Seen.Files.end();)
    It = match(It->first) ? Seen.Files.erase(It) : std::next(It);
}

std::vector<std::string>
Excludes::unmatched(const std::vector<std::string> &Files) const {
  std::vector<std::string> Result;
  for (const PathGlob &Glob : Globs)
    if (llvm::none_of(Files, [&](const std::string &File) {
          return Glob.match(File, Here);
        }))
      Result.push_back(Glob.text().str());
  return Result;
}

} // namespace raiify
