#!/usr/bin/env python3
"""Runs a command in surroundings that a shell cannot make.

    surroundings.py tty COMMAND...
        on a terminal; says whether there were colours and a progress line
    surroundings.py pipe COMMAND...
        the same without a terminal
    surroundings.py without NUMBER COMMAND...
        with that file descriptor closed
    surroundings.py deaf COMMAND...
        standard error is a pipe that nobody reads
    surroundings.py small BYTES COMMAND...
        no file may become larger, as on a full disk
    surroundings.py nowhere COMMAND...
        in a folder that is removed

All but the first two print what the command prints. Then follows its status.
"""

import os
import pty
import resource
import subprocess
import sys
import tempfile


def finish(command, **options):
    sys.stdout.flush()
    print("exit status", subprocess.run(command, check=False, **options).returncode)


def describe(output, status):
    print("colours" if b"\x1b[0" in output else "plain", end=", ")
    print("progress" if b"[1/1]" in output else "no progress", end=", ")
    print("exit status", status)


def tty(*command):
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    output = b""
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # how Linux says that nobody has it open any more
            break
        if not chunk:
            break
        output += chunk
    describe(output, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def pipe(*command):
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    describe(done.stdout, done.returncode)


def without(number, *command):
    finish(command, preexec_fn=lambda: os.close(int(number)))


def deaf(*command):
    reader, writer = os.pipe()
    os.close(reader)
    finish(command, stderr=writer)


def small(limit, *command):
    def prepare():
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))

    finish(command, preexec_fn=prepare)


def nowhere(*command):
    folder = tempfile.mkdtemp()
    finish(command, cwd=folder, preexec_fn=lambda: os.rmdir(folder))


TASKS = {
    "tty": tty,
    "pipe": pipe,
    "without": without,
    "deaf": deaf,
    "small": small,
    "nowhere": nowhere,
}
TASKS[sys.argv[1]](*sys.argv[2:])
