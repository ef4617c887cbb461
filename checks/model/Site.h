//===- Site.h - One place where cleanup stands ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the extraction says of one place where cleanup stands. Plain values:
/// a Site outlives the AST it was read from and can be written to disk.
///
///   AST ─► Site (here) ─► Finding (Finding.h) ─► clang-tidy, text, JSON
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_MODEL_SITE_H
#define RAIIFY_MODEL_SITE_H

#include "model/Check.h"

#include "llvm/Support/raw_ostream.h"

#include <string>
#include <tuple>
#include <vector>

namespace raiify {

/// A place in a file on disk. Code that a macro wrote has the place of the
/// macro's use.
struct Location {
  /// Absolute real path (symbolic links resolved).
  std::string File;
  /// From 1; 0 means nowhere.
  unsigned Line = 0;
  /// In bytes, from 1.
  unsigned Column = 0;
  /// In bytes from the start of the file.
  unsigned Offset = 0;

  bool operator==(const Location &Other) const {
    return Offset == Other.Offset && File == Other.File;
  }
  bool operator<(const Location &Other) const {
    return std::tie(File, Offset) < std::tie(Other.File, Other.Offset);
  }
};

/// What a copy of the cleanup, or an exit without it, stands in front of.
enum class CopyRole {
  Handler,     ///< in a catch handler
  TryEnd,      ///< the last statements of the try block
  AfterTry,    ///< on the way on, behind the try statement
  Return,      ///< before `return` or `co_return`
  Throw,       ///< before `throw`
  Jump,        ///< before `break`, `continue` or `goto`
  FallThrough, ///< before the end of the function or of the region
};

/// The role's name in messages: "the handler", "a return" …
llvm::StringRef roleName(CopyRole Role);

/// One copy of the cleanup.
struct Copy {
  /// Where its first statement begins.
  Location Where;
  CopyRole Role = CopyRole::Handler;
  /// Whether a macro wrote it.
  bool InMacro = false;
};

/// How a handler that holds a copy is left.
enum class HandlerExit {
  None,    ///< the site has no handler
  Rethrow, ///< the same exception goes on
  Throw,   ///< another exception goes on
  Return,
  Jump,
  FallThrough,
};

/// Something that a cleanup works on and that a guard shared by several
/// functions would be handed by reference.
struct CleanupParameter {
  /// The canonical type without a reference: `casacore::MSTimeParse *`.
  std::string Type;
  /// What the cleanup calls it here, and what a shared guard is handed:
  /// `thisParser`, `running`, `*this`.
  std::string Argument;

  bool operator==(const CleanupParameter &Other) const {
    return Type == Other.Type && Argument == Other.Argument;
  }
};

/// What is needed to write the cleanup once for several functions.
struct SharedForm {
  /// Equal in all copies: as portableKey, but with each project class replaced
  /// by the outermost of its project base classes, so that relatives group.
  std::string FamilyKey;
  /// In the order in which the cleanup uses them.
  std::vector<CleanupParameter> Parameters;
  /// The statements, `$0` standing for the first parameter and so on; `$$` is
  /// a dollar sign. Empty if and only if Obstacle is not.
  std::vector<std::string> Body;
  /// As an `#include` names them: `<cstdio>`, or the real path of a header of
  /// the project. Sorted. What declares the names in Body and Parameters.
  std::vector<std::string> Headers;
  /// Innermost named namespace around the function: `a::b`; may be empty.
  std::string Namespace;
  /// Where a class can be declared in front of the function: the start of the
  /// outermost declaration around it that is not a namespace.
  Location Place;
  /// Why the cleanup cannot be moved into a class of its own: what it names.
  std::string Obstacle;
};

/// One place where cleanup stands, with the region that it cleans up after.
struct Site {
  CheckKind Check = CheckKind::EmulatedFinally;
  /// Where the finding is shown: the first statement of the first copy; for a
  /// missed cleanup the exit that lacks it.
  Location Where;
  /// Where the region begins: the `try`, or what acquired the resource.
  Location Region;
  /// Qualified name of the function that holds the site.
  std::string Function;
  /// The cleanup's statements as written, white space folded.
  std::vector<std::string> Cleanup;
  /// The cleanup in resolved form, the same for renamed locals, after edits
  /// elsewhere, and in every translation unit and checkout. In one function,
  /// what differs has different keys, local lambdas of one type aside.
  std::string Key;
  /// Every copy, in the order of the source.
  std::vector<Copy> Copies;
  /// The exits that lack the cleanup (only for a missed cleanup).
  std::vector<Copy> Missing;
  HandlerExit Exit = HandlerExit::None;
  /// Whether the missing copy is there, but names another variable of the same
  /// name (only for a missed cleanup).
  bool Shadowed = false;
  /// How many handlers of the try hold a copy.
  unsigned Handlers = 0;
  /// Whether the handlers hold more than the cleanup.
  bool Partial = false;
  /// Whether a macro wrote the first copy or the `try` or `catch` around it.
  bool InMacro = false;
  /// Whether the function is a template or a member of one.
  bool InTemplate = false;
  /// How copies in other functions are recognised and would be rewritten.
  SharedForm Shared;
};

/// Prints a site in one line, for tests:
/// `raii-exit-cleanup 12:5 ns::f {close(fd)} Return@14 FallThrough@20`.
llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, const Site &S);

} // namespace raiify

#endif // RAIIFY_MODEL_SITE_H
