#!/usr/bin/env python3
"""Compares raiify's report on a corpus project with the committed lists.

usage: compare.py summary  --source DIR --report JSON --build DIR
       compare.py findings --source DIR --report JSON [--update] NAME.tsv
       compare.py expected --source DIR --report JSON --includes TXT [--update]
                           NAME.expected.tsv
       compare.py same     --source DIR --report JSON --other JSON

summary    prints what the report counts; status 1 when a translation unit of
           the database is lost
findings   prints new, vanished and changed findings; status 1 when there are any
expected   prints the expected places whose status is not as committed, or that
           are neither found nor explained; status 1 when there are any
same       prints the findings that one of two reports has and the other has not,
           or with another rewrite; status 1 when there are any

The lists are tables of tab-separated columns under a heading; README.md tells
what the columns mean. --update rewrites a list and keeps what people wrote.
"""

import argparse
import collections
import json
import os
import sys

FINDING_COLUMNS = ("file", "line", "check", "function", "cleanup", "read", "note")
EXPECTED_COLUMNS = (
    "file",
    "try_line",
    "handler_line",
    "end_line",
    "class",
    "function",
    "status",
    "reason",
)
CPP = (".C", ".cc", ".cpp", ".cxx", ".c++")
# Tokens end a handler at its brace; cleanup repeated after it follows at once.
LINES_AFTER = 3


# ---- Tables ----------------------------------------------------------------


def read_table(path, columns):
    """The rows of a list as dictionaries; an absent list has none."""
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    if not lines or tuple(lines[0].split("\t")) != columns:
        sys.exit("%s: the heading is not '%s'" % (path, "\t".join(columns)))
    return [read_row(path, columns, n, line) for n, line in enumerate(lines[1:], 2)]


def read_row(path, columns, number, line):
    fields = line.split("\t")
    fields += [""] * (len(columns) - len(fields))  # Empty ones are not written.
    if len(fields) > len(columns):
        sys.exit("%s:%d: more than %d columns" % (path, number, len(columns)))
    row = dict(zip(columns, fields))
    if row.get("read", "") not in ("", "right", "wrong"):
        sys.exit("%s:%d: 'read' is '%s'" % (path, number, row["read"]))
    for key in columns:
        if key == "line" or key.endswith("_line"):
            row[key] = int(row[key])
    return row


def write_table(path, columns, rows):
    with open(path + ".part", "w", encoding="utf-8") as file:
        for row in [dict(zip(columns, columns))] + rows:
            line = "\t".join(str(row[key]) for key in columns)
            print(line.rstrip("\t"), file=file)
    os.replace(path + ".part", path)


# ---- The report ------------------------------------------------------------


def load_report(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def stable_path(path, source):
    """A path relative to the source root; the build folder is ../build. What
    lies outside of the project keeps its absolute path."""
    source = os.path.realpath(source)
    path = os.path.normpath(os.path.join(source, path))
    inside = path.startswith(os.path.dirname(source) + os.sep)
    return os.path.relpath(path, source) if inside else path


def one_line(text):
    return " ".join(text.split())


def finding_rows(report, source):
    rows = [
        {
            "file": stable_path(finding["file"], source),
            "line": finding["line"],
            "check": finding["check"],
            "function": one_line(finding["function"]),
            "cleanup": one_line(" ; ".join(finding["cleanup"])),
            "read": "",
            "note": "",
        }
        for finding in report["findings"]
    ]
    return sorted(rows, key=lambda row: [row[key] for key in FINDING_COLUMNS[:5]])


# ---- summary ---------------------------------------------------------------


def database_files(build):
    """The C++ files of the database: raiify counts each once, however many
    commands it has, and leaves C and Fortran out."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    return {
        os.path.realpath(os.path.join(entry["directory"], entry["file"]))
        for entry in entries
        if entry["file"].endswith(CPP)
    }


def summary(options):
    report = load_report(options.report)
    counts = collections.Counter(f["check"] for f in report["findings"])
    for check, count in sorted(counts.items()):
        print("%6d %s" % (count, check))
    print("%6d findings" % len(report["findings"]))
    units, failed = (report["summary"][key] for key in ("translation_units", "failed"))
    files = len(database_files(options.build))
    print(
        "%6d translation units, %d failed; the database has %d C++ files"
        % (units, failed, files)
    )
    if not failed and units >= files:
        return 0
    print("LOST translation units: %d" % max(failed, files - units))
    return 1


# ---- findings --------------------------------------------------------------


def match(old, new, columns):
    """Pairs rows that agree in `columns`, those alike in the order of their
    lines, and takes the paired rows out of both lists."""
    waiting = collections.defaultdict(list)
    for row in old:
        waiting[tuple(row[key] for key in columns)].append(row)
    pairs = []
    for row in new:
        alike = waiting[tuple(row[key] for key in columns)]
        if alike:
            pairs.append((alike.pop(0), row))
    for index, rows in enumerate((old, new)):
        gone = {id(pair[index]) for pair in pairs}
        rows[:] = [row for row in rows if id(row) not in gone]
    return pairs


def say_finding(what, row):
    print(
        "%-8s %s:%d %s in %s: %s"
        % (
            what,
            row["file"],
            row["line"],
            row["check"],
            row["function"] or "?",
            row["cleanup"],
        )
    )


def say_read(rows):
    read = collections.Counter(row["read"] or "unread" for row in rows)
    print(
        "%6d read as right, %d as wrong, %d unread"
        % (read["right"], read["wrong"], read["unread"])
    )


def findings(options):
    rows = finding_rows(load_report(options.report), options.source)
    listed = sorted(
        read_table(options.list, FINDING_COLUMNS),
        key=lambda row: (row["file"], row["line"]),
    )
    vanished, new = list(listed), list(rows)
    same = match(vanished, new, ("file", "check", "function", "cleanup"))
    changed = match(vanished, new, ("file", "line", "check"))
    for old, now in same:
        now.update(read=old["read"], note=old["note"])
    for old, now in changed:  # Somebody has to read it again.
        now.update(note=old["note"])
        say_finding("was", old)
        say_finding("is now", now)
    for row in vanished:
        say_finding("vanished", row)
    for row in new:
        say_finding("new", row)
    say_read(rows)
    if options.update:
        write_table(options.list, FINDING_COLUMNS, rows)
        return 0
    return 1 if new or vanished or changed else 0


# ---- expected --------------------------------------------------------------


def places(report, source):
    """Where findings and their notes stand: file -> [(line, check)]. What
    speaks of several functions is left out: their own findings count."""
    found = collections.defaultdict(list)
    for finding in report["findings"]:
        if finding["check"] == "raii-copied-cleanup":
            continue
        for place in [finding] + finding.get("related", []):
            file = stable_path(place["file"], source)
            found[file].append((place["line"], finding["check"]))
    return found


def computed_status(row, found, covered):
    """The row's status, and the checks that found it."""
    checks = {
        check
        for line, check in found[row["file"]]
        if row["try_line"] <= line <= row["end_line"] + LINES_AFTER
    }
    if checks:
        return "found", " ".join(sorted(checks))
    return ("none" if row["file"] in covered else "not-in-database"), ""


def judge(row, status, checks):
    """What is wrong with a row, or nothing; `row` becomes what it should be."""
    before = row["status"]
    explained = before == "none" and row["reason"]
    if status == "none":
        complaint = None if explained else "neither found nor explained"
        if before == "found":
            complaint = "no longer found (was: %s)" % row["reason"]
        row.update(status=status, reason=explained or "")
        return complaint
    complaint = None if status == before else "is %s, listed as %s" % (status, before)
    row.update(status=status, reason=checks)
    return complaint


def expected(options):
    found = places(load_report(options.report), options.source)
    with open(options.includes, encoding="utf-8") as file:
        covered = set(file.read().splitlines())
    rows = read_table(options.list, EXPECTED_COLUMNS)
    wrong = 0
    for row in rows:
        complaint = judge(row, *computed_status(row, found, covered))
        open_row = row["status"] == "none" and not row["reason"]
        if complaint and (open_row or not options.update):
            wrong += 1
            print(
                "expected {file}:{try_line}-{end_line} class {class} in "
                "{function}: ".format(**row) + complaint
            )
    counts = collections.Counter(row["status"] for row in rows)
    print(
        "%6d places expected: %d found, %d not in the database, %d none"
        % (len(rows), counts["found"], counts["not-in-database"], counts["none"])
    )
    if options.update:
        write_table(options.list, EXPECTED_COLUMNS, rows)
    return 1 if wrong else 0


# ---- same ------------------------------------------------------------------


def same(options):
    """A finding is all that the report says of it, edits too."""
    one, other = (
        {json.dumps(f, sort_keys=True): f for f in load_report(path)["findings"]}
        for path in (options.report, options.other)
    )
    for what, left, right in (("lacks", other, one), ("alone has", one, other)):
        for key in sorted(left.keys() - right.keys()):
            finding = left[key]
            print(
                "%s %s %s:%d %s"
                % (
                    os.path.basename(options.report),
                    what,
                    stable_path(finding["file"], options.source),
                    finding["line"],
                    finding["check"],
                )
            )
    print("%6d findings in one report, %d in the other" % (len(one), len(other)))
    return 0 if one == other else 1


# ---- Command line ----------------------------------------------------------


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for command in (summary, findings, expected, same):
        sub = commands.add_parser(command.__name__)
        sub.set_defaults(run=command)
        sub.add_argument("--source", required=True)
        sub.add_argument("--report", required=True)
        if command is summary:
            sub.add_argument("--build", required=True)
            continue
        if command is same:
            sub.add_argument("--other", required=True)
            continue
        if command is expected:
            sub.add_argument("--includes", required=True)
        sub.add_argument("--update", action="store_true")
        sub.add_argument("list")
    return parser.parse_args()


def main():
    options = parse_options()
    sys.exit(options.run(options))


if __name__ == "__main__":
    main()
