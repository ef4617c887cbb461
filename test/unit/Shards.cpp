//===- Shards.cpp - Results to put into shards ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shards.h"

namespace raiify {

static Location placeAt(const std::string &File, unsigned Line) {
  return {File, Line, 3, Line * 40};
}

Site madeSite(const std::string &File, unsigned Line) {
  Site S;
  S.Check = CheckKind::ExitCleanup;
  S.Where = placeAt(File, Line);
  S.Region = placeAt(File, Line - 1);
  S.Function = "ns::f" + std::to_string(Line);
  S.Cleanup = {"close(fd)", "fd = -1"};
  S.Key = "close($0:int)";
  S.Copies = {{placeAt(File, Line), CopyRole::Return, false},
              {placeAt(File, Line + 2), CopyRole::FallThrough, true}};
  S.Missing = {{placeAt(File, Line + 4), CopyRole::Throw, false}};
  S.Exit = HandlerExit::Rethrow;
  S.Handlers = 2;
  S.InTemplate = true;
  S.Shared = {"close(int)",
              {{"int", "fd"}},
              {"close($0)"},
              {"<unistd.h>", "/p/inc/x.h"},
              "ns",
              placeAt(File, 1),
              ""};
  return S;
}

Finding madeFinding(const Site &S) {
  Finding F = describe(S);
  F.Rewrite.Verdict = Verdict::ChangesBehavior;
  F.Rewrite.Assumptions = {{AssumptionKind::Handled, "somebody does"}};
  F.Rewrite.Difference = {{"work()"}, {"work()", "close(fd)"}};
  F.Edits = {{S.Where.File, S.Where.Offset, 9, "guard.run();"}};
  return F;
}

UnitResult madeResult(const std::string &File, unsigned Count) {
  UnitResult Result;
  auto Add = [&](const Site &S) {
    Result.Sites.push_back(S);
    Result.Findings.push_back(madeFinding(S));
  };
  for (unsigned I = 0; I < Count; ++I)
    Add(madeSite(File, 10 + 20 * I));
  Add(madeSite("/p/inc/x.h", 7));
  Finding Refused = madeFinding(madeSite("/p/inc/x.h", 90));
  Refused.Rewrite = Judgement::refused(Reason::Macro, "CLOSE");
  Refused.Edits.clear();
  Result.Suppressed = {Refused};
  Result.UnknownFlags = {"-fsome-flag"};
  Result.Warnings = {"compile command: odd"};
  Result.FilesRead = {{File, 1}, {"/p/inc/x.h", ~0ull}};
  Result.AllFilesRead = {{File, 1}, {"/p/inc/x.h", ~0ull}, {"/usr/y.h", 5}};
  Result.IsRepeatable = true;
  return Result;
}

std::string madeShard(const std::string &File, unsigned Count) {
  return writeUnitShard({7, Count}, File, madeResult(File, Count),
                        {{"/p/src", 3}}, "/p");
}

} // namespace raiify
