//===- SystemHeaders.h - Headers as the project names them ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which system header a file includes for something that is declared in one.
/// Most of them are parts of others and not to be included by users, or were
/// read through another by accident, as `<pthread.h>` through `<string>`: in a
/// unit that reads them in another order they would be missing.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_SYSTEMHEADERS_H
#define RAIIFY_EXTRACT_SYSTEMHEADERS_H

#include "clang/Basic/SourceLocation.h"

#include <string>

namespace clang {
class NamedDecl;
class SourceManager;
} // namespace clang

namespace raiify {

/// The header to include for \p D, which a system header declares, in code like
/// that at \p User: `<cstdio>`. The first of these that there is:
///
///  1. that in which the standard has it; of several the one that the file of
///     \p User names;
///  2. the innermost around it that the file of \p User names or that is a
///     header of the standard, in its form for C++;
///  3. the one that the project reads it through.
///
/// Empty if no file includes it.
std::string systemHeaderOf(const clang::NamedDecl *D,
                           clang::SourceLocation User,
                           const clang::SourceManager &SM);

} // namespace raiify

#endif // RAIIFY_EXTRACT_SYSTEMHEADERS_H
