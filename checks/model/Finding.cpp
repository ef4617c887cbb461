//===- Finding.cpp - What a user is told of a site ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Finding.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace raiify {

/// Longest cleanup quoted in a message, in characters.
static constexpr std::size_t MaxQuoted = 60;

std::string quoteCleanup(const Site &S) {
  if (S.Cleanup.empty())
    return "the cleanup";
  std::string First = S.Cleanup.front();
  if (First.size() > MaxQuoted) {
    std::size_t End = MaxQuoted;
    while (End > 0 && (static_cast<unsigned char>(First[End]) & 0xC0) == 0x80)
      --End; // do not cut a UTF-8 sequence in two
    First = First.substr(0, End) + "...";
  }
  std::string Text = "'" + First + "'";
  std::size_t More = S.Cleanup.size() - 1;
  if (More > 0)
    Text += " and " + std::to_string(More) + " more statement" +
            (More > 1 ? "s" : "");
  return Text;
}

static std::string times(std::size_t Count, llvm::StringRef Noun) {
  return std::to_string(Count) + " " + Noun.str() + (Count == 1 ? "" : "s");
}

static std::string messageFor(const Site &S) {
  std::string Cleanup = quoteCleanup(S);
  switch (S.Check) {
  case CheckKind::EmulatedFinally:
    return "cleanup " + Cleanup + " is written " +
           times(S.Copies.size(), "time") +
           ", in the handler and again on every normal way out; a scope guard "
           "created before the try runs it once on all of them";
  case CheckKind::RollbackHandler:
    if (S.Partial)
      return "handler rolls back with " + Cleanup +
             " before it rethrows; a guard that is released on success keeps "
             "this out of the handler";
    return "handler only rolls back with " + Cleanup +
           " and rethrows; a guard that is released on success does this "
           "without the handler";
  case CheckKind::SiblingHandlers:
    return "cleanup " + Cleanup + " is repeated in " +
           times(S.Handlers, "handler") + " of one try; a guard writes it once";
  case CheckKind::ExitCleanup:
    return "cleanup " + Cleanup + " is repeated before " +
           times(S.Copies.size(), "exit") +
           "; a guard or an RAII type created where the resource is acquired "
           "runs it once";
  case CheckKind::CopiedCleanup:
    break; // is no site of its own: describeCluster puts it into words
  case CheckKind::MissedCleanup:
    if (S.Shadowed)
      return "the cleanup " + Cleanup +
             " here releases another variable than the copy on the normal way "
             "out, which has the same name; what that one releases is probably "
             "leaked here";
    return "this exit skips the cleanup " + Cleanup + " that " +
           times(S.Copies.size(), "other exit") +
           (S.Copies.size() == 1 ? " runs" : " run") +
           "; this is probably a leak";
  }
  return "";
}

std::string copyMessage(CopyRole Role) {
  switch (Role) {
  case CopyRole::Handler:
    return "copy in this handler";
  case CopyRole::TryEnd:
    return "copy at the end of the try block";
  case CopyRole::AfterTry:
    return "copy on the normal way out, after the try";
  case CopyRole::Return:
    return "copy before this return";
  case CopyRole::Throw:
    return "copy before this throw";
  case CopyRole::Jump:
    return "copy before this jump out of the region";
  case CopyRole::FallThrough:
    return "copy where the region ends";
  }
  return "";
}

static std::string regionMessage(const Site &S) {
  switch (S.Check) {
  case CheckKind::EmulatedFinally:
  case CheckKind::SiblingHandlers:
    return "the cleanup belongs to the region that this try begins; create "
           "the guard in front of it";
  case CheckKind::RollbackHandler:
    return "create the guard in front of this try and release it as the last "
           "step that succeeds";
  case CheckKind::ExitCleanup:
    return "what is cleaned up is acquired or changed here; create the guard "
           "behind it";
  case CheckKind::CopiedCleanup:
    break;
  case CheckKind::MissedCleanup:
    return S.Shadowed ? "the variable that is not released here"
                      : "what is not cleaned up is acquired or changed here";
  }
  return "";
}

std::string fingerprintOf(llvm::ArrayRef<llvm::StringRef> Parts) {
  std::string Text = llvm::join(Parts, llvm::StringRef("\0", 1));
  return llvm::utohexstr(llvm::xxh3_64bits(llvm::StringRef(Text)),
                         /*LowerCase=*/true, /*Width=*/16);
}

std::string stableName(llvm::StringRef Function) {
  std::string Result;
  unsigned Depth = 0;
  for (char C : Function) {
    Depth += C == '(';
    if (Depth == 0)
      Result += C;
    else
      Depth -= C == ')';
  }
  return Result;
}

static std::string fingerprintFor(const Site &S) {
  return fingerprintOf(
      {checkInfo(S.Check).Name, stableName(S.Function), S.Key});
}

Finding describe(const Site &S) {
  Finding F;
  F.Check = S.Check;
  F.Where = S.Where;
  F.Function = S.Function;
  F.Message = messageFor(S);
  if (S.InMacro)
    F.Message += " (in a macro)";
  F.Cleanup = S.Cleanup;
  F.Fingerprint = fingerprintFor(S);
  for (const Copy &C : S.Copies)
    if (!(C.Where == S.Where))
      F.Related.push_back({C.Where, copyMessage(C.Role)});
  for (const Copy &C : S.Missing)
    if (!(C.Where == S.Where))
      F.Related.push_back({C.Where, "this exit skips it too"});
  if (S.Region.Line != 0 && !(S.Region == S.Where))
    F.Related.push_back({S.Region, regionMessage(S)});
  F.Related.push_back({S.Where, "why this matters and what to write instead: " +
                                    checkPage(S.Check)});
  return F;
}

static auto orderOf(const Finding &F) {
  return std::tie(F.Where.File, F.Where.Offset, F.Check, F.Function, F.Message);
}

static auto placeOf(const Location &Where) {
  return std::tie(Where.File, Where.Offset, Where.Line, Where.Column);
}

/// Whether \p A comes first of two findings that orderOf does not tell apart:
/// what stands in the report must not depend on which unit was read first.
static bool comesFirst(const std::vector<Note> &A, const std::vector<Note> &B) {
  return std::lexicographical_compare(
      A.begin(), A.end(), B.begin(), B.end(), [](const Note &A, const Note &B) {
        return std::make_pair(placeOf(A.Where), llvm::StringRef(A.Message)) <
               std::make_pair(placeOf(B.Where), llvm::StringRef(B.Message));
      });
}

static bool comesFirst(const Finding &A, const Finding &B) {
  if (orderOf(A) != orderOf(B))
    return orderOf(A) < orderOf(B);
  auto Rest = [](const Finding &F) {
    return std::tie(F.Fingerprint, F.Cleanup, F.Where.Line, F.Where.Column);
  };
  if (Rest(A) != Rest(B))
    return Rest(A) < Rest(B);
  return comesFirst(A.Related, B.Related);
}

static bool isSameSite(const Finding &A, const Finding &B) {
  return A.Check == B.Check && A.Where == B.Where;
}

/// Adds the assumptions of \p Other, each once and in a fixed order.
static void uniteAssumptions(std::vector<Assumption> &Into,
                             const std::vector<Assumption> &Other) {
  Into.insert(Into.end(), Other.begin(), Other.end());
  llvm::sort(Into, [](const Assumption &A, const Assumption &B) {
    return std::tie(A.Kind, A.Detail) < std::tie(B.Kind, B.Detail);
  });
  Into.erase(llvm::unique(Into), Into.end());
}

/// Joins what two translation units know of one site's rewrite. Of refusals
/// the one that stands first in Reasons.def is shown.
static void joinRewrites(Finding &Into, const Finding &Other) {
  Judgement &A = Into.Rewrite;
  const Judgement &B = Other.Rewrite;
  if (A.Verdict != B.Verdict || Into.Edits != Other.Edits) {
    A = Judgement::refused(Reason::DiffersBetweenUnits);
    Into.Edits.clear();
    return;
  }
  if (std::tie(B.Reason, B.Detail) < std::tie(A.Reason, A.Detail)) {
    A.Reason = B.Reason;
    A.Detail = B.Detail;
  }
  uniteAssumptions(A.Assumptions, B.Assumptions);
  if (A.Difference && B.Difference &&
      std::tie(B.Difference->Before, B.Difference->After) <
          std::tie(A.Difference->Before, A.Difference->After))
    A.Difference = B.Difference;
}

/// Leaves one finding of each site. \p Findings are sorted; which of several
/// units comes first does not matter.
static void joinUnits(std::vector<Finding> &Findings) {
  std::vector<Finding> Joined;
  bool Differs = false;
  for (Finding &F : Findings) {
    if (Joined.empty() || !isSameSite(Joined.back(), F)) {
      Joined.push_back(std::move(F));
      Differs = false;
      continue;
    }
    // Once units differ, one more that refuses does not make them agree.
    if (!Differs)
      joinRewrites(Joined.back(), F);
    Differs |= Joined.back().Rewrite.Reason == Reason::DiffersBetweenUnits;
  }
  Findings = std::move(Joined);
}

void joinSites(std::vector<Finding> &Findings) {
  llvm::sort(Findings, [](const Finding &A, const Finding &B) {
    return comesFirst(A, B);
  });
  joinUnits(Findings);
}

void FingerprintNumbers::tellApart(Finding &F) {
  // They come file by file.
  if (F.Where.File != File) {
    File = F.Where.File;
    Seen.clear();
  }
  unsigned Number = Seen[F.Fingerprint]++;
  if (Number != 0)
    F.Fingerprint = fingerprintOf({F.Fingerprint, std::to_string(Number)});
}

void normalize(std::vector<Finding> &Findings) {
  joinSites(Findings);
  FingerprintNumbers Numbers;
  for (Finding &F : Findings)
    Numbers.tellApart(F);
}

} // namespace raiify
