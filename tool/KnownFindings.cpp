//===- KnownFindings.cpp - What a baseline does to a run ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KnownFindings.h"

#include "Output.h"
#include "Paths.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace raiify {

/// How many entries that are gone are named.
static constexpr std::size_t VanishedShown = 3;

llvm::Expected<KnownFindings> KnownFindings::open(const Options &CommandLine) {
  KnownFindings Result;
  Result.OldFile = CommandLine.BaselineFile;
  Result.NewFile = CommandLine.NewBaselineFile;
  if (llvm::Error E = checkOutput(Result.NewFile, "the baseline"))
    return E;
  if (Result.OldFile.empty())
    return Result;
  llvm::Expected<Baseline> Known = readBaseline(Result.OldFile);
  if (!Known)
    return Known.takeError();
  Result.Old = std::move(*Known);
  return Result;
}

namespace {

/// The findings of another source that are not known.
class UnknownFindings : public FindingSource {
public:
  /// \p All and what \p Match refers to must live as long.
  UnknownFindings(const FindingSource &All, BaselineMatch Match)
      : All(All), Match(std::move(Match)) {
    visit([&](const Finding &F) { Counts.add(F); });
  }

  void visit(FindingSink Sink) const override {
    All.visit([&](const Finding &F) {
      if (!Match.isKnown(F))
        Sink(F);
    });
  }

  /// What a comment hides is hidden, known or not.
  void visitHidden(FindingSink Sink) const override { All.visitHidden(Sink); }

  const Tally &tally() const override { return Counts; }

private:
  const FindingSource &All;
  BaselineMatch Match;
  Tally Counts;
};

} // namespace

Report KnownFindings::hide(Report R, const LookedAt *Seen,
                           std::unique_ptr<FindingSource> *Kept) const {
  if (!Old)
    return R;
  BaselineMatch Match(*Old, R, Seen);
  std::size_t Before = R.Findings.size();
  llvm::erase_if(R.Findings,
                 [&](const Finding &F) { return Match.isKnown(F); });
  R.Baselined += Before - R.Findings.size();
  if (R.Elsewhere && Kept) {
    auto Unknown =
        std::make_unique<UnknownFindings>(*R.Elsewhere, std::move(Match));
    R.Baselined += R.Elsewhere->tally().Findings - Unknown->tally().Findings;
    R.Elsewhere = Unknown.get();
    *Kept = std::move(Unknown);
  }
  return R;
}

/// `'close(fd)' in ns::f (src/a.cpp)`
static std::string nameOf(const BaselineEntry &E) {
  return "'" + E.Cleanup + "' in " + E.Function + " (" + displayPath(E.File) +
         ")";
}

void KnownFindings::tellVanished(
    const std::vector<const BaselineEntry *> &Vanished, Console &Out) const {
  if (Vanished.empty())
    return;
  std::vector<std::string> Names;
  for (const BaselineEntry *E :
       llvm::ArrayRef(Vanished).take_front(VanishedShown))
    Names.push_back(nameOf(*E));
  if (Vanished.size() > VanishedShown)
    Names.push_back(std::to_string(Vanished.size() - VanishedShown) + " more");
  std::string What = Vanished.size() == 1
                         ? "1 entry of the baseline no longer occurs: "
                         : std::to_string(Vanished.size()) +
                               " entries of the baseline no longer occur: ";
  std::string Remedy = NewFile.empty()
                           ? "; rewrite it with '--baseline=" + OldFile +
                                 " --write-baseline=" + OldFile + "'"
                           : "; left out of '" + NewFile + "'";
  Out.note(What + llvm::join(Names, ", ") + Remedy);
}

llvm::Error KnownFindings::write(const Report &All, const BaselineMatch *Match,
                                 Console &Out) const {
  Baseline New;
  New.Entries = entriesOf(All);
  std::size_t Others = 0;
  if (Match) {
    New.Comments = Old->Comments;
    for (const BaselineEntry *E : Match->unseen())
      New.Entries.push_back(*E);
    Others = Match->unseen().size();
  }
  std::string Folder = llvm::sys::path::parent_path(realPath(NewFile)).str();
  if (llvm::Error E =
          writeOutput(NewFile, writeBaseline(New, Folder), "the baseline"))
    return E;
  std::string Kept = Others ? ", and kept " + std::to_string(Others) +
                                  " of its entries that "
                                  "this run did not look at"
                            : "";
  Out.note("wrote " + plural(tallyOf(All).Findings, "finding") +
           " to the baseline '" + NewFile + "'" + Kept);
  return llvm::Error::success();
}

llvm::Error KnownFindings::conclude(const Report &All, const LookedAt *Seen,
                                    Console &Out) const {
  std::optional<BaselineMatch> Match;
  if (Old) {
    Match.emplace(*Old, All, Seen);
    tellVanished(Match->vanished(), Out);
  }
  if (NewFile.empty())
    return llvm::Error::success();
  return write(All, Match ? &*Match : nullptr, Out);
}

} // namespace raiify
