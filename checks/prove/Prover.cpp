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
// Rounds leave out the bodies of all other functions where they can. What they
// cannot tell so, and what is felt in other bodies, is parsed in full.
//
//===----------------------------------------------------------------------===//

#include "prove/Prover.h"

#include "prove/Attempt.h"
#include "prove/Reach.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace raiify {
namespace {

/// How the edited text is parsed.
enum class ParseKind {
  InPart,
  InFull,
  /// In part, as the unit was: refusals are all that can be told.
  LikeUnit
};

/// A site on its way to a proposal.
struct Work {
  const FoundSite *Found = nullptr;
  /// The named guard that it is to be rewritten with, or null.
  const NamedGuardUse *Use = nullptr;
  std::vector<Plan> Plans;
  std::size_t Next = 0;
  Proposal Best;
  /// Of what Best was judged with.
  ParseKind Parsed = ParseKind::InFull;

  bool isDone() const {
    return Next == Plans.size() || isHopeless() ||
           (!Best.Form.empty() && Best.Answer.Verdict == Verdict::Equivalent);
  }

  /// Whether no other plan can do better. A guard for an exit cleanup, wherever
  /// it stands, is there when an exception leaves the function; with a try
  /// block that depends.
  bool isHopeless() const {
    const std::optional<Reason> &Why = Best.Answer.Reason;
    return Next != 0 && Found->What.Check == CheckKind::ExitCleanup &&
           (Why == Reason::EntryFunction || Why == Reason::NoexceptFunction ||
            Why == Reason::Destructor);
  }
};

/// Some sites, and a text in which each has an edit of its own.
struct Round {
  std::vector<Work *> Sites;
  /// Of each site.
  std::vector<std::vector<Edit>> Edits;
};

/// What one parse says of a round.
struct Outcome {
  /// The first error.
  std::string Problem;
  /// Of each site; nullopt where the parse does not show it.
  std::vector<std::optional<Judgement>> Answers;
};

class Prover {
public:
  Prover(ASTContext &Context, const Config &Options,
         const std::vector<AssumptionKind> &Granted, const GuardHeader &Header,
         const Reparse &Parse)
      : Options(Options), Granted(Granted), Texts(Context, Header),
        Header(Header), Context(Context), Parse(Parse) {}

  Work begin(const FoundSite &Found, const NamedGuardUse *Use);
  void run(std::vector<Work> &Sites);
  /// Whether all of \p Sites are refused for certain.
  bool refuse(std::vector<Work> &Sites);

private:
  void runRounds(std::vector<Work *> Sites, ParseKind How);
  void confirm(std::vector<Work> &Sites);
  std::vector<Work *> confirmTogether(const Round &R);
  Round firstRound(const std::vector<Work *> &Sites) const;
  void tryTogether(const Round &R, ParseKind How);
  Outcome parse(const Round &R, ParseKind How);
  std::optional<Judgement> compare(const JudgedFunction &Before,
                                   const JudgedFunction &After,
                                   ParseKind How) const;
  BodyRanges wantedBodies(const Round &R, const EditedText &Edited) const;
  void take(Work &W, const std::vector<Edit> &Edits, Judgement Answer,
            ParseKind How);
  unsigned rank(const Judgement &J) const;

  const Config &Options;
  const std::vector<AssumptionKind> &Granted;
  TextSource Texts;
  const GuardHeader &Header;
  ASTContext &Context;
  const Reparse &Parse;
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

void Prover::take(Work &W, const std::vector<Edit> &Edits, Judgement Answer,
                  ParseKind How) {
  const Plan &P = W.Plans[W.Next++];
  if (rank(Answer) >= rank(W.Best.Answer))
    return;
  bool Refused = Answer.Verdict == Verdict::Refused;
  W.Best.Answer = std::move(Answer);
  W.Best.Edits = Refused ? std::vector<Edit>() : Edits;
  W.Best.Form = Refused ? "" : P.Form;
  W.Parsed = How;
}

/// Those of \p Sites, in order, whose edits may stand in one text.
static std::vector<Work *> pickApart(llvm::ArrayRef<Work *> Sites,
                                     const TextSource &Texts) {
  std::vector<Work *> Picked;
  std::vector<FunctionExtent> Taken;
  for (Work *W : Sites) {
    FunctionExtent Extent = Texts.extentOf(W->Found->Anchor.Function);
    if (llvm::any_of(Taken, [&](const FunctionExtent &Other) {
          return Extent.overlaps(Other);
        }))
      continue;
    Taken.push_back(Extent);
    Picked.push_back(W);
  }
  return Picked;
}

static Round part(const Round &R, std::size_t Begin, std::size_t End) {
  return {{R.Sites.begin() + Begin, R.Sites.begin() + End},
          {R.Edits.begin() + Begin, R.Edits.begin() + End}};
}

/// The next plans of the sites that need one and may be tried in one text.
Round Prover::firstRound(const std::vector<Work *> &Sites) const {
  std::vector<Work *> Open;
  llvm::copy_if(Sites, std::back_inserter(Open),
                [](const Work *W) { return !W->isDone(); });
  Round R;
  R.Sites = pickApart(Open, Texts);
  for (const Work *W : R.Sites)
    R.Edits.push_back(Texts.finish(W->Plans[W->Next].Edits,
                                   W->Use ? &W->Use->Guard : nullptr));
  return R;
}

/// The edited functions, what is put in, and the guards.
BodyRanges Prover::wantedBodies(const Round &R,
                                const EditedText &Edited) const {
  BodyRanges Result;
  Result[Header.Path] = {{0, ~0u}};
  Edited.addInsertions(Result);
  for (const Work *W : R.Sites) {
    Edited.addRange(Texts.extentOf(W->Found->Anchor.Function), Result);
    if (W->Use && !W->Use->Guard.Header.empty())
      Result[W->Use->Guard.Header] = {{0, ~0u}};
  }
  return Result;
}

std::optional<Judgement> Prover::compare(const JudgedFunction &Before,
                                         const JudgedFunction &After,
                                         ParseKind How) const {
  switch (How) {
  case ParseKind::InPart:
    return judgePartly(Before, After, Options);
  case ParseKind::InFull:
    return judge(Before, After, Options);
  case ParseKind::LikeUnit:
    return refuseInAnyCase(Before, After, Options);
  }
  return std::nullopt;
}

Outcome Prover::parse(const Round &R, ParseKind How) {
  EditedText Edited = Texts.combine(R.Edits);
  for (const Work *W : R.Sites)
    if (W->Use && !W->Use->Guard.Header.empty())
      Edited.Files[W->Use->Guard.Header] = W->Use->Guard.HeaderText;
  Outcome Result;
  Result.Answers.resize(R.Sites.size());
  auto Judge = [&](ASTContext &After) {
    FunctionFinder Functions(After);
    for (auto &&[W, Answer] : llvm::zip_equal(R.Sites, Result.Answers)) {
      const FunctionDecl *Before = W->Found->Anchor.Function;
      const FunctionDecl *Same =
          Functions.find(Edited.newPlace(Texts.bodyOf(Before)));
      if (Same)
        Answer = compare({Before, &Context}, {Same, &After}, How);
    }
  };
  Result.Problem =
      How == ParseKind::InFull
          ? Parse.InFull(Edited.Files, Judge)
          : Parse.InPart(Edited.Files, wantedBodies(R, Edited), Judge);
  return Result;
}

void Prover::tryTogether(const Round &R, ParseKind How) {
  Outcome Result = parse(R, How);
  std::size_t Size = R.Sites.size();
  // One plan that does not compile must not decide over the others.
  if (!Result.Problem.empty() && Size > 1) {
    tryTogether(part(R, 0, Size / 2), How);
    tryTogether(part(R, Size / 2, Size), How);
    return;
  }
  Round Unclear;
  for (auto &&[W, Answer, Own] :
       llvm::zip_equal(R.Sites, Result.Answers, R.Edits)) {
    if (Answer) {
      take(*W, Own, std::move(*Answer), How);
    } else if (How == ParseKind::InPart) {
      Unclear.Sites.push_back(W);
      Unclear.Edits.push_back(Own);
    } else {
      take(*W, Own,
           Result.Problem.empty()
               ? Judgement::refused(Reason::NoReparse, "function not found")
               : Judgement::refused(Reason::DoesNotCompile, Result.Problem),
           How);
    }
  }
  if (!Unclear.Sites.empty())
    tryTogether(Unclear, ParseKind::InFull);
}

void Prover::runRounds(std::vector<Work *> Sites, ParseKind How) {
  for (Round R = firstRound(Sites); !R.Sites.empty(); R = firstRound(Sites))
    tryTogether(R, How);
}

/// Judges the best of each site again, now with all bodies. Returns the sites
/// of which that says something else.
std::vector<Work *> Prover::confirmTogether(const Round &R) {
  Outcome Result = parse(R, ParseKind::InFull);
  std::size_t Size = R.Sites.size();
  if (!Result.Problem.empty() && Size > 1) {
    std::vector<Work *> Other = confirmTogether(part(R, 0, Size / 2));
    llvm::append_range(Other, confirmTogether(part(R, Size / 2, Size)));
    return Other;
  }
  std::vector<Work *> Other;
  for (auto &&[W, Answer] : llvm::zip_equal(R.Sites, Result.Answers))
    if (!Result.Problem.empty() || !Answer || !(*Answer == W->Best.Answer))
      Other.push_back(W);
  return Other;
}

/// What was found without the bodies of other functions must hold with them.
void Prover::confirm(std::vector<Work> &Sites) {
  std::vector<Work *> Open;
  for (Work &W : Sites)
    if (W.Parsed == ParseKind::InPart && !W.Best.Edits.empty())
      Open.push_back(&W);
  if (Open.empty())
    return;
  Reach Confines(Context, Header);
  llvm::erase_if(Open, [&](const Work *W) {
    return Confines.staysIn(W->Found->Anchor.Function,
                            W->Use ? &W->Use->Guard : nullptr);
  });
  std::vector<Work *> Other;
  while (!Open.empty()) {
    Round R;
    R.Sites = pickApart(Open, Texts);
    for (const Work *W : R.Sites)
      R.Edits.push_back(W->Best.Edits);
    llvm::append_range(Other, confirmTogether(R));
    llvm::erase_if(Open,
                   [&](Work *W) { return llvm::is_contained(R.Sites, W); });
  }
  for (Work *W : Other)
    *W = begin(*W->Found, W->Use);
  runRounds(std::move(Other), ParseKind::InFull);
}

void Prover::run(std::vector<Work> &Sites) {
  std::vector<Work *> All;
  for (Work &W : Sites)
    All.push_back(&W);
  if (!Parse.InPart)
    return runRounds(std::move(All), ParseKind::InFull);
  runRounds(std::move(All), ParseKind::InPart);
  confirm(Sites);
}

bool Prover::refuse(std::vector<Work> &Sites) {
  std::vector<Work *> Open;
  for (Work &W : Sites) {
    // Anywhere else a guard may do, or what it takes is the caller's to say.
    if (!W.isDone() && !whyNotHandled(W.Found->Anchor.Function, Context))
      return false;
    Open.push_back(&W);
  }
  for (Round R = firstRound(Open); !R.Sites.empty(); R = firstRound(Open)) {
    Outcome Result = parse(R, ParseKind::LikeUnit);
    for (auto &&[W, Answer, Own] :
         llvm::zip_equal(R.Sites, Result.Answers, R.Edits)) {
      if (!Answer)
        return false;
      take(*W, Own, std::move(*Answer), ParseKind::LikeUnit);
    }
  }
  return true;
}

static const NamedGuardUse *useOf(const FoundSite &Found,
                                  const NamedGuardUses &Named) {
  auto Use = Named.find({Found.What.Check, Found.What.Where});
  return Use == Named.end() ? nullptr : &Use->second;
}

static std::vector<Proposal> proposalsOf(std::vector<Work> Works) {
  std::vector<Proposal> Result;
  for (Work &W : Works)
    Result.push_back(std::move(W.Best));
  return Result;
}

std::vector<Proposal> proveRewrites(const std::vector<const FoundSite *> &Sites,
                                    ASTContext &Context, const Config &Options,
                                    const std::vector<AssumptionKind> &Granted,
                                    const GuardHeader &Header,
                                    const Reparse &Parse,
                                    const NamedGuardUses &Named) {
  Prover P(Context, Options, Granted, Header, Parse);
  std::vector<Work> Works;
  for (const FoundSite *Found : Sites)
    Works.push_back(P.begin(*Found, useOf(*Found, Named)));
  P.run(Works);
  return proposalsOf(std::move(Works));
}

std::optional<std::vector<Proposal>>
refuseRewrites(const std::vector<const FoundSite *> &Sites, ASTContext &Context,
               const Config &Options, const GuardHeader &Header,
               PartialReparse Parse) {
  const std::vector<AssumptionKind> NoneGranted;
  const Reparse InPart{nullptr, Parse};
  Prover P(Context, Options, NoneGranted, Header, InPart);
  std::vector<Work> Works;
  for (const FoundSite *Found : Sites)
    Works.push_back(P.begin(*Found, /*Use=*/nullptr));
  if (!P.refuse(Works))
    return std::nullopt;
  return proposalsOf(std::move(Works));
}

} // namespace raiify
