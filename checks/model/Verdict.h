//===- Verdict.h - What is known of a rewrite -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The judge's answer about one proposed rewrite, as plain values.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_MODEL_VERDICT_H
#define RAIIFY_MODEL_VERDICT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace raiify {

/// From the best to the worst.
enum class Verdict {
  /// The same traces, under nothing but what is granted by default.
  Equivalent,
  /// The same traces, under the named assumptions.
  Conditional,
  /// Other traces; a counterexample shows one.
  ChangesBehavior,
  /// Not judged, or nothing to judge; a reason says why.
  Refused,
};

/// "equivalent", "conditional", "changes-behavior", "refused".
llvm::StringRef verdictName(Verdict V);

/// Why there is no rewrite. See Reasons.def.
enum class Reason {
#define RAIIFY_REASON(Kind, Id, Summary) Kind,
#include "model/Reasons.def"
};

struct ReasonInfo {
  Reason Kind;
  llvm::StringRef Id;
  llvm::StringRef Summary;
};

llvm::ArrayRef<ReasonInfo> allReasons();
const ReasonInfo &reasonInfo(Reason Kind);

/// What a proof may rest on. See Assumptions.def.
enum class AssumptionKind {
#define RAIIFY_ASSUMPTION(Kind, Id, Granted, Summary) Kind,
#include "model/Assumptions.def"
};

struct AssumptionInfo {
  AssumptionKind Kind;
  llvm::StringRef Id;
  bool GrantedByDefault;
  llvm::StringRef Summary;
};

llvm::ArrayRef<AssumptionInfo> allAssumptions();
const AssumptionInfo &assumptionInfo(AssumptionKind Kind);
/// The assumption of that id, or nullopt.
std::optional<AssumptionKind> assumptionFromId(llvm::StringRef Id);

/// An assumption that a proof used.
struct Assumption {
  AssumptionKind Kind = AssumptionKind::Handled;
  /// What it is about here: "'cleanUp()' may throw, RegularExpression.cpp:210".
  std::string Detail;

  bool operator==(const Assumption &Other) const {
    return Kind == Other.Kind && Detail == Other.Detail;
  }
};

/// Two exit traces that begin alike and go apart: what happens today, and what
/// would happen. One line an event, the outcome last.
struct Counterexample {
  std::vector<std::string> Before;
  std::vector<std::string> After;

  bool operator==(const Counterexample &Other) const {
    return Before == Other.Before && After == Other.After;
  }
};

/// All that is known of a rewrite.
struct Judgement {
  raiify::Verdict Verdict = raiify::Verdict::Refused;
  /// Those that the proof used, in the order of Assumptions.def; of an
  /// equivalent rewrite only ones that are granted by default.
  std::vector<Assumption> Assumptions;
  /// Set if and only if the verdict is Refused.
  std::optional<raiify::Reason> Reason;
  /// What the reason is about: a name, a place. May be empty.
  std::string Detail;
  /// Set if and only if the verdict is ChangesBehavior.
  std::optional<Counterexample> Difference;

  bool operator==(const Judgement &Other) const;

  /// Whether every assumption that the proof used is one of \p Granted.
  bool restsOn(llvm::ArrayRef<AssumptionKind> Granted) const;

  static Judgement refused(raiify::Reason Why, std::string Detail = "");
};

} // namespace raiify

#endif // RAIIFY_MODEL_VERDICT_H
