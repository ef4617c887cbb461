#!/usr/bin/env python3
"""Writes raiify's completions for bash, zsh and fish.

    completions.py --options=JSON --raiify=PROGRAM --output=FOLDER

JSON is Options.td as `llvm-tblgen -dump-json` prints it: names, values and
help of the options. PROGRAM is asked for the names that values are made of.
Writes FOLDER/raiify.bash, FOLDER/_raiify and FOLDER/raiify.fish.

What can be completed in an option's value follows from the name of the value
in Options.td: `<a|b>` are two words, `<file>`, `<dir>` and others stand in
KINDS. Where that says nothing, raiify's complaint about an empty value may list
the words. Otherwise nothing is completed.
"""

import argparse
import json
import os
import re
import subprocess
import sys

import shells

# What the names of values stand for, but for those whose words raiify
# knows (Raiify.value_of).
KINDS = {
    "file": "files",
    "path": "files",
    "globs": "files",
    "dir": "folders",
    "rev": "revisions",
}

# "takes text or json, not ''", "takes one of a, b, c, not ''".
LISTED = re.compile(
    r" takes (?:one of )?([\w-]+(?:, [\w-]+)*(?: or |, )[\w-]+), not ''"
)


class Value:
    """What an option's value may be.

    name is that of the help, without brackets. kind is one of none, files,
    folders, words (one of `words`), list (several of `words`, parted by
    commas) and revisions (of git).
    """

    def __init__(self, name, kind, words=()):
        self.name, self.kind, self.words = name, kind, list(words)


class Option:
    """One option: its spelling with dashes (`--format`), the help, the value
    or None, and whether the value may follow after a `=`."""

    def __init__(self, record):
        self.joined = record["Name"].endswith("=")
        self.spelling = record["Prefixes"][0] + record["Name"].rstrip("=")
        self.help = record["HelpText"]
        self.value = None
        if record["Kind"]["def"] != "KIND_FLAG":
            name = (record["MetaVarName"] or "").strip("<>")
            self.value = Value(name, KINDS.get(name, "none"))


class Raiify:
    """The program, asked for names."""

    def __init__(self, program):
        self.program = program
        self.names = self._read_names()

    def _complaint(self, *arguments):
        run = subprocess.run(
            [self.program, *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        return run.stderr.strip()

    def _read_names(self):
        """The names that --explain takes, by kind."""
        complaint = self._complaint("--explain=")
        lists = re.findall(r"\ban? (\w+) \(([^)]*)\)", complaint)
        names = {kind: words.split(", ") for kind, words in lists}
        for kind in ("check", "option", "reason", "assumption"):
            if not names.get(kind):
                sys.exit(
                    f"completions.py: error: '{self.program} --explain=' lists "
                    f"no {kind}; it says: {complaint}"
                )
        return names

    def value_of(self, option):
        """What the value of an option may be, as far as raiify knows."""
        name = option.value.name
        if option.spelling == "--checks":
            return Value(name, "list", ["-*"] + self.names["check"])
        if option.spelling == "--assume":
            return Value(name, "list", self.names["assumption"])
        if option.spelling == "--explain":
            return Value(name, "words", sum(self.names.values(), []))
        if "|" in name:
            return Value(name, "words", name.split("|"))
        if option.value.kind == "none" and option.joined:
            # --version keeps an empty value that is right from starting a run.
            complaint = self._complaint("--version", option.spelling + "=")
            listed = LISTED.search(complaint)
            if listed:
                return Value(name, "words", re.split(r", | or ", listed[1]))
        return option.value


def read_options(path, raiify):
    """The options that the help lists, sorted by name."""
    with open(path, encoding="utf-8") as file:
        table = json.load(file)
    records = [table[name] for name in table["!instanceof"]["Option"]]
    options = [
        Option(record)
        for record in records
        if record["HelpText"] and record["Alias"] is None
    ]
    if not options:
        sys.exit(f"completions.py: error: {path}: no options")
    for option in options:
        if option.value:
            option.value = raiify.value_of(option)
    return sorted(options, key=lambda option: option.spelling)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--options", required=True)
    parser.add_argument("--raiify", required=True)
    parser.add_argument("--output", required=True)
    given = parser.parse_args()
    options = read_options(given.options, Raiify(given.raiify))
    for name, render in (
        ("raiify.bash", shells.bash),
        ("_raiify", shells.zsh),
        ("raiify.fish", shells.fish),
    ):
        path = os.path.join(given.output, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(render(options))


if __name__ == "__main__":
    main()
