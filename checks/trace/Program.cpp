//===- Program.cpp - A function as an automaton ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Program.h"

namespace raiify {

LabelId LabelTable::intern(Label L) {
  auto [It, IsNew] =
      Ids.try_emplace(L.Key, static_cast<LabelId>(Labels.size()));
  if (IsNew)
    Labels.push_back(std::move(L));
  return It->second;
}

} // namespace raiify
