//===- CheckstyleReport.cpp - Findings as Checkstyle writes them ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The XML that Checkstyle made common, which most CI servers read. Findings
// come sorted by file, so that each file is written once.
//
//===----------------------------------------------------------------------===//

#include "JsonFields.h"
#include "Paths.h"
#include "Report.h"

#include "llvm/Support/ConvertUTF.h"

namespace raiify {

/// What no XML 1.0 document may hold, not even as a reference.
static bool isForbidden(llvm::StringRef Character) {
  unsigned char First = Character.front();
  if (First < ' ')
    return First != '\t' && First != '\n' && First != '\r';
  return Character == "\xef\xbf\xbe" || Character == "\xef\xbf\xbf";
}

/// How \p C is written in an attribute; empty for as it is. White space would
/// become a blank when it is read.
static llvm::StringRef referenceTo(char C) {
  switch (C) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\t':
    return "&#9;";
  case '\n':
    return "&#10;";
  case '\r':
    return "&#13;";
  default:
    return "";
  }
}

/// \p Text as the value of an attribute.
static std::string attribute(llvm::StringRef Text) {
  std::string Valid = utf8(Text), Result;
  llvm::StringRef Rest = Valid;
  while (!Rest.empty()) {
    std::size_t Length =
        llvm::getUTF8SequenceSize(Rest.bytes_begin(), Rest.bytes_end());
    llvm::StringRef Character = Rest.take_front(Length);
    llvm::StringRef Reference = referenceTo(Character.front());
    if (isForbidden(Character))
      Result += "\xef\xbf\xbd"; // U+FFFD
    else
      Result += Reference.empty() ? Character : Reference;
    Rest = Rest.drop_front(Length);
  }
  return Result;
}

void writeCheckstyle(const Report &R, llvm::raw_ostream &OS) {
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<checkstyle version=\"4.3\">\n";
  std::string Open;
  forEachFinding(R, [&](const Finding &F) {
    if (F.Where.File != Open) {
      if (!Open.empty())
        OS << "  </file>\n";
      Open = F.Where.File;
      OS << "  <file name=\"" << attribute(displayPath(Open)) << "\">\n";
    }
    OS << "    <error line=\"" << F.Where.Line << "\" column=\""
       << F.Where.Column << "\" severity=\"warning\" message=\""
       << attribute(F.Message) << "\" source=\"raiify."
       << checkInfo(F.Check).Name << "\"/>\n";
  });
  if (!Open.empty())
    OS << "  </file>\n";
  OS << "</checkstyle>\n";
}

} // namespace raiify
