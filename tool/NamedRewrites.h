//===- NamedRewrites.h - One guard for the copies of a project --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The second look at units that own copies of one cleanup. The first look gave
/// each copy a rewrite of its own, with a lambda; here each is proved once more
/// with the guard that all copies could share (model/NamedGuard.h):
///
///   results ─► sites ─► clusters ─► the units again, with Job::Named
///                                          │
///   findings with the shared guard ◄── the better of the two
///
/// A guard that copies were rewritten with stays what the others get in later
/// passes, few as they may be.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_NAMEDREWRITES_H
#define RAIIFY_TOOL_NAMEDREWRITES_H

#include "Analyze.h"
#include "Choose.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace raiify {

/// Analyses some jobs; one result for each, in their order.
using RunPass = llvm::function_ref<std::vector<UnitResult>(
    const std::vector<Job> &, const Setup &)>;

/// What copies that a scan saw are likely to be rewritten with.
using Foresee = llvm::function_ref<NamedGuardUses(
    const std::vector<Job> &, const std::vector<UnitResult> &, const Setup &)>;

/// The first look at all jobs, with a guess of what a second one will ask for.
using FirstPass = llvm::function_ref<std::vector<UnitResult>(
    const std::vector<Job> &, const Setup &, Foresee)>;

/// A finding's check and place, by which a copy is known.
using CopyKey = std::pair<CheckKind, Location>;

/// A guard that copies of one cleanup may share.
struct SharedGuard {
  /// Of Header only the file's name counts: its folder is guardFolder().
  NamedGuard Guard;
  /// What each copy hands the guard; none where there can be no guard.
  std::map<CopyKey, std::vector<CleanupParameter>> Copies;
  /// What is told of all copies; its rewrite is filled in here if there are
  /// Copies.
  Finding Summary;
};

/// Finds the guards for what some units gave. May be null: there are none then.
using FindGuards = std::function<std::vector<SharedGuard>(
    const std::vector<Job> &, const std::vector<UnitResult> &, const Setup &)>;

/// The folder of the headers of named guards; empty where there is none that
/// the project owns.
std::string guardFolder(const GuardHeader &Header);

/// Those of \p Uses that are for copies among \p Findings whose own rewrites do
/// not stand against another try: they were not refused for what stands around
/// them, and not all of them would change what happens.
NamedGuardUses promisingUses(const std::vector<Finding> &Findings,
                             const NamedGuardUses &Uses);

/// What is known of rewriting all of \p Copies: the worst of those that can be
/// rewritten, under the assumptions of all of them; if none can be, why the
/// first cannot.
Judgement summarize(const std::vector<const Finding *> &Copies);

/// What is told of \p Cluster. \p CopyOf gives the finding of a copy, or null
/// where it has none.
Finding summaryOf(const SharedGuard &Cluster,
                  llvm::function_ref<const Finding *(const CopyKey &)> CopyOf);

class NamedRewrites {
public:
  NamedRewrites(FindGuards Find, FixPolicy Policy)
      : Find(std::move(Find)), Policy(std::move(Policy)) {}

  /// The guards for the clusters in \p Results, as update() would ask for them
  /// if no copy's own rewrite stood against it.
  NamedGuardUses foresee(const std::vector<Job> &Jobs,
                         const std::vector<UnitResult> &Results,
                         const Setup &Now);

  /// Looks for clusters in \p Results, those of \p Jobs, and proves their
  /// copies. \p Plain has the findings of all results joined. The units that
  /// were given up on the way, by file, with the reason.
  std::map<std::string, std::string>
  update(const std::vector<Job> &Jobs, const std::vector<UnitResult> &Results,
         const std::vector<Finding> &Plain, const Setup &Now, RunPass Run);

  /// Gives the copies among \p Findings the rewrites with their shared guards
  /// where these are no worse, and adds what is told of each cluster.
  void apply(std::vector<Finding> &Findings) const;

  /// The texts of the headers that \p Chosen include and that are not there.
  FileTexts headersOf(const std::vector<const Finding *> &Chosen) const;

  /// Says that \p Chosen, findings that apply() had, have been applied.
  void keep(const std::vector<const Finding *> &Chosen);
  /// Says that \p Files are again as they were at first.
  void forget(const std::set<std::string> &Files);

private:
  /// A rewrite with a shared guard.
  struct Form {
    NamedGuardUse Use;
    Judgement Rewrite;
    std::vector<Edit> Edits;
  };
  /// A guard that is in use, and what copies of its cleanup look like.
  struct Kept {
    NamedGuard Guard;
    std::vector<std::string> Types;
    SharedForm Shared;

    bool fits(const Site &S) const;
  };
  /// A unit that has to prove copies, and what it gives if that was foreseen,
  /// or null.
  struct Owner {
    Job What;
    const UnitResult *Known;
  };
  using SiteMap = std::map<CopyKey, const Site *>;
  static SiteMap sitesOf(const std::vector<UnitResult> &Results);
  static std::map<std::string, std::string>
  lookAgain(const std::vector<Owner> &Owners, const Setup &Now, RunPass Run,
            std::vector<Finding> &Found);

  const Kept *keptFor(const Site &S) const;
  bool placeHeader(NamedGuard &Guard, const Setup &Now) const;
  NamedGuardUses usesFor(std::vector<SharedGuard> Found, const SiteMap &Sites,
                         const Setup &Now);
  bool isInUse(const NamedGuard &Guard) const;
  void dropLoneUses(NamedGuardUses &Uses) const;
  NamedGuardUses usesIn(const UnitResult &Result, const Job &J,
                        const NamedGuardUses &Uses,
                        const std::set<std::string> &OwnFiles) const;
  std::vector<Owner> ownersOf(const NamedGuardUses &Uses,
                              const std::vector<Job> &Jobs,
                              const std::vector<UnitResult> &Results) const;
  static void dropHopeless(const std::vector<Finding> &Plain,
                           NamedGuardUses &Uses);
  void takeForms(const std::vector<Finding> &Named,
                 const std::vector<Finding> &Plain, const NamedGuardUses &Uses);
  void dropLoners();
  bool isNew(const NamedGuard &Guard) const;

  FindGuards Find;
  FixPolicy Policy;
  std::vector<SharedGuard> Clusters;
  std::map<CopyKey, Form> Forms;
  /// The shared form of each copy.
  std::map<CopyKey, SharedForm> Shared;
  std::vector<Kept> InUse;
};

} // namespace raiify

#endif // RAIIFY_TOOL_NAMEDREWRITES_H
