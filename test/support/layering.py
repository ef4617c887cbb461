#!/usr/bin/env python3
"""Reads the #include lines of checks/ and tool/ and reports what crosses a
border that docs/architecture.md draws.

    layering.py ROOT

The borders are the tables below. Exits 1 when something crosses one.
"""

import os
import re
import sys

# Folder under checks/ (or tool/) -> the folders that it may include.
MAY_INCLUDE = {
    "model": {"model"},
    "extract": {"extract", "model"},
    # Judges what extract finds and rewrite proposes, so it must not share code
    # with them; only prove knows both sides.
    "trace": {"trace", "model"},
    "cluster": {"cluster", "model"},
    "rewrite": {"rewrite", "cluster", "extract", "model"},
    "prove": {"prove", "rewrite", "trace", "extract", "model"},
    # The header that rewritten code includes: no part of the tool's own code.
    "guard": set(),
    "tidy": {"tidy", "prove", "rewrite", "cluster", "trace", "extract", "model"},
    "tool": {"tool", "prove", "rewrite", "cluster", "trace", "extract", "model"},
}

# Values that flow: they outlive every AST.
NO_CLANG = {"model", "cluster"}
CLANG = re.compile(r"^clang(-c)?/")

# The front ends share clang-tidy's globs, options and NOLINT; no engine does.
USES_CLANG_TIDY = {"tidy", "tool"}
CLANG_TIDY = re.compile(r"^clang-tidy/")

# Disk, threads and the command line belong to tool/.
NO_SYSTEM = set(MAY_INCLUDE) - {"tool", "tidy"}
SYSTEM = re.compile(
    r"^(llvm/Support/(FileSystem|ThreadPool|Threading|Parallel|Process|Program"
    r"|CommandLine|LockFileManager|Signals)\.h|llvm/Support/FileSystem/.*"
    r"|llvm/Option/.*|thread|mutex|shared_mutex|condition_variable|future"
    r"|filesystem|fstream|iostream|cstdio|unistd\.h|fcntl\.h|sys/.*)$"
)

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
SOURCES = (".h", ".hpp", ".cpp", ".def", ".inc", ".in")


def layer_of(path):
    """The layer that a path relative to the root belongs to, or None."""
    parts = path.split("/")
    if parts[0] == "tool":
        return "tool"
    if parts[0] == "checks" and len(parts) > 2:
        return parts[1]
    return None


def included_layer(root, file, name):
    """The layer that `#include "name"` in \\p file leads to, or None."""
    for folder in (os.path.dirname(file), "checks", ""):
        path = os.path.normpath(os.path.join(folder, name))
        if os.path.exists(os.path.join(root, path)):
            return layer_of(path)
    # Generated headers keep their folder's name.
    first = name.split("/")[0]
    return first if first in MAY_INCLUDE and "/" in name else None


def problems_of(root, file, layer):
    """What \\p file includes and must not, in words."""
    with open(os.path.join(root, file), encoding="utf-8") as source:
        text = source.read()
    for match in INCLUDE.finditer(text):
        quote, name = match.groups()
        line = text.count("\n", 0, match.start(2)) + 1
        place = f"{file}:{line}: {layer} must not include {name}"
        if layer in NO_CLANG and CLANG.match(name):
            yield f"{place}: it holds plain values, without Clang"
        if layer not in USES_CLANG_TIDY and CLANG_TIDY.match(name):
            yield f"{place}: only the front ends know clang-tidy"
        if layer in NO_SYSTEM and SYSTEM.match(name):
            yield f"{place}: disk, threads and command line belong to tool"
        target = included_layer(root, file, name) if quote == '"' else None
        if target and target not in MAY_INCLUDE[layer]:
            yield f"{place}: it may know {', '.join(sorted(MAY_INCLUDE[layer]))}"


def files_of(root):
    """Every source of checks/ and tool/, relative to the root, sorted."""
    for top in ("checks", "tool"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in names:
                if name.endswith(SOURCES):
                    yield os.path.relpath(os.path.join(folder, name), root)


def main():
    root = sys.argv[1]
    problems, seen = [], 0
    for file in sorted(files_of(root)):
        layer = layer_of(file)
        seen += 1
        if layer is None:
            continue
        if layer not in MAY_INCLUDE:
            problems.append(f"{file}: folder {layer} has no line in layering.py")
            continue
        problems += problems_of(root, file, layer)
    if not seen:
        problems.append(f"{root}: no sources")
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
