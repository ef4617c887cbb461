//===- Options.td - The command line ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every option of the command: the one place that names them. The parser, the
// help and the "did you mean" of Options.cpp are all driven by it. Names that
// clang-tidy has mean the same here, and like there one dash will do.
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

class F<string name, string help> : Flag<["--", "-"], name>, HelpText<help>;

// An option with a value, as `--name=value` or `--name value`.
multiclass Eq<string name, string metavar, string help> {
  def NAME # _EQ : Joined<["--", "-"], name # "=">, MetaVarName<metavar>,
                   HelpText<help>;
  def : Separate<["--", "-"], name>, Alias<!cast<Joined>(NAME # "_EQ")>;
}

def p : Separate<["-", "--"], "p">, MetaVarName<"<dir>">,
  HelpText<"Build directory that holds compile_commands.json (default: found "
           "from the paths upwards, in each folder, its build, out or build/*)">;
def : Joined<["-", "--"], "p=">, Alias<p>;

defm checks : Eq<"checks", "<globs>",
  "Comma-separated globs, those with '-' in front switch off; put behind the "
  "'Checks' of .clang-tidy">;
defm config : Eq<"config", "<yaml>",
  "Configuration in place of .clang-tidy files">;
defm config_file : Eq<"config-file", "<file>",
  "The same, read from a file">;
defm header_filter : Eq<"header-filter", "<regex>",
  "Report findings in headers whose path matches (default: .*)">;
defm exclude_header_filter : Eq<"exclude-header-filter", "<regex>",
  "Do not report findings in headers whose path matches">;

defm exclude : Eq<"exclude", "<globs>",
  "Leave out files and folders: comma-separated, as in .gitignore; may be "
  "given several times">;
defm baseline : Eq<"baseline", "<file>",
  "Do not report the findings that are in this file, and count them">;
defm write_baseline : Eq<"write-baseline", "<file>",
  "Write the findings to this file, as known ones; with --baseline=<file>, "
  "bring that up to date">;
def report_unused_suppressions : F<"report-unused-suppressions",
  "Tell of NOLINT comments that name a raii check and hide nothing">;

def fix : F<"fix",
  "Rewrite the files: what is proved equivalent under the granted assumptions">;
def diff : F<"diff",
  "Print what --fix would change as a unified diff in place of the report, and "
  "write nothing">;
def unsafe_fixes : F<"unsafe-fixes",
  "Apply rewrites that change behavior, too">;
defm assume : Eq<"assume", "<id,...>",
  "Grant assumptions; --explain=<id> tells what each means">;
defm export_fixes : Eq<"export-fixes", "<file>",
  "Write what one pass of --fix would change to this file, for "
  "clang-apply-replacements">;
defm write_catalogue : Eq<"write-catalogue", "<file>",
  "Write the copies that raii-copied-cleanup found to this file, for the "
  "plugin's option CatalogueFile">;
defm guard_header : Eq<"guard-header", "<path>",
  "Where scope_guard.hpp is or goes: a file, or a folder for "
  "raiify/scope_guard.hpp (default: on the include path of every unit)">;

defm format : Eq<"format", "<name>",
  "Format of the report: text (the default), json, sarif, github, gitlab, "
  "checkstyle or html">;
def o : Separate<["-", "--"], "o">, MetaVarName<"<file>">,
  HelpText<"Write the report or the diff to this file; a format other than text "
           "leaves standard output to the text report">;
def : Joined<["-", "--"], "o=">, Alias<o>;
defm color : Eq<"color", "<when>", "Colours: auto, always or never">;
def use_color_EQ : Joined<["--", "-"], "use-color=">, Alias<color_EQ>;
def use_color : F<"use-color", "The same as --color=always">;

def j : JoinedOrSeparate<["-"], "j">, MetaVarName<"<n>">,
  HelpText<"Translation units to analyse at once (default: one a core)">;
def : Joined<["-"], "j=">, Alias<j>;
defm tu_timeout : Eq<"tu-timeout", "<seconds>",
  "Give up a translation unit that takes longer for its scan or for its "
  "analysis, and go on with the others (default: none)">;
def all_tus : F<"all-tus",
  "Parse every translation unit and look at each header in all of them, not "
  "only in a few that cover all files">;
defm progress : Eq<"progress", "<when>",
  "Progress line on standard error: auto (on a terminal), always or never">;
def quiet : F<"quiet",
  "No summary, notes or progress, and no report beside the one of -o; errors "
  "stay">;
def stats : F<"stats", "Print counts and times on standard error">;
def exit_zero : F<"exit-zero", "Exit with 0 instead of 1 on findings">;

defm since : Eq<"since", "<rev>",
  "Only findings of lines changed since a git revision, or rather since HEAD "
  "and it parted; uncommitted changes and new files count">;

defm cache_dir : Eq<"cache-dir", "<dir>",
  "Folder for results that later runs use again (default: .cache/raiify beside "
  "the compile database)">;
def no_cache : F<"no-cache", "Neither read nor write the cache">;

defm emit_shard : Eq<"emit-shard", "<file>",
  "Analyse one file, or merge shards, and write the result to this file in "
  "place of a report">;
def merge : F<"merge",
  "Merge the shards that are named, or listed in @<file>, and report">;
def MD : Flag<["-"], "MD">,
  HelpText<"With --emit-shard: write a dependency file, <file>.d">;
def MF : JoinedOrSeparate<["-"], "MF">, MetaVarName<"<file>">,
  HelpText<"The same, with this name">;

def list_checks : F<"list-checks", "List the checks and exit">;
defm explain : Eq<"explain", "<name>",
  "Explain a check, an option of the checks, a reason or an assumption and "
  "exit">;
def help : F<"help", "Print this help and exit">;
def : Flag<["-"], "h">, Alias<help>;
def version : F<"version", "Print the version and exit">;
