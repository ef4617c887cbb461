//===- HtmlReportTest.cpp - Findings as a page ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/HtmlReport.h"
#include "tool/HtmlTemplate.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using llvm::StringRef;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A file on disk, and a page about it.
class HtmlReportTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("raiify", Folder));
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Folder); }

  std::string write(StringRef Name, StringRef Text) {
    llvm::SmallString<128> Path(Folder);
    llvm::sys::path::append(Path, Name);
    std::error_code Code;
    llvm::raw_fd_ostream OS(Path, Code);
    OS << Text;
    return std::string(Path);
  }

  std::string page(std::vector<Finding> Findings,
                   FixPolicy Policy = {{AssumptionKind::Handled}, false}) {
    Report R;
    R.Findings = std::move(Findings);
    std::string Page;
    llvm::raw_string_ostream OS(Page);
    writeHtml(R, Policy, "<a>@REPORT@</a>", OS);
    return Page;
  }

  /// The data of a page with one finding: the finding, or all of it.
  llvm::json::Object data(std::vector<Finding> Findings) {
    std::string Page = page(std::move(Findings));
    StringRef Text = Page;
    EXPECT_TRUE(Text.consume_front("<a>") && Text.consume_back("</a>"));
    llvm::Expected<llvm::json::Value> V = llvm::json::parse(Text);
    EXPECT_TRUE(static_cast<bool>(V));
    return V ? std::move(*V->getAsObject()) : llvm::json::Object();
  }
  llvm::json::Object findingOf(Finding F) {
    return *(*data({std::move(F)}).getArray("findings"))[0].getAsObject();
  }

  llvm::SmallString<128> Folder;
};

Finding at(std::string File, unsigned Line, unsigned Offset = 0) {
  Finding F;
  F.Where = {std::move(File), Line, 1, Offset};
  F.Cleanup = {"close(fd)"};
  F.Rewrite = Judgement::refused(Reason::Goto, "label 'out'");
  return F;
}

std::string lines(unsigned Count) {
  std::string Text;
  for (unsigned I = 1; I <= Count; ++I)
    Text += "line " + std::to_string(I) + "\n";
  return Text;
}

TEST_F(HtmlReportTest, NothingInTheDataEndsItsElement) {
  Finding F = at("/nowhere/<x>.cpp", 1);
  F.Message = "</script><!-- \xff";
  std::string Page = page({F});
  EXPECT_THAT(Page, StartsWith("<a>{"));
  EXPECT_THAT(Page, HasSubstr("\\u003c/script>\\u003c!-- \xef\xbf\xbd"));
  EXPECT_EQ(StringRef(Page).count('<'), 2u);
  EXPECT_EQ(findingOf(F).getString("message"), "</script><!-- \xef\xbf\xbd");
}

TEST_F(HtmlReportTest, EachLineStandsThereOnce) {
  std::string File = write("a.cpp", lines(100));
  Finding F = at(File, 10);
  F.Related = {{{File, 12, 1, 0}, "copy before this return"},
               {{File, 60, 1, 0}, "this exit skips it too"},
               {{File, 99, 1, 0}, "somewhere"},
               {{File, 1, 1, 0}, "why this matters: x"}};
  llvm::json::Object All = data({F, F});
  auto *Source = (*All.getArray("sources"))[0].getAsObject();
  std::string Parts;
  llvm::raw_string_ostream(Parts) << *Source->get("parts");
  EXPECT_EQ(Parts, R"([[7,"line 7\nline 8\nline 9\nline 10\nline 11\nline )"
                   R"(12\nline 13\nline 14\nline 15\nline 16"],[57,"line )"
                   R"(57\nline 58\nline 59\nline 60\nline 61\nline 62\n)"
                   R"(line 63\nline 64"],[96,"line 96\nline 97\nline )"
                   R"(98\nline 99\nline 100"]])");
  llvm::json::Array Notes =
      *(*All.getArray("findings"))[0].getAsObject()->getArray("related");
  std::vector<StringRef> Wanted = {"copy", "missing", "place", "page"};
  for (unsigned I = 0; I < 4; ++I) {
    const llvm::json::Object &Note = *Notes[I].getAsObject();
    EXPECT_EQ(Note.getString("part"), Wanted[I]);
    EXPECT_EQ(Note.getArray("lines") != nullptr, I < 3);
  }
}

TEST_F(HtmlReportTest, EveryExitOfASiteIsOne) {
  std::string File = write("a.cpp", lines(100));
  auto At = [&](unsigned Line) { return Location{File, Line, 1, Line * 8}; };
  Site S;
  S.Check = CheckKind::MissedCleanup;
  S.Where = At(50);
  S.Region = At(1);
  const std::vector<CopyRole> Roles = {CopyRole::Handler,    CopyRole::TryEnd,
                                       CopyRole::AfterTry,   CopyRole::Return,
                                       CopyRole::Throw,      CopyRole::Jump,
                                       CopyRole::FallThrough};
  for (CopyRole Role : Roles)
    S.Copies.push_back({At(10 + S.Copies.size()), Role, /*InMacro=*/false});
  S.Missing = {{At(50), CopyRole::Return, false},
               {At(60), CopyRole::Return, false}};
  llvm::json::Object Written = findingOf(describe(S));
  EXPECT_EQ(Written.getString("part"), "missing");
  std::vector<std::string> Parts;
  for (const llvm::json::Value &Note : *Written.getArray("related"))
    Parts.push_back(Note.getAsObject()->getString("part")->str());
  std::vector<std::string> Wanted(Roles.size(), "copy");
  Wanted.insert(Wanted.end(), {"missing", "place", "page"});
  EXPECT_EQ(Parts, Wanted);
}

TEST_F(HtmlReportTest, EmptyLinesAndMarksDoNotShiftTheOthers) {
  std::string File = write("a.cpp", "\xef\xbb\xbf\r\n\r\nx\r\r\n");
  auto Sources = *data({at(File, 2)}).getArray("sources");
  std::string Text;
  llvm::raw_string_ostream(Text) << *Sources[0].getAsObject()->get("parts");
  EXPECT_EQ(Text, R"([[1,"\n\nx\n"]])");
}

TEST_F(HtmlReportTest, AFileThatIsGone) {
  Finding F = at("/nowhere/a.cpp", 5);
  F.Rewrite = {};
  F.Rewrite.Verdict = Verdict::Equivalent;
  F.Edits = {{"/nowhere/a.cpp", 0, 0, "x"}};
  llvm::json::Object Written = findingOf(F);
  EXPECT_EQ(Written.get("lines"), nullptr);
  EXPECT_EQ(*Written.get("diff"), llvm::json::Value(nullptr));
  EXPECT_TRUE(data({F}).getArray("sources")->empty());
}

TEST_F(HtmlReportTest, ADiffOfAllFilesOrNone) {
  std::string A = write("a.cpp", lines(9)), B = write("b.h", lines(3));
  Finding F = at(A, 2);
  F.Rewrite = {};
  F.Rewrite.Verdict = Verdict::Equivalent;
  F.Edits = {{A, 0, 6, "first"}, {A, 7, 0, "the "}, {B, 0, 0, "new\n"}};
  std::string Diff = findingOf(F).getString("diff")->str();
  EXPECT_THAT(Diff, HasSubstr("\n@@ -1,5 +1,5 @@\n-line 1\n-line 2\n+first\n"
                              "+the line 2\n line 3\n"));
  EXPECT_THAT(Diff, HasSubstr("\n@@ -1,3 +1,4 @@\n+new\n line 1\n"));
  // A file that is shorter than the edits is not the one that was analysed.
  write("b.h", "");
  F.Edits.back().Offset = 3;
  EXPECT_EQ(*findingOf(F).get("diff"), llvm::json::Value(nullptr));
}

TEST_F(HtmlReportTest, WhatIsAppliedFollowsThePolicy) {
  Finding F = at("/nowhere/a.cpp", 5);
  F.Rewrite = {};
  F.Rewrite.Verdict = Verdict::Conditional;
  F.Rewrite.Assumptions = {{AssumptionKind::CaughtTypes, ""}};
  F.Edits = {{"/nowhere/a.cpp", 0, 0, "x"}};
  EXPECT_THAT(page({F}), HasSubstr(R"("applied":false)"));
  FixPolicy Granting = {{AssumptionKind::CaughtTypes}, false};
  EXPECT_THAT(page({F}, Granting), HasSubstr(R"("applied":true)"));
  F.IsSummary = true;
  EXPECT_THAT(page({F}, Granting),
              HasSubstr(R"("applied":false,"summary":true)"));
}

TEST_F(HtmlReportTest, WordsForEveryId) {
  std::string Page = page({});
  for (const ReasonInfo &Info : allReasons())
    EXPECT_THAT(Page,
                HasSubstr((Info.Id + R"(","summary":")" + Info.Summary).str()));
  EXPECT_THAT(Page, HasSubstr(R"("id":"handled","summary":)"));
  EXPECT_THAT(Page, HasSubstr(R"("id":"raii-missed-cleanup","summary":)"));
  EXPECT_THAT(Page, Not(HasSubstr(R"("summary":"")")));
}

TEST(HtmlTemplateTest, HasOnePlaceForTheData) {
  // Builds without npm have no page.
  EXPECT_EQ(htmlTemplate().count(HtmlDataMark), !htmlTemplate().empty());
}

} // namespace
} // namespace raiify
