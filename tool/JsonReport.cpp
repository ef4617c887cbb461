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
    writeFindingFields(J, F);
    writeNotes(J, F.Related, [](const Note &) {});
    writeEdits(J, F.Edits);
  });
}

void writeJson(const Report &R, llvm::raw_ostream &OS) {
  OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attribute("version", RAIIFY_VERSION);
    J.attributeArray("findings", [&] {
      forEachFinding(R, [&](const Finding &F) { writeFinding(J, F); });
    });
    writeEnd(J, R);
  });
  OS << '\n';
}

} // namespace raiify
