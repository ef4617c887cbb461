//===- BaselineTest.cpp - Findings that are known -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/Baseline.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <string>
#include <vector>

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr llvm::StringLiteral Header = "# raiify baseline, format 1\n";
constexpr llvm::StringLiteral Entry =
    "00112233445566aa\traii-exit-cleanup\tsrc/a.cpp\tns::f\tclose(fd)\n";

llvm::Expected<Baseline> parsed(const std::string &Text) {
  return parseBaseline(Text, "known.txt", "/nowhere/p");
}

/// Why \p Text is none.
std::string problemOf(const std::string &Text) {
  llvm::Expected<Baseline> Result = parsed(Text);
  if (!Result)
    return llvm::toString(Result.takeError());
  return "no problem";
}

TEST(BaselineTest, ReadsEntries) {
  llvm::Expected<Baseline> Known = parsed((Header + Entry).str());
  ASSERT_TRUE(static_cast<bool>(Known)) << llvm::toString(Known.takeError());
  ASSERT_THAT(Known->Entries, SizeIs(1));
  EXPECT_EQ(Known->Entries[0].Fingerprint, "00112233445566aa");
  EXPECT_EQ(Known->Entries[0].Check, CheckKind::ExitCleanup);
  EXPECT_EQ(Known->Entries[0].File, "/nowhere/p/src/a.cpp");
  EXPECT_EQ(Known->Entries[0].Function, "ns::f");
  EXPECT_EQ(Known->Entries[0].Cleanup, "close(fd)");
}

TEST(BaselineTest, CommentsBlankLinesAndLeftoversOfMergesAreFine) {
  llvm::Expected<Baseline> Known =
      parsed(("\r\n" + Header + "# owned by team radio\n\n" + Entry + Entry +
              Header + "  \n" + Entry.rtrim('\n') + "\r\n")
                 .str());
  ASSERT_TRUE(static_cast<bool>(Known)) << llvm::toString(Known.takeError());
  EXPECT_THAT(Known->Entries, SizeIs(1));
  EXPECT_THAT(Known->Comments, ElementsAre("# owned by team radio"));
}

TEST(BaselineTest, DamageIsToldWithItsLine) {
  EXPECT_THAT(problemOf(""), HasSubstr("'known.txt':1: this is no baseline"));
  EXPECT_THAT(problemOf("{}\n"), HasSubstr("':1: this is no baseline"));
  EXPECT_THAT(problemOf(Entry.str()), HasSubstr("':1: this is no baseline"));
  EXPECT_THAT(problemOf("# raiify baseline, format 12\n"),
              HasSubstr("is of format 12, which"));
  for (llvm::StringRef Marker :
       {"<<<<<<< ours", "=======", ">>>>>>> theirs", "||||||| base"})
    EXPECT_THAT(problemOf((Header + Entry + Marker + "\n").str()),
                HasSubstr("':3: a merge left its conflict marker here"));
  for (llvm::StringRef Line :
       {"close(fd)", "00112233445566aa", "x\ty\n",
        "00112233445566aa\traii-exit-cleanup\tsrc/a.cpp\tns::f",
        "00112233445566aa\traii-other\tsrc/a.cpp\tns::f\tclose(fd)",
        "00112233445566aa\traii-exit-cleanup\t\tns::f\tclose(fd)",
        "0011223344556\traii-exit-cleanup\tsrc/a.cpp\tns::f\tclose(fd)",
        "00112233445566zz\traii-exit-cleanup\tsrc/a.cpp\tns::f\tclose(fd)"})
    EXPECT_THAT(problemOf((Header + Line + "\n").str()),
                HasSubstr("':2: this is no entry"))
        << Line.str();
}

TEST(BaselineTest, WritesSortedLinesThatAreReadBack) {
  Baseline What;
  What.Comments = {"# one"};
  What.Entries = {
      {"bb00000000000000", CheckKind::ExitCleanup, "/q/b.cpp", "g", "x"},
      {"aa00000000000000", CheckKind::MissedCleanup, "/p/d\\e/a\tb.cpp", "f",
       "s = \"a\tb\nc\""},
      {"bb00000000000000", CheckKind::ExitCleanup, "/q/b.cpp", "g", "x"}};
  std::string Text = writeBaseline(What, "/p/d\\e");
  EXPECT_EQ(Text, Header.str() +
                      "# one\n"
                      "aa00000000000000\traii-missed-cleanup\ta\\tb.cpp\t"
                      "f\ts = \"a\\tb\\nc\"\n"
                      "bb00000000000000\traii-exit-cleanup\t../../q/b.cpp"
                      "\tg\tx\n");
  llvm::Expected<Baseline> Known = parseBaseline(Text, "known.txt", "/p/d\\e");
  ASSERT_TRUE(static_cast<bool>(Known)) << llvm::toString(Known.takeError());
  EXPECT_EQ(writeBaseline(*Known, "/p/d\\e"), Text);
  EXPECT_EQ(Known->Entries[0].File, "/p/d\\e/a\tb.cpp");
  EXPECT_EQ(Known->Entries[1].File, "/q/b.cpp");
}

/// A finding with that fingerprint in that file.
Finding found(const std::string &Fingerprint, const std::string &File) {
  Finding F;
  F.Check = CheckKind::ExitCleanup;
  F.Where.File = File;
  F.Function = "f";
  F.Fingerprint = Fingerprint;
  return F;
}

Report reportOf(std::vector<Finding> Findings) {
  Report R;
  R.Findings = std::move(Findings);
  return R;
}

/// A baseline of these findings.
Baseline baselineOf(std::vector<Finding> Findings) {
  Baseline Known;
  Known.Entries = entriesOf(reportOf(std::move(Findings)));
  return Known;
}

/// A run that saw these files.
LookedAt seen(const std::vector<std::string> &Files) {
  LookedAt Seen;
  for (const std::string &File : Files)
    Seen.Files[File] = {CheckKind::ExitCleanup, CheckKind::CopiedCleanup};
  return Seen;
}

// Files that exist, as code in a file that is gone has moved.
const std::string A = "/etc";
const std::string B = "/usr";

TEST(BaselineMatchTest, KnownByFingerprintAndFile) {
  Baseline Known = baselineOf({found("1", A)});
  Report R = reportOf({found("1", A), found("2", A), found("1", B)});
  LookedAt Seen = seen({A, B});
  BaselineMatch Match(Known, R, &Seen);
  EXPECT_TRUE(Match.isKnown(R.Findings[0]));
  EXPECT_FALSE(Match.isKnown(R.Findings[1]));
  // It has not moved: it is in its file still.
  EXPECT_FALSE(Match.isKnown(R.Findings[2]));
  EXPECT_THAT(Match.vanished(), IsEmpty());
}

TEST(BaselineMatchTest, MovedCodeIsKnownOnce) {
  Baseline Known = baselineOf({found("1", A)});
  LookedAt Seen = seen({A, B, "/c"});
  Report R = reportOf({found("1", B), found("1", "/c")});
  BaselineMatch Match(Known, R, &Seen);
  // The first place in order; which of the two it is cannot be told.
  EXPECT_NE(Match.isKnown(R.Findings[0]), Match.isKnown(R.Findings[1]));
  EXPECT_THAT(Match.vanished(), IsEmpty());
  EXPECT_THAT(Match.unseen(), IsEmpty());
}

TEST(BaselineMatchTest, AFileThatIsNotLookedAtMayStillHaveIt) {
  Baseline Known = baselineOf({found("1", A)});
  Report R = reportOf({found("1", B)});
  LookedAt Seen = seen({B});
  BaselineMatch Match(Known, R, &Seen);
  EXPECT_FALSE(Match.isKnown(R.Findings[0]));
  EXPECT_THAT(Match.vanished(), IsEmpty());
  EXPECT_THAT(Match.unseen(), SizeIs(1));
  // A merge knows of no file whether it was looked at.
  EXPECT_FALSE(BaselineMatch(Known, R, nullptr).isKnown(R.Findings[0]));
  // One that is gone has nothing.
  Baseline Gone = baselineOf({found("1", "/nowhere/at/all.cpp")});
  EXPECT_TRUE(BaselineMatch(Gone, R, &Seen).isKnown(R.Findings[0]));
  EXPECT_TRUE(BaselineMatch(Gone, R, nullptr).isKnown(R.Findings[0]));
}

TEST(BaselineMatchTest, VanishedIsWhatTheRunWouldHaveFound) {
  Baseline Known =
      baselineOf({found("1", A), found("2", B), found("3", "/nowhere/x.cpp")});
  Known.Entries.push_back({"4", CheckKind::SiblingHandlers, A, "f", ""});
  Known.Entries.push_back({"5", CheckKind::CopiedCleanup, A, "f", ""});
  auto Vanished = [&](const LookedAt &Seen) {
    std::vector<std::string> Result;
    Report R;
    BaselineMatch Match(Known, R, &Seen);
    for (const BaselineEntry *E : Match.vanished())
      Result.push_back(E->Fingerprint);
    EXPECT_EQ(Result.size() + Match.unseen().size(), Known.Entries.size());
    return Result;
  };
  LookedAt Seen = seen({A});
  // Not the other file, nor what is compared with it, nor a check that is off.
  EXPECT_THAT(Vanished(Seen), ElementsAre("1"));
  Seen.WholeProject = true;
  EXPECT_THAT(Vanished(Seen), ElementsAre("1", "3", "5"));
}

TEST(BaselineMatchTest, AFindingOfManyPlacesIsNewWithOneMore) {
  Finding Copied = found("c", A);
  Copied.Check = CheckKind::CopiedCleanup;
  Copied.Parts = {{"c1", A, "f"}, {"c2", B, "g"}};
  Baseline Known = baselineOf({Copied});
  EXPECT_THAT(Known.Entries, SizeIs(2));
  LookedAt Seen = seen({A, B});
  Report R = reportOf({Copied});
  EXPECT_TRUE(BaselineMatch(Known, R, &Seen).isKnown(R.Findings[0]));
  R.Findings[0].Parts.push_back({"c3", B, "h"});
  EXPECT_FALSE(BaselineMatch(Known, R, &Seen).isKnown(R.Findings[0]));
  // One less is known; what is gone is told when all was looked at.
  R.Findings[0].Parts = {{"c2", B, "g"}};
  Seen.WholeProject = true;
  BaselineMatch Match(Known, R, &Seen);
  EXPECT_TRUE(Match.isKnown(R.Findings[0]));
  EXPECT_THAT(Match.vanished(), SizeIs(1));
}

} // namespace
} // namespace raiify
