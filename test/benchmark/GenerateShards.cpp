//===- GenerateShards.cpp - Shards for measuring the merge ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   raiify-generate-shards FOLDER SHARDS SITES
//
// Writes SHARDS shards of SITES sites each into FOLDER, and FOLDER/list, which
// names them for `raiify --merge @FOLDER/list`. All sites are different but for
// one in ten, which stands in a header that ten units share. Every second one
// is a copy of a cleanup that others run, too. The same arguments give the same
// bytes. Sites are as long as those of real projects: three
// copies, notes, a refused rewrite or one with edits.
//
//===----------------------------------------------------------------------===//

#include "tool/Shard.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <cstdlib>

using namespace raiify;

/// Units that share a header.
static constexpr unsigned Sharers = 10;

/// How many cleanups there are that several functions run.
static constexpr unsigned Families = 10000;

static Location placeAt(const std::string &File, unsigned Line) {
  return {File, Line, 9, Line * 40};
}

static Site siteAt(const std::string &File, unsigned Number) {
  std::string Name = "resource" + std::to_string(Number % 977);
  std::uint64_t Hash = llvm::xxh3_64bits(File + "#" + std::to_string(Number));
  std::string Release =
      "::close" + std::to_string(Number % 2 ? Hash % Families : Hash);
  unsigned Line = 20 + 30 * Number;
  Site S;
  S.Check = Number % 3 ? CheckKind::ExitCleanup : CheckKind::EmulatedFinally;
  S.Where = placeAt(File, Line);
  S.Region = placeAt(File, Line - 6);
  S.Function = "project::module" + std::to_string(Number % 31) + "::Worker" +
               std::to_string(Number) + "::run";
  S.Cleanup = {Release.substr(2) + "(" + Name + ")"};
  S.Key = Release + "($0:int)";
  for (unsigned Copy = 0; Copy < 3; ++Copy)
    S.Copies.push_back({placeAt(File, Line + 4 * Copy),
                        Copy ? CopyRole::Return : CopyRole::Handler, false});
  S.Handlers = 1;
  S.Shared = {S.Key,
              {{"int", Name}},
              {Release + "($0)"},
              {"<unistd.h>"},
              "project",
              placeAt(File, Line - 9),
              ""};
  return S;
}

static Finding findingOf(const Site &S, unsigned Number) {
  Finding F = describe(S);
  if (Number % 2) {
    F.Rewrite = Judgement::refused(Reason::NotModelled, "asm");
    return F;
  }
  F.Rewrite.Verdict = Verdict::Equivalent;
  F.Rewrite.Assumptions = {
      {AssumptionKind::Handled, "a caller catches what leaves this function"}};
  F.Edits = {
      {S.Where.File, S.Region.Offset, 0,
       "raiify::scope_exit cleanup([&] { " + S.Cleanup.front() + "; });\n"},
      {S.Where.File, S.Where.Offset, 20, ""}};
  return F;
}

static UnitResult resultOf(const std::string &File, const std::string &Header,
                           unsigned Sites) {
  UnitResult Result;
  for (unsigned Number = 0; Number < Sites; ++Number) {
    Site S = siteAt(Number % 10 ? File : Header, Number);
    Result.Findings.push_back(findingOf(S, Number));
    Result.Copied.push_back({S, /*MinCopies=*/0});
    Result.Sites.push_back(std::move(S));
  }
  return Result;
}

static bool write(const std::string &File, llvm::StringRef Text) {
  std::error_code Code;
  llvm::raw_fd_ostream OS(File, Code);
  OS << Text;
  OS.close();
  if (!Code)
    Code = OS.error();
  if (Code)
    llvm::errs() << File << ": " << Code.message() << '\n';
  OS.clear_error();
  return !Code;
}

int main(int Argc, char **Argv) {
  if (Argc != 4) {
    llvm::errs() << "usage: raiify-generate-shards FOLDER SHARDS SITES\n";
    return 2;
  }
  std::string Folder = Argv[1], List;
  unsigned Shards = std::atoi(Argv[2]), Sites = std::atoi(Argv[3]);
  if (std::error_code Code = llvm::sys::fs::create_directories(Folder)) {
    llvm::errs() << Folder << ": " << Code.message() << '\n';
    return 1;
  }
  for (unsigned I = 0; I < Shards; ++I) {
    std::string File = "/project/src/unit" + std::to_string(I) + ".cpp";
    std::string Header =
        "/project/include/part" + std::to_string(I / Sharers) + ".h";
    std::string Name = Folder + "/" + std::to_string(I) + ".shard";
    if (!write(Name, writeUnitShard({1, I}, File, resultOf(File, Header, Sites),
                                    /*Layouts=*/{}, /*Root=*/"")))
      return 1;
    List += Name + "\n";
  }
  return write(Folder + "/list", List) ? 0 : 1;
}
