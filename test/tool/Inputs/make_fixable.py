#!/usr/bin/env python3
"""Writes sources whose bytes have to be kept, with a finding each that can be
fixed, and their database.

    make_fixable.py FOLDER
"""

import json
import os
import sys

TEXT = (
    "void work();\n\n\n\n\nvoid f(int *p) {\n  try {\n    work();\n"
    "  } catch (...) {\n    delete p;\n    throw;\n  }\n  delete p;\n}\n"
).encode()

FILES = {
    "plain.cpp": TEXT,
    "bom.cpp": b"\xef\xbb\xbf" + TEXT,
    "crlf.cpp": TEXT.replace(b"\n", b"\r\n"),
    "latin \u00e4.cpp": b"// \xe4\xf6\xfc\n" + TEXT + b"// \xe4",
    "with space/bare.cpp": TEXT.rstrip(b"\n"),
}

folder = sys.argv[1]
commands = []
for name, text in FILES.items():
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text)
    commands.append(
        {
            "directory": folder,
            "file": path,
            "arguments": ["c++", "-std=c++17", "-c", path],
        }
    )
with open(os.path.join(folder, "compile_commands.json"), "w") as file:
    json.dump(commands, file)
with open(os.path.join(folder, ".clang-tidy"), "w") as file:
    file.write("Checks: 'raii-*'\n")
