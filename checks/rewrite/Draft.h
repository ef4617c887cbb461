//===- Draft.h - The edits of one plan --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Gathers the edits of one plan, statement by statement, so that lines,
/// indentation and comments come out as if written by hand.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_REWRITE_DRAFT_H
#define RAIIFY_REWRITE_DRAFT_H

#include "model/Edit.h"
#include "model/Verdict.h"
#include "rewrite/GuardText.h"
#include "rewrite/Shape.h"
#include "rewrite/SourceText.h"

#include <optional>
#include <string>
#include <vector>

namespace raiify {

class Draft {
public:
  Draft(const SiteShape &Shape, const SourceText &Text)
      : Shape(Shape), Text(Text) {}

  /// Takes out \p Group; \p WithComments those that stand directly above, too.
  void remove(const CopyGroup &Group, bool WithComments);
  /// Puts \p NewText in the place of \p Group.
  void replace(const CopyGroup &Group, llvm::StringRef NewText);
  /// Puts a statement before \p S, in braces where \p S has none.
  void insertBefore(const clang::Stmt *S, llvm::StringRef Statement);
  void insertAfter(const clang::Stmt *S, llvm::StringRef Statement);

  void guardBefore(const clang::Stmt *S, llvm::ArrayRef<Guard> Guards);
  void guardAfter(const clang::Stmt *S, llvm::ArrayRef<Guard> Guards);
  /// Puts guards first in \p Block.
  void guardInside(const clang::CompoundStmt *Block,
                   llvm::ArrayRef<Guard> Guards);
  void statementInside(const clang::CompoundStmt *Block,
                       llvm::StringRef Statement);

  /// Leaves of \p Try only what its block holds, behind \p Guards.
  void dissolve(const clang::CXXTryStmt *Try, llvm::ArrayRef<Guard> Guards);
  /// Leaves of \p Try only its block, with \p Guards first in it.
  void makeBlock(const clang::CXXTryStmt *Try, llvm::ArrayRef<Guard> Guards);
  /// Takes out the last \p Count handlers of \p Try, not all of them.
  void dropLastHandlers(const clang::CXXTryStmt *Try, unsigned Count);
  /// Puts \p S in a block of its own, behind \p Guards.
  void enclose(const clang::Stmt *S, llvm::ArrayRef<Guard> Guards);

  /// Counts a call of the guard that the edits write.
  void countCall() { ++Calls; }
  unsigned calls() const { return Calls; }

  /// The edits, sorted; nullopt where they cannot be made.
  std::optional<std::vector<Edit>> take();
  /// Why they cannot, where there is a reason to name.
  std::optional<Reason> blocked() const { return Blocked; }

private:
  struct Change {
    Span Where;
    std::string NewText;
  };
  struct Shift {
    Span Region;
    std::string Add;
    std::size_t Remove = 0;
  };
  void change(Span Where, std::string NewText);
  void block(std::optional<Reason> Why);
  std::optional<Span> span(const clang::Stmt *S);
  std::optional<unsigned> offset(clang::SourceLocation Loc);
  void removeSpan(Span S);
  void dropHandlers(const clang::CXXTryStmt *Try, unsigned Close,
                    bool KeepBrace);
  std::string declare(llvm::ArrayRef<Guard> Guards, llvm::StringRef Indent);
  void insideBlock(const clang::CompoundStmt *Block,
                   llvm::function_ref<std::string(llvm::StringRef)> What);
  void brace(const clang::Stmt *S, Span Where, llvm::StringRef Statement);
  void shiftLines();
  std::string shifted(llvm::StringRef NewText) const;

  const SiteShape &Shape;
  const SourceText &Text;
  std::vector<Change> Changes;
  std::optional<Shift> Shifted;
  unsigned Calls = 0;
  bool Failed = false;
  std::optional<Reason> Blocked;
};

} // namespace raiify

#endif // RAIIFY_REWRITE_DRAFT_H
