//===- SharedNames.h - Names that mean the same elsewhere -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// How a type or a function is written in another file, what has to be
/// included for it, and what stands against it.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_SHAREDNAMES_H
#define RAIIFY_EXTRACT_SHAREDNAMES_H

#include "clang/AST/Decl.h"
#include "clang/AST/Type.h"

#include <set>
#include <string>

namespace clang {
class ASTContext;
} // namespace clang

namespace raiify {

/// Gathers what the names in a cleanup ask for.
class SharedNames {
public:
  /// \p Place is where the names are to be used; what is declared behind it is
  /// an obstacle. May be invalid.
  SharedNames(const clang::ASTContext &Context, clang::SourceLocation Place)
      : Context(Context), Place(Place) {}

  /// \p Type as it is written anywhere. Records obstacles and headers.
  std::string typeName(clang::QualType Type);
  /// The same for a type of which a reference is taken (`T &name`).
  std::string referredTypeName(clang::QualType Type);
  /// \p D, a function, a variable or an enumerator, as it is written anywhere.
  std::string declName(const clang::NamedDecl *D);
  /// Records that \p D is used with \p Access from outside of its class.
  void useMember(const clang::NamedDecl *D, clang::AccessSpecifier Access);
  void fail(std::string Why);

  bool failed() const { return !Obstacle.empty(); }
  /// The first that was met, in words; empty if there is none.
  std::string Obstacle;
  /// As SharedForm::Headers has them.
  std::set<std::string> Headers;
  /// The file that alone can name something in the cleanup; may be empty.
  std::string OnlyFile;

private:
  void useType(clang::QualType Type);
  void useTag(const clang::TagDecl *Tag);
  void useTemplateArguments(const clang::TagDecl *Tag);
  void useDecl(const clang::NamedDecl *D);
  std::string headerOf(const clang::NamedDecl *D) const;

  const clang::ASTContext &Context;
  clang::SourceLocation Place;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_SHAREDNAMES_H
