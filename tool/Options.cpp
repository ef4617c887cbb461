//===- Options.cpp - The command line -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "Console.h"
#include "HtmlTemplate.h"

#include "model/Version.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"

#include <set>

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

/// What --format takes, as Options.td tells.
static constexpr std::pair<llvm::StringLiteral, ReportFormat> FormatNames[] = {
    {"text", ReportFormat::Text},     {"json", ReportFormat::Json},
    {"sarif", ReportFormat::Sarif},   {"github", ReportFormat::Github},
    {"gitlab", ReportFormat::Gitlab}, {"checkstyle", ReportFormat::Checkstyle},
    {"html", ReportFormat::Html},
};

static llvm::Error readFormat(const InputArgList &Args, ReportFormat &Result) {
  llvm::StringRef Value = Args.getLastArgValue(OPT_format_EQ, "text");
  std::vector<std::string> Names;
  for (const auto &[Name, Format] : FormatNames) {
    if (Name == Value) {
      Result = Format;
      if (Format == ReportFormat::Html && htmlTemplate().empty())
        return usageError(
            "this raiify was built without the HTML report; "
            "configure it with -DRAIIFY_HTML=ON, which needs npm");
      return llvm::Error::success();
    }
    Names.push_back(Name.str());
  }
  return usageError("option '--format' takes one of " +
                    llvm::join(Names, ", ") + ", not '" + Value + "'" +
                    suggest(Value, Names));
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

/// The longest that a unit may be given: a month.
static constexpr double MaxSeconds = 31 * 24 * 3600.0;

static llvm::Error readTimeLimit(const InputArgList &Args, TimeLimit &Result) {
  const Arg *A = Args.getLastArg(OPT_tu_timeout_EQ);
  if (!A)
    return llvm::Error::success();
  double Seconds = 0;
  // What is no number compares false.
  if (llvm::StringRef(A->getValue()).getAsDouble(Seconds) ||
      !(Seconds >= 0.001 && Seconds <= MaxSeconds))
    return usageError(llvm::Twine("option '--tu-timeout' takes a number of "
                                  "seconds above 0, such as 30 or 0.5, not '") +
                      A->getValue() + "'");
  Result = TimeLimit(static_cast<TimeLimit::rep>(Seconds * 1000));
  return llvm::Error::success();
}

/// Each one of \p Values is a list of assumptions, parted by commas.
static llvm::Error readAssumptions(const std::vector<std::string> &Values,
                                   std::vector<AssumptionKind> &Granted) {
  std::vector<std::string> Ids;
  for (const AssumptionInfo &Info : allAssumptions())
    Ids.push_back(Info.Id.str());
  std::set<AssumptionKind> Named;
  for (const std::string &Value : Values)
    for (llvm::StringRef Id : llvm::split(Value, ',')) {
      std::optional<AssumptionKind> Kind = assumptionFromId(Id.trim());
      if (!Kind)
        return usageError("option '--assume': no assumption is named '" +
                          Id.trim() + "'" + suggest(Id.trim(), Ids) +
                          "; there are " + llvm::join(Ids, ", "));
      Named.insert(*Kind);
    }
  for (const AssumptionInfo &Info : allAssumptions())
    if (Info.GrantedByDefault || Named.count(Info.Kind))
      Granted.push_back(Info.Kind);
  return llvm::Error::success();
}

/// What is to become of the rewrites: --fix, --diff and --export-fixes each
/// answer it.
static llvm::Error readFixMode(const InputArgList &Args, Options &Result) {
  std::vector<std::pair<llvm::StringRef, FixMode>> Modes;
  if (Args.hasArg(OPT_fix))
    Modes.emplace_back("--fix", FixMode::Fix);
  if (Args.hasArg(OPT_diff))
    Modes.emplace_back("--diff", FixMode::Diff);
  if (Args.hasArg(OPT_export_fixes_EQ))
    Modes.emplace_back("--export-fixes", FixMode::Export);
  if (Modes.size() > 1)
    return usageError("options '" + Modes[0].first + "' and '" +
                      Modes[1].first +
                      "' exclude each other; give one of "
                      "them");
  if (Modes.size() == 1)
    Result.Fixes = Modes.front().second;
  Result.ExportFile = Args.getLastArgValue(OPT_export_fixes_EQ).str();
  Result.UnsafeFixes = Args.hasArg(OPT_unsafe_fixes);
  if (Result.Fixes == FixMode::Diff && Args.hasArg(OPT_format_EQ))
    return usageError("option '--diff' prints a diff in place of the report; "
                      "leave out '--format'");
  if (Result.Fixes == FixMode::Report && Result.UnsafeFixes)
    return usageError("option '--unsafe-fixes' does nothing without '--fix', "
                      "'--diff' or '--export-fixes'");
  return llvm::Error::success();
}

/// --exclude, --baseline, --write-baseline, --report-unused-suppressions.
static llvm::Error readHiding(const InputArgList &Args, Options &Result) {
  Result.Excluded = Args.getAllArgValues(OPT_exclude_EQ);
  Result.BaselineFile = Args.getLastArgValue(OPT_baseline_EQ).str();
  Result.NewBaselineFile = Args.getLastArgValue(OPT_write_baseline_EQ).str();
  Result.ReportUnusedSuppressions = Args.hasArg(OPT_report_unused_suppressions);
  if (Result.Fixes == FixMode::Diff && !Result.NewBaselineFile.empty())
    return usageError("options '--diff' and '--write-baseline' exclude each "
                      "other; write the baseline without a diff");
  if (Args.hasArg(OPT_since_EQ))
    for (unsigned Id : {OPT_write_baseline_EQ, OPT_report_unused_suppressions})
      if (const Arg *A = Args.getLastArg(Id))
        return usageError("option '" + A->getSpelling().rtrim('=') +
                          "' is about all lines, and '--since' looks at those "
                          "that were changed; leave one of them out");
  if (Result.ReportUnusedSuppressions && Result.Fixes != FixMode::Report)
    return usageError("option '--report-unused-suppressions' looks at files as "
                      "they are; leave out '--fix', '--diff' and "
                      "'--export-fixes'");
  return llvm::Error::success();
}

static Task taskOf(const InputArgList &Args) {
  if (Args.hasArg(OPT_help))
    return Task::Help;
  if (Args.hasArg(OPT_version))
    return Task::Version;
  if (Args.hasArg(OPT_list_checks))
    return Task::ListChecks;
  if (Args.hasArg(OPT_explain_EQ))
    return Task::Explain;
  if (Args.hasArg(OPT_merge))
    return Task::Merge;
  return Args.hasArg(OPT_emit_shard_EQ) ? Task::EmitShard : Task::Analyze;
}

/// What a merge takes up no source for, and a shard is no place for.
static llvm::Error checkExcluded(const InputArgList &Args,
                                 llvm::StringRef Option,
                                 llvm::ArrayRef<unsigned> Excluded) {
  for (unsigned Id : Excluded)
    if (const Arg *A = Args.getLastArg(Id))
      return usageError("options '" + Option + "' and '" +
                        A->getSpelling().rtrim('=') +
                        "' exclude each other; leave one of them out");
  return llvm::Error::success();
}

/// --cache-dir, --no-cache, --emit-shard, --merge and the dependency file.
static llvm::Error readShardValues(const InputArgList &Args, Options &Result) {
  Result.CacheDir = Args.getLastArgValue(OPT_cache_dir_EQ).str();
  Result.UseCache = !Args.hasArg(OPT_no_cache);
  if (Args.hasArg(OPT_cache_dir_EQ) && !Result.UseCache)
    return usageError("options '--cache-dir' and '--no-cache' exclude each "
                      "other; give one of them");
  Result.ShardFile = Args.getLastArgValue(OPT_emit_shard_EQ).str();
  if (Args.hasArg(OPT_MD))
    Result.DependencyFile = Result.ShardFile + ".d";
  if (const Arg *A = Args.getLastArg(OPT_MF))
    Result.DependencyFile = A->getValue();
  if (!Result.DependencyFile.empty() && Result.What != Task::EmitShard)
    return usageError("options '-MD' and '-MF' do nothing without "
                      "'--emit-shard' of a source file");
  if (Result.What == Task::Merge)
    if (llvm::Error E = checkExcluded(
            Args, "--merge",
            {OPT_fix, OPT_diff, OPT_export_fixes_EQ, OPT_guard_header_EQ,
             OPT_assume_EQ, OPT_checks_EQ, OPT_config_EQ, OPT_config_file_EQ,
             OPT_header_filter_EQ, OPT_exclude_header_filter_EQ, OPT_p, OPT_j,
             OPT_all_tus, OPT_tu_timeout_EQ, OPT_progress_EQ, OPT_cache_dir_EQ,
             OPT_no_cache, OPT_exclude_EQ, OPT_report_unused_suppressions}))
      return E;
  if (Result.What == Task::EmitShard)
    if (llvm::Error E = checkExcluded(Args, "--emit-shard",
                                      {OPT_fix, OPT_diff, OPT_export_fixes_EQ,
                                       OPT_write_catalogue_EQ, OPT_all_tus,
                                       OPT_j, OPT_cache_dir_EQ, OPT_no_cache,
                                       OPT_report_unused_suppressions}))
      return E;
  if (!Result.ShardFile.empty())
    return checkExcluded(Args, "--emit-shard",
                         {OPT_format_EQ, OPT_o, OPT_exit_zero, OPT_baseline_EQ,
                          OPT_write_baseline_EQ});
  return llvm::Error::success();
}

/// --since, and what is about more than changed lines.
static llvm::Error readSince(const InputArgList &Args, Options &Result) {
  Result.Since = optionalValue(Args, OPT_since_EQ);
  if (!Result.Since)
    return llvm::Error::success();
  if (Args.hasArg(OPT_write_catalogue_EQ))
    return usageError(
        "option '--since' looks at changed lines, and a catalogue "
        "('--write-catalogue') is about the whole project; leave "
        "one of them out");
  if (Result.What == Task::Merge || Result.What == Task::EmitShard)
    return usageError("option '--since' looks at sources, and shards have all "
                      "that was found, whatever has changed; leave it out with "
                      "'--merge' and '--emit-shard'");
  return llvm::Error::success();
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
  Result.CatalogueFile = Args.getLastArgValue(OPT_write_catalogue_EQ).str();
  Result.GuardHeader = Args.getLastArgValue(OPT_guard_header_EQ).str();
  Result.Quiet = Args.hasArg(OPT_quiet);
  Result.AllUnits = Args.hasArg(OPT_all_tus);
  Result.Stats = Args.hasArg(OPT_stats);
  Result.ExitZero = Args.hasArg(OPT_exit_zero);
  if (Args.hasArg(OPT_use_color))
    Result.Color = When::Always;
}

/// What options that name something name.
static constexpr std::pair<unsigned, llvm::StringLiteral> NamingOptions[] = {
    {OPT_p, "a directory"},
    {OPT_o, "a file"},
    {OPT_export_fixes_EQ, "a file"},
    {OPT_write_catalogue_EQ, "a file"},
    {OPT_guard_header_EQ, "a path"},
    {OPT_since_EQ, "a revision"},
    {OPT_baseline_EQ, "a file"},
    {OPT_write_baseline_EQ, "a file"},
    {OPT_cache_dir_EQ, "a directory"},
    {OPT_emit_shard_EQ, "a file"},
};

static llvm::Error checkNames(const InputArgList &Args) {
  for (const auto &[Id, What] : NamingOptions)
    if (const Arg *A = Args.getLastArg(Id); A && !*A->getValue())
      return usageError("option '" + A->getSpelling().rtrim('=') + "' takes " +
                        What + ", not an empty name");
  return llvm::Error::success();
}

/// The values that only some spellings are right for.
static llvm::Error readCheckedValues(const InputArgList &Args,
                                     Options &Result) {
  if (llvm::Error E = checkNames(Args))
    return E;
  if (llvm::Error E = readWhen(Args, OPT_color_EQ, Result.Color))
    return E;
  if (llvm::Error E = readWhen(Args, OPT_progress_EQ, Result.Progress))
    return E;
  if (llvm::Error E = readFormat(Args, Result.Format))
    return E;
  if (llvm::Error E = readJobs(Args, Result.Jobs))
    return E;
  if (llvm::Error E = readTimeLimit(Args, Result.UnitTimeout))
    return E;
  if (Result.Config && Result.ConfigFile)
    return usageError("options '--config' and '--config-file' exclude each "
                      "other; give one of them");
  if (llvm::Error E = readFixMode(Args, Result))
    return E;
  if (llvm::Error E = readHiding(Args, Result))
    return E;
  if (llvm::Error E =
          readAssumptions(Args.getAllArgValues(OPT_assume_EQ), Result.Granted))
    return E;
  if (llvm::Error E = readShardValues(Args, Result))
    return E;
  return readSince(Args, Result);
}

llvm::Expected<Options> parseOptions(llvm::ArrayRef<const char *> Args) {
  Options Result;
  const auto *Split = llvm::find_if(
      Args, [](const char *Arg) { return llvm::StringRef(Arg) == "--"; });
  if (Split != Args.end())
    Result.CompilerFlags.emplace(Split + 1, Args.end());
  // What stands behind `--` is the compiler's to expand.
  llvm::BumpPtrAllocator Memory;
  llvm::SmallVector<const char *, 32> Own(Args.begin(), Split);
  llvm::cl::ExpansionContext Context(Memory, llvm::cl::TokenizeGNUCommandLine);
  if (llvm::Error E = Context.expandResponseFiles(Own))
    return E;

  Table T;
  unsigned MissingIndex = 0, MissingCount = 0;
  InputArgList Parsed = T.ParseArgs(Own, MissingIndex, MissingCount);
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
                    "       raiify [options] file... -- <compiler flags>\n"
                    "       raiify --merge [options] shard...",
                    "finds cleanup code that RAII guards would write once",
                    /*ShowHidden=*/false, /*ShowAllAliases=*/false);
  OS << "\nPATHS: files of the compile database, or folders for all of its "
        "files below;\n       none for the whole database\n"
        "\nEXIT STATUS:\n"
        "  0  nothing to report, or everything fixed\n"
        "  1  findings\n"
        "  2  wrong usage or configuration\n"
        "  3  some translation units could not be parsed, or some files not "
        "rewritten;\n     the others are\n"
        "  130, 143, 129  ended by SIGINT, SIGTERM or SIGHUP\n"
        "  141  whoever read the report stopped reading\n";
}

void printVersion(llvm::raw_ostream &OS) {
  OS << "raiify " RAIIFY_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
}

} // namespace raiify
