//===- Database.cpp - Where compile commands come from --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Database.h"

#include "Paths.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/YAMLParser.h"

using namespace clang::tooling;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace raiify {

Database::Database() = default;
Database::Database(Database &&) = default;
Database::~Database() = default;

static constexpr llvm::StringLiteral FileName = "compile_commands.json";

static constexpr llvm::StringLiteral Remedy =
    "; make one with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or "
    "'bear -- make', name its directory with '-p', or give the flags after "
    "'--'";

static std::string databaseIn(llvm::StringRef Folder) {
  llvm::SmallString<256> File(Folder);
  path::append(File, FileName);
  return File.str().str();
}

//===----------------------------------------------------------------------===//
// Finding
//===----------------------------------------------------------------------===//

/// The databases in the folders of \p Folder, sorted.
static std::vector<std::string> findOneLevelDown(llvm::StringRef Folder) {
  std::vector<std::string> Found;
  std::error_code Code;
  for (fs::directory_iterator It(Folder, Code), End; It != End && !Code;
       It.increment(Code))
    if (fs::exists(databaseIn(It->path())))
      Found.push_back(databaseIn(It->path()));
  llvm::sort(Found);
  return Found;
}

/// The databases that belong to \p Folder: in it, in its build or out, or else
/// in the folders of its build.
static std::vector<std::string> databasesOf(llvm::StringRef Folder) {
  for (llvm::StringRef Name : {"", "build", "out"}) {
    llvm::SmallString<256> Place(Folder);
    path::append(Place, Name);
    if (fs::exists(databaseIn(Place)))
      return {databaseIn(Place)};
  }
  llvm::SmallString<256> Builds(Folder);
  path::append(Builds, "build");
  return findOneLevelDown(Builds);
}

/// The databases of \p Start or of the nearest folder above that has any.
static std::vector<std::string> findUpwards(llvm::StringRef Start) {
  std::string Absolute = absolutePath(Start);
  for (llvm::StringRef Folder = Absolute; !Folder.empty();
       Folder = path::parent_path(Folder))
    if (std::vector<std::string> Found = databasesOf(Folder); !Found.empty())
      return Found;
  return {};
}

static llvm::Expected<std::string> findDatabase(const Options &CommandLine) {
  std::vector<std::string> Starts = CommandLine.Paths;
  Starts.push_back(".");
  std::vector<std::string> Found;
  for (const std::string &Start : Starts)
    if (Found.empty())
      Found = findUpwards(Start);
  for (const std::string &Start : Starts)
    if (Found.empty() && !fs::exists(Start))
      return llvm::createStringError("cannot read '" + Start +
                                     "': no such file or folder");
  if (Found.empty())
    return llvm::createStringError("no " + FileName + " in '" + Starts.front() +
                                   "' or the folders above, "
                                   "nor in their build or out" +
                                   Remedy);
  if (Found.size() == 1)
    return Found.front();
  for (std::string &File : Found)
    File = displayPath(realPath(File));
  return llvm::createStringError("several compile databases (" +
                                 llvm::join(Found, ", ") +
                                 "); choose one with '-p'");
}

/// What -p names: a build directory, or the database itself.
static std::string namedDatabase(llvm::StringRef BuildDir) {
  if (fs::is_regular_file(BuildDir))
    return BuildDir.str();
  return databaseIn(BuildDir);
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// Whether the text is read without a complaint by the parser of
/// JSONCompilationDatabase, which takes more than JSON (a trailing comma) and
/// would print its complaints itself.
static bool isReadable(llvm::StringRef Text) {
  llvm::SourceMgr SM;
  SM.setDiagHandler([](const llvm::SMDiagnostic &, void *) {});
  llvm::yaml::Stream Stream(Text, SM);
  return Stream.validate();
}

/// Why the text is no JSON; empty where it is.
static std::string jsonProblem(llvm::StringRef Text) {
  llvm::Expected<llvm::json::Value> Parsed = llvm::json::parse(Text);
  return Parsed ? "" : llvm::toString(Parsed.takeError());
}

/// The commands in \p Text; null with the \p Problem where there are none.
static std::unique_ptr<CompilationDatabase> parse(llvm::StringRef Text,
                                                  std::string &Problem) {
  std::string NoJson = jsonProblem(Text);
  std::unique_ptr<CompilationDatabase> Result;
  if (NoJson.empty() || isReadable(Text))
    Result = JSONCompilationDatabase::loadFromBuffer(
        Text, Problem, JSONCommandLineSyntax::AutoDetect);
  if (!NoJson.empty())
    Problem = NoJson;
  return Result;
}

static llvm::Error malformed(llvm::StringRef File, const llvm::Twine &Cause) {
  return llvm::createStringError("malformed compile database '" + File +
                                 "': " + Cause + Remedy);
}

static llvm::Expected<Database> readDatabase(llvm::StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return llvm::createStringError("cannot read compile database '" + File +
                                   "': " + Buffer.getError().message() +
                                   Remedy);
  std::string Problem;
  std::unique_ptr<CompilationDatabase> Base =
      parse((*Buffer)->getBuffer(), Problem);
  if (!Base)
    return malformed(File, llvm::StringRef(Problem).rtrim(".\n"));
  if (Base->getAllFiles().empty())
    return llvm::createStringError("empty compile database '" + File +
                                   "': it lists no translation unit" + Remedy);
  Database Result;
  Result.File = File.str();
  Result.Commands = inferTargetAndDriverMode(inferMissingCompileCommands(
      expandResponseFiles(std::move(Base), llvm::vfs::getRealFileSystem())));
  return Result;
}

static Database fixedDatabase(const std::vector<std::string> &Flags) {
  Database Result;
  Result.Commands =
      std::make_unique<FixedCompilationDatabase>(absolutePath("."), Flags);
  return Result;
}

llvm::Expected<Database> openDatabase(const Options &CommandLine,
                                      Console &Out) {
  if (CommandLine.CompilerFlags) {
    if (!CommandLine.BuildDir.empty())
      Out.note("option '-p' has no effect beside '--'");
    return fixedDatabase(*CommandLine.CompilerFlags);
  }
  if (!CommandLine.BuildDir.empty())
    return readDatabase(namedDatabase(CommandLine.BuildDir));
  llvm::Expected<std::string> File = findDatabase(CommandLine);
  if (!File)
    return File.takeError();
  return readDatabase(displayPath(realPath(*File)));
}

} // namespace raiify
