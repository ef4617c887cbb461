//===- FamilyType.h - Classes that are relatives ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The type that stands for a class and its relatives where cleanup of several
/// functions is compared.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_FAMILYTYPE_H
#define RAIIFY_EXTRACT_FAMILYTYPE_H

#include "clang/AST/Type.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace raiify {

/// \p Type, or what it points or refers to, with a project class replaced by
/// the outermost of its project base classes.
clang::QualType familyType(clang::QualType Type,
                           const clang::ASTContext &Context);

} // namespace raiify

#endif // RAIIFY_EXTRACT_FAMILYTYPE_H
