//===- NamedRewritesTest.cpp - One guard for the copies of a project ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analysis is played here: a file has a word `copy:f` for each site of the
// function f. The plain rewrite makes `plain:f` of it, the one with the shared
// guard `named:f`, with the word `class` in front of the file or `#include`.
//
//===----------------------------------------------------------------------===//

#include "tool/NamedRewrites.h"
#include "tool/Fixer.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

Judgement verdict(Verdict V) {
  if (V == Verdict::Refused)
    return Judgement::refused(Reason::NoRewrite);
  Judgement J;
  J.Verdict = V;
  return J;
}

/// A project on disk, and an analysis that only knows words.
class Project {
public:
  Project() {
    llvm::SmallString<128> Made;
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("raiify-named", Made));
    llvm::SmallString<128> Real;
    EXPECT_FALSE(llvm::sys::fs::real_path(Made, Real));
    Root = Real.str().str();
    Base.Header = {Root + "/raiify/scope_guard.hpp", Root, false, false};
    Base.Granted = {AssumptionKind::Handled};
    Guard.Name = "G";
    Guard.Definition = "class ";
  }
  ~Project() { llvm::sys::fs::remove_directories(Root); }

  std::string path(llvm::StringRef Name) const {
    return Root + "/" + Name.str();
  }

  void write(llvm::StringRef Name, llvm::StringRef Text) {
    EXPECT_FALSE(llvm::sys::fs::create_directories(
        llvm::sys::path::parent_path(path(Name))));
    std::error_code Error;
    llvm::raw_fd_ostream(path(Name), Error) << Text;
    EXPECT_FALSE(Error);
  }

  /// A unit of that file.
  void add(llvm::StringRef Name, llvm::StringRef Text) {
    write(Name, Text);
    Units.push_back({path(Name), path(Name), {}});
  }

  Fixer fixer(FixPolicy Policy = {{AssumptionKind::Handled}, false}) {
    std::vector<Job> Jobs;
    for (const Unit &U : Units)
      Jobs.push_back({&U, /*Settings=*/nullptr, /*Mine=*/nullptr});
    return Fixer(Jobs, Base, Policy, Run,
                 [this](const auto &, const auto &Results, const auto &) {
                   return guards(Results);
                 });
  }

  /// A first look at all units that makes the second in the same go, with the
  /// guards that are foreseen, or with one of another name.
  std::vector<UnitResult> lookAhead(const std::vector<Job> &Jobs,
                                    const Setup &S, Foresee Ask, bool IsRight) {
    std::vector<UnitResult> Results = Run(Jobs, S);
    NamedGuardUses Uses = Ask(Jobs, Results, S);
    for (auto &&[J, Result] : llvm::zip_equal(Jobs, Results)) {
      auto Next = std::make_shared<ForeseenResult>();
      Next->Named = promisingUses(Result.Findings, Uses);
      if (!IsRight)
        Next->Named.begin()->second.Guard.Name = "Other";
      Job Again = J;
      Again.Named = std::make_shared<NamedGuardUses>(Next->Named);
      Next->Result = analyze(Again, S);
      Result.Foreseen = std::move(Next);
    }
    SecondLooks = 0;
    return Results;
  }

  /// What \p Fixes would write, by the names of the files.
  std::map<std::string, std::string> after(const Fixer &Fixes) const {
    std::map<std::string, std::string> Texts;
    for (const FileChange &Change : Fixes.changes())
      Texts[Change.File.substr(Root.size() + 1)] = Change.After;
    return Texts;
  }

  std::string Root;
  NamedGuard Guard;
  /// The verdicts by function; equivalent where nothing is said.
  std::map<std::string, Verdict> Plain, Named;
  /// The functions around which no guard will do.
  std::set<std::string> Hopeless;
  /// How many units were analysed for their copies.
  unsigned SecondLooks = 0;
  /// Those units, each with the file of a copy that it was asked for.
  std::set<std::string> Asked;

private:
  std::string textOf(const std::string &File, const Setup &S) const {
    if (auto Known = S.Texts.find(File); Known != S.Texts.end())
      return Known->second;
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    return Buffer ? (*Buffer)->getBuffer().str() : "";
  }

  /// What stands in front of a file that uses \p G.
  static std::string intro(const NamedGuard &G) {
    return G.Header.empty()
               ? G.Definition
               : "#include " + llvm::sys::path::filename(G.Header).str() + " ";
  }

  UnitResult analyze(const Job &J, const Setup &S) {
    UnitResult Result;
    const std::string &File = J.What->RealFile;
    std::string Text = textOf(File, S);
    Result.FilesRead[File] = hashOf(Text);
    SecondLooks += J.Named != nullptr;
    if (J.Named)
      for (const auto &[Key, Use] : *J.Named)
        Asked.insert(llvm::sys::path::filename(File).str() + " " +
                     llvm::sys::path::filename(Key.second.File).str());
    llvm::StringRef Rest = Text;
    for (std::size_t At = Rest.find("copy:"); At != llvm::StringRef::npos;
         At = Rest.find("copy:", At + 1)) {
      Site What;
      What.Check = CheckKind::RollbackHandler;
      What.Function = Rest.substr(At + 5, 1).str();
      What.Where = {File, 1, unsigned(At) + 1, unsigned(At)};
      What.Shared.FamilyKey = "family";
      What.Shared.Body = {"delete $0;"};
      What.Shared.Parameters = {{"T *", What.Function}};
      if (J.Named && !J.Named->count({What.Check, What.Where}))
        continue;
      bool IsNamed = J.Named != nullptr;
      Finding F = describe(What);
      F.Rewrite = Hopeless.count(What.Function)
                      ? Judgement::refused(Reason::EntryFunction)
                      : verdict((IsNamed ? Named : Plain)[What.Function]);
      if (F.Rewrite.Verdict != Verdict::Refused) {
        std::string Intro =
            IsNamed ? intro(J.Named->at({What.Check, What.Where}).Guard) : "";
        if (!Intro.empty() && !Rest.contains(Intro))
          F.Edits.push_back({File, 0, 0, Intro});
        F.Edits.push_back({File, unsigned(At), 4, IsNamed ? "named" : "plain"});
      }
      Result.Sites.push_back(What);
      Result.Findings.push_back(std::move(F));
    }
    return Result;
  }

  std::vector<SharedGuard> guards(const std::vector<UnitResult> &Results) {
    SharedGuard Found;
    Found.Guard = Guard;
    for (const UnitResult &Result : Results)
      for (const Site &S : Result.Sites) {
        if (Found.Copies.empty())
          Found.Guard.Place = {S.Where.File, 1, 1, 0};
        Found.Copies[{S.Check, S.Where}] = S.Shared.Parameters;
      }
    Found.Summary.Check = CheckKind::ExitCleanup;
    Found.Summary.Message = "summary";
    return Found.Copies.size() < 2 ? std::vector<SharedGuard>()
                                   : std::vector<SharedGuard>{Found};
  }

  Setup Base;
  std::vector<Unit> Units;
  std::function<std::vector<UnitResult>(const std::vector<Job> &,
                                        const Setup &)>
      Run = [this](const std::vector<Job> &Jobs, const Setup &S) {
        std::vector<UnitResult> Results;
        for (const Job &J : Jobs)
          Results.push_back(analyze(J, S));
        return Results;
      };
};

std::map<std::string, std::string> fixed(Project &P) {
  Fixer Fixes = P.fixer();
  Fixes.analyzeAll();
  Fixes.fixAll();
  return P.after(Fixes);
}

TEST(NamedRewritesTest, AllCopiesOfAFile) {
  Project P;
  P.add("a.cpp", "copy:f copy:g copy:h");
  EXPECT_THAT(fixed(P), UnorderedElementsAre(testing::Pair(
                            "a.cpp", "class named:f named:g named:h")));
}

TEST(NamedRewritesTest, CopiesOfLaterPassesGetTheSameGuard) {
  // One rewrite for each function and pass; the last copy is no cluster.
  Project P;
  P.add("a.cpp", "copy:f copy:f copy:f copy:g");
  EXPECT_THAT(fixed(P), UnorderedElementsAre(testing::Pair(
                            "a.cpp", "class named:f named:f named:f named:g")));
}

TEST(NamedRewritesTest, AHeaderForSeveralFiles) {
  Project P;
  P.Guard.Header = "g.hpp";
  P.Guard.HeaderText = "class G;";
  P.add("a.cpp", "copy:f copy:f");
  P.add("b.cpp", "copy:g");
  EXPECT_THAT(fixed(P), UnorderedElementsAre(
                            testing::Pair("raiify/g.hpp", "class G;"),
                            testing::Pair("a.cpp", "#include g.hpp named:f "
                                                   "named:f"),
                            testing::Pair("b.cpp", "#include g.hpp named:g")));
}

TEST(NamedRewritesTest, EachUnitIsAskedForItsOwnCopies) {
  Project P;
  P.Guard.Header = "g.hpp";
  P.add("a.cpp", "copy:f copy:f");
  P.add("b.cpp", "copy:g");
  P.fixer().analyzeAll();
  EXPECT_EQ(P.SecondLooks, 2u);
  EXPECT_THAT(P.Asked, UnorderedElementsAre("a.cpp a.cpp", "b.cpp b.cpp"));
}

TEST(NamedRewritesTest, WhatWasForeseenIsNotAskedAgain) {
  for (bool IsRight : {true, false}) {
    Project P;
    P.add("a.cpp", "copy:f copy:g copy:h");
    Fixer Fixes = P.fixer();
    Fixes.analyzeAll(
        [&](const std::vector<Job> &Jobs, const raiify::Setup &S, Foresee Ask) {
          return P.lookAhead(Jobs, S, Ask, IsRight);
        });
    EXPECT_EQ(P.SecondLooks, IsRight ? 0u : 1u);
    Fixes.fixAll();
    EXPECT_THAT(P.after(Fixes), UnorderedElementsAre(testing::Pair(
                                    "a.cpp", "class named:f named:g named:h")));
  }
}

TEST(NamedRewritesTest, NoOtherFileIsOverwritten) {
  Project P;
  P.Guard.Header = "g.hpp";
  P.Guard.HeaderText = "class G;";
  P.write("raiify/g.hpp", "something else");
  P.add("a.cpp", "copy:f copy:g");
  EXPECT_THAT(fixed(P),
              UnorderedElementsAre(
                  testing::Pair("raiify/g2.hpp", "class G;"),
                  testing::Pair("a.cpp", "#include g2.hpp named:f named:g")));
}

TEST(NamedRewritesTest, AHeaderThatIsThereIsUsed) {
  Project P;
  P.Guard.Header = "g.hpp";
  P.Guard.HeaderText = "class G;";
  P.write("raiify/g.hpp", "class G;");
  P.add("a.cpp", "copy:f copy:g");
  EXPECT_THAT(fixed(P), UnorderedElementsAre(testing::Pair(
                            "a.cpp", "#include g.hpp named:f named:g")));
}

TEST(NamedRewritesTest, WorseThanItsOwnIsNotTaken) {
  Project P;
  P.Named["g"] = Verdict::ChangesBehavior;
  P.add("a.cpp", "copy:f copy:g copy:h");
  EXPECT_THAT(fixed(P), UnorderedElementsAre(testing::Pair(
                            "a.cpp", "class named:f plain:g named:h")));
}

TEST(NamedRewritesTest, WhatHasNoOtherRewriteIsTaken) {
  Project P;
  P.Plain["g"] = Verdict::Refused;
  P.add("a.cpp", "copy:f copy:g");
  EXPECT_THAT(fixed(P), UnorderedElementsAre(
                            testing::Pair("a.cpp", "class named:f named:g")));
}

TEST(NamedRewritesTest, OneAloneKeepsItsOwn) {
  Project P;
  P.Named["g"] = Verdict::Refused;
  P.add("a.cpp", "copy:f copy:g");
  EXPECT_THAT(fixed(P),
              UnorderedElementsAre(testing::Pair("a.cpp", "plain:f plain:g")));
  // Two have it, but one alone would be applied.
  Project Q;
  Q.Named["g"] = Q.Plain["g"] = Verdict::ChangesBehavior;
  Q.add("a.cpp", "copy:f copy:g");
  EXPECT_THAT(fixed(Q),
              UnorderedElementsAre(testing::Pair("a.cpp", "plain:f copy:g")));
}

/// How many units of \p P are analysed for their copies.
unsigned secondLooks(Project &P, bool Unsafe = false) {
  P.SecondLooks = 0;
  Fixer Fixes = P.fixer({{AssumptionKind::Handled}, Unsafe});
  Fixes.analyzeAll();
  return P.SecondLooks;
}

TEST(NamedRewritesTest, OnlyTheUnitsThatOwnCopiesAreLookedAtAgain) {
  Project P;
  P.add("a.cpp", "copy:f copy:g");
  P.add("b.cpp", "nothing");
  EXPECT_EQ(secondLooks(P), 1u);
}

TEST(NamedRewritesTest, OneCopyThatIsLeftIsNotLookedAtAgain) {
  Project P;
  P.Hopeless = {"f", "g"};
  P.add("a.cpp", "copy:f");
  P.add("b.cpp", "copy:g copy:h");
  EXPECT_EQ(secondLooks(P), 0u);
  // Of two that are left both may get the guard.
  P.Hopeless = {"f"};
  EXPECT_EQ(secondLooks(P), 1u);
}

TEST(NamedRewritesTest, WhatChangesBehaviorIsLookedAtAgainWhereItIsApplied) {
  Project P;
  P.Plain["h"] = P.Named["h"] = Verdict::ChangesBehavior;
  P.add("a.cpp", "copy:f copy:g");
  P.add("b.cpp", "copy:h");
  EXPECT_EQ(secondLooks(P), 1u);
  EXPECT_EQ(secondLooks(P, /*Unsafe=*/true), 2u);
}

TEST(NamedRewritesTest, TheSummaryIsShownAndNeverApplied) {
  Project P;
  P.Plain["g"] = P.Named["g"] = Verdict::ChangesBehavior;
  P.add("a.cpp", "copy:f copy:g copy:h");
  Fixer Fixes = P.fixer();
  Fixes.analyzeAll();
  std::vector<Finding> Findings = Fixes.report().Findings;
  ASSERT_THAT(Findings, SizeIs(4));
  std::vector<const Finding *> Summaries;
  std::size_t Edits = 0;
  for (const Finding &F : Findings) {
    if (F.IsSummary)
      Summaries.push_back(&F);
    else
      Edits += F.Edits.size();
  }
  ASSERT_THAT(Summaries, SizeIs(1));
  EXPECT_EQ(Summaries[0]->Rewrite.Verdict, Verdict::ChangesBehavior);
  // The class is there once.
  EXPECT_EQ(Summaries[0]->Edits.size(), Edits - 2);
  EXPECT_THAT(chooseFindings(Summaries.empty()
                                 ? Findings
                                 : std::vector<Finding>{*Summaries[0]},
                             {{}, /*Unsafe=*/true}, {}),
              IsEmpty());
  Fixes.fixAll();
  EXPECT_THAT(P.after(Fixes), UnorderedElementsAre(testing::Pair(
                                  "a.cpp", "class named:f copy:g named:h")));
}

TEST(NamedRewritesTest, FilesThatCannotBeWrittenForgetTheirGuard) {
  Project P;
  P.add("a.cpp", "copy:f copy:g");
  Fixer Fixes = P.fixer();
  Fixes.analyzeAll();
  Fixes.fixAll();
  Fixes.takeBack({P.path("a.cpp")});
  EXPECT_THAT(P.after(Fixes), IsEmpty());
  std::vector<Finding> Findings = Fixes.report().Findings;
  ASSERT_THAT(Findings, SizeIs(3));
  for (const Finding &F : Findings)
    if (!F.IsSummary) {
      EXPECT_EQ(F.Edits.front().Text, "class ");
    }
}

TEST(NamedRewritesTest, NewHeadersOfWhatIsExported) {
  Project P;
  P.Guard.Header = "g.hpp";
  P.Guard.HeaderText = "class G;";
  P.add("a.cpp", "- copy:f copy:g");
  Fixer Fixes = P.fixer();
  Fixes.analyzeAll();
  Report R = Fixes.report();
  std::vector<const Finding *> Chosen =
      chooseFindings(R.Findings, {{AssumptionKind::Handled}, false}, {});
  ASSERT_THAT(Chosen, SizeIs(2));
  std::vector<FileChange> Headers = Fixes.newHeaders(Chosen);
  ASSERT_THAT(Headers, SizeIs(1));
  EXPECT_EQ(Headers[0].File, P.path("raiify/g.hpp"));
  EXPECT_TRUE(Headers[0].IsNew);
  EXPECT_THAT(Fixes.newHeaders({}), IsEmpty());
}

TEST(SummarizeTest, TheWorstOfWhatCanBeRewritten) {
  Finding Good, Conditional, Refused, Other;
  Good.Rewrite = verdict(Verdict::Equivalent);
  Good.Rewrite.Assumptions = {{AssumptionKind::Handled, "a"}};
  Conditional.Rewrite = verdict(Verdict::Conditional);
  Conditional.Rewrite.Assumptions = {{AssumptionKind::Handled, "a"},
                                     {AssumptionKind::CaughtTypes, "b"}};
  Refused.Rewrite = Judgement::refused(Reason::Goto, "first");
  Other.Rewrite = Judgement::refused(Reason::Macro);
  Judgement J = summarize({&Good, &Refused, &Conditional});
  EXPECT_EQ(J.Verdict, Verdict::Conditional);
  EXPECT_THAT(J.Assumptions,
              ElementsAre(Assumption{AssumptionKind::Handled, "a"},
                          Assumption{AssumptionKind::CaughtTypes, "b"}));
  EXPECT_EQ(summarize({&Good, &Refused}).Verdict, Verdict::Equivalent);
  EXPECT_EQ(summarize({&Refused, &Other}), Refused.Rewrite);
}

} // namespace
} // namespace raiify
