//===- JsonFields.cpp - What JSON reports have in common ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JsonFields.h"

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

} // namespace raiify
