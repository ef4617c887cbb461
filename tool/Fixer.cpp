//===- Fixer.cpp - Rewriting until nothing is left ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixer.h"

#include "Console.h"
#include "Copies.h"
#include "Paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace raiify {

/// Passes after which rewriting is given up: one pass rewrites one finding of
/// each function.
static constexpr unsigned MaxPasses = 20;

static std::set<std::string> filesOf(const std::vector<Edit> &Edits) {
  std::set<std::string> Files;
  for (const Edit &E : Edits)
    Files.insert(E.File);
  return Files;
}

void Fixer::leaveAlone(const std::string &File, const std::string &Why) {
  if (LeftAlone.insert(File).second)
    Problems.push_back("'" + displayPath(File) + "' is left alone: " + Why);
}

std::vector<std::size_t>
Fixer::readersOf(const std::set<std::string> &Files) const {
  std::vector<std::size_t> Units;
  for (std::size_t I = 0; I < Results.size(); ++I)
    if (llvm::any_of(Files, [&](const std::string &File) {
          return Results[I].FilesRead.count(File) != 0;
        }))
      Units.push_back(I);
  return Units;
}

std::vector<UnitResult> Fixer::analyze(const std::vector<std::size_t> &Units,
                                       const Setup &S) const {
  std::vector<Job> Some;
  for (std::size_t Index : Units)
    Some.push_back(Jobs[Index]);
  return Run(Some, S);
}

void Fixer::analyzeAll(FirstPass First) {
  Results = First(
      Jobs, Now,
      [this](const std::vector<Job> &Jobs, const std::vector<UnitResult> &Seen,
             const Setup &S) { return Named.foresee(Jobs, Seen, S); });
  for (auto &&[J, Result] : llvm::zip_equal(Jobs, Results))
    J.Prelude = Result.Prelude;
  lookAtCopies();
}

void Fixer::analyzeAll() {
  analyzeAll([this](const std::vector<Job> &Jobs, const Setup &S, Foresee) {
    return Run(Jobs, S);
  });
}

/// Sees to it that every unit that reads one of \p Files has had its say on it:
/// a header is edited where all agree. False if all had before.
bool Fixer::completeReaders(const std::set<std::string> &Files) {
  std::set<std::size_t> Missing;
  for (const std::string &File : Files) {
    std::vector<std::size_t> Readers = readersOf({File});
    // A file with one reader is looked at by that.
    if (Readers.size() > 1)
      Missing.insert(Readers.begin(), Readers.end());
  }
  std::vector<std::size_t> Units;
  for (std::size_t Index : Missing)
    if (Results[Index].IsPartial && !Results[Index].GaveUp)
      Units.push_back(Index);
  for (auto &&[Index, Result] : llvm::zip_equal(Units, analyze(Units, Now)))
    setResult(Index, std::move(Result));
  if (!Units.empty())
    lookAtCopies();
  return !Units.empty();
}

/// Leaves alone what was read by a unit that had no say because it was given
/// up. False if there is nothing of that kind.
bool Fixer::leaveUnknown(const std::set<std::string> &Files) {
  bool Found = false;
  for (const std::string &File : Files)
    for (std::size_t Index : readersOf({File}))
      if (Results[Index].GaveUp) {
        leaveAlone(File, displayPath(Jobs[Index].What->RealFile) +
                             " reads it, too: " + Results[Index].Failure);
        Found = true;
      }
  return Found;
}

/// Of a unit that was given up, what it read is still the same.
void Fixer::setResult(std::size_t Unit, UnitResult Result) {
  if (Result.GaveUp)
    Result.FilesRead = std::move(Results[Unit].FilesRead);
  Results[Unit] = std::move(Result);
}

void Fixer::lookAtCopies() {
  std::vector<Finding> Plain = mergeResults(Jobs, Results).Findings;
  GivenUp.merge(Named.update(Jobs, Results, Plain, Now, Run));
}

/// Sees to it that the text of each file to be edited is at hand, the same that
/// every unit read. Otherwise the file is left alone.
bool Fixer::loadTexts(const std::vector<Edit> &Edits) {
  bool AllThere = true;
  for (const std::string &File : filesOf(Edits)) {
    if (Original.count(File))
      continue;
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer) {
      leaveAlone(File, "it cannot be read: " + Buffer.getError().message());
      AllThere = false;
      continue;
    }
    std::string Text = (*Buffer)->getBuffer().str();
    if (llvm::any_of(Results, [&](const UnitResult &Result) {
          auto Read = Result.FilesRead.find(File);
          return Read != Result.FilesRead.end() && Read->second != hashOf(Text);
        })) {
      leaveAlone(File, "it was changed while it was analysed; run again");
      AllThere = false;
      continue;
    }
    Original[File] = std::move(Text);
  }
  return AllThere;
}

/// The edited files that units which were fine do not parse with any more.
std::set<std::string> Fixer::breakers(const std::vector<std::size_t> &Units,
                                      const std::vector<UnitResult> &After,
                                      const std::set<std::string> &Edited) {
  std::set<std::string> Found;
  for (auto &&[Index, Result] : llvm::zip_equal(Units, After)) {
    if (Result.Failure.empty() || !Results[Index].Failure.empty())
      continue;
    for (const std::string &File : Edited)
      if (Results[Index].FilesRead.count(File)) {
        leaveAlone(File, "with its rewrites, " +
                             displayPath(Jobs[Index].What->RealFile) +
                             (Result.GaveUp ? " cannot be checked: "
                                            : " would not compile: ") +
                             Result.Failure);
        Found.insert(File);
      }
  }
  return Found;
}

/// Applies what can be applied together. False if there is nothing.
bool Fixer::runOnePass() {
  Report R = report();
  std::vector<const Finding *> Chosen =
      chooseFindings(R.Findings, Policy, LeftAlone);
  std::vector<Edit> Edits = collectEdits(Chosen);
  if (Edits.empty())
    return false;
  std::set<std::string> Edited = filesOf(Edits);
  // Choose again, by what all units say, without the files that are left alone.
  if (completeReaders(Edited) || leaveUnknown(Edited) || !loadTexts(Edits))
    return true;

  Setup Next = Now;
  FileTexts Before;
  for (const std::string &File : Edited) {
    auto [Text, IsFirst] = Next.Texts.try_emplace(File, Original[File]);
    Before[File] = Text->second;
    Text->second = applyEdits(Text->second, File, Edits);
  }
  FileTexts Headers = Named.headersOf(Chosen);
  Next.Texts.insert(Headers.begin(), Headers.end());
  std::vector<std::size_t> Units = readersOf(Edited);
  std::vector<UnitResult> After = analyze(Units, Next);
  if (!breakers(Units, After, Edited).empty())
    return true;

  Now = std::move(Next);
  for (const auto &[File, Text] : Before)
    if (Scope)
      Scope->edited(File, Text, Edits);
  NeedsHeader |= includesHeader(Edits, Now.Header.Path);
  NamedHeaders.insert(Headers.begin(), Headers.end());
  Named.keep(Chosen);
  for (const Finding *F : Chosen)
    ++FixedIn[F->Where.File];
  for (auto &&[Index, Result] : llvm::zip_equal(Units, After))
    setResult(Index, std::move(Result));
  lookAtCopies();
  return true;
}

void Fixer::fixAll() {
  for (unsigned Pass = 0; Pass < MaxPasses; ++Pass)
    if (!runOnePass())
      return;
  if (!chooseFindings(report().Findings, Policy, LeftAlone).empty())
    Problems.push_back("stopped after " + plural(MaxPasses, "pass") +
                       "; run again for what is left");
}

void Fixer::takeBack(const std::set<std::string> &Files) {
  if (Files.empty())
    return;
  std::vector<std::size_t> Units = readersOf(Files);
  for (const std::string &File : Files) {
    Now.Texts.erase(File);
    Original.erase(File);
    FixedIn.erase(File);
    LeftAlone.insert(File);
    if (Scope)
      Scope->takenBack(File);
  }
  for (auto &&[Index, Result] : llvm::zip_equal(Units, analyze(Units, Now)))
    setResult(Index, std::move(Result));
  Named.forget(Files);
  lookAtCopies();
}

std::vector<CopyCluster> Fixer::copies() const { return findCopies(Results); }

Report Fixer::report() const {
  return Filter ? Filter(everything()) : everything();
}

Report Fixer::everything() const {
  Report R = mergeResults(Jobs, Results, Scope);
  Named.apply(R.Findings);
  addMissedFindings(R, Results);
  if (Scope)
    llvm::erase_if(R.Findings,
                   [&](const Finding &F) { return !Scope->holds(F); });
  for (const auto &[File, Why] : GivenUp)
    addFailure(R, {File, Why});
  return R;
}

std::vector<FileChange> Fixer::changes() const {
  std::vector<FileChange> Result;
  if (NeedsHeader && Now.Header.IsNew)
    Result.push_back(
        {Now.Header.Path, "", Now.Texts.at(Now.Header.Path), /*IsNew=*/true});
  for (const auto &[File, Text] : NamedHeaders)
    Result.push_back({File, "", Text, /*IsNew=*/true});
  for (const auto &[File, Text] : Original) {
    auto Edited = Now.Texts.find(File);
    if (Edited != Now.Texts.end() && Edited->second != Text)
      Result.push_back({File, Text, Edited->second, /*IsNew=*/false});
  }
  return Result;
}

std::vector<FileChange>
Fixer::newHeaders(const std::vector<const Finding *> &Chosen) const {
  std::vector<FileChange> Result;
  if (Now.Header.IsNew && includesHeader(collectEdits(Chosen), Now.Header.Path))
    Result.push_back(
        {Now.Header.Path, "", Now.Texts.at(Now.Header.Path), /*IsNew=*/true});
  for (const auto &[File, Text] : Named.headersOf(Chosen))
    Result.push_back({File, "", Text, /*IsNew=*/true});
  return Result;
}

std::size_t Fixer::fixedFindings() const {
  std::size_t Count = 0;
  for (const auto &[File, Fixed] : FixedIn)
    Count += Fixed;
  return Count;
}

} // namespace raiify
