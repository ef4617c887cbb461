//===- Effects.h - What is cleanup ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Says of a statement whether it releases, restores or rolls back, by what it
/// does to what was acquired or changed before it.
///
/// Effects.cpp has the grounds of an assignment and what a statement is worth
/// as a whole, CallEffects.cpp the grounds of a call.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_EXTRACT_EFFECTS_H
#define RAIIFY_EXTRACT_EFFECTS_H

#include "extract/Facts.h"
#include "extract/LeftOutBodies.h"
#include "model/Config.h"

#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace raiify {

/// What a statement is worth as cleanup, from nothing to certain.
enum class Effect {
  Never,   ///< on DESIGN's list of what is never cleanup; spoils nothing else
  None,    ///< changes only locals: a declaration, `p = nullptr`
  Change,  ///< changes something that lives on, with no sign that it undoes
  Call,    ///< calls something that is not known
  Set,     ///< gives something that was set before a value it did not have:
           ///< cleanup on every way out, a result where it is only on some
  Hinted,  ///< a name that promises release, on something touched before
  Undone,  ///< sets back what was set before, releases what it has a pair for
  Released ///< `delete`, `free` and the like, an unlock of what was locked
};

/// What a whole statement is worth.
struct StatementEffect {
  Effect Strength = Effect::None;
  /// Reads the exception, ends the process, or leaves by a jump: not cleanup,
  /// whatever else it does.
  bool Spoiled = false;
  /// Whether it may leave by a jump.
  bool Leaves = false;

  /// Whether it may be part of a cleanup at all.
  bool eligible() const { return !Spoiled && Strength > Effect::Never; }
};

/// Whether \p E writes to a stream: `cerr << a << b`.
bool isStreamOutput(const clang::Expr *E);

class EffectAnalyzer {
public:
  EffectAnalyzer(const clang::ASTContext &Context, const Config &Options,
                 const FunctionFacts &Facts)
      : Context(Context), Options(Options), Facts(Facts) {}

  /// What \p S is worth where it stands.
  StatementEffect classify(const clang::Stmt *S) const;

  /// Whether \p Call works on something that the function acquired before
  /// \p Order: a local it opened, a lock it took.
  bool isAcquired(const clang::CallExpr *Call, unsigned Order) const;

  /// Whether \p Value is a local that was read from \p Target itself, as in
  /// `old = x; … x = old;`.
  bool restoresSaved(const clang::Expr *Target, const clang::Expr *Value) const;

  /// What was asked of bodies that the parse left out.
  LeftOutBodies &leftOut() const { return LeftOut; }

private:
  Effect classifyExpr(const clang::Expr *E, unsigned Order) const;
  Effect classifyCall(const clang::CallExpr *Call, unsigned Order) const;
  Effect classifyNamed(const clang::CallExpr *Call, llvm::StringRef Name,
                       unsigned Order) const;
  Effect classifyAssignment(const clang::Expr *Target, const clang::Expr *Value,
                            unsigned Order) const;
  Effect classifyStep(const clang::Expr *Target, bool Increment,
                      unsigned Order) const;
  void collect(const clang::Stmt *S, unsigned Order,
               StatementEffect &Result) const;

  bool isConfiguredRelease(const clang::CallExpr *Call,
                           llvm::StringRef Name) const;
  bool isLogging(const clang::CallExpr *Call, llvm::StringRef Name) const;
  bool isGuardCall(const clang::CallExpr *Call) const;
  bool isGuardType(const clang::CXXRecordDecl *Record) const;
  bool hasPair(const clang::CallExpr *Call, llvm::StringRef Name,
               unsigned Order) const;
  bool isTouched(const clang::CallExpr *Call, unsigned Order) const;
  bool setsBack(const clang::CallExpr *Call, llvm::StringRef Name,
                unsigned Order) const;
  bool isLocalLambda(const clang::CallExpr *Call,
                     const clang::LambdaExpr *&Lambda) const;
  bool bodyReleases(const clang::FunctionDecl *Function, unsigned Depth) const;
  bool stmtReleases(const clang::Stmt *S, const clang::FunctionDecl *Owner,
                    unsigned Depth) const;

  const clang::ASTContext &Context;
  const Config &Options;
  const FunctionFacts &Facts;
  /// Whether a function's visible body releases; false while being looked at.
  mutable llvm::DenseMap<const clang::FunctionDecl *, bool> Releasing;
  mutable LeftOutBodies LeftOut;
};

} // namespace raiify

#endif // RAIIFY_EXTRACT_EFFECTS_H
