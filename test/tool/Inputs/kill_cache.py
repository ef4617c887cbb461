#!/usr/bin/env python3
"""Kills a run that fills a cache, at random moments, and looks at what the next
run says.

    kill_cache.py TIMES COMMAND...

Runs in the folder of the database. RAIIFY_KILL_SEED chooses the moments; the
seed is printed. In between, sources are edited, so that shards are replaced as
well as made.
"""

import glob
import os
import random
import signal
import subprocess
import sys
import time

times, command = int(sys.argv[1]), sys.argv[2:]
seed = int(os.environ.get("RAIIFY_KILL_SEED") or random.randrange(10**6))
print("RAIIFY_KILL_SEED =", seed, flush=True)
moments = random.Random(seed)


def report(*options):
    run = subprocess.run(
        command + ["--format=json", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert run.returncode == 1, (run.returncode, run.stderr)
    return run.stdout


start = time.monotonic()
plain = report("--no-cache")
whole = time.monotonic() - start

killed = 0
for number in range(times):
    for unit in range(40):
        if moments.random() < 0.5:
            with open(f"unit{unit}.cpp", "a", encoding="utf-8") as file:
                file.write(f"int x{number};\n")
    # A session of its own, so that all of it can be killed at once.
    with subprocess.Popen(
        command + ["-o", os.devnull],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as run:
        time.sleep(moments.uniform(0, whole))
        try:
            os.killpg(run.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        killed += run.wait() == -signal.SIGKILL
    if number % 5 == 4:
        assert report() == report("--no-cache"), f"wrong after kill {number}"

assert killed >= times // 4, f"only {killed} of {times} were killed in time"
assert report() == report("--no-cache")

# What killed runs were writing goes with the next cleaning.
long_ago = time.time() - 3 * 24 * 3600
for name in glob.glob(".cache/raiify/*.tmp-*"):
    os.utime(name, (long_ago, long_ago))
stamp = ".cache/raiify/last-cleaned"
os.utime(stamp, (long_ago, long_ago))
report()
assert not glob.glob(".cache/raiify/*.tmp-*")
