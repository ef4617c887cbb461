#!/usr/bin/env python3
"""Asks a command to explain every reason and every assumption.

    explain_all.py REPOSITORY COMMAND...

Each id of the tables is put behind the command. Prints what went wrong, and how
many were explained.
"""

import os
import re
import subprocess
import sys

TABLES = {"Reasons.def": "RAIIFY_REASON", "Assumptions.def": "RAIIFY_ASSUMPTION"}

explained = 0
for table, macro in TABLES.items():
    path = os.path.join(sys.argv[1], "checks", "model", table)
    with open(path, encoding="utf-8") as file:
        ids = re.findall(rf'^{macro}\(\w+,\s*"([^"]+)"', file.read(), re.M)
    if not ids:
        print(f"{table} has no ids")
    for name in ids:
        done = subprocess.run(
            sys.argv[2:] + [name],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
        lines = done.stdout.splitlines()
        if done.returncode or len(lines) < 2 or f" {name}, " not in lines[0]:
            print(f"{name} is not explained: {done.stdout}")
        else:
            explained += 1
print(f"{explained} explained")
