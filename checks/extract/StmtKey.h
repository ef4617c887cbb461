//===- StmtKey.h - What is the same statement -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A statement in resolved form, as text. Two statements with equal keys do
/// the same to the same objects, however they are spelled: `p->f()` and
/// `(*p).f()`, `this->x` and `x`, `if (p) delete p;` and `delete p;`, `NULL`
/// and `nullptr` have one key; two variables of one name have two.
///
/// What the writer does not know gets a key of its own and equals nothing.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_STMTKEY_H
#define RAIIFY_EXTRACT_STMTKEY_H

#include "clang/AST/Stmt.h"
#include "llvm/ADT/ArrayRef.h"

#include <string>

namespace clang {
class ASTContext;
class BinaryOperator;
class Decl;
class Expr;
} // namespace clang

namespace raiify {

/// The key of \p S within one translation unit: declarations are told apart by
/// identity. Locals that \p S declares itself may have any name.
std::string stmtKey(const clang::Stmt *S, const clang::ASTContext &Context);

/// The stmtKey of an expression that only names \p D.
std::string declKey(const clang::Decl *D);

/// One key for several statements, the same in every translation unit: locals
/// and parameters are numbered in the order of their use, everything else goes
/// by its USR (unified symbol resolution name).
std::string portableKey(llvm::ArrayRef<const clang::Stmt *> Statements,
                        const clang::ASTContext &Context);

/// The portable key without what an edit elsewhere, a new name for the file or
/// another checkout changes: no place stands in it and no name of a file. What
/// a function declares in itself goes by its type, or by its name in a class.
std::string stableKey(llvm::ArrayRef<const clang::Stmt *> Statements,
                      const clang::ASTContext &Context);

/// The portable key with the type of each local replaced by its familyType:
/// cleanup of relatives has one key.
std::string familyKey(llvm::ArrayRef<const clang::Stmt *> Statements,
                      const clang::ASTContext &Context);

/// \p E without parentheses, implicit conversions and the like, without
/// clean-ups of temporaries and without a cast to void.
const clang::Expr *strip(const clang::Expr *E);

/// Whether \p E is a null pointer constant: `nullptr`, `NULL`, or 0 in a
/// pointer's place.
bool isNullPointer(const clang::Expr *E);

/// Whether \p Assign sets its operand to null. In a template 0 may do so
/// without a conversion.
bool assignsNull(const clang::BinaryOperator *Assign);

/// The statement that counts: blocks of one statement, attributes and tests of
/// the operand in front of `delete` and `free` are taken off.
const clang::Stmt *essence(const clang::Stmt *S);

} // namespace raiify

#endif // RAIIFY_EXTRACT_STMTKEY_H
