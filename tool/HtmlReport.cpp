//===- HtmlReport.cpp - Findings as a page --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings are written as they come; of excerpts only the numbers of their
// lines are kept, which many findings share, and the lines written at the end.
//
//===----------------------------------------------------------------------===//

#include "HtmlReport.h"

#include "JsonFields.h"
#include "Paths.h"
#include "SourceTexts.h"
#include "UnifiedDiff.h"
#include "VerdictText.h"

#include "model/Version.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <map>

using llvm::json::OStream;

namespace raiify {

namespace {

/// Passes JSON on as a script element may hold it. There `<` stands in strings
/// only, where it has another spelling: no `</script>` or `<!--` is left. The
/// element is data, which no script engine reads: line separators may stay.
class ScriptText final : public llvm::raw_ostream {
public:
  explicit ScriptText(llvm::raw_ostream &OS) : OS(OS) {}
  ~ScriptText() override { flush(); }

private:
  void write_impl(const char *Data, std::size_t Size) override;
  std::uint64_t current_pos() const override { return OS.tell(); }

  llvm::raw_ostream &OS;
};

/// First and last line.
using Range = std::pair<unsigned, unsigned>;

class HtmlReporter {
public:
  HtmlReporter(const FixPolicy &Policy, OStream &J) : Policy(Policy), J(J) {}

  void write(const Finding &F);
  /// The lines that the findings before need.
  void writeSources();

private:
  void writeExcerpt(const Location &Where, std::size_t Statements);
  void writeDiff(const Finding &F);
  void writeLines(llvm::StringRef Text, std::vector<Range> Ranges);

  const FixPolicy &Policy;
  OStream &J;
  SourceTexts Sources;
  /// By file, as they came.
  std::map<std::string, std::vector<Range>> Shown;
};

} // namespace

void ScriptText::write_impl(const char *Data, std::size_t Size) {
  llvm::StringRef Text(Data, Size);
  while (!Text.empty()) {
    std::size_t Plain = std::min(Text.find('<'), Text.size());
    OS << Text.take_front(Plain);
    Text = Text.drop_front(Plain);
    if (Text.consume_front("<"))
      OS << "\\u003c";
  }
}

//===----------------------------------------------------------------------===//
// Excerpts
//===----------------------------------------------------------------------===//

/// Lines in front of a place and behind its cleanup.
static constexpr unsigned LinesAround = 3;
/// Longer cleanup is shown in part.
static constexpr std::size_t MaxStatements = 12;

/// "lines" of a place with so many statements of cleanup.
void HtmlReporter::writeExcerpt(const Location &Where, std::size_t Statements) {
  if (Where.Line == 0 || Sources.textOf(Where.File).empty())
    return;
  unsigned First = Where.Line > LinesAround ? Where.Line - LinesAround : 1;
  unsigned Last = Where.Line + LinesAround +
                  static_cast<unsigned>(std::min(Statements, MaxStatements));
  Shown[Where.File].push_back({First, Last});
  J.attributeArray("lines", [&] {
    J.value(First);
    J.value(Last);
  });
}

/// Sorted, without overlaps and gaps of nothing.
static std::vector<Range> joinRanges(std::vector<Range> Ranges) {
  llvm::sort(Ranges);
  std::vector<Range> Result;
  for (const Range &R : Ranges)
    if (!Result.empty() && R.first <= Result.back().second + 1)
      Result.back().second = std::max(Result.back().second, R.second);
    else
      Result.push_back(R);
  return Result;
}

/// One line as the page shows it: a longer one says so.
static std::string shownLine(llvm::StringRef Line) {
  if (Line.size() > MaxShownLine)
    return "(a line of " + std::to_string(Line.size()) + " bytes)";
  return utf8(Line);
}

/// The first line of \p Text without its end, and what follows. A line ends as
/// for Clang.
static std::pair<llvm::StringRef, llvm::StringRef>
splitLine(llvm::StringRef Text) {
  llvm::StringRef Line =
      Text.take_until([](char C) { return C == '\n' || C == '\r'; });
  llvm::StringRef Rest = Text.drop_front(Line.size());
  if (!Rest.consume_front("\r\n") && !Rest.empty())
    Rest = Rest.drop_front();
  return {Line, Rest};
}

/// "parts" of a file. Lines behind its end are left out.
void HtmlReporter::writeLines(llvm::StringRef Text, std::vector<Range> Ranges) {
  Text.consume_front("\xef\xbb\xbf");
  unsigned Number = 1;
  for (const auto &[First, Last] : joinRanges(std::move(Ranges))) {
    for (; Number < First && !Text.empty(); ++Number)
      Text = splitLine(Text).second;
    if (Text.empty())
      return;
    std::string Part;
    for (; Number <= Last && !Text.empty(); ++Number) {
      auto [Line, Rest] = splitLine(Text);
      Part += (Part.empty() && Number == First ? "" : "\n") + shownLine(Line);
      Text = Rest;
    }
    J.array([&] {
      J.value(First);
      J.value(Part);
    });
  }
}

void HtmlReporter::writeSources() {
  J.attributeArray("sources", [&] {
    for (auto &[File, Ranges] : Shown)
      J.object([&] {
        J.attribute("file", utf8(displayPath(File)));
        J.attributeArray("parts", [&] {
          writeLines(Sources.textOf(File), std::move(Ranges));
        });
      });
  });
}

//===----------------------------------------------------------------------===//
// Findings
//===----------------------------------------------------------------------===//

/// What the place of \p N is to the cleanup, by the words that describe the
/// finding.
static llvm::StringRef partOf(const Note &N) {
  llvm::StringRef Message = N.Message;
  for (CopyRole Role : {CopyRole::Handler, CopyRole::TryEnd, CopyRole::AfterTry,
                        CopyRole::Return, CopyRole::Throw, CopyRole::Jump,
                        CopyRole::FallThrough})
    if (Message.starts_with(copyMessage(Role)))
      return "copy";
  if (Message.starts_with("this exit skips it"))
    return "missing";
  return Message.starts_with("why this matters") ? "page" : "place";
}

/// The diff of one file, or nothing where that is not the file of the edits.
static std::string diffOf(llvm::StringRef File, llvm::StringRef Text,
                          const std::vector<Edit> &Edits) {
  for (const Edit &E : Edits)
    if (E.File == File &&
        (E.Offset > Text.size() || E.Length > Text.size() - E.Offset))
      return "";
  std::string Diff;
  llvm::raw_string_ostream OS(Diff);
  writeUnifiedDiff(displayPath(File), Text, applyEdits(Text, File, Edits),
                   /*IsNew=*/false, OS);
  return Diff;
}

/// All files or none: half a rewrite would mislead.
void HtmlReporter::writeDiff(const Finding &F) {
  std::string All;
  for (auto It = F.Edits.begin(); It != F.Edits.end();) {
    const std::string &File = It->File;
    llvm::StringRef Text = Sources.textOf(File);
    std::string Diff = Text.empty() ? "" : diffOf(File, Text, F.Edits);
    if (Diff.empty()) {
      All.clear();
      break;
    }
    All += Diff;
    It = std::find_if(It, F.Edits.end(),
                      [&](const Edit &E) { return E.File != File; });
  }
  if (All.empty())
    J.attribute("diff", nullptr);
  else
    J.attribute("diff", utf8(All));
}

void HtmlReporter::write(const Finding &F) {
  J.object([&] {
    writeFindingFields(J, F);
    writeNotes(J, F.Related, [&](const Note &N) {
      llvm::StringRef Part = partOf(N);
      J.attribute("part", Part);
      if (Part != "page")
        writeExcerpt(N.Where, Part == "copy" ? F.Cleanup.size() : 1);
    });
    J.attribute("detail", utf8(F.Rewrite.Detail));
    J.attribute("applied", !F.IsSummary && !F.Edits.empty() &&
                               isApplicable(F.Rewrite, Policy));
    J.attribute("summary", F.IsSummary);
    writeDiff(F);
    J.attribute("part",
                F.Check == CheckKind::MissedCleanup ? "missing" : "copy");
    writeExcerpt(F.Where, F.Cleanup.size());
  });
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

static void writeWord(OStream &J, llvm::StringRef Id, llvm::StringRef Summary,
                      llvm::function_ref<void()> More) {
  J.object([&] {
    J.attribute("id", Id);
    J.attribute("summary", Summary);
    More();
  });
}

/// What the ids in findings mean, as --explain says it.
static void writeWords(OStream &J, const FixPolicy &Policy) {
  J.attributeArray("checks", [&] {
    for (const CheckInfo &Info : allChecks())
      writeWord(J, Info.Name, Info.Summary, [&] {
        J.attribute("guideline", Info.Guideline);
        J.attribute("page", checkPage(Info.Kind));
      });
  });
  J.attributeArray("verdicts", [&] {
    for (Verdict V : {Verdict::Equivalent, Verdict::Conditional,
                      Verdict::ChangesBehavior, Verdict::Refused})
      writeWord(J, verdictName(V), verdictMeaning(V), [] {});
  });
  J.attributeArray("reasons", [&] {
    for (const ReasonInfo &Info : allReasons())
      writeWord(J, Info.Id, Info.Summary, [] {});
  });
  J.attributeArray("assumptions", [&] {
    for (const AssumptionInfo &Info : allAssumptions())
      writeWord(J, Info.Id, Info.Summary, [&] {
        J.attribute("granted", llvm::is_contained(Policy.Granted, Info.Kind));
      });
  });
}

static void writeData(const Report &R, const FixPolicy &Policy,
                      llvm::raw_ostream &OS) {
  ScriptText Escaped(OS);
  OStream J(Escaped);
  HtmlReporter Reporter(Policy, J);
  J.object([&] {
    J.attribute("version", RAIIFY_VERSION);
    J.attributeArray("findings", [&] {
      forEachFinding(R, [&](const Finding &F) { Reporter.write(F); });
    });
    writeEnd(J, R);
    J.attributeObject("words", [&] { writeWords(J, Policy); });
    Reporter.writeSources();
  });
}

void writeHtml(const Report &R, const FixPolicy &Policy, llvm::StringRef Page,
               llvm::raw_ostream &OS) {
  auto [Before, After] = Page.split(HtmlDataMark);
  OS << Before;
  writeData(R, Policy, OS);
  OS << After;
}

} // namespace raiify
