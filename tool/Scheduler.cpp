//===- Scheduler.cpp - Many units at once ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scheduler.h"

#include "llvm/Support/ThreadPool.h"

#include <algorithm>

namespace raiify {

/// No more threads than there are jobs for.
static llvm::ThreadPoolStrategy strategyFor(unsigned Threads,
                                            std::size_t Jobs) {
  llvm::ThreadPoolStrategy Strategy = llvm::hardware_concurrency(Threads);
  unsigned Limit = std::max<std::size_t>(1, Jobs);
  Strategy.ThreadsRequested = std::min(Strategy.compute_thread_count(), Limit);
  return Strategy;
}

std::vector<UnitResult> runJobs(const std::vector<Job> &Jobs, unsigned Threads,
                                const Setup &S, Progress &Shown,
                                AnalyzeJob Analyze) {
  std::vector<UnitResult> Results(Jobs.size());
  llvm::DefaultThreadPool Pool(strategyFor(Threads, Jobs.size()));
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    Pool.async([&, I] {
      Results[I] = Analyze(Jobs[I], S);
      Shown.done(Jobs[I].What->RealFile);
    });
  Pool.wait();
  return Results;
}

} // namespace raiify
