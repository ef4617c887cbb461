//===- ReportFormatsTest.cpp - Reports for other programs -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/FileUri.h"
#include "tool/Report.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A finding in a file that is not there.
Finding madeFinding(const std::string &File, unsigned Line,
                    const std::string &Message) {
  Finding F;
  F.Check = CheckKind::ExitCleanup;
  F.Where = {File, Line, 5, Line * 40};
  F.Function = "ns::f";
  F.Message = Message;
  F.Cleanup = {"close(fd)"};
  F.Fingerprint = "000000000000000" + std::to_string(Line % 10);
  F.Related = {{{File, Line + 1, 3, Line * 40 + 40}, "copy"}};
  F.Rewrite.Verdict = Verdict::Equivalent;
  F.Edits = {{File, 7, 2, "x\xff"}};
  return F;
}

Report madeReport(std::vector<Finding> Findings) {
  Report R;
  R.Findings = std::move(Findings);
  return R;
}

std::string written(void Write(const Report &, llvm::raw_ostream &),
                    const Report &R) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Write(R, OS);
  return Text;
}

std::string sarif(const Report &R, int ExitStatus) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeSarif(R, ExitStatus, OS);
  return Text;
}

/// The same findings as a source.
class TestSource : public FindingSource {
public:
  explicit TestSource(const Report &R) : R(R), Counts(tallyOf(R)) {}
  void visit(FindingSink Sink) const override {
    llvm::for_each(R.Findings, Sink);
  }
  void visitHidden(FindingSink Sink) const override {
    llvm::for_each(R.Hidden, Sink);
  }
  const Tally &tally() const override { return Counts; }

private:
  const Report &R;
  Tally Counts;
};

llvm::json::Object parsed(llvm::StringRef Text) {
  llvm::Expected<llvm::json::Value> Value = llvm::json::parse(Text);
  if (!Value) {
    ADD_FAILURE() << llvm::toString(Value.takeError());
    return {};
  }
  return *Value->getAsObject();
}

/// The run of the SARIF report of \p R.
llvm::json::Object runOf(const Report &R, int ExitStatus = 0) {
  llvm::json::Object Log = parsed(sarif(R, ExitStatus));
  return *(*Log.getArray("runs"))[0].getAsObject();
}

llvm::json::Object resultOf(const llvm::json::Object &Run, unsigned Number) {
  return *(*Run.getArray("results"))[Number].getAsObject();
}

std::string messageOf(const llvm::json::Object &Result) {
  return Result.getObject("message")->getString("text")->str();
}

TEST(FileUriTest, EscapesWhatMayNotStand) {
  EXPECT_EQ(uriPath("src/a.cpp"), "src/a.cpp");
  EXPECT_EQ(uriPath("a b%c:d?e#f"), "a%20b%25c%3Ad%3Fe%23f");
  EXPECT_EQ(uriPath("\xc3\xa9\xff\n\"[]"), "%C3%A9%FF%0A%22%5B%5D");
  EXPECT_EQ(uriPath("-._~!$&'()*+,;=@/"), "-._~!$&'()*+,;=@/");
  EXPECT_EQ(fileUri("/a b/c"), "file:///a%20b/c");
}

TEST(ReportFormatsTest, GithubEscapesDataAndProperties) {
  Finding F = madeFinding("/a,b:c%\nd", 3, "50%: x,\r\ny");
  F.Rewrite = {};
  EXPECT_EQ(written(writeGithub, madeReport({F})),
            "::warning file=/a%2Cb%3Ac%25%0Ad,line=3,col=5,"
            "title=raii-exit-cleanup::50%25: x,%0D%0Ay\n");
}

TEST(ReportFormatsTest, GithubTellsTheVerdict) {
  EXPECT_THAT(written(writeGithub, madeReport({madeFinding("/a", 1, "m")})),
              HasSubstr("::m%0Arewrite: equivalent\n"));
}

TEST(ReportFormatsTest, CheckstyleHasEachFileOnce) {
  Report R = madeReport({madeFinding("/a", 1, "m"), madeFinding("/a", 2, "n"),
                         madeFinding("/b", 1, "o")});
  EXPECT_EQ(written(writeCheckstyle, R),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<checkstyle version=\"4.3\">\n"
            "  <file name=\"/a\">\n"
            "    <error line=\"1\" column=\"5\" severity=\"warning\" "
            "message=\"m\" source=\"raiify.raii-exit-cleanup\"/>\n"
            "    <error line=\"2\" column=\"5\" severity=\"warning\" "
            "message=\"n\" source=\"raiify.raii-exit-cleanup\"/>\n"
            "  </file>\n"
            "  <file name=\"/b\">\n"
            "    <error line=\"1\" column=\"5\" severity=\"warning\" "
            "message=\"o\" source=\"raiify.raii-exit-cleanup\"/>\n"
            "  </file>\n"
            "</checkstyle>\n");
  EXPECT_EQ(written(writeCheckstyle, madeReport({})),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<checkstyle version=\"4.3\">\n"
            "</checkstyle>\n");
}

TEST(ReportFormatsTest, CheckstyleEscapesAndReplaces) {
  Finding F =
      madeFinding("/<&>\"'", 1, "\t\n\r \x01\x1f \xff \xef\xbf\xbf \xc3\xa9");
  std::string Text = written(writeCheckstyle, madeReport({F}));
  EXPECT_THAT(Text, HasSubstr("name=\"/&lt;&amp;&gt;&quot;'\""));
  EXPECT_THAT(Text,
              HasSubstr("message=\"&#9;&#10;&#13; \xef\xbf\xbd\xef\xbf\xbd"
                        " \xef\xbf\xbd \xef\xbf\xbd \xc3\xa9\""));
}

TEST(ReportFormatsTest, GitlabGradesLeaksHigher) {
  Finding Leak = madeFinding("/a", 2, "n");
  Leak.Check = CheckKind::MissedCleanup;
  std::string Text =
      written(writeGitlab, madeReport({madeFinding("/a", 1, "m\xff"), Leak}));
  llvm::Expected<llvm::json::Value> All = llvm::json::parse(Text);
  ASSERT_TRUE(static_cast<bool>(All)) << Text;
  EXPECT_EQ(*All,
            llvm::json::Value(llvm::json::Array{
                llvm::json::Object{
                    {"description", "m\xef\xbf\xbd"},
                    {"check_name", "raii-exit-cleanup"},
                    {"fingerprint", "0000000000000001"},
                    {"severity", "minor"},
                    {"location",
                     llvm::json::Object{
                         {"path", "/a"},
                         {"lines", llvm::json::Object{{"begin", 1}}}}}},
                llvm::json::Object{
                    {"description", "n"},
                    {"check_name", "raii-missed-cleanup"},
                    {"fingerprint", "0000000000000002"},
                    {"severity", "major"},
                    {"location",
                     llvm::json::Object{
                         {"path", "/a"},
                         {"lines", llvm::json::Object{{"begin", 2}}}}}},
            }));
}

TEST(ReportFormatsTest, SarifMessagesHoldNoArgumentsAndNoLinks) {
  Report R = madeReport({madeFinding("/a", 1, "'guard{m}'"),
                         madeFinding("/a", 2, "'table[i](fd)' [x]"),
                         madeFinding("/a", 3, "'a[i]'")});
  llvm::json::Object Run = runOf(R);
  EXPECT_EQ(messageOf(resultOf(Run, 0)), "'guard{{m}}'.\nrewrite: equivalent.");
  EXPECT_EQ(messageOf(resultOf(Run, 1)),
            "'table\\[i\\](fd)' \\[x\\].\nrewrite: equivalent.");
  EXPECT_EQ(messageOf(resultOf(Run, 2)), "'a[i]'.\nrewrite: equivalent.");
}

/// Where there is no source, a column is not known in the units of SARIF, and
/// an edit is one of bytes.
TEST(ReportFormatsTest, SarifWithoutTheSource) {
  llvm::json::Object Run = runOf(madeReport({madeFinding("/no/a b", 4, "m")}));
  llvm::json::Object Result = resultOf(Run, 0);
  const llvm::json::Object *Place =
      (*Result.getArray("locations"))[0].getAsObject()->getObject(
          "physicalLocation");
  EXPECT_EQ(*Place->getObject("region"),
            (llvm::json::Object{{"startLine", 4}}));
  EXPECT_EQ(*Place->getObject("artifactLocation"),
            (llvm::json::Object{{"uri", "file:///no/a%20b"}}));
  const llvm::json::Object *Change =
      (*(*Result.getArray("fixes"))[0].getAsObject()->getArray(
          "artifactChanges"))[0]
          .getAsObject();
  EXPECT_EQ((*Change->getArray("replacements"))[0],
            llvm::json::Value(llvm::json::Object{
                {"deletedRegion",
                 llvm::json::Object{{"byteOffset", 7}, {"byteLength", 2}}},
                {"insertedContent", llvm::json::Object{{"binary", "eP8="}}}}));
}

TEST(ReportFormatsTest, SarifHasWhatIsHiddenAndWhatFailed) {
  Report R = madeReport({madeFinding("/a", 1, "shown")});
  Finding Hidden = madeFinding("/a", 2, "hidden");
  Hidden.Rewrite = {};
  Hidden.Edits.clear();
  R.Hidden = {Hidden};
  R.Failures = {{"/b", "it is broken"}};
  llvm::json::Object Run = runOf(R, 3);
  EXPECT_EQ(resultOf(Run, 0).getArray("suppressions")->size(), 0u);
  EXPECT_EQ(messageOf(resultOf(Run, 1)), "hidden.");
  EXPECT_EQ((*resultOf(Run, 1).getArray("suppressions"))[0],
            llvm::json::Value(llvm::json::Object{{"kind", "inSource"}}));
  EXPECT_EQ(resultOf(Run, 1).getObject("properties")->get("verdict"), nullptr);
  const llvm::json::Object *Invocation =
      (*Run.getArray("invocations"))[0].getAsObject();
  EXPECT_EQ(Invocation->getBoolean("executionSuccessful"), false);
  EXPECT_EQ(Invocation->getInteger("exitCode"), 3);
  const llvm::json::Object *Told =
      (*Invocation->getArray("toolExecutionNotifications"))[0].getAsObject();
  EXPECT_EQ(messageOf(*Told), "cannot parse /b: it is broken");
}

TEST(ReportFormatsTest, ASourceIsWrittenAsAListIs) {
  Report R = madeReport({madeFinding("/a", 1, "m"), madeFinding("/b", 2, "n")});
  R.Hidden = {madeFinding("/c", 3, "o")};
  TestSource Source(R);
  Report Streamed;
  Streamed.Elsewhere = &Source;
  EXPECT_EQ(sarif(R, 1), sarif(Streamed, 1));
  EXPECT_EQ(written(writeGithub, R), written(writeGithub, Streamed));
  EXPECT_EQ(written(writeGitlab, R), written(writeGitlab, Streamed));
  EXPECT_EQ(written(writeCheckstyle, R), written(writeCheckstyle, Streamed));
  EXPECT_THAT(written(writeGithub, R), Not(HasSubstr("/c")));
}

} // namespace
} // namespace raiify
