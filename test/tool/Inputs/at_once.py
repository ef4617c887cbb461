#!/usr/bin/env python3
"""Runs a command twice at the same time; both must print the same as FILE.

    at_once.py FILE COMMAND...
"""

import subprocess
import sys

with open(sys.argv[1], "rb") as file:
    expected = file.read()
runs = [
    subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(2)
]
for run in runs:
    out, err = run.communicate()
    assert out == expected, out
    assert b"warning" not in err, err
