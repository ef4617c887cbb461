//===- Includes.cpp - The files that units read ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Includes.h"

#include "CompileFlags.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Driver/Types.h"
#include "clang/Tooling/DependencyScanningTool.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"

#include <atomic>
#include <memory>
#include <optional>

using namespace clang;

namespace raiify {

std::vector<std::string> prerequisites(llvm::StringRef Rule) {
  std::vector<std::string> Result;
  std::string Name;
  auto flush = [&] {
    if (!Name.empty())
      Result.push_back(std::move(Name));
    Name.clear();
  };
  // The target ends at a colon that white space follows; a drive's does not.
  std::size_t Colon = Rule.find(": ");
  if (Colon == llvm::StringRef::npos)
    return Result;
  Rule = Rule.drop_front(Colon + 1);
  for (std::size_t I = 0; I < Rule.size(); ++I) {
    char C = Rule[I];
    char Next = I + 1 < Rule.size() ? Rule[I + 1] : '\0';
    if (C == '\\' && (Next == '\n' || Next == '\r')) {
      flush();
      ++I;
    } else if ((C == '\\' && (Next == ' ' || Next == '#')) ||
               (C == '$' && Next == '$')) {
      Name += Next;
      ++I;
    } else if (C == ' ' || C == '\n' || C == '\r' || C == '\t') {
      flush();
    } else {
      Name += C;
    }
  }
  flush();
  return Result;
}

/// Whether \p Args compile \p File as C++.
static bool isCxx(llvm::StringRef File, const std::vector<std::string> &Args) {
  llvm::StringRef Extension = llvm::sys::path::extension(File).drop_front(
      llvm::sys::path::has_extension(File) ? 1 : 0);
  driver::types::ID Type = driver::types::lookupTypeForExtension(Extension);
  for (std::size_t I = 0; I < Args.size(); ++I) {
    llvm::StringRef Arg = Args[I];
    if (Arg.consume_front("-x"))
      Type = driver::types::lookupTypeForTypeSpecifier(
          Arg.empty() && I + 1 < Args.size() ? Args[I + 1].c_str()
                                             : Arg.str().c_str());
  }
  // What has no known name is what the compiler is for: clang++, c++.
  return Type == driver::types::TY_INVALID || driver::types::isCXX(Type) ||
         llvm::is_contained(Args, "--driver-mode=g++");
}

namespace {

using ServicePtr = std::shared_ptr<dependencies::DependencyScanningService>;

/// Clang's scanner, and what it refers to. It may be left behind in the middle
/// of its work, and is not used again then.
struct ScanTool {
  explicit ScanTool(ServicePtr Service) : Service(Service), Tool(*Service) {}

  ServicePtr Service;
  tooling::DependencyScanningTool Tool;
  /// Of the last unit; nullopt where it could not be preprocessed.
  std::optional<std::string> Rule;

  void run(const std::vector<std::string> &Args, const std::string &Folder) {
    DiagnosticConsumer Errors;
    Rule = Tool.getDependencyFile(Args, Folder, Errors);
    if (Errors.getNumErrors() != 0)
      Rule = std::nullopt;
  }
};

/// Scans units one after the other.
class Scanner {
public:
  Scanner(ServicePtr Service, const Setup &S, SourceFiles &Files)
      : Service(std::move(Service)), S(S), Files(Files) {}

  UnitFiles scan(const Job &J);

private:
  std::optional<std::string> ruleOf(const std::vector<std::string> &Args,
                                    const std::string &Folder);

  ServicePtr Service;
  /// Null before the first unit, and after one that ended badly.
  std::shared_ptr<ScanTool> Tool;
  const Setup &S;
  SourceFiles &Files;
};

} // namespace

/// The files that a unit reads as a rule of a makefile.
std::optional<std::string> Scanner::ruleOf(const std::vector<std::string> &Args,
                                           const std::string &Folder) {
  if (!Tool)
    Tool = std::make_shared<ScanTool>(Service);
  Ending How = runShallow(
      [Tool = Tool, Args, Folder] { Tool->run(Args, Folder); }, S.Limit);
  if (How.isDone())
    return std::move(Tool->Rule);
  Tool = nullptr;
  return std::nullopt;
}

UnitFiles Scanner::scan(const Job &J) {
  UnitFiles Result;
  if (isOtherLanguage(J.What->File)) {
    Result.IsCxx = false;
    return Result;
  }
  Result.Failed = true;
  const std::string &Folder = J.What->Command.Directory;
  std::vector<std::string> Unknown;
  std::vector<std::string> Args =
      parsingArguments(J.What->Command, *J.Settings, S.ResourceDir, Unknown);
  Result.IsCxx = isCxx(J.What->File, Args);
  if (!Result.IsCxx) {
    Result.Failed = false;
    return Result;
  }
  std::optional<std::string> Rule = ruleOf(Args, Folder);
  if (!Rule)
    return Result;
  Result.Failed = false;
  for (const std::string &Name : prerequisites(*Rule)) {
    llvm::SmallString<256> Path(Name);
    llvm::sys::path::make_absolute(Folder, Path);
    Result.Files.push_back(&Files.get(Path));
    Result.Names.push_back(Path.str().str());
  }
  llvm::sort(Result.Files);
  Result.Files.erase(llvm::unique(Result.Files), Result.Files.end());
  return Result;
}

std::vector<UnitFiles> scanIncludes(const std::vector<Job> &Jobs,
                                    const Setup &S, SourceFiles &Files,
                                    unsigned Threads) {
  auto Service = std::make_shared<dependencies::DependencyScanningService>(
      dependencies::ScanningMode::DependencyDirectivesScan,
      dependencies::ScanningOutputFormat::Make);
  std::vector<UnitFiles> Results(Jobs.size());
  std::atomic<std::size_t> Next = 0;
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
  for (unsigned I = 0; I < Pool.getMaxConcurrency(); ++I)
    Pool.async([&] {
      Scanner One(Service, S, Files);
      for (std::size_t Index = Next++; Index < Jobs.size(); Index = Next++)
        Results[Index] = One.scan(Jobs[Index]);
    });
  Pool.wait();
  return Results;
}

} // namespace raiify
