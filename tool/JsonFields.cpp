//===- JsonFields.cpp - What JSON reports have in common ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JsonFields.h"

#include "Paths.h"

#include <map>

namespace raiify {

std::string utf8(llvm::StringRef Text) {
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

void writeTexts(llvm::json::OStream &J, llvm::StringRef Name,
                const std::vector<std::string> &Texts) {
  J.attributeArray(Name, [&] {
    for (const std::string &Text : Texts)
      J.value(utf8(Text));
  });
}

void writeJudgement(llvm::json::OStream &J, const Judgement &Rewrite) {
  J.attribute("verdict", verdictName(Rewrite.Verdict));
  J.attributeArray("assumptions", [&] {
    for (const Assumption &A : Rewrite.Assumptions)
      J.object([&] {
        J.attribute("id", assumptionInfo(A.Kind).Id);
        J.attribute("detail", utf8(A.Detail));
      });
  });
  if (Rewrite.Reason)
    J.attribute("reason", reasonInfo(*Rewrite.Reason).Id);
  else
    J.attribute("reason", nullptr);
  if (!Rewrite.Difference) {
    J.attribute("counterexample", nullptr);
    return;
  }
  J.attributeObject("counterexample", [&] {
    writeTexts(J, "before", Rewrite.Difference->Before);
    writeTexts(J, "after", Rewrite.Difference->After);
  });
}

void writePlace(llvm::json::OStream &J, const Location &Where) {
  J.attribute("file", utf8(displayPath(Where.File)));
  J.attribute("line", Where.Line);
  J.attribute("column", Where.Column);
}

void writeNotes(llvm::json::OStream &J, const std::vector<Note> &Notes,
                llvm::function_ref<void(const Note &)> More) {
  J.attributeArray("related", [&] {
    for (const Note &N : Notes)
      J.object([&] {
        writePlace(J, N.Where);
        J.attribute("message", utf8(N.Message));
        More(N);
      });
  });
}

void writeFindingFields(llvm::json::OStream &J, const Finding &F) {
  J.attribute("check", checkInfo(F.Check).Name);
  writePlace(J, F.Where);
  J.attribute("function", utf8(F.Function));
  J.attribute("message", utf8(F.Message));
  writeTexts(J, "cleanup", F.Cleanup);
  J.attribute("fingerprint", F.Fingerprint);
  writeJudgement(J, F.Rewrite);
}

static void writeSummary(llvm::json::OStream &J, const Report &R) {
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
  J.attribute("baselined", R.Baselined);
}

void writeEnd(llvm::json::OStream &J, const Report &R) {
  J.attributeArray("failures", [&] {
    for (const Failure &F : R.Failures)
      J.object([&] {
        J.attribute("file", utf8(displayPath(F.File)));
        J.attribute("message", utf8(F.Message));
      });
  });
  J.attributeObject("summary", [&] { writeSummary(J, R); });
}

} // namespace raiify
