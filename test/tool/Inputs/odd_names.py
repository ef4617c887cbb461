#!/usr/bin/env python3
"""Makes copies of a source under names that are unusual, or edits them.

    odd_names.py [--edit] SOURCE

One of the copies has lines that end in a carriage return, too, and no end of
the last line. compile_commands.json lists all; it and all else that a test
writes is ignored by git.
"""

import json
import os
import sys

NAMES = ["two words.cpp", '"quoted".cpp', "semi;colon's.cpp", "f\u00fcr \u03bb.cpp"]
ENDING = 0

edit = sys.argv[1] == "--edit"
with open(sys.argv[-1], "rb") as file:
    text = file.read()
for number, name in enumerate(NAMES):
    new = text.replace(b"// here", b"// there") if edit else text
    if number == ENDING:
        new = new.replace(b"\n", b"\r\n").rstrip()
    with open(name, "wb") as file:
        file.write(new)
if not edit:
    with open("compile_commands.json", "w", encoding="utf-8") as file:
        json.dump(
            [
                {
                    "directory": os.getcwd(),
                    "file": name,
                    "arguments": ["c++", "-c", name],
                }
                for name in NAMES
            ],
            file,
        )
    with open(".gitignore", "w", encoding="utf-8") as file:
        file.write("*.json\nerr\n.cache\n")
