//===- Facts.h - What a function did before ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Every write and every call of one function, recorded once, so that "was it
/// acquired before?" and "was it set before?" are look-ups.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_FACTS_H
#define RAIIFY_EXTRACT_FACTS_H

#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// The name a call is made by, also where overload resolution waits for a
/// template's arguments; empty where there is none (a call through a pointer).
std::string calleeName(const clang::CallExpr *Call);

/// What a member function is called on, or null for other calls.
const clang::Expr *receiverOf(const clang::CallExpr *Call);

/// Whether a member function is called on the object itself, not through a
/// pointer that the object overloads.
bool isMemberCall(const clang::CallExpr *Call);

/// \p E without `&`, `*` and casts around a name: what a call works on.
const clang::Expr *objectOf(const clang::Expr *E);

/// The variable that \p E names or is a part of, or null.
const clang::VarDecl *rootVariable(const clang::Expr *E);

enum class WriteKind { Init, Assign, Increment, Decrement, Address };

/// One write: `x = v`, `T x = v`, `++x`, `x -= v`, or `f(&x)`.
struct WriteFact {
  WriteKind Kind = WriteKind::Assign;
  /// stmtKey of what is written.
  std::string Target;
  const clang::VarDecl *Root = nullptr;
  /// What is written; null for Address and for `++` and `--`.
  const clang::Expr *Value = nullptr;
  /// The call that takes the address, for Address.
  const clang::CallExpr *Taker = nullptr;
  const clang::Stmt *S = nullptr;
  unsigned Order = 0;
  bool InHandler = false;
};

struct CallFact {
  const clang::CallExpr *Call = nullptr;
  std::string Name;
  /// stmtKeys of what it is called on ("this" for the object itself) and of
  /// its arguments.
  std::string Receiver;
  llvm::SmallVector<std::string, 2> Args;
  unsigned Order = 0;
  bool InHandler = false;
};

class FunctionFacts {
public:
  /// \p Function, where it is a constructor, adds its initializers.
  FunctionFacts(const clang::FunctionDecl *Function, const clang::Stmt *Body,
                const clang::ASTContext &Context);

  const std::vector<WriteFact> &writes() const { return Writes; }
  const std::vector<CallFact> &calls() const { return Calls; }
  /// Position of \p S in the function, from 1; 0 where it is not part of it.
  unsigned orderOf(const clang::Stmt *S) const { return Order.lookup(S); }
  /// How many nodes \p S has, itself included.
  unsigned sizeOf(const clang::Stmt *S) const { return Size.lookup(S); }

private:
  friend class FactCollector;
  std::vector<WriteFact> Writes;
  std::vector<CallFact> Calls;
  llvm::DenseMap<const clang::Stmt *, unsigned> Order;
  llvm::DenseMap<const clang::Stmt *, unsigned> Size;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_FACTS_H
