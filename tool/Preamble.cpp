//===- Preamble.cpp - System headers, parsed once -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Preamble.h"

#include "CompileFlags.h"
#include "ErrorCollector.h"
#include "Reparse.h"

#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/ThreadPool.h"

#include <map>
#include <set>

using namespace clang;
namespace path = llvm::sys::path;

namespace raiify {

Preamble::~Preamble() {
  if (File.empty())
    return;
  llvm::sys::fs::remove(File);
  llvm::sys::DontRemoveFileOnSignal(File);
}

void usePreamble(const Preamble &P, CompilerInvocation &Invocation) {
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.ImplicitPCHInclude = P.File;
  // It was made a moment ago, with these flags.
  Options.DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
}

//===----------------------------------------------------------------------===//
// Flags
//===----------------------------------------------------------------------===//

/// Whether system headers ask for the macro: `-D_GNU_SOURCE`, `-DNDEBUG`.
static bool isSystemMacro(llvm::StringRef Definition) {
  return Definition.starts_with("_") || Definition.starts_with("NDEBUG");
}

/// What of a unit's arguments decides how system headers are parsed; empty
/// where the unit has arguments that a preamble cannot do justice to.
static std::vector<std::string>
systemArguments(const Unit &U, const std::vector<std::string> &Args) {
  std::vector<std::string> Kept;
  for (std::size_t I = 0; I < Args.size(); ++I) {
    llvm::StringRef Arg = Args[I];
    llvm::StringRef Next = I + 1 < Args.size() ? Args[I + 1] : "";
    if (Arg == "-include" || Arg == "-imacros" || Arg == "-include-pch" ||
        Arg.starts_with("-fmodule"))
      return {};
    if (Arg == "-I" || Arg == "-iquote") {
      ++I;
    } else if (Arg == "-D" || Arg == "-U") {
      if (isSystemMacro(Next))
        Kept.push_back((Arg + Next).str());
      ++I;
    } else if (Arg.starts_with("-D") || Arg.starts_with("-U")) {
      if (isSystemMacro(Arg.drop_front(2)))
        Kept.push_back(Arg.str());
    } else if (!Arg.starts_with("-I") && !Arg.starts_with("-iquote") &&
               !Arg.starts_with("-W") && !Arg.starts_with("-g") &&
               path::filename(Arg) != path::filename(U.Command.Filename)) {
      Kept.push_back(Arg.str());
    }
  }
  // Relative folders mean something else elsewhere.
  if (llvm::any_of(Kept, [](llvm::StringRef Arg) {
        return Arg.starts_with("-isystem") || Arg.starts_with("-idirafter");
      }))
    Kept.push_back("-working-directory=" + U.Command.Directory);
  return Kept;
}

namespace {

/// Units with equal flags.
struct Group {
  std::vector<std::size_t> Jobs;
  std::vector<std::string> Arguments;
};

} // namespace

//===----------------------------------------------------------------------===//
// Headers
//===----------------------------------------------------------------------===//

/// The system headers that a unit's own files include by name.
static std::set<std::string> namedHeaders(const UnitFiles &Files) {
  std::set<std::string> Names;
  for (const SourceFile *File : Files.Files)
    if (!File->IsSystem)
      Names.insert(File->Includes.begin(), File->Includes.end());
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

/// Below this many units a preamble takes longer than it saves.
static constexpr std::size_t MinUnits = 4;

/// The header that includes what a quarter of the group's units do.
static std::string preambleText(const Group &G,
                                const std::vector<UnitFiles> &Files) {
  std::map<std::string, std::size_t> Users;
  for (std::size_t Job : G.Jobs)
    for (const std::string &Name : namedHeaders(Files[Job]))
      ++Users[Name];
  std::string Text;
  for (const auto &[Name, Count] : Users)
    if (Count >= MinUnits && 4 * Count >= G.Jobs.size())
      Text += "#if __has_include(<" + Name + ">)\n#include <" + Name +
              ">\n#endif\n";
  return Text;
}

//===----------------------------------------------------------------------===//
// Precompiling
//===----------------------------------------------------------------------===//

namespace {

class PrecompileFactory : public tooling::FrontendActionFactory {
public:
  explicit PrecompileFactory(llvm::StringRef Output) : Output(Output) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<GeneratePCHAction>();
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHOperations,
                     DiagnosticConsumer *Consumer) override {
    quieten(*Invocation);
    Invocation->getFrontendOpts().OutputFile = Output.str();
    // The system's functions are nothing to judge.
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    return Invocation->getLangOpts().CPlusPlus &&
           FrontendActionFactory::runInvocation(std::move(Invocation), Files,
                                                std::move(PCHOperations),
                                                Consumer);
  }

private:
  llvm::StringRef Output;
};

} // namespace

static std::shared_ptr<const Preamble>
precompile(const Group &G, std::string Text, const Job &Example) {
  llvm::SmallString<128> Output;
  if (llvm::sys::fs::createTemporaryFile("raiify", "pch", Output))
    return nullptr;
  auto Result = std::make_shared<Preamble>();
  Result->File = Output.str().str();
  llvm::sys::RemoveFileOnSignal(Output);
  std::string Header = Result->File + ".hpp";
  Result->Text[Header] = std::move(Text);
  Unit U = *Example.What;
  std::vector<std::string> Args = G.Arguments;
  Args.insert(Args.end(), {"-x", "c++", Header});
  UnitParser Parser(U, std::move(Args));
  ErrorCollector Errors;
  PrecompileFactory Factory(Result->File);
  bool Succeeded = Parser.run({&Result->Text}, Factory, Errors);
  return Errors.failure(Succeeded).empty() ? Result : nullptr;
}

std::vector<std::shared_ptr<const Preamble>>
makePreambles(const std::vector<Job> &Jobs, const std::vector<bool> &Wanted,
              const std::vector<UnitFiles> &Files, const Setup &S,
              unsigned Threads) {
  std::vector<std::shared_ptr<const Preamble>> Result(Jobs.size());
  std::map<std::vector<std::string>, Group> Groups;
  for (std::size_t I = 0; I < Jobs.size(); ++I) {
    if (!Wanted[I] || Files[I].Failed)
      continue;
    std::vector<std::string> Unknown;
    std::vector<std::string> Args = systemArguments(
        *Jobs[I].What,
        parsingArguments(Jobs[I].What->Command, *Jobs[I].Settings,
                         S.ResourceDir, Unknown));
    if (Args.empty())
      continue;
    Group &G = Groups[Args];
    G.Arguments = std::move(Args);
    G.Jobs.push_back(I);
  }
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
  for (const auto &Entry : Groups) {
    const Group &G = Entry.second;
    if (G.Jobs.size() < MinUnits)
      continue;
    Pool.async([&] {
      std::string Text = preambleText(G, Files);
      if (Text.empty())
        return;
      std::shared_ptr<const Preamble> Made;
      llvm::CrashRecoveryContext Guard;
      Guard.RunSafelyOnThread(
          [&] { Made = precompile(G, std::move(Text), Jobs[G.Jobs.front()]); },
          ParserStackSize);
      for (std::size_t Index : G.Jobs)
        Result[Index] = Made;
    });
  }
  Pool.wait();
  return Result;
}

} // namespace raiify
