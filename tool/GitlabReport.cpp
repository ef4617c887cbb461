//===- GitlabReport.cpp - Findings for GitLab's code quality --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The fields of Code Climate that GitLab reads. It takes findings of the same
// fingerprint for one; here all differ.
//
//===----------------------------------------------------------------------===//

#include "JsonFields.h"
#include "Paths.h"
#include "Report.h"

namespace raiify {

/// Of info, minor, major, critical and blocker: what repeats code can wait,
/// what is probably a leak should not.
static llvm::StringRef severityOf(CheckKind Check) {
  return Check == CheckKind::MissedCleanup ? "major" : "minor";
}

void writeGitlab(const Report &R, llvm::raw_ostream &OS) {
  llvm::json::OStream J(OS, /*IndentSize=*/2);
  auto Write = [&](const Finding &F) {
    J.object([&] {
      J.attribute("description", utf8(F.Message));
      J.attribute("check_name", checkInfo(F.Check).Name);
      J.attribute("fingerprint", F.Fingerprint);
      J.attribute("severity", severityOf(F.Check));
      J.attributeObject("location", [&] {
        J.attribute("path", utf8(displayPath(F.Where.File)));
        J.attributeObject("lines", [&] { J.attribute("begin", F.Where.Line); });
      });
    });
  };
  J.array([&] { forEachFinding(R, Write); });
  OS << '\n';
}

} // namespace raiify
