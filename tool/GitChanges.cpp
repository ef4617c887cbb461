//===- GitChanges.cpp - What has changed since a revision -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GitChanges.h"

#include "Git.h"
#include "Paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <cstdlib>
#include <optional>

namespace raiify {

namespace {

/// A work tree, and git at its top.
struct WorkTree {
  Git Command;
  /// Its real path.
  std::string Top;
};

} // namespace

//===----------------------------------------------------------------------===//
// The work tree
//===----------------------------------------------------------------------===//

/// The work tree around the folder that \p Here runs in; where there is none,
/// nullopt, and \p Complaint has git's words.
static llvm::Expected<std::optional<WorkTree>>
openWorkTree(const Git &Here, std::string &Complaint) {
  llvm::Expected<GitAnswer> Top = Here.run({"rev-parse", "--show-toplevel"});
  if (!Top)
    return Top.takeError();
  if (!Top->Succeeded) {
    Complaint = Top->Complaint;
    return std::nullopt;
  }
  llvm::Expected<std::string> Repository =
      Here.output({"rev-parse", "--absolute-git-dir"});
  if (!Repository)
    return Repository.takeError();
  std::string Folder = realPath(Top->line());
  Git AtTop = Here.at(Folder, llvm::StringRef(*Repository).trim('\n'));
  return WorkTree{std::move(AtTop), std::move(Folder)};
}

/// The work tree of the working directory, or of the first of \p Sources.
static llvm::Expected<WorkTree>
findWorkTree(llvm::ArrayRef<std::string> Sources) {
  llvm::Expected<Git> Here = Git::find();
  if (!Here)
    return Here.takeError();
  std::string Complaint;
  auto Found = openWorkTree(*Here, Complaint);
  if (!Found)
    return Found.takeError();
  auto Holds = [&](const std::string &File) {
    return isBelow(File, (*Found)->Top);
  };
  // GIT_DIR says which repository is meant.
  if (*Found && (Sources.empty() || std::getenv("GIT_DIR") ||
                 llvm::any_of(Sources, Holds)))
    return std::move(**Found);
  std::string Folder =
      Sources.empty() ? realPath(".")
                      : llvm::sys::path::parent_path(Sources.front()).str();
  Found = openWorkTree(Here->in(Folder, /*IsOther=*/false), Complaint);
  if (!Found)
    return Found.takeError();
  if (*Found)
    return std::move(**Found);
  return llvm::createStringError(
      "option '--since' asks git what has changed, and '" + Folder +
      "' is in no work tree of git (" + Complaint +
      "); run raiify on a clone, or leave '--since' out");
}

//===----------------------------------------------------------------------===//
// The revision
//===----------------------------------------------------------------------===//

/// The full name of the commit that \p Revision names; empty where it names
/// none, or one that is not here.
static llvm::Expected<std::string> findCommit(const Git &Command,
                                              const std::string &Revision) {
  // A name may be anything, an option among it, and end in what `^{commit}`
  // would belong to: first the name, then the commit.
  llvm::Expected<GitAnswer> Name = Command.run(
      {"rev-parse", "--verify", "--quiet", "--end-of-options", Revision});
  if (!Name)
    return Name.takeError();
  if (!Name->Succeeded || Name->line().empty())
    return "";
  std::string Peeled = Name->line() + "^{commit}";
  llvm::Expected<GitAnswer> Commit = Command.run(
      {"rev-parse", "--verify", "--quiet", "--end-of-options", Peeled});
  if (!Commit)
    return Commit.takeError();
  return Commit->Succeeded ? Commit->line() : "";
}

static llvm::Expected<bool> isShallow(const Git &Command) {
  llvm::Expected<GitAnswer> Answer =
      Command.run({"rev-parse", "--is-shallow-repository"});
  if (!Answer)
    return Answer.takeError();
  return Answer->line() == "true";
}

/// Why there is no commit \p Revision in \p Tree, and what helps.
static llvm::Error missingCommit(const WorkTree &Tree,
                                 const std::string &Revision) {
  std::string Place = "'" + displayPath(Tree.Top) + "'";
  llvm::Expected<bool> Shallow = isShallow(Tree.Command);
  if (!Shallow)
    return Shallow.takeError();
  if (*Shallow)
    return llvm::createStringError(
        "there is no commit '" + Revision + "' in " + Place +
        ", which is a shallow clone; get more of the history with 'git fetch "
        "--unshallow' or 'git fetch --deepen=<n>' ('fetch-depth: 0' in "
        "GitHub's "
        "checkout)");
  llvm::Expected<std::string> Head = findCommit(Tree.Command, "HEAD");
  if (!Head)
    return Head.takeError();
  if (Head->empty())
    return llvm::createStringError(
        "there is no commit '" + Revision + "' in " + Place +
        ", where nothing is committed yet; leave '--since' out");
  return llvm::createStringError(
      "there is no commit '" + Revision + "' in " + Place +
      "; check the name given to '--since', or get it with 'git fetch'");
}

/// Where \p Commit and HEAD parted, or \p Commit itself where that is not
/// known; \p Notes tell of that.
static llvm::Expected<std::string> findBase(const WorkTree &Tree,
                                            const std::string &Revision,
                                            const std::string &Commit,
                                            std::vector<std::string> &Notes) {
  llvm::Expected<GitAnswer> Base =
      Tree.Command.run({"merge-base", Commit, "HEAD"});
  if (!Base)
    return Base.takeError();
  if (Base->Succeeded && !Base->line().empty())
    return Base->line();
  llvm::Expected<bool> Shallow = isShallow(Tree.Command);
  if (!Shallow)
    return Shallow.takeError();
  std::string Note = "'" + Revision +
                     "' and HEAD have no commit in common; lines are compared "
                     "with '" +
                     Revision + "' itself";
  if (*Shallow)
    Note += " ('git fetch --deepen=<n>' gets more of the history)";
  Notes.push_back(std::move(Note));
  return Commit;
}

//===----------------------------------------------------------------------===//
// The changes
//===----------------------------------------------------------------------===//

static llvm::Error collect(const WorkTree &Tree, const std::string &Base,
                           GitChanges &Result);

/// Adds what has changed in the submodule \p File of \p Tree.
static llvm::Error collectSubmodule(const WorkTree &Tree, const DiffFile &File,
                                    GitChanges &Result) {
  std::string Folder = Tree.Top + "/" + File.Name;
  std::string Complaint;
  auto Found =
      openWorkTree(Tree.Command.in(Folder, /*IsOther=*/true), Complaint);
  if (!Found)
    return Found.takeError();
  // A submodule that is not checked out has nothing to analyse.
  if (!*Found || (*Found)->Top != Folder)
    return llvm::Error::success();
  std::string Old = File.OldCommit;
  if (Old.empty()) { // all of it is new
    llvm::Expected<std::string> Empty =
        (*Found)->Command.output({"hash-object", "-t", "tree", "--stdin"});
    if (!Empty)
      return Empty.takeError();
    Old = llvm::StringRef(*Empty).trim('\n').str();
  } else {
    llvm::Expected<std::string> Commit = findCommit((*Found)->Command, Old);
    if (!Commit)
      return Commit.takeError();
    if (Commit->empty())
      return missingCommit(**Found, Old);
  }
  return collect(**Found, Old, Result);
}

/// Adds the changes of what git keeps track of.
static llvm::Error collectTracked(const WorkTree &Tree, const std::string &Base,
                                  GitChanges &Result) {
  llvm::Expected<std::string> Diff = Tree.Command.output(
      {"diff", "--unified=0", "--inter-hunk-context=0", "--no-color",
       "--no-ext-diff", "--no-textconv", "--no-renames",
       "--no-indent-heuristic", "--ignore-submodules=none", "--submodule=short",
       "--src-prefix=a/", "--dst-prefix=b/", Base, "--"});
  if (!Diff)
    return Diff.takeError();
  llvm::Expected<std::vector<DiffFile>> Files = parseDiff(*Diff);
  if (!Files)
    return Files.takeError();
  for (DiffFile &File : *Files) {
    if (File.IsDeleted)
      continue;
    if (File.IsSubmodule) {
      if (llvm::Error E = collectSubmodule(Tree, File, Result))
        return E;
      continue;
    }
    if (File.IsBinary)
      File.Lines = {WholeFile};
    // Where a link became a file, one is deleted and the other is new.
    std::vector<LineRange> &Lines = Result.Files[Tree.Top + "/" + File.Name];
    llvm::append_range(Lines, File.Lines);
  }
  return llvm::Error::success();
}

/// Adds the files that git does not keep track of and is not to ignore.
static llvm::Error collectUntracked(const WorkTree &Tree, GitChanges &Result) {
  llvm::Expected<std::string> Names =
      Tree.Command.output({"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Names)
    return Names.takeError();
  for (llvm::StringRef Name : llvm::split(*Names, '\0'))
    // A folder is another repository.
    if (!Name.empty() && !Name.ends_with("/"))
      Result.Files[Tree.Top + "/" + Name.str()] = {WholeFile};
  return llvm::Error::success();
}

/// A path below the top has no links in it: git follows none. So those of links
/// are no real paths, and no source has them.
static llvm::Error collect(const WorkTree &Tree, const std::string &Base,
                           GitChanges &Result) {
  if (llvm::Error E = collectTracked(Tree, Base, Result))
    return E;
  return collectUntracked(Tree, Result);
}

llvm::Expected<GitChanges> changesSince(const std::string &Revision,
                                        llvm::ArrayRef<std::string> Sources) {
  llvm::Expected<WorkTree> Tree = findWorkTree(Sources);
  if (!Tree)
    return Tree.takeError();
  llvm::Expected<std::string> Commit = findCommit(Tree->Command, Revision);
  if (!Commit)
    return Commit.takeError();
  if (Commit->empty())
    return missingCommit(*Tree, Revision);
  GitChanges Result;
  Result.Top = Tree->Top;
  llvm::Expected<std::string> Base =
      findBase(*Tree, Revision, *Commit, Result.Notes);
  if (!Base)
    return Base.takeError();
  if (llvm::Error E = collect(*Tree, *Base, Result))
    return E;
  return Result;
}

} // namespace raiify
