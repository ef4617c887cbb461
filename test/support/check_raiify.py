#!/usr/bin/env python3
"""Runs one fixture through both front ends and compares what they report.

    check_raiify.py FILE CHECK TEMP [options] [-- compiler flags]

FILE is copied into the folder TEMP and analysed there, once by clang-tidy with
the plugin and once by raiify, so fixtures are never changed. Comments in FILE
say what is expected, as in clang-tidy's own tests:

    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup {{.*}} [raii-x]
    // CHECK-NOTES: ...

With CHECK-MESSAGES every warning and error has to be expected; with CHECK-NOTES
every note, too. A file without either must yield nothing. Whatever is written,
both front ends must report exactly the same: place, check, message and notes.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys

DIAGNOSTIC = re.compile(
    r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): "
    r"(?P<kind>warning|error|note|fatal error): (?P<message>.*)$"
)
# What stops a front end without belonging to a place in a file.
LOOSE_ERROR = re.compile(r"^(raiify: |clang-tidy: )?(fatal )?error:", re.I)
UNEXPECTED = {
    "CHECK-MESSAGES": "{{:[0-9]+:[0-9]+: (fatal error|error|warning):}}",
    "CHECK-NOTES": "{{:[0-9]+:[0-9]+: (fatal error|error|warning|note):}}",
}


class Failure(Exception):
    """An expectation that was not met; the text says which."""


def parse_arguments():
    arguments = sys.argv[1:]
    flags = []
    if "--" in arguments:
        split = arguments.index("--")
        arguments, flags = arguments[:split], arguments[split + 1 :]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for tool in ("raiify", "clang-tidy", "plugin", "filecheck", "mock-std"):
        parser.add_argument(f"--{tool}", required=True, help="set by lit")
    parser.add_argument("file")
    parser.add_argument("check", help="a check or a list of globs")
    parser.add_argument("temp")
    parser.add_argument(
        "-std", default="c++17", help="one or more, as in c++14,c++20"
    )
    parser.add_argument("-config", default="", help="as in .clang-tidy, YAML")
    parser.add_argument(
        "-check-suffixes",
        default="",
        help="expect CHECK-MESSAGES-A and CHECK-MESSAGES-B for A,B",
    )
    options = parser.parse_args(arguments)
    options.flags = flags
    return options


def read_diagnostics(output, folder):
    """[(file, line, column, kind, message)], paths made real."""
    found = []
    for line in output.splitlines():
        match = DIAGNOSTIC.match(line)
        if match:
            place = os.path.join(folder, match["file"])
            found.append(
                (
                    os.path.realpath(place),
                    int(match["line"]),
                    int(match["column"]),
                    match["kind"],
                    match["message"],
                )
            )
        elif LOOSE_ERROR.match(line):
            raise Failure(f"stopped: {line}")
    return found


def group(diagnostics):
    """Findings with their notes, in an order of their own."""
    findings = []
    for diagnostic in diagnostics:
        if diagnostic[3] == "note" and findings:
            findings[-1].append(diagnostic)
        else:
            findings.append([diagnostic])
    return sorted(findings)


def run(command, folder, statuses):
    """The diagnostics that \\p command prints."""
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    try:
        diagnostics = read_diagnostics(done.stdout, folder)
        findings = any(d[3] == "warning" for d in diagnostics)
        if done.returncode != statuses[findings]:
            raise Failure(f"exit status {done.returncode}")
    except Failure as failure:
        raise Failure(
            f"{failure}\n{' '.join(command)}\n{done.stdout}"
        ) from None
    return diagnostics


def as_text(diagnostics):
    return "".join(
        f"{file}:{line}:{column}: {kind}: {message}\n"
        for file, line, column, kind, message in diagnostics
    )


def expected_prefixes(options, text):
    """The FileCheck prefixes in use, by kind."""
    wanted = {}
    for kind in UNEXPECTED:
        suffixes = [s for s in options.check_suffixes.split(",") if s]
        names = [f"{kind}-{s}" for s in suffixes] or [kind]
        names = [n for n in names if re.search(rf"{n}(-DAG|-NEXT)?:", text)]
        if names:
            wanted[kind] = names
    return wanted


def compare_with_comments(options, source, diagnostics, record):
    """Checks what \\p diagnostics hold against the comments of \\p source."""
    with open(record, "w", encoding="utf-8") as file:
        file.write(as_text(diagnostics))
    with open(source, encoding="utf-8", errors="replace") as file:
        wanted = expected_prefixes(options, file.read())
    if not wanted and diagnostics:
        raise Failure("nothing was expected:\n" + as_text(diagnostics))
    for kind, names in wanted.items():
        done = subprocess.run(
            [
                options.filecheck,
                f"--input-file={record}",
                f"--check-prefixes={','.join(names)}",
                f"--implicit-check-not={UNEXPECTED[kind]}",
                "--allow-empty",
                "--dump-input=fail",
                source,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise Failure(done.stdout)


def compare_front_ends(tidy, raiify):
    """Both must say the same, whatever the order of the findings."""
    tidy, raiify = group(tidy), group(raiify)
    if tidy == raiify:
        return
    only_tidy = [f for f in tidy if f not in raiify]
    only_raiify = [f for f in raiify if f not in tidy]
    text = "the front ends differ\n"
    for title, findings in (("clang-tidy", only_tidy), ("raiify", only_raiify)):
        text += f"only {title}:\n" + "".join(as_text(f) for f in findings)
    raise Failure(text)


def check_one(options, std):
    """One language standard: both front ends, both comparisons."""
    folder = os.path.realpath(f"{options.temp}.{std}")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    source = os.path.join(folder, os.path.basename(options.file))
    shutil.copyfile(options.file, source)

    checks = f"--checks=-*,{options.check}"
    config = "--config=" + (options.config or "{HeaderFilterRegex: '.*'}")
    flags = ["--", f"-std={std}", "-nostdlibinc", "-isystem", options.mock_std]
    flags += options.flags
    front_ends = {
        "clang-tidy": (
            [options.clang_tidy, f"--load={options.plugin}", "--quiet"],
            (0, 0),
        ),
        "raiify": (
            [options.raiify, "--format=text", "--quiet"],
            (0, 1),
        ),
    }
    failures, results = [], {}
    for name, (command, statuses) in front_ends.items():
        try:
            results[name] = run(
                command + [checks, config, source] + flags, folder, statuses
            )
            record = os.path.join(folder, f"{name}.out")
            compare_with_comments(options, source, results[name], record)
        except (Failure, OSError) as failure:
            failures.append(f"{name}, {std}: {failure}")
    if len(results) == 2:
        try:
            compare_front_ends(results["clang-tidy"], results["raiify"])
        except Failure as failure:
            failures.append(f"{std}: {failure}")
    return failures


def main():
    options = parse_arguments()
    options.file = os.path.realpath(options.file)
    failures = []
    for std in options.std.split(","):
        failures += check_one(options, std)
    for failure in failures:
        print(f"{options.file}: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
