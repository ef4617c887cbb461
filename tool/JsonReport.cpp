//===- JsonReport.cpp - Findings for programs -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The order and the names of the fields are a contract.
//
//===----------------------------------------------------------------------===//

#include "JsonFields.h"
#include "Paths.h"
#include "Report.h"

#include "model/Version.h"

#include "llvm/Support/JSON.h"

using llvm::json::OStream;

namespace raiify {

static void writePlace(OStream &J, const Location &Where) {
  J.attribute("file", utf8(displayPath(Where.File)));
  J.attribute("line", Where.Line);
  J.attribute("column", Where.Column);
}

static void writeNotes(OStream &J, const std::vector<Note> &Notes) {
  J.attributeArray("related", [&] {
    for (const Note &N : Notes)
      J.object([&] {
        writePlace(J, N.Where);
        J.attribute("message", utf8(N.Message));
      });
  });
}

static void writeEdits(OStream &J, const std::vector<Edit> &Edits) {
  J.attributeArray("edits", [&] {
    for (const Edit &E : Edits)
      J.object([&] {
        J.attribute("file", utf8(displayPath(E.File)));
        J.attribute("offset", E.Offset);
        J.attribute("length", E.Length);
        J.attribute("text", utf8(E.Text));
      });
  });
}

static void writeFinding(OStream &J, const Finding &F) {
  J.object([&] {
    J.attribute("check", checkInfo(F.Check).Name);
    writePlace(J, F.Where);
    J.attribute("function", utf8(F.Function));
    J.attribute("message", utf8(F.Message));
    writeTexts(J, "cleanup", F.Cleanup);
    J.attribute("fingerprint", F.Fingerprint);
    writeJudgement(J, F.Rewrite);
    writeNotes(J, F.Related);
    writeEdits(J, F.Edits);
  });
}

static void writeSummary(OStream &J, const Report &R) {
  Tally Counts = tallyOf(R);
  std::map<std::string, std::size_t> ByCheck, ByVerdict;
  for (const auto &[Check, Count] : Counts.Checks)
    ByCheck[checkInfo(Check).Name.str()] = Count;
  for (const auto &[V, Count] : Counts.Verdicts)
    ByVerdict[verdictName(V).str()] = Count;
  J.attribute("translation_units", R.Units);
  J.attribute("failed", R.Failures.size());
  J.attribute("files", R.Units);
  J.attribute("sites", Counts.Findings + R.Suppressed);
  J.attributeObject("by_check", [&] {
    for (const auto &[Name, Count] : ByCheck)
      J.attribute(Name, Count);
  });
  J.attributeObject("by_verdict", [&] {
    for (const auto &[Name, Count] : ByVerdict)
      J.attribute(Name, Count);
  });
}

void writeJson(const Report &R, llvm::raw_ostream &OS) {
  OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attribute("version", RAIIFY_VERSION);
    J.attributeArray("findings", [&] {
      forEachFinding(R, [&](const Finding &F) { writeFinding(J, F); });
    });
    J.attributeArray("failures", [&] {
      for (const Failure &F : R.Failures)
        J.object([&] {
          J.attribute("file", utf8(displayPath(F.File)));
          J.attribute("message", utf8(F.Message));
        });
    });
    J.attributeObject("summary", [&] { writeSummary(J, R); });
  });
  OS << '\n';
}

} // namespace raiify
