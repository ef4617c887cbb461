//===- PathName.cpp - Paths that many keep --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathName.h"

#include "llvm/ADT/StringSet.h"

#include <mutex>

namespace raiify {

namespace {

struct AllPaths {
  std::mutex Lock;
  llvm::StringSet<> Texts;
};

} // namespace

PathName::PathName(llvm::StringRef Path) {
  // Work that was left behind may still use it when the process ends.
  static auto *All = new AllPaths;
  std::lock_guard<std::mutex> Guard(All->Lock);
  Text = All->Texts.insert(Path).first->getKey();
}

} // namespace raiify
