#!/usr/bin/env python3
"""Compiles sources with every compiler, standard and set of flags asked for.

    build.py --include=DIR --standards=11,14 [--with=FLAGS]… [--run=EXE]
             [--flags=FLAGS] --compilers='CXX…' FILE…

Every --with is one variant; standards that a compiler does not know yet are
left out, but not C++20 and older. With --run, the program is linked to EXE and
must end with status 0; else sources are only checked. Prints one line for each
combination, and what the compiler or program said where it failed; exits 1 if
one did.
"""

import argparse
import subprocess
import sys

# What compilers call a standard, by age.
NAMES = {"23": ("c++23", "c++2b"), "26": ("c++26", "c++2c")}
REQUIRED = ("11", "14", "17", "20")


def run(command):
    """Whether it ended with status 0, and what it printed."""
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return result.returncode == 0, result.stdout


def spelling(compiler, standard):
    """The -std= option, or None where the compiler does not know it."""
    for name in NAMES.get(standard, (f"c++{standard}",)):
        option = f"-std={name}"
        known, _ = run(
            [compiler, option, "-fsyntax-only", "-x", "c++", "/dev/null"]
        )
        if known or standard in REQUIRED:
            return option
    return None


def build(arguments, compiler, option, variant):
    command = [compiler, option, f"-I{arguments.include}"]
    command += arguments.flags.split() + variant.split() + arguments.files
    if not arguments.run:
        return run(command + ["-fsyntax-only"])
    succeeded, output = run(command + ["-o", arguments.run])
    return run([arguments.run]) if succeeded else (False, output)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--include", required=True)
    parser.add_argument("--standards", required=True)
    parser.add_argument("--with", action="append", dest="variants")
    parser.add_argument("--flags", default="")
    parser.add_argument("--run")
    parser.add_argument("--compilers", required=True)
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()

    failed = built = 0
    for compiler in arguments.compilers.split():
        for standard in arguments.standards.split(","):
            option = spelling(compiler, standard)
            for variant in arguments.variants or [""] if option else []:
                succeeded, output = build(arguments, compiler, option, variant)
                built += 1
                failed += not succeeded
                state = "ok" if succeeded else "failed"
                print(f"{compiler} {option} {variant}: {state}")
                if output:
                    print(output)
    print(f"{built} built, {failed} failed")
    return 1 if failed or not built else 0


if __name__ == "__main__":
    sys.exit(main())
