//===- GitlabReport.cpp - Findings for GitLab's code quality --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The fields of Code Climate that GitLab reads. It takes findings of the same
// fingerprint for one; here all differ: where functions of one name in several
// files share a fingerprint, all but the first have one made with the file.
//
//===----------------------------------------------------------------------===//

#include "JsonFields.h"
#include "Paths.h"
#include "Report.h"

#include "llvm/ADT/StringSet.h"

namespace raiify {

/// Of info, minor, major, critical and blocker: what repeats code can wait,
/// what is probably a leak should not.
static llvm::StringRef severityOf(CheckKind Check) {
  return Check == CheckKind::MissedCleanup ? "major" : "minor";
}

void writeGitlab(const Report &R, llvm::raw_ostream &OS) {
  llvm::json::OStream J(OS, /*IndentSize=*/2);
  llvm::StringSet<> Used;
  auto Write = [&](const Finding &F) {
    std::string Path = displayPath(F.Where.File);
    std::string Fingerprint = Used.insert(F.Fingerprint).second
                                  ? F.Fingerprint
                                  : fingerprintOf({F.Fingerprint, Path});
    J.object([&] {
      J.attribute("description", utf8(F.Message));
      J.attribute("check_name", checkInfo(F.Check).Name);
      J.attribute("fingerprint", Fingerprint);
      J.attribute("severity", severityOf(F.Check));
      J.attributeObject("location", [&] {
        J.attribute("path", utf8(Path));
        J.attributeObject("lines", [&] { J.attribute("begin", F.Where.Line); });
      });
    });
  };
  J.array([&] { forEachFinding(R, Write); });
  OS << '\n';
}

} // namespace raiify
