//===- Site.cpp - One place where cleanup stands --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Site.h"

#include "llvm/ADT/StringExtras.h"

namespace raiify {

llvm::StringRef roleName(CopyRole Role) {
  switch (Role) {
  case CopyRole::Handler:
    return "handler";
  case CopyRole::TryEnd:
    return "try-end";
  case CopyRole::AfterTry:
    return "after-try";
  case CopyRole::Return:
    return "return";
  case CopyRole::Throw:
    return "throw";
  case CopyRole::Jump:
    return "jump";
  case CopyRole::FallThrough:
    return "fall-through";
  }
  return "";
}

static void printCopies(llvm::raw_ostream &OS, const std::vector<Copy> &Copies,
                        llvm::StringRef Prefix) {
  for (const Copy &C : Copies) {
    OS << ' ' << Prefix << roleName(C.Role) << '@' << C.Where.Line;
    if (C.InMacro)
      OS << "(macro)";
  }
}

llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, const Site &S) {
  OS << checkInfo(S.Check).Name << ' ' << S.Where.Line << ':' << S.Where.Column
     << ' ' << S.Function << " {" << llvm::join(S.Cleanup, "; ") << '}';
  printCopies(OS, S.Copies, "");
  printCopies(OS, S.Missing, "missing:");
  if (S.Partial)
    OS << " partial";
  if (S.Shadowed)
    OS << " shadowed";
  return OS;
}

} // namespace raiify
