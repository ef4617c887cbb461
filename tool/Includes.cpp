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
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"

#include <atomic>

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

/// Scans units one after the other.
class Scanner {
public:
  Scanner(dependencies::DependencyScanningService &Service, const Setup &S,
          SourceFiles &Files)
      : Tool(Service), S(S), Files(Files) {}

  UnitFiles scan(const Job &J);

private:
  UnitFiles scanCxx(const Job &J);

  tooling::DependencyScanningTool Tool;
  const Setup &S;
  SourceFiles &Files;
};

} // namespace

UnitFiles Scanner::scanCxx(const Job &J) {
  UnitFiles Result;
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
  DiagnosticConsumer Errors;
  std::optional<std::string> Rule =
      Tool.getDependencyFile(Args, Folder, Errors);
  if (!Rule || Errors.getNumErrors() != 0)
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

UnitFiles Scanner::scan(const Job &J) {
  UnitFiles Result;
  if (isOtherLanguage(J.What->File)) {
    Result.IsCxx = false;
    return Result;
  }
  Result.Failed = true;
  UnitFiles Found;
  llvm::CrashRecoveryContext Guard;
  if (Guard.RunSafely([&] { Found = scanCxx(J); }))
    Result = std::move(Found);
  return Result;
}

std::vector<UnitFiles> scanIncludes(const std::vector<Job> &Jobs,
                                    const Setup &S, SourceFiles &Files,
                                    unsigned Threads) {
  llvm::CrashRecoveryContext::Enable();
  dependencies::DependencyScanningService Service(
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
