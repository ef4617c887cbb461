//===- Attempt.h - Edited text, and functions found in it -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What proving needs around plans: the edits made complete (layout, include),
/// the text that they give, and the edited functions found again in the parse
/// of that text.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_PROVE_ATTEMPT_H
#define RAIIFY_PROVE_ATTEMPT_H

#include "prove/Prover.h"
#include "rewrite/Plan.h"
#include "trace/Judge.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/StringMap.h"

#include <map>
#include <string>
#include <vector>

namespace raiify {

/// A place in a file, by the file's real path.
struct Place {
  std::string File;
  unsigned Offset = 0;

  bool operator<(const Place &Other) const {
    return std::tie(File, Offset) < std::tie(Other.File, Other.Offset);
  }
};

/// The text of the outermost function around a function.
struct FunctionExtent {
  Place Begin;
  unsigned End = 0;

  bool overlaps(const FunctionExtent &Other) const {
    return Begin.File == Other.Begin.File && Begin.Offset < Other.End &&
           Other.Begin.Offset < End;
  }
};

/// Texts after some edits.
struct EditedText {
  FileTexts Files;
  std::vector<Edit> Edits;

  /// Where what stood at \p Old, which no edit covers, stands now.
  Place newPlace(const Place &Old) const;
  /// Adds where \p Old stands now.
  void addRange(const FunctionExtent &Old, BodyRanges &Ranges) const;
  /// Adds where what the edits put in stands.
  void addInsertions(BodyRanges &Ranges) const;
};

/// Texts before the edits.
class TextSource {
public:
  TextSource(clang::ASTContext &Context, const GuardHeader &Header);

  bool hasHeader() const { return !Header.Path.empty(); }
  /// \p Planned, formatted as the project formats, with what they need besides:
  /// includes, and the class of \p Guard, which may be null.
  std::vector<Edit> finish(const std::vector<Edit> &Planned,
                           const NamedGuard *Guard) const;
  /// All of \p Lists in one text; edits that are equal count once.
  EditedText combine(const std::vector<std::vector<Edit>> &Lists) const;
  FunctionExtent extentOf(const clang::FunctionDecl *Function) const;
  /// Where the body of \p Function begins.
  Place bodyOf(const clang::FunctionDecl *Function) const;

private:
  llvm::StringRef textOf(const std::string &File) const;
  std::string spelledHeader(llvm::StringRef From, llvm::StringRef Path) const;

  clang::ASTContext &Context;
  const GuardHeader &Header;
};

/// The functions of a translation unit by where their bodies begin.
class FunctionFinder {
public:
  explicit FunctionFinder(clang::ASTContext &Context);

  /// Null where no function's body begins at \p Body.
  const clang::FunctionDecl *find(const Place &Body) const;

private:
  std::map<Place, const clang::FunctionDecl *> Functions;
};

} // namespace raiify

#endif // RAIIFY_PROVE_ATTEMPT_H
