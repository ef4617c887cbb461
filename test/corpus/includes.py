#!/usr/bin/env python3
"""Lists the project files that a compilation database covers.

usage: includes.py SOURCE BUILD

Prints, one a line and relative to SOURCE, every file below SOURCE that some
translation unit of BUILD/compile_commands.json is or includes. clang-scan-deps
follows the includes under the project's own flags; where it fails, that
translation unit would not parse either, so the status is 1 and its messages
stand on standard error.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

SCAN_DEPS = os.environ.get("CLANG_SCAN_DEPS", "clang-scan-deps-22")
LANGUAGES = (".c", ".cc", ".cpp", ".cxx", ".C")


def clang_command(entry, bin_dir):
    """The entry's arguments with the compiler replaced by clang, which then
    finds its own built-in headers."""
    args = entry.get("arguments") or shlex.split(entry["command"])
    driver = "clang++" if args[0].endswith("++") else "clang"
    return [os.path.join(bin_dir, driver)] + args[1:]


def clang_database(build, bin_dir):
    with open(os.path.join(build, "compile_commands.json")) as file:
        entries = json.load(file)
    return [
        {
            "directory": entry["directory"],
            "file": entry["file"],
            "arguments": clang_command(entry, bin_dir),
        }
        for entry in entries
        if entry["file"].endswith(LANGUAGES)
    ]


def scan(database, scan_deps):
    """The make rules of all translation units, as text."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(database, file)
        file.flush()
        command = [scan_deps, "-format=make", "-compilation-database", file.name]
        result = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if result.returncode != 0:
        sys.exit("%s failed with status %d" % (SCAN_DEPS, result.returncode))
    return result.stdout


def prerequisites(rules):
    """The files on the right of the make rules."""
    for rule in rules.replace("\\\n", " ").splitlines():
        _, _, files = rule.partition(": ")
        for word in re.findall(r"(?:\\.|\S)+", files):
            yield re.sub(r"\\(.)", r"\1", word)


def main():
    source, build = map(os.path.realpath, sys.argv[1:3])
    scan_deps = shutil.which(SCAN_DEPS)
    if not scan_deps:
        sys.exit(
            "%s is not there: install clang-tools-22, or set CLANG_SCAN_DEPS"
            % SCAN_DEPS
        )
    bin_dir = os.path.dirname(os.path.realpath(scan_deps))
    rules = scan(clang_database(build, bin_dir), scan_deps)
    # CMake's Ninja generator runs every command in the build folder.
    found = {
        os.path.realpath(os.path.join(build, word))
        for word in set(prerequisites(rules))
    }
    prefix = source + os.sep
    for file in sorted(found):
        if file.startswith(prefix):
            print(file[len(prefix) :])


if __name__ == "__main__":
    main()
