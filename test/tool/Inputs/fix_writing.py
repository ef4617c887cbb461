#!/usr/bin/env python3
"""What fix-writing.test looks at and a shell cannot.

    fix_writing.py bytes BEFORE AFTER   line ends and odd bytes are kept
    fix_writing.py mode FILE OCTAL      the file has this mode
    fix_writing.py new FOLDER FILE      makes both
    fix_writing.py like PATH OTHER      both have the same mode
    fix_writing.py change FILE COMMAND...
        runs COMMAND on the database here and changes FILE after it was read;
        prints what the command prints, and its status
    fix_writing.py kill BEFORE FOLDER COMMAND...
        runs COMMAND over and over in FOLDER, a copy of BEFORE, and kills it
        while it writes
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import time


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def check_bytes(before, after):
    crlf = read(after, "crlf.cpp")
    assert crlf.count(b"\n") == crlf.count(b"\r\n") > 0, crlf
    bom = read(after, "bom.cpp")
    assert bom.startswith(b"\xef\xbb\xbf"), bom
    assert bom.count(b"\xef\xbb\xbf") == 1, bom
    latin = read(after, "latin \u00e4.cpp")
    assert b"// \xe4\xf6\xfc\n" in latin and latin.endswith(b"\n// \xe4"), latin
    assert read(after, "with space/bare.cpp").endswith(b"}")
    for name in "plain.cpp", "bom.cpp", "crlf.cpp", "latin \u00e4.cpp":
        assert b"catch" in read(before, name), name
        assert b"catch" not in read(after, name), name


def mode_of(path):
    return os.stat(path).st_mode & 0o7777


def check_mode(path, mode):
    assert mode_of(path) == int(mode, 8), oct(mode_of(path))


def make_new(folder, path):
    os.mkdir(folder)
    with open(path, "w", encoding="utf-8"):
        pass


def check_like(path, other):
    assert mode_of(path) == mode_of(other), oct(mode_of(path))


def change(path, *command):
    """The last unit includes a pipe: it is read when all others were, and
    parsing waits until somebody writes into it."""
    os.mkfifo("pipe.h")
    with open("zz.cpp", "w", encoding="utf-8") as file:
        file.write('#include "pipe.h"\n')
    with open("compile_commands.json", encoding="utf-8") as file:
        commands = json.load(file)
    commands.append(
        {
            "directory": os.getcwd(),
            "file": "zz.cpp",
            "arguments": ["c++", "-c", "zz.cpp"],
        }
    )
    with open("compile_commands.json", "w", encoding="utf-8") as file:
        json.dump(commands, file)
    with subprocess.Popen(list(command) + ["-j1"]) as process:
        with open("pipe.h", "w", encoding="utf-8"):
            with open(path, "a", encoding="utf-8") as file:
                file.write("// changed\n")
        print("exit status", process.wait(), flush=True)


def snapshot(folder):
    """Text of every source by name, the files that are left over apart."""
    sources, leftovers = {}, []
    for path in glob.glob(os.path.join(folder, "**", "*"), recursive=True):
        if path.endswith((".cpp", ".hpp")):
            sources[os.path.relpath(path, folder)] = read(path)
        elif ".raiify-" in path:
            leftovers.append(path)
        else:
            assert os.path.isdir(path) or path.endswith(".json"), path
    return sources, leftovers


def kill(before, folder, *command):
    def restore():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(before, folder)

    def run():
        subprocess.run(command, cwd=folder, check=True)

    def run_and_kill(delay):
        """The guard header is written first: when it is there, the others are
        about to be."""
        header = os.path.join(folder, "raiify", "scope_guard.hpp")
        with subprocess.Popen(command, cwd=folder) as process:
            while process.poll() is None and not os.path.exists(header):
                pass
            time.sleep(delay)
            process.kill()

    restore()
    old, _ = snapshot(folder)
    run()
    new, leftovers = snapshot(folder)
    assert not leftovers, leftovers
    partly = 0
    for number in range(12):
        restore()
        run_and_kill(number * 0.0001)
        found, _ = snapshot(folder)
        assert set(old) <= set(found) <= set(new), found.keys()
        for name, text in found.items():
            assert text in (old.get(name), new[name]), (name, text)
        changed = [name for name in old if found[name] != old[name]]
        header = set(new) - set(old)
        assert not changed or header <= set(found), changed
        partly += 0 < len(changed) < len(old)
    run()
    assert snapshot(folder)[0] == new
    print(f"{partly} runs were killed between two files")


TASKS = {
    "bytes": check_bytes,
    "mode": check_mode,
    "new": make_new,
    "like": check_like,
    "change": change,
    "kill": kill,
}
TASKS[sys.argv[1]](*sys.argv[2:])
