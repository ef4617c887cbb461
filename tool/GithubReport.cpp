//===- GithubReport.cpp - Findings as annotations of GitHub ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Workflow commands, which GitHub Actions read from the log of a step:
//
//   ::warning file=a.cpp,line=3,col=5,title=raii-exit-cleanup::message
//
//===----------------------------------------------------------------------===//

#include "JsonFields.h"
#include "Paths.h"
#include "Report.h"
#include "VerdictText.h"

#include "llvm/ADT/StringExtras.h"

namespace raiify {

/// \p Text as a command may hold it: \p Special are escaped, and whatever ends
/// a line.
static std::string escaped(llvm::StringRef Text, llvm::StringRef Special) {
  std::string Result;
  for (char C : utf8(Text))
    if (C == '\r' || C == '\n' || Special.contains(C)) {
      Result += '%';
      Result += llvm::hexdigit(static_cast<unsigned char>(C) >> 4);
      Result += llvm::hexdigit(static_cast<unsigned char>(C) & 0xF);
    } else {
      Result += C;
    }
  return Result;
}

static std::string property(llvm::StringRef Text) {
  return escaped(Text, "%:,");
}

void writeGithub(const Report &R, llvm::raw_ostream &OS) {
  forEachFinding(R, [&](const Finding &F) {
    std::string Message = F.Message;
    if (std::string Verdict = verdictSentence(F.Rewrite); !Verdict.empty())
      Message += "\n" + Verdict;
    OS << "::warning file=" << property(displayPath(F.Where.File))
       << ",line=" << F.Where.Line << ",col=" << F.Where.Column
       << ",title=" << property(checkInfo(F.Check).Name)
       << "::" << escaped(Message, "%") << '\n';
  });
}

} // namespace raiify
