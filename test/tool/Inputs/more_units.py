#!/usr/bin/env python3
"""Adds units to the database here that are like good.cpp, which is there.

    more_units.py COUNT
"""

import json
import sys

with open("compile_commands.json", encoding="utf-8") as file:
    commands = json.load(file)
with open("good.cpp", encoding="utf-8") as file:
    text = file.read()
arguments = next(c["arguments"] for c in commands if c["file"] == "good.cpp")
for number in range(int(sys.argv[1])):
    name = f"more{number}.cpp"
    with open(name, "w", encoding="utf-8") as file:
        file.write(text.replace("good", f"more{number}"))
    commands.append(
        {
            "directory": commands[0]["directory"],
            "file": name,
            "arguments": arguments[:-1] + [name],
        }
    )
with open("compile_commands.json", "w", encoding="utf-8") as file:
    json.dump(commands, file)
