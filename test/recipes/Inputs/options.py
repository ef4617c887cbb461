#!/usr/bin/env python3
"""Reports the options of `raiify --help` that another text lacks.

    options.py --raiify=PROGRAM [--man=FILE] [--words=FILE]

FILE is a manual page, in which each option begins a line in bold, or words, one
a line, of which each option is one (with or without the `=` of its value).
Exits 1 when something is missing.
"""

import argparse
import os
import re
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--raiify", required=True)
parser.add_argument("--man")
parser.add_argument("--words")
given = parser.parse_args()

text = subprocess.run(
    [given.raiify, "--help"], capture_output=True, text=True, check=True
).stdout
wanted = re.findall(r"^  (--?[\w-]+)", text, re.M)
if not wanted:
    sys.exit("options.py: the help names no options")

path = given.man or given.words
with open(path, encoding="utf-8") as file:
    found = file.read()
if given.man:
    found = found.replace("\\-", "-")
    names = set(re.findall(r"^\\fB(--?[\w-]+)", found, re.M))
else:
    names = {line.rstrip("= ") for line in found.splitlines()}
missing = [name for name in wanted if name not in names]
for name in missing:
    print(f"{os.path.basename(path)} lacks {name}")
sys.exit(1 if missing else 0)
