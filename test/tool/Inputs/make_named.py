#!/usr/bin/env python3
"""Makes sources and headers whose names rules of makefiles cannot hold.

    make_named.py

Each source includes its header, and both have a finding. compile_commands.json
lists the sources.
"""

import json
import os

NAMES = ["tab\there", "two\nlines", "back\\slash", "a$b", "a#b", "colon: b", " lead", "end "]

FUNCTION = (
    "inline void %s(int *p) {\n"
    "  try { work(); } catch (...) { delete p; throw; }\n  delete p;\n}\n"
)

for number, name in enumerate(NAMES):
    with open(name + ".hpp", "w", encoding="utf-8") as file:
        file.write("#pragma once\nvoid work();\n" + FUNCTION % f"header{number}")
    with open(name + ".cpp", "w", encoding="utf-8") as file:
        file.write(f'#include "{name}.hpp"\n' if "\n" not in name else "void work();\n")
        file.write(FUNCTION % f"source{number}")
with open(".clang-tidy", "w", encoding="utf-8") as file:
    file.write("Checks: 'raii-*'\n")
with open("compile_commands.json", "w", encoding="utf-8") as file:
    json.dump(
        [
            {
                "directory": os.getcwd(),
                "file": name + ".cpp",
                "arguments": ["c++", "-c", name + ".cpp"],
            }
            for name in NAMES
        ],
        file,
    )
