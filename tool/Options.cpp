//===- Options.cpp - The command line -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "model/Version.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"

using namespace llvm::opt;

namespace raiify {
namespace {

enum OptionId {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include "RaiifyOptions.inc"
#undef OPTION
};

#define OPTTABLE_STR_TABLE_CODE
#include "RaiifyOptions.inc"
#undef OPTTABLE_STR_TABLE_CODE

#define OPTTABLE_PREFIXES_TABLE_CODE
#include "RaiifyOptions.inc"
#undef OPTTABLE_PREFIXES_TABLE_CODE

constexpr OptTable::Info InfoTable[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include "RaiifyOptions.inc"
#undef OPTION
};

class Table : public GenericOptTable {
public:
  Table() : GenericOptTable(OptionStrTable, OptionPrefixesTable, InfoTable) {}
};

} // namespace

/// Furthest that a misspelt option may be from the one that is suggested.
static constexpr unsigned MaxTypos = 3;

static llvm::Error usageError(const llvm::Twine &Message) {
  return llvm::createStringError(Message + "; see 'raiify --help'");
}

static llvm::Error unknownOption(const Table &T, llvm::StringRef Written) {
  std::string Nearest;
  unsigned Distance = T.findNearest(Written, Nearest);
  std::string Message = ("unknown option '" + Written + "'").str();
  if (Distance <= MaxTypos)
    Message += " (did you mean '" + Nearest + "'?)";
  return usageError(Message);
}

/// The first argument that is no option, or whose value is missing.
static llvm::Error checkArguments(const Table &T, const InputArgList &Args,
                                  unsigned MissingIndex,
                                  unsigned MissingCount) {
  if (MissingCount)
    return usageError(llvm::Twine("option '") +
                      Args.getArgString(MissingIndex) + "' needs a value");
  for (const Arg *A : Args.filtered(OPT_UNKNOWN))
    return unknownOption(T, A->getSpelling());
  return llvm::Error::success();
}

static std::optional<std::string> optionalValue(const InputArgList &Args,
                                                OptSpecifier Id) {
  if (const Arg *A = Args.getLastArg(Id))
    return A->getValue();
  return std::nullopt;
}

static llvm::Error readWhen(const InputArgList &Args, OptSpecifier Id,
                            When &Result) {
  const Arg *A = Args.getLastArg(Id);
  if (!A)
    return llvm::Error::success();
  llvm::StringRef Value = A->getValue();
  if (Value == "auto")
    Result = When::Auto;
  else if (Value == "always" || Value == "true" || Value == "1")
    Result = When::Always;
  else if (Value == "never" || Value == "false" || Value == "0")
    Result = When::Never;
  else
    return usageError("option '" + A->getSpelling().rtrim('=') +
                      "' takes auto, always or never, not '" + Value + "'");
  return llvm::Error::success();
}

static llvm::Error readFormat(const InputArgList &Args, ReportFormat &Result) {
  llvm::StringRef Value = Args.getLastArgValue(OPT_format_EQ, "text");
  if (Value == "text")
    Result = ReportFormat::Text;
  else if (Value == "json")
    Result = ReportFormat::Json;
  else
    return usageError("option '--format' takes text or json, not '" + Value +
                      "'");
  return llvm::Error::success();
}

static llvm::Error readJobs(const InputArgList &Args, unsigned &Result) {
  const Arg *A = Args.getLastArg(OPT_j);
  if (!A)
    return llvm::Error::success();
  llvm::StringRef Value = A->getValue();
  if (Value.getAsInteger(10, Result) || Result == 0)
    return usageError("option '-j' takes a whole number from 1 on, not '" +
                      Value + "' (without it, every core is used)");
  return llvm::Error::success();
}

static Task taskOf(const InputArgList &Args) {
  if (Args.hasArg(OPT_help))
    return Task::Help;
  if (Args.hasArg(OPT_version))
    return Task::Version;
  if (Args.hasArg(OPT_list_checks))
    return Task::ListChecks;
  return Args.hasArg(OPT_explain_EQ) ? Task::Explain : Task::Analyze;
}

static void readPlainValues(const InputArgList &Args, Options &Result) {
  Result.What = taskOf(Args);
  Result.Topic = Args.getLastArgValue(OPT_explain_EQ).str();
  Result.Paths = Args.getAllArgValues(OPT_INPUT);
  Result.BuildDir = Args.getLastArgValue(OPT_p).str();
  Result.Checks = optionalValue(Args, OPT_checks_EQ);
  Result.Config = optionalValue(Args, OPT_config_EQ);
  Result.ConfigFile = optionalValue(Args, OPT_config_file_EQ);
  Result.HeaderFilter = optionalValue(Args, OPT_header_filter_EQ);
  Result.ExcludeHeaderFilter =
      optionalValue(Args, OPT_exclude_header_filter_EQ);
  Result.OutputFile = Args.getLastArgValue(OPT_o).str();
  Result.Quiet = Args.hasArg(OPT_quiet);
  Result.Stats = Args.hasArg(OPT_stats);
  Result.ExitZero = Args.hasArg(OPT_exit_zero);
  if (Args.hasArg(OPT_use_color))
    Result.Color = When::Always;
}

/// The values that only some spellings are right for.
static llvm::Error readCheckedValues(const InputArgList &Args,
                                     Options &Result) {
  if (llvm::Error E = readWhen(Args, OPT_color_EQ, Result.Color))
    return E;
  if (llvm::Error E = readWhen(Args, OPT_progress_EQ, Result.Progress))
    return E;
  if (llvm::Error E = readFormat(Args, Result.Format))
    return E;
  if (llvm::Error E = readJobs(Args, Result.Jobs))
    return E;
  if (Result.Config && Result.ConfigFile)
    return usageError("options '--config' and '--config-file' exclude each "
                      "other; give one of them");
  if (Args.hasArg(OPT_p) && Result.BuildDir.empty())
    return usageError("option '-p' takes a directory, not an empty name");
  if (Args.hasArg(OPT_o) && Result.OutputFile.empty())
    return usageError("option '-o' takes a file, not an empty name");
  return llvm::Error::success();
}

llvm::Expected<Options> parseOptions(llvm::ArrayRef<const char *> Args) {
  Options Result;
  const auto *Split = llvm::find_if(
      Args, [](const char *Arg) { return llvm::StringRef(Arg) == "--"; });
  if (Split != Args.end())
    Result.CompilerFlags.emplace(Split + 1, Args.end());

  Table T;
  unsigned MissingIndex = 0, MissingCount = 0;
  InputArgList Parsed = T.ParseArgs(llvm::ArrayRef(Args.begin(), Split),
                                    MissingIndex, MissingCount);
  if (llvm::Error E = checkArguments(T, Parsed, MissingIndex, MissingCount))
    return E;
  readPlainValues(Parsed, Result);
  if (llvm::Error E = readCheckedValues(Parsed, Result))
    return E;
  return Result;
}

void printHelp(llvm::raw_ostream &OS) {
  Table().printHelp(OS,
                    "raiify [options] [path...]\n"
                    "       raiify [options] file... -- <compiler flags>",
                    "finds cleanup code that RAII guards would write once",
                    /*ShowHidden=*/false, /*ShowAllAliases=*/false);
  OS << "\nPATHS: files of the compile database, or folders for all of its "
        "files below;\n       none for the whole database\n"
        "\nEXIT STATUS:\n"
        "  0  nothing to report\n"
        "  1  findings\n"
        "  2  wrong usage or configuration\n"
        "  3  some translation units could not be parsed; the others are "
        "reported\n";
}

void printVersion(llvm::raw_ostream &OS) {
  OS << "raiify " RAIIFY_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
}

} // namespace raiify
