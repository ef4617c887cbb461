//===- Baseline.cpp - Findings that are known -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In this order: text to entries, entries to text, and which findings a
// baseline knows.
//
//===----------------------------------------------------------------------===//

#include "Baseline.h"

#include "Paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <optional>
#include <system_error>

namespace path = llvm::sys::path;

namespace raiify {

static constexpr llvm::StringLiteral HeaderStart = "# raiify baseline, format ";
static constexpr llvm::StringLiteral Format = "1";

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// What escaped made of a text.
static std::string unescaped(llvm::StringRef Text) {
  std::string Result;
  for (std::size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] != '\\' || I + 1 == Text.size()) {
      Result += Text[I];
      continue;
    }
    char C = Text[++I];
    Result += C == 't' ? '\t' : C == 'n' ? '\n' : C == 'r' ? '\r' : C;
  }
  return Result;
}

static bool isConflictMarker(llvm::StringRef Line) {
  return Line == "=======" || Line.starts_with("<<<<<<< ") ||
         Line.starts_with(">>>>>>> ") || Line.starts_with("||||||| ");
}

static bool isFingerprint(llvm::StringRef Text) {
  return Text.size() == 16 && llvm::all_of(Text, [](char C) {
           return llvm::isDigit(C) || (C >= 'a' && C <= 'f');
         });
}

namespace {

class BaselineParser {
public:
  BaselineParser(llvm::StringRef Name, llvm::StringRef Folder)
      : Name(Name), Folder(Folder) {}

  llvm::Expected<Baseline> parse(llvm::StringRef Text);

private:
  llvm::Error parseLine(llvm::StringRef Line);
  llvm::Error parseHeader(llvm::StringRef Line);
  llvm::Error parseEntry(llvm::StringRef Line);
  llvm::Error wrong(const llvm::Twine &Message) const {
    return llvm::createStringError("'" + Name + "':" + llvm::Twine(Number) +
                                   ": " + Message);
  }
  const std::string &realFile(llvm::StringRef Written);

  llvm::StringRef Name;
  llvm::StringRef Folder;
  Baseline Result;
  unsigned Number = 0;
  bool HasHeader = false;
  llvm::StringMap<std::string> RealFiles;
  std::set<std::pair<std::string, std::string>> Known;
};

} // namespace

/// The absolute real path of a file that a line names.
const std::string &BaselineParser::realFile(llvm::StringRef Written) {
  auto [It, IsNew] = RealFiles.try_emplace(Written);
  if (IsNew) {
    llvm::SmallString<256> File(unescaped(Written));
    if (!path::is_absolute(File)) {
      File = Folder;
      path::append(File, unescaped(Written));
    }
    path::remove_dots(File, /*remove_dot_dot=*/true);
    It->second = realPath(File);
  }
  return It->second;
}

llvm::Error BaselineParser::parseHeader(llvm::StringRef Line) {
  if (Line.consume_front(HeaderStart)) {
    Line = Line.take_while([](char C) { return llvm::isDigit(C); });
    if (Line == Format)
      return llvm::Error::success();
    return wrong("this baseline is of format " + Line + ", which this raiify " +
                 "does not know; write it anew with '--write-baseline=" + Name +
                 "'");
  }
  return wrong("this is no baseline of raiify, which begins with '" +
               HeaderStart + Format +
               "'; make one with '--write-baseline=" + Name + "'");
}

llvm::Error BaselineParser::parseEntry(llvm::StringRef Line) {
  llvm::SmallVector<llvm::StringRef, 5> Fields;
  Line.split(Fields, '\t');
  std::optional<CheckKind> Check;
  if (Fields.size() == 5 && isFingerprint(Fields[0]))
    Check = parseCheckName(Fields[1]);
  if (!Check || Fields[2].empty())
    return wrong("this is no entry of a baseline (a fingerprint, a check, a "
                 "file, a function and a cleanup, with tabs between them); "
                 "take the line out, or write the baseline anew with "
                 "'--write-baseline=" +
                 Name + "'");
  const std::string &File = realFile(Fields[2]);
  if (Known.insert({Fields[0].str(), File}).second)
    Result.Entries.push_back({Fields[0].str(), *Check, File,
                              unescaped(Fields[3]), unescaped(Fields[4])});
  return llvm::Error::success();
}

llvm::Error BaselineParser::parseLine(llvm::StringRef Line) {
  if (isConflictMarker(Line))
    return wrong("a merge left its conflict marker here; keep the lines of "
                 "both sides, take out the markers, and run again");
  if (Line.trim().empty())
    return llvm::Error::success();
  if (!HasHeader) {
    HasHeader = true;
    return parseHeader(Line);
  }
  if (!Line.starts_with("#"))
    return parseEntry(Line);
  if (!Line.starts_with(HeaderStart)) // which a merge may repeat
    Result.Comments.push_back(Line.str());
  return llvm::Error::success();
}

llvm::Expected<Baseline> BaselineParser::parse(llvm::StringRef Text) {
  for (llvm::StringRef Line : llvm::split(Text, '\n')) {
    ++Number;
    if (llvm::Error E = parseLine(Line.rtrim('\r')))
      return E;
  }
  Number = 1;
  if (!HasHeader)
    return parseHeader("");
  return std::move(Result);
}

llvm::Expected<Baseline> parseBaseline(llvm::StringRef Text,
                                       llvm::StringRef Name,
                                       llvm::StringRef Folder) {
  return BaselineParser(Name, Folder).parse(Text);
}

llvm::Expected<Baseline> readBaseline(const std::string &File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer) {
    std::string Remedy =
        Buffer.getError() == std::errc::no_such_file_or_directory
            ? "; create it with '--write-baseline=" + File + "'"
            : "";
    return llvm::createStringError("cannot read the baseline '" + File + "': " +
                                   Buffer.getError().message() + Remedy);
  }
  return parseBaseline((*Buffer)->getBuffer(), File,
                       path::parent_path(realPath(File)));
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// \p Text as one field of one line.
static std::string escaped(llvm::StringRef Text) {
  std::string Result;
  for (char C : Text)
    switch (C) {
    case '\t':
      Result += "\\t";
      break;
    case '\n':
      Result += "\\n";
      break;
    case '\r':
      Result += "\\r";
      break;
    case '\\':
      Result += "\\\\";
      break;
    default:
      Result += C;
    }
  return Result;
}

/// \p File as it is named from \p Folder; both are absolute.
static std::string nameFrom(llvm::StringRef Folder, llvm::StringRef File) {
  std::string Up;
  while (!Folder.empty() && !isBelow(File, Folder)) {
    Folder = path::parent_path(Folder);
    Up += "../";
  }
  return Up + File.drop_front(Folder.size()).ltrim('/').str();
}

std::string writeBaseline(const Baseline &What, llvm::StringRef Folder) {
  std::set<std::string> Lines;
  for (const BaselineEntry &E : What.Entries)
    Lines.insert(E.Fingerprint + "\t" + checkInfo(E.Check).Name.str() + "\t" +
                 escaped(nameFrom(Folder, E.File)) + "\t" +
                 escaped(E.Function) + "\t" + escaped(E.Cleanup) + "\n");
  std::string Text = (HeaderStart + Format + "\n").str();
  for (const std::string &Comment : What.Comments)
    Text += Comment + "\n";
  for (const std::string &Line : Lines)
    Text += Line;
  return Text;
}

/// The places that \p F is known by.
static std::vector<FindingPart> placesOf(const Finding &F) {
  if (F.Parts.empty())
    return {{F.Fingerprint, F.Where.File, F.Function}};
  return F.Parts;
}

std::vector<BaselineEntry> entriesOf(const Report &R) {
  std::vector<BaselineEntry> Entries;
  forEachFinding(R, [&](const Finding &F) {
    for (const FindingPart &P : placesOf(F))
      Entries.push_back({P.Fingerprint, F.Check, P.File, P.Function,
                         llvm::join(F.Cleanup, "; ")});
  });
  return Entries;
}

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

BaselineMatch::BaselineMatch(const Baseline &Known, const Report &R,
                             const LookedAt *Seen)
    : Known(Known) {
  for (std::size_t I = 0; I < Known.Entries.size(); ++I)
    ByFingerprint[Known.Entries[I].Fingerprint].push_back(I);
  std::vector<char> Matched(Known.Entries.size());
  std::set<Place> Others = matchExactly(R, Matched);
  matchMoved(Others, Seen, Matched);
  for (std::size_t I = 0; I < Known.Entries.size(); ++I) {
    const BaselineEntry &E = Known.Entries[I];
    if (!Matched[I])
      (Seen && Seen->wouldFind(E.File, E.Check) ? Vanished : Unseen)
          .push_back(&E);
  }
}

/// Gives the places whose fingerprint is known from other files only.
std::set<BaselineMatch::Place>
BaselineMatch::matchExactly(const Report &R, std::vector<char> &Matched) {
  std::set<Place> Others;
  forEachFinding(R, [&](const Finding &F) {
    for (const FindingPart &P : placesOf(F)) {
      auto Same = ByFingerprint.find(P.Fingerprint);
      if (Same == ByFingerprint.end())
        continue;
      auto Found = llvm::find_if(Same->second, [&](std::size_t I) {
        return Known.Entries[I].File == P.File;
      });
      if (Found != Same->second.end())
        Matched[*Found] = true;
      else
        Others.insert({P.Fingerprint, P.File});
    }
  });
  return Others;
}

/// Each entry is good for one place that its code may have moved to.
void BaselineMatch::matchMoved(const std::set<Place> &Others,
                               const LookedAt *Seen,
                               std::vector<char> &Matched) {
  for (const Place &P : Others)
    for (std::size_t I : ByFingerprint[P.first]) {
      const BaselineEntry &E = Known.Entries[I];
      bool IsFree = (Seen && Seen->looksAt(E.File, E.Check)) ||
                    !llvm::sys::fs::exists(E.File);
      if (Matched[I] || !IsFree)
        continue;
      Matched[I] = true;
      Moved.insert(P);
      break;
    }
}

bool BaselineMatch::isKnown(const FindingPart &Part) const {
  auto Same = ByFingerprint.find(Part.Fingerprint);
  if (Same == ByFingerprint.end())
    return false;
  return llvm::any_of(Same->second,
                      [&](std::size_t I) {
                        return Known.Entries[I].File == Part.File;
                      }) ||
         Moved.count({Part.Fingerprint, Part.File}) != 0;
}

bool BaselineMatch::isKnown(const Finding &F) const {
  return llvm::all_of(placesOf(F),
                      [&](const FindingPart &P) { return isKnown(P); });
}

} // namespace raiify
