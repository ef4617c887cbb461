//===- UnifiedDiff.cpp - Two texts, line by line --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   texts ─► lines ─► script (which lines go, come, stay) ─► hunks
//
// The script is the shortest one, found as E. Myers describes in "An O(ND)
// Difference Algorithm and Its Variations".
//
//===----------------------------------------------------------------------===//

#include "UnifiedDiff.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Format.h"

#include <algorithm>
#include <vector>

namespace raiify {

using Lines = llvm::ArrayRef<llvm::StringRef>;

/// Unchanged lines shown around a change.
static constexpr std::size_t Context = 3;

/// Lines that may go and come before the shortest script is not looked for any
/// more: its search takes memory with the square of their number.
static constexpr int MaxDistance = 2000;

/// The lines of \p Text with their ends.
static std::vector<llvm::StringRef> splitLines(llvm::StringRef Text) {
  std::vector<llvm::StringRef> Result;
  while (!Text.empty()) {
    std::size_t End = Text.find('\n');
    std::size_t Length = End == llvm::StringRef::npos ? Text.size() : End + 1;
    Result.push_back(Text.take_front(Length));
    Text = Text.drop_front(Length);
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// The script
//===----------------------------------------------------------------------===//

namespace {

/// One line of the script.
struct Step {
  char Sign; ///< ' ', '-' or '+', as it stands in front of the line
  llvm::StringRef Line;
};

/// How far each diagonal was followed, for one number of changes.
using Frontier = std::vector<int>;

} // namespace

/// The furthest point on diagonal \p K from those of one change less.
static int stepOnto(const Frontier &V, int K, int D) {
  int Center = D + 1;
  bool Down = K == -D || (K != D && V[Center + K - 1] < V[Center + K + 1]);
  return Down ? V[Center + K + 1] : V[Center + K - 1] + 1;
}

/// The frontiers up to the one that reaches the end of both; empty where they
/// are further apart than MaxDistance.
static std::vector<Frontier> search(Lines A, Lines B) {
  int N = A.size(), M = B.size();
  std::vector<Frontier> Trace;
  Frontier V = {0, 0, 0};
  for (int D = 0; D <= std::min(N + M, MaxDistance); ++D) {
    // V holds the diagonals from -(D + 1) to D + 1.
    Trace.push_back(V);
    Frontier Next(2 * D + 5, 0);
    for (int K = -D; K <= D; K += 2) {
      int X = stepOnto(V, K, D);
      while (X < N && X - K < M && A[X] == B[X - K])
        ++X;
      Next[D + 2 + K] = X;
      if (X >= N && X - K >= M)
        return Trace;
    }
    V = std::move(Next);
  }
  return {};
}

/// The script from the end to the beginning, along the way that \p Trace leads.
static std::vector<Step> trackBack(const std::vector<Frontier> &Trace, Lines A,
                                   Lines B) {
  std::vector<Step> Reversed;
  int X = A.size(), Y = B.size();
  for (int D = Trace.size() - 1; D > 0; --D) {
    const Frontier &V = Trace[D];
    int K = X - Y, Center = D + 1;
    bool Down = K == -D || (K != D && V[Center + K - 1] < V[Center + K + 1]);
    int FromX = Down ? V[Center + K + 1] : V[Center + K - 1];
    int AfterX = Down ? FromX : FromX + 1;
    while (X > AfterX)
      Reversed.push_back({' ', A[--X]}), --Y;
    if (Down)
      Reversed.push_back({'+', B[--Y]});
    else
      Reversed.push_back({'-', A[--X]});
  }
  while (X > 0)
    Reversed.push_back({' ', A[--X]});
  return {Reversed.rbegin(), Reversed.rend()};
}

static std::vector<Step> makeScript(Lines A, Lines B) {
  std::vector<Step> Script;
  std::size_t Head = 0;
  while (Head < A.size() && Head < B.size() && A[Head] == B[Head])
    Script.push_back({' ', A[Head++]});
  Lines MidA = A.drop_front(Head), MidB = B.drop_front(Head);
  std::size_t Tail = 0;
  while (Tail < MidA.size() && Tail < MidB.size() &&
         MidA[MidA.size() - Tail - 1] == MidB[MidB.size() - Tail - 1])
    ++Tail;
  MidA = MidA.drop_back(Tail);
  MidB = MidB.drop_back(Tail);
  std::vector<Frontier> Trace = search(MidA, MidB);
  if (!Trace.empty()) {
    llvm::append_range(Script, trackBack(Trace, MidA, MidB));
  } else {
    for (llvm::StringRef Line : MidA)
      Script.push_back({'-', Line});
    for (llvm::StringRef Line : MidB)
      Script.push_back({'+', Line});
  }
  for (llvm::StringRef Line : A.take_back(Tail))
    Script.push_back({' ', Line});
  return Script;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// A name as git writes it: in quotes where it holds what a reader of patches
/// would stumble on, and with a tab behind it where it holds a space.
static std::string headerName(llvm::StringRef Prefix, llvm::StringRef Name) {
  std::string Quoted;
  llvm::raw_string_ostream OS(Quoted);
  bool IsPlain = true;
  for (unsigned char C : Name) {
    bool IsOdd = C < ' ' || C >= 0x7f;
    IsPlain &= !IsOdd && C != '"' && C != '\\';
    if (C == '"' || C == '\\')
      OS << '\\' << C;
    else if (IsOdd)
      OS << llvm::format("\\%03o", C);
    else
      OS << C;
  }
  if (!IsPlain)
    return (llvm::Twine("\"") + Prefix + "/" + Quoted + "\"").str();
  return (llvm::Twine(Prefix) + "/" + Name + (Name.contains(' ') ? "\t" : ""))
      .str();
}

static void writeRange(std::size_t Before, std::size_t Count,
                       llvm::raw_ostream &OS) {
  // An empty range is named by the line that it stands behind.
  OS << (Count ? Before + 1 : Before);
  if (Count != 1)
    OS << ',' << Count;
}

static void writeHunk(llvm::ArrayRef<Step> Steps, std::size_t BeforeA,
                      std::size_t BeforeB, llvm::raw_ostream &OS) {
  auto CountWithout = [&](char Sign) {
    return llvm::count_if(Steps, [&](const Step &S) { return S.Sign != Sign; });
  };
  OS << "@@ -";
  writeRange(BeforeA, CountWithout('+'), OS);
  OS << " +";
  writeRange(BeforeB, CountWithout('-'), OS);
  OS << " @@\n";
  for (const Step &S : Steps) {
    OS << S.Sign << S.Line;
    if (!S.Line.ends_with("\n"))
      OS << "\n\\ No newline at end of file\n";
  }
}

static void writeHunks(llvm::ArrayRef<Step> Script, llvm::raw_ostream &OS) {
  std::size_t LineA = 0, LineB = 0, At = 0;
  auto Advance = [&](std::size_t To) {
    for (; At < To; ++At) {
      LineA += Script[At].Sign != '+';
      LineB += Script[At].Sign != '-';
    }
  };
  auto NextChange = [&](std::size_t From) {
    while (From < Script.size() && Script[From].Sign == ' ')
      ++From;
    return From;
  };
  for (std::size_t First = NextChange(0); First < Script.size();) {
    std::size_t End = First + 1, Next = NextChange(End);
    while (Next < Script.size() && Next - End <= 2 * Context) {
      End = Next + 1;
      Next = NextChange(End);
    }
    Advance(First - std::min(Context, First - At));
    std::size_t Last = std::min(End + Context, Script.size());
    writeHunk(Script.slice(At, Last - At), LineA, LineB, OS);
    Advance(Last);
    First = Next;
  }
}

void writeUnifiedDiff(llvm::StringRef Name, llvm::StringRef Before,
                      llvm::StringRef After, bool IsNew,
                      llvm::raw_ostream &OS) {
  if (Before == After)
    return;
  OS << "--- " << (IsNew ? "/dev/null" : headerName("a", Name)) << '\n'
     << "+++ " << headerName("b", Name) << '\n';
  std::vector<llvm::StringRef> A = splitLines(Before), B = splitLines(After);
  writeHunks(makeScript(A, B), OS);
}

} // namespace raiify
