#!/usr/bin/env python3
"""Makes a project of small units beside some that take minutes to parse.

    monsters.py FOLDER MONSTER...

constant   computes a constant: clang asks nobody for the time meanwhile
templates  instantiates more templates than there is room for
macros     expands macros that double
condition  the same in an #if, which stops preprocessing already

Each one has a finding of its own, which nobody will ever see, and includes
shared.h, which has one. So do good.cpp and other.cpp.
"""

import json
import os
import sys

CLEANUP = "{ try { work(); } catch (...) { delete p; throw; } delete p; }\n"
DOUBLING = "#define A0 1 +\n" + "".join(
    f"#define A{number} A{number - 1} A{number - 1}\n" for number in range(1, 40)
)
MONSTERS = {
    "constant": (
        "constexpr unsigned f(unsigned n) { unsigned s = 0; "
        "for (unsigned i = 0; i != n; ++i) s += i * i; return s; }\n"
        "static_assert(f(2000000000) != 1, \"\");\n"
    ),
    "templates": (
        "template <int N, int M> struct T { static constexpr int Value = "
        "T<N - 1, 2 * M>::Value + T<N - 1, 2 * M + 1>::Value; };\n"
        "template <int M> struct T<0, M> { static constexpr int Value = 0; };\n"
        "static_assert(T<28, 1>::Value == 0, \"\");\n"
    ),
    "macros": DOUBLING + "int x = A39 0;\n",
    "condition": DOUBLING + "#if A39 0\n#endif\n",
}

folder, names = os.path.realpath(sys.argv[1]), sys.argv[2:]
os.makedirs(folder)


def write(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


write("shared.h", f"#pragma once\nvoid work();\ninline void shared(int *p) {CLEANUP}")
commands = []
for name in names + ["good", "other"]:
    text = f'#include "shared.h"\nvoid {name}(int *p) {CLEANUP}'
    write(f"{name}.cpp", text + MONSTERS.get(name, ""))
    commands.append(
        {
            "directory": folder,
            "file": f"{name}.cpp",
            "arguments": [
                "c++",
                "-std=c++17",
                "-fconstexpr-steps=4294967295",
                "-c",
                f"{name}.cpp",
            ],
        }
    )
write(".clang-tidy", "Checks: 'raii-*,-raii-copied-cleanup'\n")
write("compile_commands.json", json.dumps(commands))
