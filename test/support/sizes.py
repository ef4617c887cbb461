#!/usr/bin/env python3
"""Reports sources and headers that have grown too long to read in one go.

    sizes.py ROOT

450 lines a source, 200 a header, and LLVM's version asked for in at most one
header. Exits 1 when something is over.
"""

import os
import re
import sys

LIMITS = {".cpp": 450, ".h": 200, ".hpp": 200, ".py": 450, ".sh": 450}
LIMITS.update({".js": 450, ".jsx": 450, ".mjs": 450, ".css": 450})
FOLDERS = ("checks", "tool", "test/unit", "test/support")
VERSION_TEST = re.compile(r"^\s*#\s*(if|elif)\b.*(LLVM|CLANG)_VERSION", re.M)


def files_of(root):
    for top in FOLDERS:
        for folder, _, names in os.walk(os.path.join(root, top)):
            if "Inputs" in folder:
                continue
            for name in sorted(names):
                yield os.path.join(folder, name)


def main():
    root = sys.argv[1]
    problems, versioned = [], []
    for path in files_of(root):
        limit = LIMITS.get(os.path.splitext(path)[1])
        if limit is None:
            continue
        with open(path, encoding="utf-8") as file:
            text = file.read()
        name = os.path.relpath(path, root)
        lines = text.count("\n")
        if lines > limit:
            problems.append(f"{name}: {lines} lines, more than {limit}")
        if VERSION_TEST.search(text):
            versioned.append(name)
    if len(versioned) > 1:
        problems.append("LLVM's version is tested in: " + ", ".join(versioned))
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
