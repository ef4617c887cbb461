#!/usr/bin/env python3
"""Compares, in x86-64 assembly, functions written by hand with guards.

    cost.py FILE.s

Of hand_X, raii_X and guard_X, it prints how many instructions the longest way
from the entry to a return has that no exception takes, how many of them can be
reached so, how many of those are calls and conditional jumps, and how many the
function has in all. Exits 1 when a guard calls into the heap or the runtime,
calls or tests more on its normal ways than the others, or is longer there than
the hand-written by more than SLACK, or than the class at all.
"""

import re
import sys

# A destructor's landing pad keeps the exception in one register more, to be
# saved, restored and aligned for.
SLACK = 8
# What a guard is to do without: operator new, the count of exceptions, catch.
FORBIDDEN = re.compile(
    r"_Zn[wa]|malloc|uncaught_exceptions|__cxa_(?:get_globals|begin_catch)"
)
COUNTS = re.compile(r"uncaught_exceptions|__cxa_get_globals")
LABEL = re.compile(r"^([\w.$]+):")
LEAVES = re.compile(r"^(ret|jmp|ud2)")
CALL = re.compile(r"^(call|jmp\s+[^.\s])")
TEST = re.compile(r"^j(?!mp)")
JUMP = re.compile(r"^j\w+\s+(\S+)")


def read(path):
    """Every instruction in order, and the index of the one behind each label."""
    code, labels = [], {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            label = LABEL.match(line)
            text = line.split("#")[0].strip()
            if label:
                labels[label.group(1)] = len(code)
            elif text and not text.startswith("."):
                code.append(text)
    return code, labels


def successors(code, labels, index):
    """What may be executed after an instruction, without an exception."""
    jump = JUMP.match(code[index])
    if jump and jump.group(1) in labels:
        yield labels[jump.group(1)]
    if not LEAVES.match(code[index]) and index + 1 < len(code):
        yield index + 1


def normal_ways(code, labels, start):
    """The indices reached without an exception, and the longest way's length.
    The functions have no loops."""
    lengths = {}

    def length(index):
        if index not in lengths:
            after = successors(code, labels, index)
            lengths[index] = 1 + max(map(length, after), default=0)
        return lengths[index]

    longest = length(start)
    return set(lengths), longest


def whole(labels, size, name):
    """The indices between a function's labels, hot and cold, and the next."""
    ends = sorted(
        {at for label, at in labels.items() if not label.startswith(".")}
    ) + [size]
    indices = set()
    for label in (name, name + ".cold"):
        if label in labels:
            begin = labels[label]
            indices.update(range(begin, next(e for e in ends if e > begin)))
    return indices


def measure(code, labels, name):
    normal, longest = normal_ways(code, labels, labels[name])
    texts = [code[index] for index in normal]
    return {
        "longest way": longest,
        "normal": len(normal),
        "calls": sum(bool(CALL.match(text)) for text in texts),
        "tests": sum(bool(TEST.match(text)) for text in texts),
        "in all": len(whole(labels, len(code), name)),
    }


def compare(case, guard, hand, raii):
    """What the guard's function does worse than the others, in words."""
    limits = [("calls", "hand", hand, 0), ("tests", "hand", hand, 0)]
    limits += [("longest way", "hand", hand, SLACK)]
    limits += [(what, "raii", raii, 0) for what in guard] if raii else []
    for what, kind, other, slack in limits:
        if guard[what] > other[what] + slack:
            yield (
                f"guard_{case}: {guard[what]} {what}, "
                f"{kind}_{case}: {other[what]}"
            )


def main():
    code, labels = read(sys.argv[1])
    problems, compared = [], 0
    measured = {
        name: measure(code, labels, name)
        for name in labels
        if re.match(r"(hand|raii|guard|fail)_\w+$", name)
    }
    for name, figures in measured.items():
        print(f"{name}:", ", ".join(f"{v} {k}" for k, v in figures.items()))
        kind, case = name.split("_", 1)
        body = "\n".join(code[i] for i in whole(labels, len(code), name))
        if kind == "guard":
            others = (measured.get(f"{k}_{case}") for k in ("hand", "raii"))
            problems += compare(case, figures, *others)
            problems += [f"{name}: {c}" for c in set(FORBIDDEN.findall(body))]
            compared += 1
        if kind == "fail" and not COUNTS.search(body):
            problems.append(f"{name}: counts no exceptions")
    print("\n".join(sorted(problems)), end="\n" if problems else "")
    print(f"{compared} guards, {len(problems)} problems")
    return 1 if problems or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
