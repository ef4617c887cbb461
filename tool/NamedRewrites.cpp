//===- NamedRewrites.cpp - One guard for the copies of a project ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NamedRewrites.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <tuple>

namespace path = llvm::sys::path;

namespace raiify {

static CopyKey keyOf(const Finding &F) { return {F.Check, F.Where}; }

//===----------------------------------------------------------------------===//
// Which of two rewrites
//===----------------------------------------------------------------------===//

/// How much a user would like the rewrite; less is better.
static unsigned rank(const Judgement &J,
                     const std::vector<AssumptionKind> &Granted) {
  switch (J.Verdict) {
  case Verdict::Equivalent:
    return 0;
  case Verdict::Conditional:
    return J.restsOn(Granted) ? 1 : 2;
  case Verdict::ChangesBehavior:
    return 3;
  case Verdict::Refused:
    return 4;
  }
  return 4;
}

Judgement summarize(const std::vector<const Finding *> &Copies) {
  const Finding *Worst = nullptr;
  std::vector<Assumption> United;
  for (const Finding *F : Copies) {
    if (F->Rewrite.Verdict == Verdict::Refused)
      continue;
    if (!Worst || Worst->Rewrite.Verdict < F->Rewrite.Verdict)
      Worst = F;
    llvm::append_range(United, F->Rewrite.Assumptions);
  }
  if (!Worst)
    return Copies.empty() ? Judgement::refused(Reason::NoRewrite)
                          : Copies.front()->Rewrite;
  llvm::sort(United, [](const Assumption &A, const Assumption &B) {
    return std::tie(A.Kind, A.Detail) < std::tie(B.Kind, B.Detail);
  });
  United.erase(llvm::unique(United), United.end());
  Judgement Result = Worst->Rewrite;
  Result.Assumptions = std::move(United);
  return Result;
}

Finding summaryOf(const SharedGuard &Cluster,
                  llvm::function_ref<const Finding *(const CopyKey &)> CopyOf) {
  Finding Summary = Cluster.Summary;
  Summary.IsSummary = true;
  if (Cluster.Copies.empty())
    return Summary;
  std::vector<const Finding *> Copies;
  for (const auto &[Key, Arguments] : Cluster.Copies)
    if (const Finding *Copy = CopyOf(Key))
      Copies.push_back(Copy);
  Summary.Rewrite = summarize(Copies);
  Summary.Edits = collectEdits(Copies);
  return Summary;
}

//===----------------------------------------------------------------------===//
// Guards in use
//===----------------------------------------------------------------------===//

static std::vector<std::string>
typesOf(const std::vector<CleanupParameter> &Parameters) {
  std::vector<std::string> Types;
  for (const CleanupParameter &P : Parameters)
    Types.push_back(P.Type);
  return Types;
}

bool NamedRewrites::Kept::fits(const Site &S) const {
  const SharedForm &Other = S.Shared;
  if (!Other.Obstacle.empty() || Other.FamilyKey.empty() ||
      Other.FamilyKey != Shared.FamilyKey || Other.Body != Shared.Body ||
      Other.Parameters.size() != Shared.Parameters.size())
    return false;
  // What is declared in one file is not seen by others.
  return (Guard.IsTemplate || typesOf(Other.Parameters) == Types) &&
         (!Guard.Header.empty() || Guard.Place.File == S.Where.File);
}

const NamedRewrites::Kept *NamedRewrites::keptFor(const Site &S) const {
  auto Found =
      llvm::find_if(InUse, [&](const Kept &Guard) { return Guard.fits(S); });
  return Found == InUse.end() ? nullptr : &*Found;
}

void NamedRewrites::keep(const std::vector<const Finding *> &Chosen) {
  for (const Finding *F : Chosen) {
    auto Used = Forms.find(keyOf(*F));
    if (Used == Forms.end())
      continue;
    const NamedGuardUse &Use = Used->second.Use;
    Kept Added{Use.Guard, typesOf(Use.Arguments), Shared[keyOf(*F)]};
    // Its file has the class now.
    if (Added.Guard.Header.empty())
      Added.Guard.Definition.clear();
    if (llvm::none_of(InUse, [&](const Kept &Known) {
          return std::tie(Known.Guard.Name, Known.Guard.Header,
                          Known.Guard.Place, Known.Types) ==
                 std::tie(Added.Guard.Name, Added.Guard.Header,
                          Added.Guard.Place, Added.Types);
        }))
      InUse.push_back(std::move(Added));
  }
}

void NamedRewrites::forget(const std::set<std::string> &Files) {
  llvm::erase_if(InUse, [&](const Kept &K) {
    return Files.count(K.Guard.Header.empty() ? K.Guard.Place.File
                                              : K.Guard.Header);
  });
}

//===----------------------------------------------------------------------===//
// Headers
//===----------------------------------------------------------------------===//

std::string guardFolder(const GuardHeader &Header) {
  if (Header.IsSystem || Header.IsForeign || Header.Path.empty())
    return "";
  if (Header.IncludeDir.empty())
    return path::parent_path(Header.Path).str();
  llvm::SmallString<256> Folder(Header.IncludeDir);
  path::append(Folder, "raiify");
  return Folder.str().str();
}

/// The text that \p File has for the units, or nullopt where there is none.
static std::optional<std::string> textOf(const std::string &File,
                                         const FileTexts &Texts) {
  if (auto Known = Texts.find(File); Known != Texts.end())
    return Known->second;
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

/// How many names are tried for a header.
static constexpr unsigned MaxNames = 20;

/// Gives \p Guard's header a place where no other file stands. False if there
/// is none.
bool NamedRewrites::placeHeader(NamedGuard &Guard, const Setup &Now) const {
  if (Guard.Header.empty())
    return true;
  std::string Folder = guardFolder(Now.Header);
  if (Folder.empty())
    return false;
  std::string Stem = path::stem(Guard.Header).str();
  std::string Extension = path::extension(Guard.Header).str();
  for (unsigned Number = 1; Number <= MaxNames; ++Number) {
    llvm::SmallString<256> File(Folder);
    path::append(File, Stem + (Number == 1 ? "" : std::to_string(Number)) +
                           Extension);
    std::optional<std::string> Text = textOf(File.str().str(), Now.Texts);
    bool IsTaken = llvm::any_of(Clusters, [&](const SharedGuard &Other) {
      return Other.Guard.Header == File.str() &&
             Other.Guard.HeaderText != Guard.HeaderText;
    });
    if ((Text && *Text != Guard.HeaderText) || IsTaken)
      continue;
    Guard.Header = File.str().str();
    return true;
  }
  return false;
}

/// Whether the header of \p Guard does not exist on disk.
bool NamedRewrites::isNew(const NamedGuard &Guard) const {
  return !Guard.Header.empty() && !textOf(Guard.Header, {});
}

FileTexts
NamedRewrites::headersOf(const std::vector<const Finding *> &Chosen) const {
  FileTexts Result;
  for (const Finding *F : Chosen)
    if (auto Used = Forms.find(keyOf(*F)); Used != Forms.end())
      if (const NamedGuard &Guard = Used->second.Use.Guard; isNew(Guard))
        Result[Guard.Header] = Guard.HeaderText;
  return Result;
}

//===----------------------------------------------------------------------===//
// The second look
//===----------------------------------------------------------------------===//

/// What each copy of \p Sites is to be tried with.
NamedGuardUses NamedRewrites::usesFor(std::vector<SharedGuard> Found,
                                      const SiteMap &Sites, const Setup &Now) {
  NamedGuardUses Uses;
  Clusters.clear();
  for (SharedGuard &Cluster : Found) {
    if (placeHeader(Cluster.Guard, Now))
      for (const auto &[Key, Arguments] : Cluster.Copies)
        Uses[Key] = {Cluster.Guard, Arguments};
    Clusters.push_back(std::move(Cluster));
  }
  // What is in use goes first, also for copies that are no cluster any more.
  for (const auto &[Key, S] : Sites)
    if (const Kept *Known = keptFor(*S))
      Uses[Key] = {Known->Guard, S->Shared.Parameters};
  return Uses;
}

/// Whether \p F was refused for what stands around the cleanup: a name for what
/// a guard holds changes nothing of that.
static bool isHopeless(const Finding &F) {
  const std::optional<Reason> &Why = F.Rewrite.Reason;
  return Why && *Why != Reason::NoGain && *Why != Reason::NoRewrite &&
         *Why != Reason::DoesNotCompile && *Why != Reason::NoReparse;
}

void NamedRewrites::dropHopeless(const std::vector<Finding> &Plain,
                                 NamedGuardUses &Uses) {
  for (const Finding &F : Plain)
    if (isHopeless(F))
      Uses.erase(keyOf(F));
}

NamedGuardUses promisingUses(const std::vector<Finding> &Findings,
                             const NamedGuardUses &Uses) {
  NamedGuardUses Result;
  bool IsWorthIt = false;
  for (const Finding &F : Findings)
    if (auto Use = Uses.find(keyOf(F)); Use != Uses.end() && !isHopeless(F)) {
      Result.insert(*Use);
      IsWorthIt |= F.Rewrite.Verdict != Verdict::ChangesBehavior;
    }
  return IsWorthIt ? Result : NamedGuardUses();
}

/// Whether files that were rewritten before have \p Guard.
bool NamedRewrites::isInUse(const NamedGuard &Guard) const {
  return llvm::any_of(InUse, [&](const Kept &K) {
    return K.Guard.Name == Guard.Name && K.Guard.Header == Guard.Header;
  });
}

/// Takes out the copies of clusters of which fewer than two are left: they
/// would come to nothing in dropLoners, after a parse.
void NamedRewrites::dropLoneUses(NamedGuardUses &Uses) const {
  for (const SharedGuard &Cluster : Clusters) {
    std::vector<CopyKey> Left;
    bool Known = false;
    for (const auto &[Key, Arguments] : Cluster.Copies)
      if (auto Use = Uses.find(Key); Use != Uses.end()) {
        Left.push_back(Key);
        Known |= isInUse(Use->second.Guard);
      }
    if (Left.size() == 1 && !Known)
      Uses.erase(Left.front());
  }
}

/// The uses of \p Uses for the copies that \p Result, of the unit of \p J, has
/// a say on: those in its own file, and in headers that are no units
/// themselves. None if every rewrite would change what happens, unless such are
/// applied: another guard makes no other events.
NamedGuardUses
NamedRewrites::usesIn(const UnitResult &Result, const Job &J,
                      const NamedGuardUses &Uses,
                      const std::set<std::string> &OwnFiles) const {
  NamedGuardUses Found;
  bool IsWorthIt = false;
  for (const Finding &F : Result.Findings) {
    auto Use = Uses.find(keyOf(F));
    if (Use == Uses.end() ||
        (F.Where.File != J.What->RealFile && OwnFiles.count(F.Where.File)))
      continue;
    Found.insert(*Use);
    IsWorthIt |= F.Rewrite.Verdict != Verdict::ChangesBehavior ||
                 isApplicable(F.Rewrite, Policy);
  }
  return IsWorthIt ? Found : NamedGuardUses();
}

/// What \p First foresaw of \p J, or null.
static const UnitResult *foreseenBy(const UnitResult &First, const Job &J) {
  return First.Foreseen && First.Foreseen->Named == *J.Named
             ? &First.Foreseen->Result
             : nullptr;
}

/// The jobs that see the copies, with what each is to do: those of the copies'
/// own files, and all that look at a header with one, which must agree.
std::vector<NamedRewrites::Owner>
NamedRewrites::ownersOf(const NamedGuardUses &Uses,
                        const std::vector<Job> &Jobs,
                        const std::vector<UnitResult> &Results) const {
  std::set<std::string> OwnFiles;
  for (const Job &J : Jobs)
    OwnFiles.insert(J.What->RealFile);
  std::vector<Owner> Owners;
  for (auto &&[J, Result] : llvm::zip_equal(Jobs, Results)) {
    NamedGuardUses Own = usesIn(Result, J, Uses, OwnFiles);
    if (Own.empty())
      continue;
    Job Again = J;
    Again.Named = std::make_shared<NamedGuardUses>(std::move(Own));
    Owners.push_back({Again, foreseenBy(Result, Again)});
  }
  return Owners;
}

/// Takes what is no worse than the rewrite with a lambda.
void NamedRewrites::takeForms(const std::vector<Finding> &Named,
                              const std::vector<Finding> &Plain,
                              const NamedGuardUses &Uses) {
  std::map<CopyKey, const Judgement *> Own;
  for (const Finding &F : Plain)
    Own[keyOf(F)] = &F.Rewrite;
  for (const Finding &F : Named) {
    auto Other = Own.find(keyOf(F));
    auto Use = Uses.find(keyOf(F));
    if (F.Edits.empty() || Use == Uses.end() || Other == Own.end() ||
        Other->second->Reason == Reason::DiffersBetweenUnits ||
        rank(F.Rewrite, Policy.Granted) > rank(*Other->second, Policy.Granted))
      continue;
    Forms[keyOf(F)] = {Use->second, F.Rewrite, F.Edits};
  }
}

/// A guard for one copy is no gain: where fewer than two of a cluster get it,
/// or only one could be applied, these keep their own rewrites.
void NamedRewrites::dropLoners() {
  for (const SharedGuard &Cluster : Clusters) {
    std::vector<CopyKey> Got;
    unsigned Applicable = 0;
    bool Known = false;
    for (const auto &[Key, Arguments] : Cluster.Copies)
      if (auto Found = Forms.find(Key); Found != Forms.end()) {
        Got.push_back(Key);
        Applicable += isApplicable(Found->second.Rewrite, Policy);
        Known |= isInUse(Found->second.Use.Guard);
      }
    if (!Known && (Got.size() < 2 || Applicable == 1))
      for (const CopyKey &Key : Got)
        Forms.erase(Key);
  }
}

/// Adds what \p Owners say to \p Found. The units that were given up, with the
/// reason.
std::map<std::string, std::string>
NamedRewrites::lookAgain(const std::vector<Owner> &Owners, const Setup &Now,
                         RunPass Run, std::vector<Finding> &Found) {
  std::vector<Job> Unknown;
  for (const Owner &O : Owners)
    if (!O.Known)
      Unknown.push_back(O.What);
  std::vector<UnitResult> Results = Run(Unknown, Now);
  std::map<std::string, std::string> GivenUp;
  auto Next = Results.begin();
  for (const Owner &O : Owners) {
    const UnitResult *Result = O.Known ? O.Known : &*Next++;
    if (Result->GaveUp)
      GivenUp[O.What.What->RealFile] = Result->Failure;
    llvm::append_range(Found, Result->Findings);
  }
  return GivenUp;
}

NamedRewrites::SiteMap
NamedRewrites::sitesOf(const std::vector<UnitResult> &Results) {
  SiteMap Sites;
  for (const UnitResult &Result : Results)
    for (const Site &S : Result.Sites)
      Sites.insert({{S.Check, S.Where}, &S});
  return Sites;
}

NamedGuardUses NamedRewrites::foresee(const std::vector<Job> &Jobs,
                                      const std::vector<UnitResult> &Results,
                                      const Setup &Now) {
  return Find ? usesFor(Find(Jobs, Results, Now), sitesOf(Results), Now)
              : NamedGuardUses();
}

std::map<std::string, std::string> NamedRewrites::update(
    const std::vector<Job> &Jobs, const std::vector<UnitResult> &Results,
    const std::vector<Finding> &Plain, const Setup &Now, RunPass Run) {
  Forms.clear();
  Shared.clear();
  if (!Find)
    return {};
  SiteMap Sites = sitesOf(Results);
  NamedGuardUses Uses = usesFor(Find(Jobs, Results, Now), Sites, Now);
  dropHopeless(Plain, Uses);
  dropLoneUses(Uses);
  if (Uses.empty())
    return {};
  for (const auto &[Key, Use] : Uses)
    if (auto Known = Sites.find(Key); Known != Sites.end())
      Shared[Key] = Known->second->Shared;
  std::vector<Finding> Named;
  std::map<std::string, std::string> GivenUp =
      lookAgain(ownersOf(Uses, Jobs, Results), Now, Run, Named);
  normalize(Named);
  takeForms(Named, Plain, Uses);
  dropLoners();
  return GivenUp;
}

void NamedRewrites::apply(std::vector<Finding> &Findings) const {
  std::map<CopyKey, const Finding *> ByKey;
  for (Finding &F : Findings) {
    ByKey[keyOf(F)] = &F;
    if (auto Known = Forms.find(keyOf(F)); Known != Forms.end()) {
      F.Rewrite = Known->second.Rewrite;
      F.Edits = Known->second.Edits;
    }
  }
  std::vector<Finding> Summaries;
  for (const SharedGuard &Cluster : Clusters)
    Summaries.push_back(summaryOf(Cluster, [&](const CopyKey &Key) {
      auto Copy = ByKey.find(Key);
      return Copy == ByKey.end() ? nullptr : Copy->second;
    }));
  if (Summaries.empty())
    return;
  llvm::append_range(Findings, Summaries);
  normalize(Findings);
}

} // namespace raiify
