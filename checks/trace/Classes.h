//===- Classes.h - Exceptions that handlers tell apart ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The classes of exceptions that the handlers of two functions tell apart: one
/// for each type that a handler names, and one for all other exceptions. An
/// exception of a class is caught by handlers for its type and for the bases of
/// that type. Types are known by their canonical names, so that two parses of a
/// file share the classes.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_CLASSES_H
#define RAIIFY_TRACE_CLASSES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <map>
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

  /// Every class; the last one, the empty name, stands for the other types.
  std::vector<std::string> all() const;
  /// The classes that an exception of type \p Thrown may be of.
  std::vector<std::string> classesOf(clang::QualType Thrown,
                                     TypeName NameOf) const;
  /// Whether \p Handler catches exceptions of \p Class.
  bool catches(const clang::CXXCatchStmt *Handler, const std::string &Class,
               TypeName NameOf) const;
  /// Whether a handler's type depends on template arguments, so that nothing
  /// is known of what it catches.
  bool isDependent() const { return Dependent; }

private:
  void addHandler(const clang::CXXCatchStmt *Handler, TypeName NameOf);

  /// The names of a handler's type and of all its bases, by that type.
  std::map<std::string, std::set<std::string>> Types;
  bool Dependent = false;
  bool HasPointer = false;
};

/// The type that a handler or a throw is about, without reference and
/// qualifiers.
clang::QualType plainExceptionType(clang::QualType T);

} // namespace raiify

#endif // RAIIFY_TRACE_CLASSES_H
