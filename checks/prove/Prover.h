//===- Prover.h - From sites to judged rewrites -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Brings the two halves together that must not know each other: takes the
/// plans of checks/rewrite, lets the edited code be parsed again, and asks
/// checks/trace what it does.
///
///   FoundSite ─► Plan … ─► edited text ─► parsed again ─► judge ─► Proposal
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_PROVE_PROVER_H
#define RAIIFY_PROVE_PROVER_H

#include "extract/Anchor.h"
#include "model/Config.h"
#include "model/Edit.h"
#include "model/NamedGuard.h"
#include "model/Verdict.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace raiify {

/// Texts of files by absolute real path, in place of what is on disk.
using FileTexts = std::map<std::string, std::string>;

/// The function bodies that a parse is about: those that begin in one of the
/// ranges of offsets, by the file's absolute real path.
using BodyRanges =
    std::map<std::string, std::vector<std::pair<unsigned, unsigned>>>;

/// Parses the translation unit again with \p Texts in place and calls \p Then
/// with the result, if it parsed without errors; returns the first error's
/// text, or an empty one.
using FullReparse = llvm::function_ref<std::string(
    const FileTexts &Texts,
    llvm::function_ref<void(clang::ASTContext &)> Then)>;

/// The same, quicker: may leave out bodies that \p Wanted does not list, and
/// may see declarations that the unit does not. What does not parse like that
/// may yet parse in full.
using PartialReparse = llvm::function_ref<std::string(
    const FileTexts &Texts, const BodyRanges &Wanted,
    llvm::function_ref<void(clang::ASTContext &)> Then)>;

/// How to parse a unit again.
struct Reparse {
  FullReparse InFull;
  /// May be null.
  PartialReparse InPart = nullptr;
};

/// Where the guards come from.
struct GuardHeader {
  /// Absolute path that the header has or will have; empty where there is no
  /// place for it.
  std::string Path;
  /// A folder on the include path of every unit, from which the header is
  /// `raiify/scope_guard.hpp`; empty where files name it relative to
  /// themselves.
  std::string IncludeDir;
  /// Whether IncludeDir is a system folder, so that the name goes in `<>`.
  bool IsSystem = false;
  /// Whether it has to be written: no file is there yet.
  bool IsNew = false;
  /// Whether it stands outside the project, so that nothing of the project's
  /// own may be put beside it.
  bool IsForeign = false;
};

/// What is known of rewriting one site.
struct Proposal {
  Judgement Answer;
  /// Sorted, the `#include` and the class of a named guard among them; empty if
  /// and only if refused.
  std::vector<Edit> Edits;
  /// Plan::Form of the rewrite, for statistics; empty if refused.
  std::string Form;
};

/// One proposal for each of \p Sites, in their order. \p Granted has the
/// assumptions that the user grants; it decides between rewrites and changes no
/// verdict. For a site of \p Named only guards that hold the function object
/// named there are tried; a header that this needs is not written.
std::vector<Proposal> proveRewrites(const std::vector<const FoundSite *> &Sites,
                                    clang::ASTContext &Context,
                                    const Config &Options,
                                    const std::vector<AssumptionKind> &Granted,
                                    const GuardHeader &Header,
                                    const Reparse &Parse,
                                    const NamedGuardUses &Named = {});

/// The same for a unit whose parse left out bodies, where it is certain, from
/// what there is, that proveRewrites would refuse all; else nullopt. What it
/// takes is little, so it is given up at the first site that may fare better.
std::optional<std::vector<Proposal>>
refuseRewrites(const std::vector<const FoundSite *> &Sites,
               clang::ASTContext &Context, const Config &Options,
               const GuardHeader &Header, PartialReparse Parse);

} // namespace raiify

#endif // RAIIFY_PROVE_PROVER_H
