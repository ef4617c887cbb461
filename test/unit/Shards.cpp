//===- Shards.cpp - Results to put into shards ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shards.h"

#include "tool/Archive.h"
#include "tool/Copies.h"
#include "tool/Fixer.h"
#include "tool/Paths.h"
#include "tool/ShardFields.h"

#include "cluster/Catalogue.h"

#include <list>

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

Acquisition madeAcquisition(const std::string &File, unsigned Line) {
  Acquisition A;
  A.Where = placeAt(File, Line);
  A.Function = "ns::f" + std::to_string(Line);
  A.Begin = placeAt(File, Line - 1);
  A.Key = "new Parser";
  A.Text = "new Parser(ms)";
  A.Variable = "parser";
  A.Uses = {"argument 0 of read", "method run"};
  A.BeforeTry = true;
  A.ReleaseKey = "delete Parser *";
  A.Release = "delete parser";
  A.InHandler = true;
  A.Other = "other";
  A.OtherKey = "delete Other *";
  return A;
}

UnitResult madeResult(const std::string &File, unsigned Count) {
  UnitResult Result;
  auto Add = [&](const Site &S) {
    Result.Sites.push_back(S);
    Result.Findings.push_back(madeFinding(S));
    Result.Copied.push_back({S, 2});
  };
  for (unsigned I = 0; I < Count; ++I)
    Add(madeSite(File, 10 + 20 * I));
  Add(madeSite("/p/inc/x.h", 7));
  Finding Refused = madeFinding(madeSite("/p/inc/x.h", 90));
  Refused.Rewrite = Judgement::refused(Reason::Macro, "CLOSE");
  Refused.Edits.clear();
  Result.Suppressed = {Refused};
  Result.Acquisitions = {{madeAcquisition(File, 5), 3},
                         {madeAcquisition("/p/inc/x.h", 5), 3}};
  Result.Uncompared = {{CheckKind::CopiedCleanup, placeAt(File, 6)}};
  Result.GuardFolder = "/p/inc/raiify";
  Result.UnknownFlags = {"-fsome-flag"};
  Result.Warnings = {"compile command: odd"};
  Result.FilesRead = {{File, 1}, {"/p/inc/x.h", ~0ull}};
  Result.AllFilesRead = {{File, 1}, {"/p/inc/x.h", ~0ull}, {"/usr/y.h", 5}};
  Result.IsRepeatable = true;
  return Result;
}

std::vector<std::string> linesOf(const Report &R) {
  std::vector<std::string> Lines;
  forEachFinding(R, [&](const Finding &F) {
    StringTable Strings;
    ArchiveWriter Fields(Strings);
    Fields(F);
    std::string Line = F.Where.File + ":" + std::to_string(F.Where.Line) + " " +
                       F.Message + " " + F.Fingerprint + " " +
                       verdictName(F.Rewrite.Verdict).str();
    for (const Note &N : F.Related)
      Line += "; " + N.Where.File + ":" + std::to_string(N.Where.Line);
    // All fields, those that are not spelled out above among them.
    Line += " " + std::to_string(
                      hashOf(sealShard(Strings.strings(), Fields.bytes())));
    Lines.push_back(std::move(Line));
  });
  return Lines;
}

ReportedRun oneRun(const MadeResults &Made) {
  std::list<Unit> Units;
  std::vector<Job> Jobs;
  for (const auto &[File, Result] : Made) {
    Units.push_back({File, File, {}});
    Jobs.push_back({&Units.back(), /*Settings=*/nullptr, /*Mine=*/nullptr});
  }
  Setup Base;
  Base.Header = {"/p/inc/raiify/scope_guard.hpp", "/p/inc", false, false};
  Base.Granted = {AssumptionKind::Handled};
  // Whatever guard is asked for: a rewrite of the same kind.
  auto Run = [&](const std::vector<Job> &Some, const Setup &) {
    std::vector<UnitResult> Results;
    for (const Job &J : Some)
      Results.push_back(Made.at(J.What->File));
    return Results;
  };
  Fixer Fixes(Jobs, Base, {Base.Granted, /*Unsafe=*/false}, Run, findGuards);
  Fixes.analyzeAll();
  return {linesOf(Fixes.report()), writeCatalogue(Fixes.copies(), displayPath)};
}

std::string madeShard(const std::string &File, unsigned Count) {
  return writeUnitShard({7, Count}, File, madeResult(File, Count),
                        {{"/p/src", 3}}, "/p");
}

} // namespace raiify
