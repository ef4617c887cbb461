//===- EventKey.h - What an evaluation is -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An evaluation in resolved form, as text that means the same in two parses
/// of a file. Two evaluations with equal keys run the same code on the same
/// objects. Little is normalised away: parentheses, and `(*this).` and `&*this`
/// for `this->` and `this`. Unequal keys may well mean the same, equal keys
/// never mean different things.
///
/// In the body of a function object its members go by what they stand for.
///
/// One thing is left out on purpose: the number of the line. `__LINE__` and
/// source_location have it, and every rewrite moves lines.
///
/// Lambdas and classes of functions have no names of their own; a hash of what
/// they are made of stands for them.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_EVENTKEY_H
#define RAIIFY_TRACE_EVENTKEY_H

#include "trace/Locals.h"

#include "clang/AST/PrettyPrinter.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"

#include <memory>
#include <string>
#include <utility>

namespace clang {
class ASTContext;
class Expr;
class NamedDecl;
class TagDecl;
} // namespace clang

namespace raiify {

struct GuardInfo;

class EventKeys {
public:
  EventKeys(const clang::ASTContext &Context, const LocalTable &Locals);

  std::string keyOf(const clang::Stmt *S);
  /// Says that what follows is the body of \p Guard's callable, or, with null,
  /// the function's own code; returns what it was before.
  const GuardInfo *enterBody(const GuardInfo *Guard) {
    return std::exchange(Inside, Guard);
  }
  /// \p E, or what it stands for in the body at hand.
  const clang::Expr *meantBy(const clang::Expr *E) const;
  /// Whether \p E is `*this`, perhaps as an object of a base class.
  bool isThisObject(const clang::Expr *E) const;
  /// Whether \p Scope holds the code whose keys these are.
  bool isAround(const clang::DeclContext *Scope) const {
    return Locals.isAround(Scope);
  }
  /// A type by its canonical name.
  std::string typeName(clang::QualType T) const;

  /// The first piece of code that has no key, in words; empty where all have
  /// one. Keys that were made before or after it are not to be compared.
  const std::string &unknown() const { return Unknown; }

private:
  friend class LocalTypes;
  /// For code in a type that \p Outer names.
  explicit EventKeys(const EventKeys &Outer) = default;
  /// What an unnamed type or one of a function is made of, as a number.
  uint64_t contentOf(const clang::TagDecl *D) const;

  void write(const clang::Stmt *S);
  bool writeThroughThis(const clang::Stmt *S);
  void writeThis(const clang::Expr *Object);
  void writeExpression(const clang::Expr *E);
  bool writePayload(const clang::Stmt *S);
  bool writeLiteral(const clang::Stmt *S);
  bool writeReference(const clang::Stmt *S);
  bool writeConstruction(const clang::Stmt *S);
  bool writeDependent(const clang::Stmt *S);
  bool writeStatement(const clang::Stmt *S);
  void writeLambda(const clang::Stmt *S);
  void writeDeclarations(const clang::Stmt *S);
  void writeDecl(const clang::NamedDecl *D);
  bool writeOperator(const clang::Stmt *S);
  void fail(const clang::Stmt *S);

  const clang::ASTContext &Context;
  const LocalTable &Locals;
  const GuardInfo *Inside = nullptr;
  clang::PrintingPolicy Policy;
  std::string Text;
  std::string Unknown;
  using ContentMap = llvm::DenseMap<const clang::TagDecl *, uint64_t>;
  std::shared_ptr<ContentMap> Contents = std::make_shared<ContentMap>();
};

} // namespace raiify

#endif // RAIIFY_TRACE_EVENTKEY_H
