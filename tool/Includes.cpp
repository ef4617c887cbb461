//===- Includes.cpp - The files that units read ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Includes.h"

#include "CompileFlags.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/DependencyScanning/DependencyScanningUtils.h"
#include "clang/DependencyScanning/DependencyScanningWorker.h"
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

/// Keeps the names of files; there is nothing else without modules.
class FileNames : public dependencies::DependencyConsumer {
public:
  void handleFileDependency(llvm::StringRef Name) override {
    Names.push_back(Name.str());
  }
  void handleDependencyOutputOpts(const DependencyOutputOptions &) override {}
  void
  handlePrebuiltModuleDependency(dependencies::PrebuiltModuleDep) override {}
  void handleModuleDependency(dependencies::ModuleDeps) override {}
  void handleDirectModuleDependency(dependencies::ModuleID) override {}
  void handleVisibleModule(std::string) override {}
  void handleContextHash(std::string) override {}

  std::vector<std::string> Names;
};

using ServicePtr = std::shared_ptr<dependencies::DependencyScanningService>;

/// Clang's scanner, and what it refers to. It may be left behind in the middle
/// of its work, and is not used again then.
struct ScanTool {
  explicit ScanTool(ServicePtr Service)
      : Service(Service),
        Worker(*Service, llvm::vfs::createPhysicalFileSystem()) {}

  ServicePtr Service;
  dependencies::DependencyScanningWorker Worker;
  /// What the last unit reads; nullopt where it could not be preprocessed.
  std::optional<std::vector<std::string>> Names;

  void run(const std::vector<std::string> &Args, const std::string &Folder) {
    DiagnosticConsumer Errors;
    FileNames Read;
    dependencies::CallbackActionController NoModules(
        dependencies::CallbackActionController::lookupUnreachableModuleOutput);
    bool Succeeded = tooling::computeDependencies(Worker, Folder, Args, Read,
                                                  NoModules, Errors);
    if (Succeeded && Errors.getNumErrors() == 0)
      Names = std::move(Read.Names);
    else
      Names = std::nullopt;
  }
};

/// Scans units one after the other.
class Scanner {
public:
  Scanner(ServicePtr Service, const Setup &S, SourceFiles &Files)
      : Service(std::move(Service)), S(S), Files(Files) {}

  UnitFiles scan(const Job &J);

private:
  std::optional<std::vector<std::string>>
  filesOf(const std::vector<std::string> &Args, const std::string &Folder);

  ServicePtr Service;
  /// Null before the first unit, and after one that ended badly.
  std::shared_ptr<ScanTool> Tool;
  const Setup &S;
  SourceFiles &Files;
};

} // namespace

/// The files that a unit reads; nullopt where it cannot be preprocessed.
std::optional<std::vector<std::string>>
Scanner::filesOf(const std::vector<std::string> &Args,
                 const std::string &Folder) {
  if (!Tool)
    Tool = std::make_shared<ScanTool>(Service);
  Ending How = runShallow(
      [Tool = Tool, Args, Folder] { Tool->run(Args, Folder); }, S.Limit);
  if (How.isDone())
    return std::move(Tool->Names);
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
  std::optional<std::vector<std::string>> Names = filesOf(Args, Folder);
  if (!Names)
    return Result;
  Result.Failed = false;
  for (const std::string &Name : *Names) {
    llvm::SmallString<256> Path(Name);
    llvm::sys::path::make_absolute(Folder, Path);
    Result.Files.push_back(&Files.get(Path));
    Result.Names.push_back(Path.str());
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
