#!/usr/bin/env python3
"""Writes C++ functions with repeated cleanup, for run.py.

    generate.py --seed N --count M --out DIR

DIR/sN.cpp holds the functions, each between `// begin NAME` and `// end NAME`,
and what runtime.cpp needs to call them. DIR/sN.json says of each function what
shape and trap it has, whether an exact rewrite certainly exists (`exact`, or
`doubts`), which exceptions its typed handlers catch (`caught`), and whether its
cleanup may throw (`nothrow`). Same seed and count, same bytes.
"""

import argparse
import json
import os
import random

from bodies import Function, indent
from shapes import SHAPES, TRAPS

STANDARDS = ("c++17", "c++11", "c++20", "c++14")

FRAMES = {
    "free": 40,
    "member": 30,
    "constructor": 6,
    "lambda": 5,
    "template": 5,
    "type-template": 2,
    "noexcept": 3,
    "destructor": 3,
}
RESULTS = {"int": 55, "void": 20, "bool": 10, "Node *": 10, "Noisy": 5}


def choose(rng, table):
    return rng.choices(list(table), list(table.values()))[0]


def make(seed, index):
    """One function, with its body."""
    fn = Function(random.Random(seed * 100003 + index), f"f{seed}_{index}")
    shape = choose(fn.rng, {name: weight for name, (weight, _) in SHAPES.items()})
    fn.shape = shape
    fn.bindings = standard_of(seed) in ("c++17", "c++20")
    fn.frame = choose(fn.rng, FRAMES)
    fn.member = fn.frame in ("member", "constructor", "destructor")
    fn.result = choose(fn.rng, RESULTS)
    if fn.frame in ("constructor", "destructor"):
        fn.result = "void"
    if fn.chance(28):
        fn.trap = fn.rng.choice([t for t, where in TRAPS.items() if shape in where])
    if fn.frame in ("noexcept", "destructor", "type-template"):
        fn.doubt(fn.frame)
    fn.exits_left = fn.rng.choice([0, 1, 1, 2])
    fn.body = SHAPES[shape][1](fn)
    return fn


def signature(fn, name, declared=False):
    first = "T a" if fn.frame == "type-template" else "int a"
    params = ", ".join([first] + list(fn.params))
    end = " noexcept" if fn.frame == "noexcept" else ""
    result = "" if fn.frame == "constructor" else fn.result + " "
    return f"{result.replace('* ', '*')}{name}({params}){end}" + (
        ";" if declared else ""
    )


def holder(fn):
    """The class of a destructor that does the work."""
    fields = [param.rsplit("&", 1) for param in fn.params]
    initial = ", ".join(
        ["a(a)"] + [f"{name.strip()}({name.strip()})" for _, name in fields]
    )
    params = ", ".join(["int a"] + list(fn.params))
    noexcept = " noexcept(false)" if fn.count % 2 else ""
    return (
        [f"struct D_{fn.name} : Machine {{"]
        + [f"  D_{fn.name}({params}) : {initial} {{}}"]
        + [f"  ~D_{fn.name}(){noexcept};", "  int a;"]
        + [f"  {kind}&{name};" for kind, name in fields]
        + ["};", f"D_{fn.name}::~D_{fn.name}(){noexcept} {{"]
    )


def definition(fn):
    body = indent(["int x = a;"] + fn.body) + ["}"]
    if fn.frame == "destructor":
        return holder(fn) + body
    if fn.frame == "constructor":
        name = f"C_{fn.name}"
        head = [f"struct {name} : Machine {{", f"  {signature(fn, name, True)}", "};"]
        return head + [signature(fn, f"{name}::{name}") + " {"] + body
    if fn.frame == "member":
        name = f"M_{fn.name}"
        head = [f"struct {name} : Machine {{", f"  {signature(fn, 'go', True)}", "};"]
        return head + [signature(fn, f"{name}::go") + " {"] + body
    if fn.frame == "lambda":
        call = "inner(a + 1);"
        if fn.result != "void":
            call = "return " + call
        arrow = f"auto inner = [&](int b) -> {fn.result} {{"
        inner = [arrow] + indent(["int x = b;"] + fn.body) + ["};", call]
        return [signature(fn, fn.name) + " {"] + indent(inner) + ["}"]
    if fn.frame == "template":
        body = indent(["work(N);"]) + body
        name = f"{fn.name}<3>"
        return (
            ["template <int N>", signature(fn, fn.name) + " {"]
            + body
            + ["template " + signature(fn, name, True)]
        )
    if fn.frame == "type-template":
        instance = signature(fn, f"{fn.name}<int>", True).replace("T a", "int a")
        return (
            ["template <typename T>", signature(fn, fn.name) + " {"]
            + body
            + ["template " + instance]
        )
    return [signature(fn, fn.name) + " {"] + body


def runner(fn):
    """What calls the function."""
    names = [param.rsplit("&", 1)[1].strip() for param in fn.params]
    args = ", ".join(["argument()"] + names)
    call = {
        "destructor": f"{{ D_{fn.name} object({args}); }}",
        "constructor": f"C_{fn.name} object({args});",
        "member": f"object.go({args})",
        "template": f"{fn.name}<3>({args})",
    }.get(fn.frame, f"{fn.name}({args})")
    lines = list(fn.params.values())
    if fn.frame == "member":
        lines.append(f"M_{fn.name} object;")
    if call.endswith((";", "}")):
        lines += [call, "returned();"]
    elif fn.result == "void":
        lines += [call + ";", "returned();"]
    else:
        lines.append(f"returned({call});")
    return [f"static void run_{fn.name}() {{"] + indent(lines) + ["}"]


def text_of(functions):
    lines = ['#include "runtime.h"', ""]
    for fn in functions:
        lines += fn.macros + [f"// begin {fn.name}"] + definition(fn)
        lines += [f"// end {fn.name}", ""]
    for fn in functions:
        lines += runner(fn)
    lines += ["", "const Entry entries[] = {"]
    lines += [f'    {{"{fn.name}", run_{fn.name}}},' for fn in functions]
    lines += ["};", f"const int entry_count = {len(functions)};"]
    return "\n".join(lines) + "\n"


def facts_of(fn):
    return {
        "name": fn.name,
        "shape": fn.shape,
        "frame": fn.frame,
        "trap": fn.trap,
        "exact": not fn.doubts,
        "doubts": fn.doubts,
        "caught": fn.caught,
        "nothrow": fn.nothrow,
    }


def standard_of(seed):
    return STANDARDS[seed % len(STANDARDS)]


def write(seed, count, out):
    """Writes sN.cpp and sN.json and gives back the facts."""
    functions = [make(seed, index) for index in range(count)]
    facts = {
        "seed": seed,
        "standard": standard_of(seed),
        "functions": [facts_of(fn) for fn in functions],
    }
    os.makedirs(out, exist_ok=True)
    path = os.path.join(out, f"s{seed}")
    with open(path + ".cpp", "w", encoding="utf-8") as file:
        file.write(text_of(functions))
    with open(path + ".json", "w", encoding="utf-8") as file:
        json.dump(facts, file, indent=1)
    return facts


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    write(arguments.seed, arguments.count, arguments.out)


if __name__ == "__main__":
    main()
