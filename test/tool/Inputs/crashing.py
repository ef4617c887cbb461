#!/usr/bin/env python3
"""Makes a project with one unit for each way to crash, and good.cpp.

    crashing.py FOLDER

Each has a finding; those of the units that crash nobody will see. The database
is in the order of the alphabet.
"""

import json
import os
import sys

CLEANUP = "{ try { work(); } catch (...) { delete p; throw; } delete p; }\n"
DEPTH = 200000
UNITS = {
    "deep.cpp": "int x = " + "(" * DEPTH + "1" + ")" * DEPTH + ";\n",
    "fatal.cpp": "#pragma clang __debug llvm_fatal_error\n",
    "good.cpp": "",
    "parser.cpp": "#pragma clang __debug parser_crash\n",
    "template.cpp": "template <int N> struct S { static constexpr int Value = "
    "S<N - 1>::Value; };\nint x = S<500000>::Value;\n",
    "trap.cpp": "#pragma clang __debug crash\n",
}

folder = os.path.realpath(sys.argv[1])
os.makedirs(folder)


def write(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


commands = []
for name, text in UNITS.items():
    write(name, f"void work();\nvoid f_{name[:-4]}(int *p) {CLEANUP}{text}")
    arguments = ["c++", "-std=c++17", "-c", name]
    arguments += ["-fbracket-depth=1000000", "-ftemplate-depth=1000000"]
    commands.append({"directory": folder, "file": name, "arguments": arguments})
write(".clang-tidy", "Checks: 'raii-*,-raii-copied-cleanup'\n")
write("compile_commands.json", json.dumps(commands))
