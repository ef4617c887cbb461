#!/usr/bin/env python3
"""Tells for each program of make_settled.py whether a scan is enough for it.

    settled_alone.py RAIIFY

Runs in the folder of the project; each program is run beside those units that
make the preamble.
"""

import glob
import re
import subprocess
import sys

others = sorted(glob.glob("releases*.cpp"))
for name in sorted(set(glob.glob("*.cpp")) - set(others)):
    result = subprocess.run(
        [sys.argv[1], "--no-cache", "--quiet", "--stats", name] + others,
        capture_output=True,
        text=True,
        check=False,
    )
    count = re.search(r"(\d+)  of them settled by the scan", result.stderr)
    print(name, count.group(1) if count else result.stderr)
