//===- NamedText.h - How a named guard is written ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The text of a guard that several copies share (model/NamedGuard.h): what a
/// copy writes in place of a lambda, and the class where it has no header.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_REWRITE_NAMEDTEXT_H
#define RAIIFY_REWRITE_NAMEDTEXT_H

#include "model/Edit.h"
#include "model/NamedGuard.h"

#include "clang/Format/Format.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace clang {
class FunctionDecl;
class LangOptions;
} // namespace clang

namespace raiify {

/// `ParserDeleter{thisParser}`, as \p Function can name the class; before C++17
/// a template gets its arguments.
std::string callableText(const NamedGuardUse &Use,
                         const clang::FunctionDecl &Function,
                         const clang::LangOptions &Language);

/// The edit that declares \p Guard, which has no header, in its file, whose
/// text is \p Code: above what stands at its place, and the comments on that.
/// It is the same whichever copy it is made for.
Edit declareClass(const NamedGuard &Guard, llvm::StringRef Code,
                  const clang::LangOptions &Language,
                  const clang::format::FormatStyle &Style);

} // namespace raiify

#endif // RAIIFY_REWRITE_NAMEDTEXT_H
