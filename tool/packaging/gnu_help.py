#!/usr/bin/env python3
"""Prints raiify's help or version in the form that help2man reads.

    gnu_help.py RAIIFY (--help | --version)

help2man knows the headings of the GNU coding standards; LLVM's option parser
has its own. The overview goes: the manual's description says it.
"""

import re
import subprocess
import sys

program, what = sys.argv[1:]
text = subprocess.run(
    [program, what], capture_output=True, text=True, check=True
).stdout
if what == "--help":
    text = re.sub(r"\AOVERVIEW: .*\n\n", "", text)
    usage, rest = text.split("\n\n", 1)
    # "Usage: one" and, for further forms, "  or:  another".
    usage = usage.replace("USAGE:", "Usage:", 1)
    usage = re.sub(r"\n +", "\n  or:  ", usage)
    # The help of an option stands two spaces behind its name, at least.
    rest = re.sub(r"^(  -\S+(?: <\S+>)?) (?=[^ <])", r"\1  ", rest, flags=re.M)
    # One paragraph, not a line with a list below.
    rest = re.sub(r"^(PATHS: .*)\n +", r"\1 ", rest, flags=re.M)
    rest = re.sub(
        r"^([A-Z][A-Z ]+):", lambda m: m[1].capitalize() + ":", rest, flags=re.M
    )
    text = f"{usage}\n\n{rest}"
print(text, end="")
