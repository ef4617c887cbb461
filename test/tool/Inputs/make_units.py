#!/usr/bin/env python3
"""Makes a project of many small units that share headers.

    make_units.py FOLDER COUNT

Each unit has one finding of its own and includes one of five headers, which
have one each. FOLDER/compile_commands.json lists all.
"""

import json
import os
import sys

folder, count = os.path.realpath(sys.argv[1]), int(sys.argv[2])
os.makedirs(os.path.join(folder, "inc"), exist_ok=True)


def write(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


CLEANUP = "{ try { work(); } catch (...) { delete p; throw; } delete p; }\n"
for number in range(5):
    write(
        f"inc/h{number}.h",
        f"void work();\ninline void h{number}(int *p) {CLEANUP}",
    )
commands = []
for number in range(count):
    name = f"unit{number}.cpp"
    write(
        name, f'#include "inc/h{number % 5}.h"\nvoid f{number}(int *p) {CLEANUP}'
    )
    commands.append(
        {
            "directory": folder,
            "file": name,
            "arguments": ["c++", "-std=c++17", "-c", name],
        }
    )
write(".clang-tidy", "Checks: 'raii-*'\n")
write("compile_commands.json", json.dumps(commands))
