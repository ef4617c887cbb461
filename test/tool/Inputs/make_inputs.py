#!/usr/bin/env python3
"""Writes source files whose bytes an editor would spoil, and their database.

    make_inputs.py FOLDER
"""

import json
import os
import sys

LINE = (
    "void work(); void f(int *p) { try { work(); } "
    "catch (...) { delete p; throw; } delete p; }\n"
).encode()

FILES = {
    "empty.cpp": b"",
    "bom.cpp": b"\xef\xbb\xbf" + LINE,
    "crlf.cpp": (
        b"void work();\r\n\r\nvoid f(int *p) {\r\n"
        b"  try { work(); } catch (...) { delete p; throw; }\r\n"
        b"  delete p;\r\n}\r\n"
    ),
    "latin.cpp": (
        b"// \xe4\xf6\xfc\nvoid w(); void make(const char *); "
        b"void drop(const char *); void f() { make(\"\xe4\");\n"
        b"\ttry { w(); } catch (...) { drop(\"\xe4\"); throw; }\n"
        b"\tdrop(\"\xe4\"); }\n"
    ),
    "with space/\u00e4 \u00f6.cpp": LINE,
}

folder = sys.argv[1]
commands = []
for name, text in FILES.items():
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text)
    commands.append(
        {"directory": folder, "file": path, "arguments": ["c++", "-c", path]}
    )
with open(os.path.join(folder, "compile_commands.json"), "w") as file:
    json.dump(commands, file)
