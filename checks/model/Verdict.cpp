//===- Verdict.cpp - What is known of a rewrite ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Verdict.h"

#include "llvm/ADT/STLExtras.h"

namespace raiify {

llvm::StringRef verdictName(Verdict V) {
  switch (V) {
  case Verdict::Equivalent:
    return "equivalent";
  case Verdict::Conditional:
    return "conditional";
  case Verdict::ChangesBehavior:
    return "changes-behavior";
  case Verdict::Refused:
    return "refused";
  }
  return "";
}

static constexpr ReasonInfo Reasons[] = {
#define RAIIFY_REASON(Kind, Id, Summary) {Reason::Kind, Id, Summary},
#include "model/Reasons.def"
};

llvm::ArrayRef<ReasonInfo> allReasons() { return Reasons; }

const ReasonInfo &reasonInfo(Reason Kind) {
  return Reasons[static_cast<std::size_t>(Kind)];
}

static constexpr AssumptionInfo Assumptions[] = {
#define RAIIFY_ASSUMPTION(Kind, Id, Granted, Summary)                          \
  {AssumptionKind::Kind, Id, Granted, Summary},
#include "model/Assumptions.def"
};

llvm::ArrayRef<AssumptionInfo> allAssumptions() { return Assumptions; }

const AssumptionInfo &assumptionInfo(AssumptionKind Kind) {
  return Assumptions[static_cast<std::size_t>(Kind)];
}

std::optional<AssumptionKind> assumptionFromId(llvm::StringRef Id) {
  for (const AssumptionInfo &Info : Assumptions)
    if (Info.Id == Id)
      return Info.Kind;
  return std::nullopt;
}

bool Judgement::operator==(const Judgement &Other) const {
  return Verdict == Other.Verdict && Assumptions == Other.Assumptions &&
         Reason == Other.Reason && Detail == Other.Detail &&
         Difference == Other.Difference;
}

bool Judgement::restsOn(llvm::ArrayRef<AssumptionKind> Granted) const {
  return llvm::all_of(Assumptions, [&](const Assumption &A) {
    return llvm::is_contained(Granted, A.Kind);
  });
}

Judgement Judgement::refused(raiify::Reason Why, std::string Detail) {
  Judgement J;
  J.Reason = Why;
  J.Detail = std::move(Detail);
  return J;
}

} // namespace raiify
