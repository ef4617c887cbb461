//===- Prover.cpp - From sites to judged rewrites -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Works in rounds. Each round puts one plan of every site that still needs one
// into one text and parses that once; functions are judged one by one, so no
// two plans of a round may touch the same function.
//
//===----------------------------------------------------------------------===//

#include "prove/Prover.h"

#include "prove/Attempt.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {
namespace {

/// A site on its way to a proposal.
struct Work {
  const FoundSite *Found = nullptr;
  /// The named guard that it is to be rewritten with, or null.
  const NamedGuardUse *Use = nullptr;
  std::vector<Plan> Plans;
  std::size_t Next = 0;
  Proposal Best;

  bool isDone() const {
    return Next == Plans.size() ||
           (!Best.Form.empty() && Best.Answer.Verdict == Verdict::Equivalent);
  }
};

class Prover {
public:
  Prover(ASTContext &Context, const Config &Options,
         const std::vector<AssumptionKind> &Granted, const GuardHeader &Header,
         Reparse Parse)
      : Options(Options), Granted(Granted), Texts(Context, Header),
        Context(Context), Parse(Parse) {}

  Work begin(const FoundSite &Found, const NamedGuardUse *Use);
  void run(std::vector<Work> &Sites);

private:
  std::vector<Work *> pickRound(std::vector<Work> &Sites);
  void tryTogether(llvm::ArrayRef<Work *> Round);
  void take(Work &W, const std::vector<Edit> &Edits, Judgement Answer);
  unsigned rank(const Judgement &J) const;

  const Config &Options;
  const std::vector<AssumptionKind> &Granted;
  TextSource Texts;
  ASTContext &Context;
  Reparse Parse;
};

} // namespace

Work Prover::begin(const FoundSite &Found, const NamedGuardUse *Use) {
  Work W;
  W.Found = &Found;
  W.Use = Use;
  PlanList Planned = planRewrites(Found, Context, Use);
  W.Plans = std::move(Planned.Plans);
  W.Best.Answer = Judgement::refused(
      Planned.Refusal.value_or(Reason::NoRewrite), Planned.Detail);
  if (!W.Plans.empty() && !Texts.hasHeader()) {
    W.Plans.clear();
    W.Best.Answer = Judgement::refused(Reason::GuardHeader);
  }
  return W;
}

/// How much a user would like the answer; less is better.
unsigned Prover::rank(const Judgement &J) const {
  switch (J.Verdict) {
  case Verdict::Equivalent:
    return 0;
  case Verdict::Conditional:
    return J.restsOn(Granted) ? 1 : 2;
  case Verdict::ChangesBehavior:
    return 3;
  case Verdict::Refused:
    // A plan that came to nothing says less than one that was judged.
    return J.Reason == Reason::NoRewrite        ? 6
           : J.Reason == Reason::DoesNotCompile ? 5
                                                : 4;
  }
  return 6;
}

void Prover::take(Work &W, const std::vector<Edit> &Edits, Judgement Answer) {
  const Plan &P = W.Plans[W.Next++];
  if (rank(Answer) >= rank(W.Best.Answer))
    return;
  bool Refused = Answer.Verdict == Verdict::Refused;
  W.Best.Answer = std::move(Answer);
  W.Best.Edits = Refused ? std::vector<Edit>() : Edits;
  W.Best.Form = Refused ? "" : P.Form;
}

/// The sites whose next plans may be tried in one text.
std::vector<Work *> Prover::pickRound(std::vector<Work> &Sites) {
  std::vector<Work *> Round;
  std::vector<FunctionExtent> Taken;
  for (Work &W : Sites) {
    if (W.isDone())
      continue;
    FunctionExtent Extent = Texts.extentOf(W.Found->Anchor.Function);
    if (llvm::any_of(Taken, [&](const FunctionExtent &Other) {
          return Extent.overlaps(Other);
        }))
      continue;
    Taken.push_back(Extent);
    Round.push_back(&W);
  }
  return Round;
}

void Prover::tryTogether(llvm::ArrayRef<Work *> Round) {
  std::vector<std::vector<Edit>> Edits;
  for (Work *W : Round)
    Edits.push_back(Texts.finish(W->Plans[W->Next].Edits,
                                 W->Use ? &W->Use->Guard : nullptr));
  EditedText Edited = Texts.combine(Edits);
  for (const Work *W : Round)
    if (W->Use && !W->Use->Guard.Header.empty())
      Edited.Files[W->Use->Guard.Header] = W->Use->Guard.HeaderText;
  std::vector<std::optional<Judgement>> Answers(Round.size());
  std::string Problem = Parse(Edited.Files, [&](ASTContext &After) {
    FunctionFinder Functions(After);
    for (auto &&[W, Answer] : llvm::zip_equal(Round, Answers)) {
      const FunctionDecl *Before = W->Found->Anchor.Function;
      if (const FunctionDecl *Same =
              Functions.find(Edited.newPlace(Texts.bodyOf(Before))))
        Answer = judge({Before, &Context}, {Same, &After}, Options);
    }
  });
  // One plan that does not compile must not decide over the others.
  if (!Problem.empty() && Round.size() > 1) {
    tryTogether(Round.take_front(Round.size() / 2));
    tryTogether(Round.drop_front(Round.size() / 2));
    return;
  }
  for (auto &&[W, Answer, Own] : llvm::zip_equal(Round, Answers, Edits))
    take(*W, Own,
         !Problem.empty() ? Judgement::refused(Reason::DoesNotCompile, Problem)
         : Answer
             ? std::move(*Answer)
             : Judgement::refused(Reason::NoReparse, "function not found"));
}

void Prover::run(std::vector<Work> &Sites) {
  for (std::vector<Work *> Round = pickRound(Sites); !Round.empty();
       Round = pickRound(Sites))
    tryTogether(Round);
}

static const NamedGuardUse *useOf(const FoundSite &Found,
                                  const NamedGuardUses &Named) {
  auto Use = Named.find({Found.What.Check, Found.What.Where});
  return Use == Named.end() ? nullptr : &Use->second;
}

std::vector<Proposal> proveRewrites(const std::vector<const FoundSite *> &Sites,
                                    ASTContext &Context, const Config &Options,
                                    const std::vector<AssumptionKind> &Granted,
                                    const GuardHeader &Header, Reparse Parse,
                                    const NamedGuardUses &Named) {
  Prover P(Context, Options, Granted, Header, Parse);
  std::vector<Work> Works;
  for (const FoundSite *Found : Sites)
    Works.push_back(P.begin(*Found, useOf(*Found, Named)));
  P.run(Works);
  std::vector<Proposal> Result;
  for (Work &W : Works)
    Result.push_back(std::move(W.Best));
  return Result;
}

} // namespace raiify
