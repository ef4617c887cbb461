//===- Merge.cpp - From shards to a report --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Merge.h"

#include "Copies.h"
#include "KnownFindings.h"
#include "Output.h"
#include "Paths.h"
#include "Present.h"
#include "ShardSet.h"

#include "llvm/Support/MemoryBuffer.h"

namespace raiify {

static llvm::Error addFile(ShardSet &Shards, const std::string &File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return llvm::createStringError("cannot read the shard '" + File +
                                   "': " + Buffer.getError().message());
  return Shards.add(**Buffer);
}

/// An error for each shard that cannot be merged.
static llvm::Error addAll(ShardSet &Shards, const Options &CommandLine) {
  if (CommandLine.CompilerFlags)
    return llvm::createStringError("option '--merge' takes shards; leave out "
                                   "'--' and the flags behind it");
  if (CommandLine.Paths.empty())
    return llvm::createStringError("no shard is named behind '--merge'");
  llvm::Error Problems = llvm::Error::success();
  for (const std::string &File : CommandLine.Paths)
    Problems = llvm::joinErrors(std::move(Problems), addFile(Shards, File));
  return Problems;
}

llvm::Expected<int> mergeShards(const Options &CommandLine, Console &Out) {
  auto Start = std::chrono::steady_clock::now();
  if (llvm::Error E = checkOutput(CommandLine.OutputFile))
    return E;
  if (llvm::Error E = checkOutput(CommandLine.CatalogueFile, "the catalogue"))
    return E;
  llvm::Expected<KnownFindings> Known = KnownFindings::open(CommandLine);
  if (!Known)
    return Known.takeError();
  ShardSet Shards(realPath("."));
  if (llvm::Error E = addAll(Shards, CommandLine))
    return E;
  if (!CommandLine.CatalogueFile.empty())
    if (llvm::Error E =
            writeCatalogueFile(CommandLine.CatalogueFile, Shards.copies()))
      return E;
  if (!CommandLine.ShardFile.empty()) {
    if (llvm::Error E =
            writeOutput(CommandLine.ShardFile, Shards.write(), "the shard"))
      return E;
    return NothingToReport;
  }
  // Shards do not say what their units looked at.
  std::unique_ptr<FindingSource> Kept;
  Report All = Shards.report();
  Report R = Known->hide(All, /*Seen=*/nullptr, &Kept);
  int Status = exitStatus(R, CommandLine);
  if (llvm::Error E = writeReport(R, CommandLine, Status))
    return E;
  if (llvm::Error E = Known->conclude(All, /*Seen=*/nullptr, Out))
    return E;
  tellProblems(R, Out);
  if (CommandLine.Stats) {
    auto [Wall, Cpu] = timesSince(Start);
    writeStats(R, Wall, Cpu, llvm::errs());
  }
  Out.summary(summaryLine(R));
  return Status;
}

} // namespace raiify
