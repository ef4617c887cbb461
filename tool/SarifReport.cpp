//===- SarifReport.cpp - Findings for code scanning -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SARIF 2.1.0, an OASIS standard: one run. It differs from the other formats
// in more than names:
//
//   columns   are UTF-16 code units, which takes the source's text; where that
//             is not there any more, a place is its line
//   files     are URIs, relative to SRCROOT, the working directory
//   hidden    findings are results too, with a `suppression`
//
//===----------------------------------------------------------------------===//

#include "Console.h"
#include "Explain.h"
#include "FileUri.h"
#include "JsonFields.h"
#include "Paths.h"
#include "Report.h"
#include "SourceTexts.h"
#include "VerdictText.h"

#include "model/Version.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/Path.h"

namespace raiify {

static constexpr llvm::StringLiteral Schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json";
static constexpr llvm::StringLiteral Root = "SRCROOT";

/// \p Text as a message string, in which braces stand for arguments.
static std::string withoutArguments(llvm::StringRef Text) {
  std::string Result;
  for (char C : utf8(Text)) {
    Result += C;
    if (C == '{' || C == '}')
      Result += C;
  }
  return Result;
}

/// \p Text as one in which no `[a](b)` is a link, either.
static std::string messageString(llvm::StringRef Text) {
  if (!Text.contains("]("))
    return withoutArguments(Text);
  std::string Result;
  for (char C : withoutArguments(Text)) {
    if (C == '[' || C == ']')
      Result += '\\';
    Result += C;
  }
  return Result;
}

/// `raii-exit-cleanup` as `ExitCleanup`.
static std::string ruleName(llvm::StringRef Check) {
  Check.consume_front("raii-");
  std::string Name;
  for (llvm::StringRef Word : llvm::split(Check, '-'))
    Name += llvm::toUpper(Word.front()) + Word.drop_front().str();
  return Name;
}

namespace {

class SarifWriter {
public:
  explicit SarifWriter(llvm::raw_ostream &OS) : J(OS, /*IndentSize=*/2) {}

  void write(const Report &R, int ExitStatus);

private:
  void writeMessage(llvm::StringRef Name, llvm::StringRef Text);
  void writeFile(llvm::StringRef Path);
  void writePlace(const Location &Where);

  void writeTool();
  void writeRule(const CheckInfo &Info);
  void writeInvocation(const Report &R, int ExitStatus);
  void writeNotification(llvm::StringRef Level, llvm::StringRef Message,
                         llvm::StringRef File = "");

  void writeResult(const Finding &F, bool IsHidden);
  void writeNotes(const std::vector<Note> &Notes);
  void writeProperties(const Finding &F, bool IsHidden);
  void writeFix(const Finding &F);
  void writeChange(llvm::ArrayRef<Edit> OfOneFile);
  void writeReplacement(const Edit &E);

  llvm::json::OStream J;
  SourceTexts Sources;
};

} // namespace

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

void SarifWriter::writeMessage(llvm::StringRef Name, llvm::StringRef Text) {
  J.attributeObject(Name, [&] { J.attribute("text", messageString(Text)); });
}

void SarifWriter::writeFile(llvm::StringRef Path) {
  std::string Shown = displayPath(Path);
  bool IsBelow = llvm::sys::path::is_relative(Shown);
  J.attributeObject("artifactLocation", [&] {
    J.attribute("uri", IsBelow ? uriPath(Shown) : fileUri(Shown));
    if (IsBelow)
      J.attribute("uriBaseId", Root);
  });
}

void SarifWriter::writePlace(const Location &Where) {
  J.attributeObject("physicalLocation", [&] {
    writeFile(Where.File);
    J.attributeObject("region", [&] {
      J.attribute("startLine", Where.Line);
      if (std::optional<TextPlace> Place = Sources.placeOf(Where))
        J.attribute("startColumn", Place->Column);
    });
  });
}

//===----------------------------------------------------------------------===//
// The run
//===----------------------------------------------------------------------===//

void SarifWriter::writeRule(const CheckInfo &Info) {
  J.object([&] {
    J.attribute("id", Info.Name);
    J.attribute("name", ruleName(Info.Name));
    writeMessage("shortDescription", Info.Summary.str() + ".");
    writeMessage("fullDescription", (Info.Summary + ". C++ Core Guidelines: " +
                                     Info.Guideline + ".")
                                        .str());
    J.attributeObject("help", [&] {
      J.attribute("text", messageString(checkHelp(Info.Kind)));
      J.attribute("markdown", withoutArguments(checkHelpInMarkdown(Info.Kind)));
    });
    // Has to be absolute.
    if (std::string Page = checkPage(Info.Kind);
        llvm::StringRef(Page).contains("://"))
      J.attribute("helpUri", Page);
    J.attributeObject("defaultConfiguration",
                      [&] { J.attribute("level", "warning"); });
    J.attributeObject("properties", [&] {
      J.attribute("guideline", Info.Guideline);
      J.attributeArray("tags", [&] {
        J.value("maintainability");
        J.value("raii");
      });
    });
  });
}

void SarifWriter::writeTool() {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", "raiify");
      J.attribute("version", RAIIFY_VERSION);
      J.attribute("semanticVersion", RAIIFY_VERSION);
      J.attributeArray("rules", [&] {
        for (const CheckInfo &Info : allChecks())
          writeRule(Info);
      });
    });
  });
}

void SarifWriter::writeNotification(llvm::StringRef Level,
                                    llvm::StringRef Message,
                                    llvm::StringRef File) {
  J.object([&] {
    J.attribute("level", Level);
    writeMessage("message", Message);
    if (!File.empty())
      J.attributeArray("locations", [&] {
        J.object([&] {
          J.attributeObject("physicalLocation", [&] { writeFile(File); });
        });
      });
  });
}

void SarifWriter::writeInvocation(const Report &R, int ExitStatus) {
  J.object([&] {
    J.attribute("executionSuccessful", R.Failures.empty());
    J.attribute("exitCode", ExitStatus);
    J.attributeArray("toolExecutionNotifications", [&] {
      for (const Failure &F : R.Failures)
        writeNotification(
            "error", "cannot parse " + displayPath(F.File) + ": " + F.Message,
            F.File);
      for (const auto &[Message, Count] : R.Warnings)
        writeNotification("warning", Message + " (" +
                                         plural(Count, "translation unit") +
                                         ")");
    });
  });
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

void SarifWriter::writeNotes(const std::vector<Note> &Notes) {
  J.attributeArray("relatedLocations", [&] {
    for (std::size_t I = 0; I < Notes.size(); ++I)
      J.object([&] {
        J.attribute("id", I + 1);
        writePlace(Notes[I].Where);
        writeMessage("message", Notes[I].Message);
      });
  });
}

void SarifWriter::writeProperties(const Finding &F, bool IsHidden) {
  J.attributeObject("properties", [&] {
    writeTexts(J, "cleanup", F.Cleanup);
    // What is hidden is not judged.
    if (!IsHidden)
      writeJudgement(J, F.Rewrite);
  });
}

/// As text where the source can be read and both are UTF-8; else in bytes.
void SarifWriter::writeReplacement(const Edit &E) {
  std::optional<TextPlace> Begin = Sources.placeAt(E.File, E.Offset);
  std::optional<TextPlace> End = Sources.placeAt(E.File, E.Offset + E.Length);
  bool IsText = Begin && End && llvm::json::isUTF8(E.Text);
  J.object([&] {
    J.attributeObject("deletedRegion", [&] {
      if (IsText) {
        J.attribute("startLine", Begin->Line);
        J.attribute("startColumn", Begin->Column);
        J.attribute("endLine", End->Line);
        J.attribute("endColumn", End->Column);
      } else {
        J.attribute("byteOffset", E.Offset);
        J.attribute("byteLength", E.Length);
      }
    });
    if (!E.Text.empty())
      J.attributeObject("insertedContent", [&] {
        if (IsText)
          J.attribute("text", E.Text);
        else
          J.attribute("binary", llvm::encodeBase64(E.Text));
      });
  });
}

void SarifWriter::writeChange(llvm::ArrayRef<Edit> OfOneFile) {
  J.object([&] {
    writeFile(OfOneFile.front().File);
    J.attributeArray("replacements", [&] {
      for (const Edit &E : OfOneFile)
        writeReplacement(E);
    });
  });
}

void SarifWriter::writeFix(const Finding &F) {
  J.object([&] {
    writeMessage("description", verdictSentence(F.Rewrite) + ".");
    J.attributeArray("artifactChanges", [&] {
      llvm::ArrayRef<Edit> Rest(F.Edits);
      while (!Rest.empty()) {
        llvm::ArrayRef<Edit> Same = Rest.take_while(
            [&](const Edit &E) { return E.File == Rest.front().File; });
        writeChange(Same);
        Rest = Rest.drop_front(Same.size());
      }
    });
  });
}

void SarifWriter::writeResult(const Finding &F, bool IsHidden) {
  std::string Message = F.Message + ".";
  if (std::string Verdict = verdictSentence(F.Rewrite); !Verdict.empty())
    Message += "\n" + Verdict + ".";
  J.object([&] {
    J.attribute("ruleId", checkInfo(F.Check).Name);
    J.attribute("ruleIndex", static_cast<int>(F.Check));
    J.attribute("level", "warning");
    writeMessage("message", Message);
    J.attributeArray("locations", [&] {
      J.object([&] {
        writePlace(F.Where);
        J.attributeArray("logicalLocations", [&] {
          J.object([&] {
            J.attribute("fullyQualifiedName", utf8(F.Function));
            J.attribute("kind", "function");
          });
        });
      });
    });
    writeNotes(F.Related);
    J.attributeObject("partialFingerprints",
                      [&] { J.attribute("raiify/v1", F.Fingerprint); });
    if (!F.Edits.empty())
      J.attributeArray("fixes", [&] { writeFix(F); });
    // Where one result has this, all shall.
    J.attributeArray("suppressions", [&] {
      if (IsHidden)
        J.object([&] { J.attribute("kind", "inSource"); });
    });
    writeProperties(F, IsHidden);
  });
}

void SarifWriter::write(const Report &R, int ExitStatus) {
  auto WriteRun = [&] {
    writeTool();
    J.attributeArray("invocations", [&] { writeInvocation(R, ExitStatus); });
    J.attributeObject("originalUriBaseIds", [&] {
      J.attributeObject(Root, [&] {
        std::string Here = realPath(".");
        J.attribute("uri", fileUri(Here == "/" ? Here : Here + "/"));
      });
    });
    J.attribute("columnKind", "utf16CodeUnits");
    J.attributeArray("newlineSequences", [&] {
      for (const char *Ending : {"\r\n", "\n", "\r"})
        J.value(Ending);
    });
    J.attributeArray("results", [&] {
      forEachFinding(
          R, [&](const Finding &F) { writeResult(F, /*IsHidden=*/false); });
      forEachHidden(
          R, [&](const Finding &F) { writeResult(F, /*IsHidden=*/true); });
    });
  };
  J.object([&] {
    J.attribute("$schema", Schema);
    J.attribute("version", "2.1.0");
    J.attributeArray("runs", [&] { J.object(WriteRun); });
  });
}

void writeSarif(const Report &R, int ExitStatus, llvm::raw_ostream &OS) {
  SarifWriter(OS).write(R, ExitStatus);
  OS << '\n';
}

} // namespace raiify
