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

/// The header at \p Path as a line of \p Text includes it; empty if none does.
static std::string spellingIn(llvm::StringRef Text, llvm::StringRef Path) {
  llvm::StringRef Name = llvm::sys::path::filename(Path);
  for (std::size_t At = Text.find(Name); At != llvm::StringRef::npos;
       At = Text.find(Name, At + Name.size())) {
    std::size_t Begin = Text.take_front(At).rfind('\n') + 1;
    llvm::StringRef Included =
        includedBy(Text.slice(Begin, Text.find('\n', At)));
    if (!Included.empty() && Path.ends_with(("/" + Included).str()))
      return inBrackets(Included);
  }
  return "";
}

namespace {

/// The system headers around a declaration, innermost first.
struct HeaderChain {
  llvm::SmallVector<llvm::StringRef, 8> Paths;
  /// What the project includes.
  std::string Outermost;
};

} // namespace

static HeaderChain chainAround(SourceLocation Loc, const SourceManager &SM) {
  HeaderChain Chain;
  Loc = SM.getExpansionLoc(Loc);
  while (Loc.isValid() && SM.isInSystemHeader(Loc)) {
    FileID Id = SM.getFileID(Loc);
    if (OptionalFileEntryRef File = SM.getFileEntryRefForID(Id))
      Chain.Paths.push_back(File->getName());
    Loc = SM.getIncludeLoc(Id);
    if (Loc.isValid())
      Chain.Outermost = inBrackets(includedName(SM.getCharacterData(Loc)));
  }
  return Chain;
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
  HeaderChain Chain = chainAround(D->getLocation(), SM);
  if (Chain.Outermost.empty())
    return "";
  llvm::StringRef Text;
  if (User.isValid())
    Text = SM.getBufferData(SM.getFileID(SM.getFileLoc(User)));
  auto Standard = standardHeaders(D);
  for (const std::string &Header : Standard) {
    std::string Path = "/" + Header.substr(1, Header.size() - 2);
    if (!spellingIn(Text, Path).empty())
      return Header;
  }
  if (!Standard.empty())
    return Standard.front();
  for (llvm::StringRef Path : Chain.Paths) {
    if (std::string Spelling = spellingIn(Text, Path); !Spelling.empty())
      return Spelling;
    if (std::string Name = standardName(Path); !Name.empty())
      return Name;
  }
  return Chain.Outermost;
}

} // namespace raiify
