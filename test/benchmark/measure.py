"""Runs commands and tells what they took.

    Cost ─► sums and ratios (benchmark.py)

CPU is user and system time of all processes that a command started; peak
memory is that of the largest single one of them.
"""

import concurrent.futures
import dataclasses
import os
import subprocess
import sys
import threading
import time


@dataclasses.dataclass
class Cost:
    """Seconds of CPU and of wall clock, and MiB of the largest process."""

    cpu: float = 0.0
    wall: float = 0.0
    peak: float = 0.0


class Failed(Exception):
    """A command that should have worked; the text says which and how."""


def spawn(command, folder=None):
    """Runs \\p command without its output; (status, Cost)."""
    start = time.monotonic()
    with open(os.devnull, "wb") as null:
        process = subprocess.Popen(
            command, cwd=folder, stdin=null, stdout=null, stderr=null
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, Cost(
        used.ru_utime + used.ru_stime,
        time.monotonic() - start,
        used.ru_maxrss / 1024,
    )


def run(command, folder=None, allowed=(0,)):
    """What \\p command takes, all of its own threads and children."""
    status, cost = spawn(command, folder)
    if status not in allowed:
        raise Failed(f"status {status}: {' '.join(command)}")
    return cost


def run_all(commands, jobs):
    """What (command, folder) pairs take, \\p jobs at once. Those that fail are
    counted on standard error: a compiler may reject what another takes."""
    total, lock, failed = Cost(), threading.Lock(), []
    start = time.monotonic()

    def one(task):
        status, cost = spawn(*task)
        with lock:
            total.cpu += cost.cpu
            total.peak = max(total.peak, cost.peak)
            if status != 0:
                failed.append(task[0])

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        list(pool.map(one, commands))
    total.wall = time.monotonic() - start
    if failed:
        print(
            f"benchmark: {len(failed)} of {len(commands)} commands failed, "
            f"the first is: {' '.join(failed[0])}",
            file=sys.stderr,
        )
    return total
