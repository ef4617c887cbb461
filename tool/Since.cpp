//===- Since.cpp - What --since asks for ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Since.h"

#include "Copies.h"
#include "GitChanges.h"
#include "Paths.h"

#include "llvm/ADT/STLExtras.h"

namespace raiify {

llvm::Expected<std::unique_ptr<ChangedLines>>
changedLines(const Options &CommandLine, Work &W, Console &Out) {
  if (!CommandLine.Since)
    return nullptr;
  std::vector<std::string> Sources;
  for (const Job &J : W.Jobs)
    Sources.push_back(J.What->RealFile);
  llvm::Expected<GitChanges> Changes =
      changesSince(*CommandLine.Since, Sources);
  if (!Changes)
    return Changes.takeError();
  for (const std::string &Note : Changes->Notes)
    Out.note(Note);
  std::size_t Outside = static_cast<std::size_t>(
      llvm::count_if(Sources, [&](const std::string &File) {
        return !isBelow(File, Changes->Top);
      }));
  if (Outside != 0)
    Out.note(plural(Outside, "translation unit") + " outside the work tree '" +
             displayPath(Changes->Top) + "' counted as unchanged");
  auto Result = std::make_unique<ChangedLines>(Changes->Files);
  if (Result->size() == 0)
    W.Jobs.clear();
  return Result;
}

FindGuards guardsFor(const ChangedLines *Changed, FixMode Fixes) {
  if (!Changed)
    return findGuards;
  return [Changed, Fixes](const std::vector<Job> &Jobs,
                          const std::vector<UnitResult> &Results,
                          const Setup &Now) {
    std::vector<SharedGuard> Guards = findGuards(Jobs, Results, Now);
    llvm::erase_if(Guards, [&](const SharedGuard &G) {
      return !Changed->holds(G.Summary);
    });
    if (Fixes == FixMode::Report)
      return Guards;
    std::set<CopyKey> Held;
    for (const UnitResult &Result : Results)
      for (const Finding &F : Result.Findings)
        if (Changed->holds(F))
          Held.insert({F.Check, F.Where});
    for (SharedGuard &G : Guards)
      for (auto It = G.Copies.begin(); It != G.Copies.end();)
        It = Held.count(It->first) ? std::next(It) : G.Copies.erase(It);
    return Guards;
  };
}

std::string sinceSummary(const ChangedLines *Changed,
                         const Options &CommandLine) {
  if (!Changed)
    return "";
  std::string Since = " changed since '" + *CommandLine.Since + "'; ";
  return (Changed->size() == 0 ? "nothing has"
                               : plural(Changed->size(), "file")) +
         Since;
}

} // namespace raiify
