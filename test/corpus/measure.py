#!/usr/bin/env python3
"""Runs a command and says on standard error what it took.

usage: measure.py COMMAND [ARGUMENT...]

The status is the command's own, or 128 + N where signal N ended it.
"""

import resource
import subprocess
import sys
import time


def main():
    start = time.monotonic()
    status = subprocess.run(sys.argv[1:]).returncode
    wall = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        "time: %.1f s wall, %.1f s user, %.1f s system, %.0f MiB peak"
        % (wall, used.ru_utime, used.ru_stime, used.ru_maxrss / 1024),
        file=sys.stderr,
    )
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()
