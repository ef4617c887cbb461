//===- AllJobs.cpp - What units have between them -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AllJobs.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace raiify {

std::vector<IncludePath> includePathsOf(const std::vector<Job> &Jobs,
                                        const Setup &S) {
  std::vector<Unit> Units;
  for (const Job &J : Jobs)
    Units.push_back(*J.What);
  return includePaths(Units, S.ResourceDir);
}

Config widestOptions(const std::vector<Job> &Jobs) {
  Config Result;
  const UnitSettings *Last = nullptr;
  for (const Job &J : Jobs) {
    if (J.Settings.get() == Last)
      continue;
    Last = J.Settings.get();
    for (const Config &Options : distinctOptions(*Last))
      for (const std::string &Name : Options.ReleaseFunctions)
        if (!llvm::is_contained(Result.ReleaseFunctions, Name))
          Result.ReleaseFunctions.push_back(Name);
  }
  return Result;
}

std::vector<std::string> definitions(const std::vector<Job> &Jobs) {
  std::set<std::string> Result;
  for (const Job &J : Jobs) {
    const std::vector<std::string> &Args = J.What->Command.CommandLine;
    for (std::size_t I = 0; I < Args.size(); ++I) {
      llvm::StringRef Arg = Args[I];
      if (!Arg.consume_front("-D"))
        continue;
      if (Arg.empty() && I + 1 < Args.size())
        Arg = Args[I + 1];
      Result.insert(Arg.str());
    }
  }
  return {Result.begin(), Result.end()};
}

} // namespace raiify
