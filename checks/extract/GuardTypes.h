//===- GuardTypes.h - Which classes are guards ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Knows a guard by what it does: its destructor acts on a member, and a
/// member function that only sets that member takes the action away.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_GUARDTYPES_H
#define RAIIFY_EXTRACT_GUARDTYPES_H

#include "extract/LeftOutBodies.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Type.h"

namespace raiify {

/// The class that \p Type names, for a specialization that waits for template
/// arguments the template's own; null where there is none.
const clang::CXXRecordDecl *recordOf(clang::QualType Type);

/// The member that \p E names of the object itself, or null.
const clang::ValueDecl *ownMember(const clang::Expr *E);

/// Whether \p Function stands in namespace std, or in a class there.
bool isOfStandardLibrary(const clang::FunctionDecl *Function);

/// Whether \p Method does nothing but set members that the destructor of
/// \p Class tests, directly or in what it calls: `release()`, `dismiss()`.
/// False where a body is not to be seen. Of the standard library's classes only
/// `release()` is looked at.
bool disarms(const clang::CXXMethodDecl *Method,
             const clang::CXXRecordDecl *Class, LeftOutBodies &LeftOut);

} // namespace raiify

#endif // RAIIFY_EXTRACT_GUARDTYPES_H
