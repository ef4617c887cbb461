#!/usr/bin/env python3
"""Shows that raiify's rewrites do not change what functions do.

    run.py --seeds A..B [--count M] [-j N] [--cxx COMPILER]
           [--raiify PROGRAM] [--keep DIR]

Generates M functions a seed, runs each with an exception at every call, lets
raiify rewrite copies of the files in three ways, runs them again and compares.
Exits 1 if a function that is called equivalent (or conditional, in runs that
keep to the assumptions) prints something else, if one that is said to change
behaviour does not, or if too few functions are rewritten.
"""

import argparse
import collections
import difflib
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

import counterexample
import generate
import harness
import mutants

# Way of rewriting -> options.
MODES = {
    "fix": ["--fix"],
    "assume": ["--fix", "--assume=nothrow-cleanup,caught-types"],
    "unsafe": ["--fix", "--unsafe-fixes"],
}
WANTED_RATE = 95.0
# Of the changes of behaviour, those that a run shows as it was said. A way that
# the judge takes for possible need not be: it knows no values.
WANTED_SHOWN = 90.0


class Seed:
    """One generated file and what is known of it."""

    def __init__(self, number, folder):
        self.number = number
        self.standard = generate.standard_of(number)
        self.name = f"s{number}.cpp"
        self.folder = folder
        self.facts = {}
        self.findings = collections.defaultdict(list)
        self.before = None
        self.texts = {}

    def path(self, mode="before"):
        return os.path.join(self.folder, mode, self.name)

    def program(self, mode="before"):
        return os.path.splitext(self.path(mode))[0]


class Report:
    """What is printed in the end."""

    def __init__(self):
        self.divergences = []
        # Changes of behaviour that no run shows as the counterexample does.
        self.unshown = []
        # Functions that an exact rewrite exists for and that were left.
        self.missed = []
        self.table = collections.Counter()
        self.verdicts = collections.Counter()
        self.reasons = collections.Counter()

    def diverges(self, what, seed, name, lines):
        before = seed.texts.get(name, "").splitlines()
        self.divergences.append(
            [f"==== {name}: {what}", "---- before"] + before + lines
        )

    def notes(self, what, seed, name, lines):
        """Keeps something that does not fail the test by itself."""
        before = seed.texts.get(name, "").splitlines()
        self.unshown.append(
            [f"==== {name}: unsafe: {what}", "---- before"] + before + lines
        )


def prepare(seed, count, builder):
    """Writes, builds and runs the functions as they are."""
    facts = generate.write(seed.number, count, os.path.dirname(seed.path()))
    seed.facts = {fact["name"]: fact for fact in facts["functions"]}
    seed.texts = harness.functions_of(harness.read(seed.path()))
    seed.before = harness.runs_of(builder.build(seed.path(), seed.standard))


def by_standard(seeds):
    groups = collections.defaultdict(list)
    for seed in seeds:
        groups[seed.standard].append(seed)
    return groups.items()


def analyze(seeds, arguments, mode, options):
    """Runs raiify on the files of a mode: seed name -> findings."""
    found = collections.defaultdict(list)
    for standard, group in by_standard(seeds):
        report = os.path.join(group[0].folder, f"{mode}-{standard}.json")
        sources = [seed.path(mode) for seed in group]
        jobs = [f"-j{arguments.jobs}"] + options
        for finding in harness.raiify(
            arguments.raiify, sources, standard, jobs, report
        ):
            found[os.path.basename(finding["file"])].append(finding)
    return found


def rewrite(seeds, arguments, mode, start="before"):
    """Copies the files of `start` and runs raiify on the copies; gives back what
    it has not rewritten."""
    for seed in seeds:
        os.makedirs(os.path.dirname(seed.path(mode)), exist_ok=True)
        shutil.copy(seed.path(start), seed.path(mode))
    return by_function(analyze(seeds, arguments, mode, MODES[mode]))


def by_function(found):
    """File name -> function -> findings."""
    sorted_out = collections.defaultdict(lambda: collections.defaultdict(list))
    for file, findings in found.items():
        for one in findings:
            name = harness.function_name(one["function"])
            sorted_out[file][name].append(one)
    return sorted_out


def compiling(seed, mode, builder, report):
    """Puts functions that no longer compile back to what they were."""
    path = seed.path(mode)
    after = harness.functions_of(harness.read(path))
    errors = builder.errors(path, seed.standard)
    while errors:
        broken = harness.broken_functions(path, errors)
        if not broken:
            raise harness.Failure(f"{path} does not compile:\n{errors}")
        for name, lines in broken.items():
            shown = ["---- after"] + after[name].splitlines() + lines
            report.diverges(f"{mode}: does not compile", seed, name, shown)
            harness.replace_function(path, name, seed.texts[name])
        errors = builder.errors(path, seed.standard)
    return after


def show(seed, mode, name, key, after):
    """The lines that show a difference."""
    programs = [seed.program(which) for which in ("before", mode)]
    return (
        ["---- after"]
        + after.splitlines()
        + [f"---- run {key} (variant.first.type.second)"]
        + harness.trace_difference(programs, name, key)
    )


def compare(seed, mode, left, builder, report):
    """Runs what a mode made of a file. `left`: what it did not rewrite."""
    texts = compiling(seed, mode, builder, report)
    runs = harness.runs_of(builder.build(seed.path(mode), seed.standard))
    for name, fact in seed.facts.items():
        after = texts.get(name, "")
        changed = after != seed.texts[name]
        report.table[mode, "rewritten"] += changed
        if mode == "fix":
            count_exact(seed, name, changed, report)
        remaining = {one["fingerprint"] for one in left[name]}
        applied = [
            one
            for one in seed.findings[name]
            if one["fingerprint"] not in remaining
        ]
        unsafe = mode == "unsafe" and [
            one for one in applied if one["verdict"] == "changes-behavior"
        ]
        if unsafe and changed:
            check_unsafe(seed, name, unsafe, runs[name], after, report)
            continue
        assumed = harness.assumptions_of(applied) if mode == "assume" else set()
        key = harness.difference(seed.before[name], runs[name], fact, assumed)
        if key is not None:
            what = f"{mode}: another trace"
            if assumed:
                what += " although " + ", ".join(sorted(map(str, assumed)))
            report.diverges(what, seed, name, show(seed, mode, name, key, after))


def count_exact(seed, name, changed, report):
    if not seed.facts[name]["exact"]:
        return
    report.table["exact"] += 1
    if changed:
        report.table["exact and rewritten"] += 1
    else:
        report.table["missed: " + reasons_of(seed, name)] += 1
        report.missed.append(name)


def reasons_of(seed, name):
    found = seed.findings[name]
    words = sorted({one["reason"] or one["verdict"] or "?" for one in found})
    return ", ".join(words) or "no finding"


def check_unsafe(seed, name, findings, runs, after, report):
    """A rewrite that is said to change behaviour has to, as it was said."""
    report.table["unsafe", "checked"] += 1
    keys = harness.differing(seed.before[name], runs)
    shown = counterexample.lines(findings)
    alone = len(mutants.GUARD.findall(after)) == 1
    if any(shows(seed, name, finding, alone) for finding in findings):
        report.table["unsafe", "as the counterexample says"] += 1
    elif keys:
        report.table["unsafe", "in another way"] += 1
        lines = show(seed, "unsafe", name, keys[0], after) + shown
        report.notes("differs in another way", seed, name, lines)
    else:
        lines = ["---- after"] + after.splitlines() + shown
        report.notes("no run differs", seed, name, lines)


def shows(seed, name, finding, alone):
    """Whether some run before and after does what the counterexample says."""
    answers = counterexample.answers(finding) or ["0="]
    before, after = (
        harness.traces_of(seed.program(mode), name, answers)
        for mode in ("before", "unsafe")
    )
    return any(
        key in after and counterexample.matches(finding, trace, after[key], alone)
        for key, trace in before.items()
    )


def second_fix(seeds, arguments, report):
    """A second --fix must change nothing."""
    texts = {seed.name: harness.read(seed.path("fix")) for seed in seeds}
    analyze(seeds, arguments, "fix", ["--fix"])
    for seed in seeds:
        if harness.read(seed.path("fix")) != texts[seed.name]:
            lines = list(
                difflib.unified_diff(
                    texts[seed.name].splitlines(),
                    harness.read(seed.path("fix")).splitlines(),
                    lineterm="",
                )
            )
            report.diverges("a second --fix changes it", seed, seed.name, lines)


def count_findings(seeds, report):
    for seed in seeds:
        for found in seed.findings.values():
            report.table["findings"] += len(found)
            for one in found:
                report.verdicts[one["verdict"] or "none"] += 1
                if one["reason"]:
                    report.reasons[one["reason"]] += 1


def print_report(seeds, report):
    functions = sum(len(seed.facts) for seed in seeds)
    table = report.table
    exact, done = table["exact"], table["exact and rewritten"]
    rate = 100.0 * done / exact if exact else 100.0
    rows = [("functions", functions), ("findings", table["findings"])]
    rows += [("  " + what, n) for what, n in sorted(report.verdicts.items())]
    rows += [("  refused: " + what, n) for what, n in sorted(report.reasons.items())]
    rows += [(f"rewritten, {mode}", table[mode, "rewritten"]) for mode in MODES]
    rows += [
        ("said to change behaviour", table["unsafe", "checked"]),
        ("  and as said", table["unsafe", "as the counterexample says"]),
        ("  in another way", table["unsafe", "in another way"]),
        ("exact rewrite exists", exact),
        ("  and was made", done),
    ]
    rows += [
        ("  " + str(what), n)
        for what, n in sorted(table.items(), key=str)
        if str(what).startswith("missed: ")
    ]
    for what, n in rows:
        print(f"{what:44} {n:7}")
    print(f"{'rate of exact ones':44} {rate:6.1f}%")
    print(f"{'divergences':44} {len(report.divergences):7}")
    for lines in sorted(report.divergences) + sorted(report.unshown):
        print("\n".join([""] + lines))
    if report.missed:
        print("not rewritten: " + " ".join(report.missed))
    shown = 100.0 * table["unsafe", "as the counterexample says"]
    return (
        not report.divergences
        and rate >= WANTED_RATE
        and shown >= WANTED_SHOWN * table["unsafe", "checked"]
    )


def run(arguments, folder):
    builder = harness.Builder(harness.find_compiler(arguments.cxx), folder)
    seeds = [Seed(number, folder) for number in arguments.seeds]
    report = Report()
    with ThreadPoolExecutor(arguments.jobs) as pool:
        list(pool.map(lambda seed: prepare(seed, arguments.count, builder), seeds))
        found = by_function(analyze(seeds, arguments, "before", []))
        for seed in seeds:
            seed.findings = found[seed.name]
        count_findings(seeds, report)
        for mode in MODES:
            # What the other two add is judged in the tree that --fix leaves.
            start = "before" if mode == "fix" else "fix"
            left = rewrite(seeds, arguments, mode, start)
            work = [
                pool.submit(compare, seed, mode, left[seed.name], builder, report)
                for seed in seeds
            ]
            for done in work:
                done.result()
            if mode == "fix":
                for seed in seeds:
                    seed.findings = left[seed.name]
    # One of each standard is enough to see that nothing is found twice.
    second_fix(seeds[: len(generate.STANDARDS)], arguments, report)
    return print_report(seeds, report)


def seed_range(text):
    first, _, last = text.partition("..")
    return range(int(first), int(last or first) + 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=seed_range, default=seed_range("1..40"))
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--cxx", help="the compiler (default: $CXX, clang++, g++)")
    parser.add_argument("--raiify", default=harness.find_tool("raiify"))
    parser.add_argument("--keep", help="leave all files in this folder")
    arguments = parser.parse_args()
    return harness.main(run, arguments)


if __name__ == "__main__":
    sys.exit(main())
