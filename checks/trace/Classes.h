//===- Classes.h - Exceptions that handlers tell apart ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The classes of exceptions that the handlers of two functions tell apart. A
/// class is the set of the handlers' types that catch its exceptions: a type
/// with its bases, or, as a thrown type may derive from several, more of them;
/// the empty set stands for all other exceptions. Types are known by their
/// canonical names, so that two parses of a file share the classes.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_CLASSES_H
#define RAIIFY_TRACE_CLASSES_H

#include "model/Verdict.h"

#include "clang/AST/Type.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clang {
class CXXCatchStmt;
class Stmt;
} // namespace clang

namespace raiify {

class ExceptionClasses {
public:
  using TypeName = llvm::function_ref<std::string(clang::QualType)>;

  /// Adds the types of all handlers in \p Body.
  void addHandlers(const clang::Stmt *Body, TypeName NameOf);

  /// Every class; the empty name stands for the other types.
  std::vector<std::string> all() const;
  /// The classes that an exception of type \p Thrown may be of.
  std::vector<std::string> classesOf(clang::QualType Thrown,
                                     TypeName NameOf) const;
  /// Whether \p Handler catches exceptions of \p Class.
  bool catches(const clang::CXXCatchStmt *Handler, const std::string &Class,
               TypeName NameOf) const;
  /// The class for people: "A", "A and B"; empty of the other types.
  std::string shownName(const std::string &Class) const;
  /// Why it is not known what the handlers catch, if so.
  const std::optional<std::pair<Reason, std::string>> &problem() const {
    return Problem;
  }

private:
  void addHandler(const clang::CXXCatchStmt *Handler, TypeName NameOf);
  std::set<std::string> caughtAs(const std::set<std::string> &Names) const;

  struct HandlerType {
    /// The names of the type and of its bases that catch it.
    std::set<std::string> Names;
    /// Whether a class may derive from it and from others.
    bool IsBase = false;
    bool IsPointer = false;
  };
  std::map<std::string, HandlerType> Types;
  std::optional<std::pair<Reason, std::string>> Problem;
};

/// The type that a handler or a throw is about, without reference and
/// qualifiers.
clang::QualType plainExceptionType(clang::QualType T);

} // namespace raiify

#endif // RAIIFY_TRACE_CLASSES_H
