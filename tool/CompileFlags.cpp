//===- CompileFlags.cpp - Compile commands, made to parse -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompileFlags.h"

#include "model/Version.h"

#include "clang/Options/Options.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang::tooling;
namespace options = clang::options;

namespace raiify {

/// Whether the command is in the style of cl.exe, whose flags have a table of
/// their own.
static bool isClStyle(const CommandLineArguments &Args) {
  return llvm::is_contained(Args, "--driver-mode=cl");
}

/// Takes the flags that clang's driver does not know out of \p Args.
static void dropUnknown(CommandLineArguments &Args,
                        std::vector<std::string> &Unknown) {
  if (Args.size() < 2 || Args[1] == "-cc1" || isClStyle(Args))
    return;
  std::vector<const char *> Pointers;
  for (const std::string &Arg : llvm::drop_begin(Args))
    Pointers.push_back(Arg.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  llvm::opt::InputArgList Parsed = clang::getDriverOptTable().ParseArgs(
      Pointers, MissingIndex, MissingCount,
      llvm::opt::Visibility(options::ClangOption));
  std::vector<bool> Drop(Args.size(), false);
  for (const llvm::opt::Arg *A : Parsed.filtered(options::OPT_UNKNOWN)) {
    Drop[A->getIndex() + 1] = true;
    Unknown.push_back(Args[A->getIndex() + 1]);
  }
  CommandLineArguments Kept;
  for (std::size_t I = 0; I < Args.size(); ++I)
    if (!Drop[I])
      Kept.push_back(std::move(Args[I]));
  Args = std::move(Kept);
}

/// Takes out the flags that ask clang to tell of itself.
static ArgumentsAdjuster dropChatter() {
  return [](const CommandLineArguments &Args, llvm::StringRef) {
    CommandLineArguments Kept(Args);
    llvm::erase_if(Kept, [](llvm::StringRef Arg) {
      return Arg == "-v" || Arg == "-###" || Arg == "-H" ||
             Arg == "-ftime-report";
    });
    return Kept;
  };
}

/// Takes out what .clang-tidy lists as RemovedArgs.
static ArgumentsAdjuster dropListed(const std::vector<std::string> &Listed) {
  return [&Listed](const CommandLineArguments &Args, llvm::StringRef) {
    CommandLineArguments Kept(Args);
    llvm::erase_if(Kept, [&](const std::string &Arg) {
      return llvm::is_contained(Listed, Arg);
    });
    return Kept;
  };
}

static ArgumentsAdjuster chain(std::vector<ArgumentsAdjuster> Parts) {
  return [Parts = std::move(Parts)](const CommandLineArguments &Args,
                                    llvm::StringRef File) {
    CommandLineArguments Result(Args);
    for (const ArgumentsAdjuster &Part : Parts)
      Result = Part(Result, File);
    return Result;
  };
}

static bool namesResourceDir(const CommandLineArguments &Args) {
  return llvm::any_of(Args, [](llvm::StringRef Arg) {
    return Arg.starts_with("-resource-dir");
  });
}

std::vector<std::string> parsingArguments(const CompileCommand &Command,
                                          const UnitSettings &Settings,
                                          llvm::StringRef ResourceDir,
                                          std::vector<std::string> &Unknown) {
  CommandLineArguments Own = {"-w"};
  if (!namesResourceDir(Command.CommandLine))
    Own.push_back(("-resource-dir=" + ResourceDir).str());
  ArgumentsAdjuster Adjust = chain(
      {getClangStripOutputAdjuster(), getClangSyntaxOnlyAdjuster(),
       getClangStripDependencyFileAdjuster(), dropListed(Settings.RemovedArgs),
       getInsertArgumentAdjuster(Settings.ExtraArgsBefore,
                                 ArgumentInsertPosition::BEGIN),
       getInsertArgumentAdjuster(Settings.ExtraArgs,
                                 ArgumentInsertPosition::END),
       getStripPluginsAdjuster(), dropChatter(),
       getInsertArgumentAdjuster(Own, ArgumentInsertPosition::END)});
  CommandLineArguments Args = Adjust(Command.CommandLine, Command.Filename);
  dropUnknown(Args, Unknown);
  return Args;
}

std::string findResourceDir(llvm::StringRef Program) {
  llvm::SmallString<256> Beside(llvm::sys::path::parent_path(Program));
  llvm::sys::path::append(Beside, "..", "lib", "clang",
                          std::to_string(LLVM_VERSION_MAJOR));
  llvm::SmallString<256> Headers(Beside);
  llvm::sys::path::append(Headers, "include");
  if (llvm::sys::fs::is_directory(Headers))
    return Beside.str().str();
  return RAIIFY_RESOURCE_DIR;
}

} // namespace raiify
