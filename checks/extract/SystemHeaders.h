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
/// that at \p User: `<cstdio>`. That in which the standard has it, of several the
/// one that the file of \p User names. If there is none, the innermost header
/// around it that the file of \p User names, or that is one of the standard (in
/// its form for C++), or that is no mere part of others. Parts are told by their
/// folders (`bits`, `c++`, `detail`, `impl`, `internal`, `private`), by a name
/// with an underscore in front, and by an `#error` against those who include
/// them directly. If all are, the one that the project reads it through.
///
/// Empty if no file includes it.
std::string systemHeaderOf(const clang::NamedDecl *D,
                           clang::SourceLocation User,
                           const clang::SourceManager &SM);

} // namespace raiify

#endif // RAIIFY_EXTRACT_SYSTEMHEADERS_H
