//===- SystemHeaders.cpp - Headers as the project names them --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/SystemHeaders.h"

#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Inclusions/StandardLibrary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <vector>

using namespace clang;
namespace stdlib = clang::tooling::stdlib;

namespace raiify {

/// The file that the text of an `#include` names which begins at the start of
/// \p Text: `name` for `<name>` and `"name"`. Empty if none.
static llvm::StringRef includedName(llvm::StringRef Text) {
  if (!Text.starts_with("<") && !Text.starts_with("\""))
    return "";
  char Ends[] = {Text.front() == '<' ? '>' : '"', '\n'};
  llvm::StringRef Rest = Text.drop_front();
  std::size_t Length = Rest.find_first_of(llvm::StringRef(Ends, 2));
  return Length == llvm::StringRef::npos ? "" : Rest.take_front(Length);
}

/// The file that \p Line includes; empty if none.
static llvm::StringRef includedBy(llvm::StringRef Line) {
  Line = Line.ltrim();
  if (!Line.consume_front("#"))
    return "";
  Line = Line.ltrim();
  return Line.consume_front("include") ? includedName(Line.ltrim()) : "";
}

static std::string inBrackets(llvm::StringRef Name) {
  return Name.empty() ? "" : ("<" + Name + ">").str();
}

/// The line of \p Text that \p At is in.
static llvm::StringRef lineAround(llvm::StringRef Text, std::size_t At) {
  return Text.slice(Text.take_front(At).rfind('\n') + 1, Text.find('\n', At));
}

/// The header at \p Path as a line of \p Text includes it; empty if none does.
static std::string spellingIn(llvm::StringRef Text, llvm::StringRef Path) {
  llvm::StringRef Name = llvm::sys::path::filename(Path);
  for (std::size_t At = Text.find(Name); At != llvm::StringRef::npos;
       At = Text.find(Name, At + Name.size())) {
    llvm::StringRef Included = includedBy(lineAround(Text, At));
    if (!Included.empty() && Path.ends_with(("/" + Included).str()))
      return inBrackets(Included);
  }
  return "";
}

namespace {

/// A header around a declaration.
struct EnclosingHeader {
  FileID Id;
  llvm::StringRef Path;
  /// As users include it: `<lib/name.h>`.
  std::string Name;
};

} // namespace

/// How users include the header at \p Path that stands as \p Text behind the
/// `#include` of the header \p Around, or of the project if that is null.
static std::string nameFor(llvm::StringRef Path, llvm::StringRef Text,
                           const EnclosingHeader *Around) {
  llvm::StringRef Name = includedName(Text);
  if (!Around || Text.starts_with("<"))
    return inBrackets(Name);
  // Beside the header that includes it.
  llvm::StringRef Folder = llvm::StringRef(Around->Name).drop_front();
  Folder = Folder.take_front(Folder.rfind('/') + 1);
  std::string Full = (Folder + Name).str();
  return Path.ends_with("/" + Full) ? inBrackets(Full) : inBrackets(Name);
}

/// The system headers around \p Loc, innermost first.
static std::vector<EnclosingHeader> headersAround(SourceLocation Loc,
                                                  const SourceManager &SM) {
  struct Include {
    FileID Id;
    SourceLocation From;
  };
  std::vector<Include> Includes;
  Loc = SM.getExpansionLoc(Loc);
  while (Loc.isValid() && SM.isInSystemHeader(Loc)) {
    FileID Id = SM.getFileID(Loc);
    Loc = SM.getIncludeLoc(Id);
    Includes.push_back({Id, Loc});
  }
  std::vector<EnclosingHeader> Chain;
  for (const Include &I : llvm::reverse(Includes)) {
    OptionalFileEntryRef File = SM.getFileEntryRefForID(I.Id);
    if (!File || I.From.isInvalid())
      continue;
    llvm::StringRef Path = File->getName();
    Chain.push_back({I.Id, Path,
                     nameFor(Path, SM.getCharacterData(I.From),
                             Chain.empty() ? nullptr : &Chain.back())});
  }
  std::reverse(Chain.begin(), Chain.end());
  return Chain;
}

/// Whether \p Text has an `#error` against those who include it directly.
static bool forbidsUsers(llvm::StringRef Text) {
  for (std::size_t At = Text.find("error"); At != llvm::StringRef::npos;
       At = Text.find("error", At + 1)) {
    llvm::StringRef Line = lineAround(Text, At);
    if (Line.ltrim().starts_with("#") && Line.contains_insensitive("directly"))
      return true;
  }
  return false;
}

/// Whether \p Header is a part of others, and not to be included by users.
static bool isPart(const EnclosingHeader &Header, const SourceManager &SM) {
  static constexpr llvm::StringLiteral Folders[] = {
      "/bits/", "/c++/",      "/detail/",  "/details/",
      "/impl/", "/internal/", "/private/",
  };
  return llvm::any_of(Folders,
                      [&](llvm::StringRef Folder) {
                        return Header.Path.contains(Folder);
                      }) ||
         llvm::sys::path::filename(Header.Path).starts_with("_") ||
         forbidsUsers(SM.getBufferData(Header.Id));
}

/// The headers in which the standard has \p D, the one to prefer first.
static llvm::SmallVector<std::string, 2> standardHeaders(const NamedDecl *D) {
  llvm::SmallVector<std::string, 2> Names;
  stdlib::Recognizer Recognize;
  std::optional<stdlib::Symbol> Symbol = Recognize(D);
  if (!Symbol)
    return Names;
  for (const stdlib::Header &Header : Symbol->headers())
    Names.push_back(Header.name().str());
  return Names;
}

/// The header at \p Path as C++ programs include it if it is one of the
/// standard: `<cstdio>` for stdio.h. Otherwise empty.
static std::string standardName(llvm::StringRef Path) {
  llvm::StringRef File = llvm::sys::path::filename(Path);
  std::string Name = inBrackets(File);
  if (!stdlib::Header::named(Name) &&
      !stdlib::Header::named(Name, stdlib::Lang::C))
    return "";
  llvm::StringRef Stem = File;
  std::string InCxx =
      Stem.consume_back(".h") ? inBrackets(("c" + Stem).str()) : "";
  return stdlib::Header::named(InCxx) ? InCxx : Name;
}

std::string systemHeaderOf(const NamedDecl *D, SourceLocation User,
                           const SourceManager &SM) {
  std::vector<EnclosingHeader> Chain = headersAround(D->getLocation(), SM);
  if (Chain.empty())
    return "";
  llvm::StringRef Text;
  if (User.isValid())
    Text = SM.getBufferData(SM.getFileID(SM.getFileLoc(User)));
  auto Standard = standardHeaders(D);
  for (const std::string &Header : Standard)
    if (!spellingIn(Text, "/" + Header.substr(1, Header.size() - 2)).empty())
      return Header;
  if (!Standard.empty())
    return Standard.front();
  for (const EnclosingHeader &Header : Chain) {
    if (std::string Spelling = spellingIn(Text, Header.Path); !Spelling.empty())
      return Spelling;
    if (std::string Name = standardName(Header.Path); !Name.empty())
      return Name;
    if (!isPart(Header, SM))
      return Header.Name;
  }
  return Chain.back().Name;
}

} // namespace raiify
