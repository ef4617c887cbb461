//===- Cover.cpp - Few units for all files --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cover.h"

#include "llvm/ADT/STLExtras.h"

#include <queue>
#include <set>

namespace raiify {
namespace {

class Cover {
public:
  explicit Cover(const FileLists &Lists) : Lists(Lists), Chosen(Lists.size()) {
    for (const std::vector<std::size_t> &Files : Lists)
      Missing.insert(Files.begin(), Files.end());
  }

  bool isMissing(std::size_t File) const { return Missing.count(File) != 0; }

  std::size_t gain(std::size_t Unit) const {
    return static_cast<std::size_t>(llvm::count_if(
        Lists[Unit], [&](std::size_t File) { return isMissing(File); }));
  }

  void give(std::size_t File, std::size_t Unit) {
    if (Missing.erase(File))
      Chosen[Unit].push_back(File);
  }

  void choose(std::size_t Unit) {
    for (std::size_t File : Lists[Unit])
      give(File, Unit);
  }

  bool isChosen(std::size_t Unit) const { return !Chosen[Unit].empty(); }

  void chooseRest();
  FileLists take() { return std::move(Chosen); }

private:
  const FileLists &Lists;
  FileLists Chosen;
  std::set<std::size_t> Missing;
};

} // namespace

/// A unit's gain never grows, so one that is still as good as it was when it
/// was put into the queue is the best.
void Cover::chooseRest() {
  using Entry = std::pair<std::size_t, std::size_t>; // gain, units behind it
  std::priority_queue<Entry> Queue;
  for (std::size_t Unit = 0; Unit < Lists.size(); ++Unit)
    Queue.push({gain(Unit), Lists.size() - Unit});
  while (!Queue.empty()) {
    auto [Gain, Behind] = Queue.top();
    std::size_t Unit = Lists.size() - Behind;
    Queue.pop();
    std::size_t Now = gain(Unit);
    if (Now == 0)
      continue;
    if (Now == Gain)
      choose(Unit);
    else
      Queue.push({Now, Behind});
  }
}

FileLists coverFiles(const FileLists &Lists,
                     const std::vector<std::size_t> &Own) {
  Cover C(Lists);
  // A source file is part of its own unit and, as a rule, of no other. A header
  // that is a unit, too, is looked at with the settings of that.
  for (std::size_t Unit = 0; Unit < Lists.size(); ++Unit)
    C.give(Own[Unit], Unit);
  for (std::size_t Unit = 0; Unit < Lists.size(); ++Unit)
    if (C.isChosen(Unit))
      C.choose(Unit);
  C.chooseRest();
  return C.take();
}

} // namespace raiify
