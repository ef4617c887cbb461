#!/usr/bin/env python3
"""Runs a command whose standard output takes nothing.

    output.py full|closed|gone COMMAND...

It is on a full disk, closed, or a pipe whose reader has gone. Prints the
command's standard error and then its exit status.
"""

import os
import subprocess
import sys

if sys.argv[1] == "full":
    if not os.path.exists("/dev/full"):
        sys.exit("no /dev/full here")
    output, prepare = open("/dev/full", "w"), None
elif sys.argv[1] == "gone":
    reader, output = os.pipe()
    os.close(reader)
    prepare = None
else:
    output, prepare = None, lambda: os.close(1)
done = subprocess.run(
    sys.argv[2:],
    stdout=output,
    stderr=subprocess.PIPE,
    preexec_fn=prepare,
    encoding="utf-8",
    check=False,
)
print(done.stderr, end="")
print("exit status", done.returncode)
