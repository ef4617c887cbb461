#!/usr/bin/env python3
"""Shows that the judge rejects wrong rewrites.

    mutate.py --seeds A..B [--count M] [--each N] [-j N] [--keep DIR]
              [--cxx COMPILER] [--raiify PROGRAM] [--judge PROGRAM]

Lets raiify rewrite generated functions, changes each result in N small ways
(mutants.py), runs these mutants, and asks raiify-judge what it thinks of those
whose runs differ from the original. Exits 1 if it accepts more than one in a
hundred: calls it equivalent, or conditional although a run that keeps to the
assumptions differs.
"""

import argparse
import collections
import json
import os
import random
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

import harness
import mutants
import run

WANTED_RATE = 99.0
Mutant = collections.namedtuple("Mutant", "seed name what text path")


def judged(judge, seed, path):
    """Function -> what the judge says of it, the worst of its parts."""
    order = ["equivalent", "conditional", "changes-behavior", "refused"]
    command = [judge, seed.path(), path, "--"] + harness.flags(seed.standard)
    answers = {}
    for line in harness.checked(command, statuses=(0, 1)).splitlines():
        answer = json.loads(line)
        name = harness.function_name(answer["function"])
        old = answers.get(name)
        if not old or order.index(answer["verdict"]) > order.index(old["verdict"]):
            answers[name] = answer
    return answers


def batches(seed, rewritten, arguments):
    """The mutants of a file, one of each function at a time."""
    made = {}
    for name, text in rewritten.items():
        rng = random.Random(name)
        made[name] = mutants.mutants_of(text, rng, arguments.each)
    for number in range(arguments.each):
        path = os.path.join(seed.folder, "mutants", f"s{seed.number}_{number}.cpp")
        batch = [
            Mutant(seed, name, *found[number], path)
            for name, found in made.items()
            if number < len(found)
        ]
        if batch:
            yield path, batch


def write(seed, path, batch):
    """The file with each function in place of which there is a mutant."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copy(seed.path("assume"), path)
    for mutant in batch:
        harness.replace_function(path, mutant.name, mutant.text)


def drop_broken(seed, path, batch, builder):
    """Leaves out the mutants that do not compile."""
    while True:
        errors = builder.errors(path, seed.standard)
        if not errors:
            return batch
        broken = harness.broken_functions(path, errors)
        if not broken:
            raise harness.Failure(f"{path} does not compile:\n{errors}")
        batch = [mutant for mutant in batch if mutant.name not in broken]
        write(seed, path, batch)


class Counts:
    def __init__(self):
        self.table = collections.Counter()
        self.accepted = []


def check(seed, path, batch, builder, arguments, counts):
    write(seed, path, batch)
    every = len(batch)
    batch = drop_broken(seed, path, batch, builder)
    runs = harness.runs_of(builder.build(path, seed.standard))
    answers = judged(arguments.judge, seed, path)
    counts.table["mutants"] += every
    counts.table["  that do not compile"] += every - len(batch)
    for mutant in batch:
        before = seed.before[mutant.name]
        fact = seed.facts[mutant.name]
        answer = answers.get(mutant.name)
        differs = harness.difference(before, runs[mutant.name], fact, set())
        if not answer:
            counts.table["  that the judge does not mention"] += 1
            continue
        verdict = answer["verdict"]
        if not differs:
            counts.table[f"  same in all runs, {verdict}"] += 1
            continue
        assumed = set()
        if verdict == "conditional":
            assumed = harness.assumptions_of([answer])
        key = harness.difference(before, runs[mutant.name], fact, assumed)
        if not key:
            counts.table["  differ only where an assumption is broken"] += 1
            continue
        counts.table["differ"] += 1
        if verdict in ("changes-behavior", "refused"):
            counts.table["  rejected"] += 1
            counts.table[f"  rejected: {verdict}"] += 1
        else:
            counts.accepted.append((mutant, key, answer))


def show(mutant, key, answer):
    seed = mutant.seed
    print(f"\n==== {mutant.name}: '{mutant.what}' is called {answer['verdict']}")
    print("---- before\n" + seed.texts[mutant.name] + "---- mutant\n" + mutant.text)
    print(f"---- run {key}")
    programs = (seed.program(), os.path.splitext(mutant.path)[0])
    for line in harness.trace_difference(programs, mutant.name, key):
        print(line)


def check_all(arguments, folder):
    builder = harness.Builder(harness.find_compiler(arguments.cxx), folder)
    seeds = [run.Seed(number, folder) for number in arguments.seeds]
    counts = Counts()
    with ThreadPoolExecutor(arguments.jobs) as pool:
        list(
            pool.map(lambda seed: run.prepare(seed, arguments.count, builder), seeds)
        )
        run.rewrite(seeds, arguments, "assume")
        work = []
        for seed in seeds:
            after = harness.functions_of(harness.read(seed.path("assume")))
            rewritten = {
                name: text for name, text in after.items() if text != seed.texts[name]
            }
            counts.table["rewritten functions"] += len(rewritten)
            for path, batch in batches(seed, rewritten, arguments):
                work.append(
                    pool.submit(
                        check, seed, path, batch, builder, arguments, counts
                    )
                )
        for done in work:
            done.result()
    for what, n in sorted(counts.table.items()):
        print(f"{what:50} {n:6}")
    differ = counts.table["differ"]
    rate = 100.0 * counts.table["  rejected"] / differ if differ else 0.0
    print(f"{'rejected of those that differ':50} {rate:5.1f}%")
    counts.accepted.sort(key=lambda one: (one[0].path, one[0].name))
    for one in counts.accepted:
        show(*one)
    return rate >= WANTED_RATE


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=run.seed_range, default=range(1, 3))
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--cxx", help="the compiler (default: $CXX, clang++, g++)")
    parser.add_argument("--raiify", default=harness.find_tool("raiify"))
    parser.add_argument("--judge", default=harness.find_tool("raiify-judge"))
    parser.add_argument("--keep", help="leave all files in this folder")
    arguments = parser.parse_args()
    return harness.main(check_all, arguments)


if __name__ == "__main__":
    sys.exit(main())
