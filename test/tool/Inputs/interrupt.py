#!/usr/bin/env python3
"""Sends signals to a run at moments that can be told from outside, and prints
what it says and how it ends.

    interrupt.py scan SIGNAL COMMAND...
        while a unit is scanned that takes minutes: the headers that all units
        share are precompiled by then, into $TMPDIR
    interrupt.py write FILE HEADER TIMES COMMAND...
        SIGINT while files are written: FILE becomes a pipe after it was parsed,
        and whoever reads it waits; HEADER is the first file that is written
    interrupt.py ignore COMMAND...
        SIGINT, which the run was told to ignore
"""

import atexit
import glob
import json
import os
import signal
import subprocess
import sys
import time


def tell(process):
    print(process.stderr.read(), end="")
    print("exit status", process.wait())


def start(command, interrupt=signal.SIG_DFL):
    """The tests may run where signals are ignored."""

    def prepare():
        signal.signal(signal.SIGINT, interrupt)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)

    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=prepare,
    )
    atexit.register(process.kill)  # whatever goes wrong here
    return process


def until(condition, process):
    while not condition():
        if process.poll() is not None:
            sys.exit("ended too early:\n" + process.stderr.read())
        time.sleep(0.01)


def scan(name, *command):
    process = start(command)
    made = os.path.join(os.environ["TMPDIR"], "*.pch")
    until(lambda: glob.glob(made), process)
    process.send_signal(getattr(signal, name))
    tell(process)


def naps(process):
    """How often the thread that signals are for has gone to sleep: once more
    when it has one, and waits for writers to come to an end."""
    for path in glob.glob(f"/proc/{process.pid}/task/*/status"):
        with open(path, encoding="utf-8") as file:
            status = dict(line.split(":\t", 1) for line in file if ":\t" in line)
        if not int(status["SigBlk"], 16) >> (signal.SIGINT - 1) & 1:
            return int(status["voluntary_ctxt_switches"])
    return 0


def fresh_pipe(path):
    """Another pipe for each reader: one may not have gone yet."""
    if os.path.lexists(path):
        os.remove(path)
    os.mkfifo(path)


def write(path, header, times, *command):
    with open(path, "rb") as file:
        text = file.read()
    with open("compile_commands.json", encoding="utf-8") as file:
        commands = json.load(file)
    with open("zz.cpp", "w", encoding="utf-8") as file:
        file.write('#include "pipe.h"\n')
    arguments = ["c++", "-c", "zz.cpp"]
    commands.append(dict(commands[0], file="zz.cpp", arguments=arguments))
    with open("compile_commands.json", "w", encoding="utf-8") as file:
        json.dump(commands, file)
    os.mkfifo("pipe.h")
    process = start(list(command) + ["-j1", "--all-tus", "--no-cache"])
    # All other units are parsed when the last one waits for its header.
    with open("pipe.h", "w", encoding="utf-8"):
        fresh_pipe(path)
    # It is read when it is to be edited, and last before it is replaced.
    while True:
        file = open(path, "wb", buffering=0)
        if os.path.exists(header):
            break
        fresh_pipe(path)
        try:
            with file:
                file.write(text)
        except BrokenPipeError:  # opened, and not read
            pass
    with file:
        until(lambda: naps(process) > 0, process)
        before = naps(process)
        process.send_signal(signal.SIGINT)
        until(lambda: naps(process) > before, process)
        if int(times) == 1:
            file.write(text)
        else:
            process.send_signal(signal.SIGINT)
            process.wait()
    tell(process)


def ignore(*command):
    os.mkfifo("pipe.h")
    process = start(command, interrupt=signal.SIG_IGN)
    with open("pipe.h", "w", encoding="utf-8"):
        process.send_signal(signal.SIGINT)
    tell(process)


TASKS = {"scan": scan, "write": write, "ignore": ignore}
TASKS[sys.argv[1]](*sys.argv[2:])
