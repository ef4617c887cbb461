//===- Preambles.cpp - Which headers are parsed once ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Preambles.h"

#include "CompileFlags.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"

#include <map>
#include <set>

namespace path = llvm::sys::path;

namespace raiify {

//===----------------------------------------------------------------------===//
// Flags
//===----------------------------------------------------------------------===//

/// Whether system headers ask for the macro: `-D_GNU_SOURCE`, `-DNDEBUG`.
static bool isSystemMacro(llvm::StringRef Definition) {
  return Definition.starts_with("_") || Definition.starts_with("NDEBUG");
}

/// Whether a unit with \p Arg reads more than its own text names.
static bool bringsMore(llvm::StringRef Arg) {
  return Arg == "-include" || Arg == "-imacros" || Arg == "-include-pch" ||
         Arg.starts_with("-fmodule");
}

/// \p Args without the name of the unit's main file; empty where the unit has
/// arguments that a preamble cannot do justice to.
static std::vector<std::string>
argumentsWithoutInput(const Unit &U, const std::vector<std::string> &Args) {
  if (llvm::any_of(Args, bringsMore))
    return {};
  std::vector<std::string> Kept;
  for (const std::string &Arg : Args)
    if (path::filename(Arg) != path::filename(U.Command.Filename))
      Kept.push_back(Arg);
  // Relative folders mean something else elsewhere.
  Kept.push_back("-working-directory=" + U.Command.Directory);
  return Kept;
}

/// What of \p Args, which have no input, decides how system headers are parsed.
static std::vector<std::string>
systemArguments(const std::vector<std::string> &Args) {
  std::vector<std::string> Kept;
  bool HasFolders = false;
  for (std::size_t I = 0; I < Args.size(); ++I) {
    llvm::StringRef Arg = Args[I];
    llvm::StringRef Next = I + 1 < Args.size() ? Args[I + 1] : "";
    if (Arg == "-I" || Arg == "-iquote") {
      ++I;
    } else if (Arg == "-D" || Arg == "-U") {
      if (isSystemMacro(Next))
        Kept.push_back((Arg + Next).str());
      ++I;
    } else if (Arg.starts_with("-D") || Arg.starts_with("-U")) {
      if (isSystemMacro(Arg.drop_front(2)))
        Kept.push_back(Arg.str());
    } else if (Arg.starts_with("-working-directory=")) {
      if (HasFolders)
        Kept.push_back(Arg.str());
    } else if (!Arg.starts_with("-I") && !Arg.starts_with("-iquote") &&
               !Arg.starts_with("-W") && !Arg.starts_with("-g")) {
      HasFolders |=
          Arg.starts_with("-isystem") || Arg.starts_with("-idirafter");
      Kept.push_back(Arg.str());
    }
  }
  return Kept;
}

namespace {

/// Jobs that may share a preamble.
struct Group {
  std::vector<std::string> Arguments;
  /// Of what is looked for.
  std::vector<Config> Options;
  std::shared_ptr<const Preamble> Below;
  std::vector<std::size_t> Jobs;

  bool takes(const Group &Other) const {
    return Arguments == Other.Arguments && Options == Other.Options &&
           Below == Other.Below;
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// The system's headers
//===----------------------------------------------------------------------===//

/// The system headers that a unit's own files include by name.
static std::set<std::string> namedHeaders(const UnitFiles &Files) {
  std::set<std::string> Names;
  for (const SourceFile *File : Files.Files)
    if (!File->IsSystem)
      for (const IncludeDirective &I : File->Includes)
        if (!I.IsQuoted)
          Names.insert(I.Name);
  // Only what is the system's, and nothing that the project has, too.
  llvm::StringMap<bool> IsSystem;
  for (const SourceFile *File : Files.Files)
    for (const std::string &Name : Names)
      if (llvm::StringRef(File->Path).ends_with("/" + Name)) {
        auto [It, IsNew] = IsSystem.try_emplace(Name, File->IsSystem);
        It->second &= File->IsSystem;
      }
  std::set<std::string> Result;
  for (const std::string &Name : Names)
    if (IsSystem.lookup(Name))
      Result.insert(Name);
  return Result;
}

/// Below this many units a preamble, or a header in it, takes longer than it
/// saves.
static constexpr std::size_t MinUnits = 4;

namespace {

/// Which headers of a group go into its preamble. What few units read may be at
/// odds with the rest.
enum class Share { All, OfAQuarter };

} // namespace

/// Whether \p Count units of a group are enough for a header.
static bool isCommon(std::size_t Count, const Group &G, Share Which) {
  return Count >= MinUnits &&
         (Which == Share::All || 4 * Count >= G.Jobs.size());
}

static std::vector<std::string>
systemHeaders(const Group &G, Share Which, const std::vector<UnitFiles> &Read) {
  std::map<std::string, std::size_t> Users;
  for (std::size_t Job : G.Jobs)
    for (const std::string &Name : namedHeaders(Read[Job]))
      ++Users[Name];
  std::vector<std::string> Headers;
  for (const auto &[Name, Count] : Users)
    if (isCommon(Count, G, Which))
      Headers.push_back("<" + Name + ">");
  return Headers;
}

//===----------------------------------------------------------------------===//
// The project's headers
//===----------------------------------------------------------------------===//

/// The headers that many units read, those that most read first: what a header
/// includes is read by as many.
static std::vector<std::string>
projectHeaders(const Group &G, Share Which,
               const std::vector<UnitFiles> &Read) {
  std::map<const SourceFile *, std::size_t> Users;
  for (std::size_t Job : G.Jobs)
    for (const SourceFile *File : Read[Job].Files)
      if (!File->IsSystem && File->IsGuarded)
        ++Users[File];
  std::vector<std::pair<std::size_t, llvm::StringRef>> Order;
  for (const auto &[File, Count] : Users)
    if (isCommon(Count, G, Which))
      Order.push_back({Count, File->Path});
  llvm::sort(Order, [](const auto &A, const auto &B) {
    return std::tie(B.first, A.second) < std::tie(A.first, B.second);
  });
  std::vector<std::string> Headers;
  for (const auto &[Count, Path] : Order)
    Headers.push_back(("\"" + Path + "\"").str());
  return Headers;
}

//===----------------------------------------------------------------------===//
// Both
//===----------------------------------------------------------------------===//

namespace {

class PreambleMaker {
public:
  PreambleMaker(const std::vector<Job> &Jobs, const std::vector<FileSet> &Mine,
                const std::vector<UnitFiles> &Read, SourceFiles &Files,
                const Setup &S, unsigned Threads)
      : Jobs(Jobs), Mine(Mine), Read(Read), Files(Files), S(S),
        Threads(Threads), Made(Jobs.size()) {}

  std::vector<std::shared_ptr<const Preamble>> run();

private:
  using HeadersOf =
      llvm::function_ref<std::vector<std::string>(const Group &, Share)>;

  void add(std::vector<Group> &Groups, std::size_t Job,
           std::vector<std::string> Arguments) const;
  void make(const std::vector<Group> &Groups, HeadersOf Headers);
  std::shared_ptr<const Preamble> makeOne(const Group &G, HeadersOf Headers);

  const std::vector<Job> &Jobs;
  const std::vector<FileSet> &Mine;
  const std::vector<UnitFiles> &Read;
  SourceFiles &Files;
  const Setup &S;
  unsigned Threads;
  std::vector<std::shared_ptr<const Preamble>> Made;
};

} // namespace

void PreambleMaker::add(std::vector<Group> &Groups, std::size_t Job,
                        std::vector<std::string> Arguments) const {
  Group One;
  One.Arguments = std::move(Arguments);
  One.Options = distinctOptions(*Jobs[Job].Settings);
  One.Below = Made[Job];
  auto It = llvm::find_if(Groups, [&](const Group &G) { return G.takes(One); });
  if (It == Groups.end())
    It = Groups.insert(Groups.end(), std::move(One));
  It->Jobs.push_back(Job);
}

/// Null where there is none to be had.
std::shared_ptr<const Preamble> PreambleMaker::makeOne(const Group &G,
                                                       HeadersOf Headers) {
  PreambleOrder Order{
      Jobs[G.Jobs.front()], G.Arguments, {}, G.Below, {}, S.Limit};
  for (std::size_t Job : G.Jobs)
    Order.Wanted.insert(Mine[Job].begin(), Mine[Job].end());
  for (Share Which : {Share::All, Share::OfAQuarter}) {
    std::vector<std::string> Chosen = Headers(G, Which);
    if (Chosen == Order.Headers)
      break;
    Order.Headers = std::move(Chosen);
    if (std::shared_ptr<const Preamble> P = makePreamble(Order, Files))
      return P;
  }
  return nullptr;
}

/// Puts a preamble for each of \p Groups on top of those that were made.
void PreambleMaker::make(const std::vector<Group> &Groups, HeadersOf Headers) {
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
  for (const Group &G : Groups) {
    if (G.Jobs.size() < MinUnits)
      continue;
    Pool.async([&] {
      if (std::shared_ptr<const Preamble> P = makeOne(G, Headers))
        for (std::size_t Job : G.Jobs)
          Made[Job] = P;
    });
  }
  Pool.wait();
}

std::vector<std::shared_ptr<const Preamble>> PreambleMaker::run() {
  std::vector<Group> OfSystem, OfProject;
  std::vector<std::vector<std::string>> Arguments(Jobs.size());
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    if (Mine[I].empty() || Read[I].Failed)
      continue;
    std::vector<std::string> Unknown;
    Arguments[I] = argumentsWithoutInput(
        *Jobs[I].What,
        parsingArguments(Jobs[I].What->Command, *Jobs[I].Settings,
                         S.ResourceDir, Unknown));
    if (!Arguments[I].empty())
      add(OfSystem, I, systemArguments(Arguments[I]));
  }
  make(OfSystem, [&](const Group &G, Share Which) {
    return systemHeaders(G, Which, Read);
  });
  // A macro may be about the headers that follow.
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    if (!Arguments[I].empty() &&
        !Files.get(Jobs[I].What->RealFile).DefinesBeforeIncludes)
      add(OfProject, I, std::move(Arguments[I]));
  make(OfProject, [&](const Group &G, Share Which) {
    return projectHeaders(G, Which, Read);
  });
  return std::move(Made);
}

std::vector<std::shared_ptr<const Preamble>>
makePreambles(const std::vector<Job> &Jobs, const std::vector<FileSet> &Mine,
              const std::vector<UnitFiles> &Read, const Setup &S,
              SourceFiles &Files, unsigned Threads) {
  return PreambleMaker(Jobs, Mine, Read, Files, S, Threads).run();
}

} // namespace raiify
