//===- Judge.h - Does a rewrite change what happens -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Compares a function before and after a rewrite, exit trace by exit trace.
/// Knows nothing of how the rewrite was made, nor of what it was meant to do:
/// it reads two functions.
///
///   FunctionDecl ─► Program (Program.h): events, branches, what each may raise
///        ×2             │
///                       ▼
///        Equivalence.h: the same traces, or the shortest difference
///                       │
///                       ▼
///                 Judgement (model/Verdict.h)
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_JUDGE_H
#define RAIIFY_TRACE_JUDGE_H

#include "model/Config.h"
#include "model/Verdict.h"

#include <optional>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace raiify {

/// A definition to be judged, with the AST that it stands in.
struct JudgedFunction {
  const clang::FunctionDecl *Function = nullptr;
  clang::ASTContext *Context = nullptr;
};

/// Whether \p After does the same as \p Before on every way out. Never answers
/// Equivalent or Conditional where something is not understood.
Judgement judge(const JudgedFunction &Before, const JudgedFunction &After,
                const Config &Options);

/// The same where the parse that \p After comes from left out bodies that are
/// in that of \p Before; nullopt where one of them would have to be known that
/// only the later parse could have.
std::optional<Judgement> judgePartly(const JudgedFunction &Before,
                                     const JudgedFunction &After,
                                     const Config &Options);

/// The refusal that both judge and judgePartly come to, whatever the bodies do
/// that both parses left out; nullopt where it takes them to tell.
std::optional<Judgement> refuseInAnyCase(const JudgedFunction &Before,
                                         const JudgedFunction &After,
                                         const Config &Options);

/// Why no caller can be assumed to catch what leaves \p Function, or nullopt.
/// Where the parse of \p Context left out bodies, a reason may be missed.
std::optional<Reason> whyNotHandled(const clang::FunctionDecl *Function,
                                    clang::ASTContext &Context);

} // namespace raiify

#endif // RAIIFY_TRACE_JUDGE_H
