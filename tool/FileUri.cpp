//===- FileUri.cpp - Names of files in URIs -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileUri.h"

#include "llvm/ADT/StringExtras.h"

namespace raiify {

/// "unreserved" and "sub-delims" of the RFC, `@` and the slash.
static bool mayStand(char C) {
  static constexpr llvm::StringLiteral Marks = "-._~!$&'()*+,;=@/";
  return llvm::isAlnum(C) || Marks.contains(C);
}

std::string uriPath(llvm::StringRef Path) {
  std::string Result;
  for (char C : Path) {
    if (mayStand(C)) {
      Result += C;
      continue;
    }
    auto Byte = static_cast<unsigned char>(C);
    Result += '%';
    Result += llvm::hexdigit(Byte >> 4);
    Result += llvm::hexdigit(Byte & 0xF);
  }
  return Result;
}

std::string fileUri(llvm::StringRef Path) { return "file://" + uriPath(Path); }

} // namespace raiify
