#!/usr/bin/env python3
"""Runs a command and insists on its exit status.

    status.py STATUS COMMAND...

Output goes where it would go without. Exits 0 when the status is the wanted
one, 1 when it is not.
"""

import subprocess
import sys

status = subprocess.run(sys.argv[2:], check=False).returncode
if status != int(sys.argv[1]):
    print(f"exit status {status}, not {sys.argv[1]}", file=sys.stderr)
    sys.exit(1)
