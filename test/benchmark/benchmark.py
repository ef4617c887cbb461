#!/usr/bin/env python3
"""Measures raiify, clang and clang-tidy on one database; see run.sh.

A subject gives a table: one row a command, its CPU and wall time as ratios to
`clang++ -fsyntax-only` of the same run, and its peak memory a thread as a
ratio to clang-tidy's. Targets are named below; what misses one is said.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

import generated
from measure import Cost, Failed, run, run_all

CLANG = "clang++-22"
CLANG_TIDY = "clang-tidy-22"
RUN_CLANG_TIDY = "run-clang-tidy-22"
# It looks at comments, and at nothing that clang does not do anyway.
TRIVIAL_CHECK = "-*,google-readability-todo"

GENERATED_UNITS = 10000
# Compilers are measured on every tenth generated unit, and the cost is taken
# times ten: each is alike, and a process a unit takes its time.
SAMPLE = 10

MERGED_SHARDS, MERGED_SITES = 1000, 1100

# Ratios of CPU that must not be exceeded.
COLD_TARGETS = {"xerces-c": 0.25, "poco": 0.12}
WARM_TARGET = 0.02
# Seconds of CPU and MiB for the merge of a million sites.
MERGE_TARGET = Cost(cpu=10.0, wall=10.0, peak=2048.0)

CXX = re.compile(r"\.(cc|cp|cxx|cpp|CPP|c\+\+|C)$")
# What a finding is called where two runs differ.
PLACE = ("check", "file", "line", "verdict")


class Subject:
    """A database, and what is measured on it."""

    def __init__(self, name, source, database, options):
        self.name, self.source, self.database = name, source, database
        self.options = options
        self.raiify = os.path.join(options.build, "bin", "raiify")
        self.problems = []
        path = os.path.join(database, "compile_commands.json")
        with open(path, encoding="utf-8") as file:
            entries = json.load(file)
        seen = {}
        for entry in entries:
            name = os.path.join(entry["directory"], entry["file"])
            if CXX.search(name):
                seen.setdefault(os.path.normpath(name), entry)
        self.units = seen

    def commands(self, every):
        for file, entry in list(self.units.items())[::every]:
            arguments = entry.get("arguments") or shlex.split(entry["command"])
            quiet = [CLANG, "-fsyntax-only", "-w", "-Qunused-arguments"]
            yield quiet + list(without_output(arguments[1:])), entry["directory"]

    def measure_clang(self, every):
        cost = run_all(list(self.commands(every)), self.options.j)
        return Cost(cost.cpu * every, cost.wall * every, cost.peak)

    def measure_clang_tidy(self, every):
        files = list(self.units)[::every]
        with tempfile.TemporaryDirectory() as folder:
            with open(
                os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8"
            ) as file:
                json.dump([self.units[name] for name in files], file)
            cost = run(
                [
                    RUN_CLANG_TIDY,
                    "-quiet",
                    f"-clang-tidy-binary={CLANG_TIDY}",
                    f"-checks={TRIVIAL_CHECK}",
                    f"-j{self.options.j}",
                    f"-p={folder}",
                ],
                self.source,
                allowed=(0, 1),
            )
        return Cost(cost.cpu * every, cost.wall * every, cost.peak)

    def measure_raiify(self, report, cache, *extra):
        command = [self.raiify, "-p", self.database, f"-j{self.options.j}"]
        command += [f"--cache-dir={cache}"] if cache else ["--no-cache"]
        command += ["--quiet", "--exit-zero", "--format=json", "-o", report]
        return run(command + list(extra), self.source, allowed=(0, 3))

    def judged_units(self, cache):
        """How many units a run judges anew, in a parse in full or in the scan, as
        --stats tells."""
        result = subprocess.run(
            [self.raiify, "-p", self.database, f"-j{self.options.j}"]
            + [f"--cache-dir={cache}", "--exit-zero", "--stats"]
            + ["--format=json", "-o", os.devnull],
            cwd=self.source,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        counts = re.findall(
            r"^ *(\d+)  of them (?:parsed in full|settled by the scan)",
            result.stderr,
            re.M,
        )
        return sum(map(int, counts)) if len(counts) == 2 else len(self.units)

    def edited(self, report):
        """A source file with a finding, which an edit is sure to have judged."""
        for finding in read_report(report)["findings"]:
            path = os.path.normpath(os.path.join(self.source, finding["file"]))
            if path in self.units:
                return path
        raise Failed(f"{self.name}: no source file has a finding")

    def measure(self, every=1):
        rows = [("clang++ -fsyntax-only", self.measure_clang(every))]
        rows.append(("run-clang-tidy, one trivial check", self.measure_clang_tidy(every)))
        with tempfile.TemporaryDirectory() as folder:
            cold, other = (os.path.join(folder, n) for n in ("cold", "other"))
            cache = os.path.join(folder, "cache")
            rows.append(("raiify, cold", self.measure_raiify(cold, cache)))
            rows.append(("raiify, warm", self.measure_raiify(other, cache)))
            self.compare("a warm run", cold, other)
            path = self.edited(cold)
            with open(path, "rb") as file:
                before = file.read()
            try:
                with open(path, "ab") as file:
                    file.write(b"\n// An edit.\n")
                rows.append(
                    ("raiify, after one edit", self.measure_raiify(other, cache))
                )
                with open(path, "ab") as file:
                    file.write(b"\n// Another edit.\n")
                judged = self.judged_units(cache)
            finally:
                with open(path, "wb") as file:
                    file.write(before)
            if judged != 1:
                self.problems.append(f"{judged} units judged after one edit, not 1")
            rows.append(
                ("raiify --all-tus", self.measure_raiify(other, None, "--all-tus"))
            )
            self.compare("--all-tus", cold, other)
        self.check(dict(rows))
        return rows

    def compare(self, what, first, second):
        """Findings are the same if all that is told of them is, edits too."""
        one, two = (
            {
                json.dumps(finding, sort_keys=True)
                for finding in read_report(name)["findings"]
            }
            for name in (first, second)
        )
        for text in sorted(one ^ two):
            side = "not with " + what if text in one else "only with " + what
            finding = json.loads(text)
            place = " ".join(str(finding[key]) for key in PLACE)
            self.problems.append(f"{side}: {place}")

    def check(self, costs):
        clang = costs["clang++ -fsyntax-only"]
        limits = {"raiify, warm": WARM_TARGET}
        if self.name in COLD_TARGETS:
            limits["raiify, cold"] = COLD_TARGETS[self.name]
        for row, limit in limits.items():
            ratio = costs[row].cpu / clang.cpu
            if ratio > limit:
                self.problems.append(f"{row}: {ratio:.3f} of clang's CPU, not {limit}")
        tidy = costs["run-clang-tidy, one trivial check"].peak
        for row, cost in costs.items():
            if row.startswith("raiify") and cost.peak / self.options.j > tidy:
                self.problems.append(
                    f"{row}: {cost.peak / self.options.j:.0f} MiB a thread, "
                    f"clang-tidy {tidy:.0f}"
                )


def without_output(arguments):
    """\\p arguments but for what they write."""
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif argument not in ("-c", "-MD", "-MMD", "-MP"):
            yield argument


def read_report(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def table(subject, rows, every, jobs):
    costs = dict(rows)
    clang, tidy = rows[0][1], rows[1][1]
    sample = f", compilers on every {every}th" if every > 1 else ""
    lines = [
        f"### {subject.name}: {len(subject.units)} translation units{sample}",
        "",
        "| | CPU s | of clang's | wall s | of clang's | peak MiB "
        "| a thread, of clang-tidy's |",
        "|---|---|---|---|---|---|---|",
    ]
    for row, cost in costs.items():
        threads = jobs if row.startswith("raiify") else 1
        lines.append(
            f"| {row} | {cost.cpu:.1f} | {cost.cpu / clang.cpu:.3f} "
            f"| {cost.wall:.1f} | {cost.wall / clang.wall:.3f} "
            f"| {cost.peak:.0f} | {cost.peak / threads / tidy.peak:.2f} |"
        )
    return lines


def measure_database(name, options):
    if name == "generated":
        with tempfile.TemporaryDirectory() as folder:
            generated.write(folder, options.units)
            subject = Subject(name, folder, folder, options)
            rows = subject.measure(SAMPLE)
        return table(subject, rows, SAMPLE, options.j), subject.problems
    source, build = (
        os.path.join(options.corpus, name, part) for part in ("source", "build")
    )
    subject = Subject(name, source, build, options)
    rows = subject.measure(options.sample)
    return table(subject, rows, options.sample, options.j), subject.problems


def measure_merge(options):
    generate = os.path.join(options.build, "bin", "raiify-generate-shards")
    raiify = os.path.join(options.build, "bin", "raiify")
    with tempfile.TemporaryDirectory() as folder:
        run([generate, folder, str(MERGED_SHARDS), str(MERGED_SITES)])
        shards = "@" + os.path.join(folder, "list")
        merged = os.path.join(folder, "merged")
        report = os.path.join(folder, "report")
        rows = [
            (
                "into one shard",
                run([raiify, "--merge", f"--emit-shard={merged}", shards]),
            ),
            (
                "into a report",
                run(
                    [raiify, "--merge", "--quiet", "--exit-zero", "--format=json"]
                    + ["-o", report, shards]
                ),
            ),
        ]
    lines = [
        f"### merge: {MERGED_SHARDS} shards of {MERGED_SITES} sites",
        "",
        "| | CPU s | wall s | peak MiB |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {row} | {cost.cpu:.1f} | {cost.wall:.1f} | {cost.peak:.0f} |"
        for row, cost in rows
    ]
    cost, problems = rows[0][1], []
    if cost.wall > MERGE_TARGET.wall:
        problems.append(f"merge: {cost.wall:.1f} s, not {MERGE_TARGET.wall:.0f}")
    if cost.peak > MERGE_TARGET.peak:
        problems.append(f"merge: {cost.peak:.0f} MiB, not {MERGE_TARGET.peak:.0f}")
    return lines, problems


def write_figures(page, sections):
    """Puts each section in place of the one of the same subject."""
    with open(page, encoding="utf-8") as file:
        text = file.read()
    for name, lines in sections.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
        if begin not in text or end not in text:
            raise Failed(f"{page} has no place for the figures of '{name}'")
        before, rest = text.split(begin, 1)
        after = rest.split(end, 1)[1]
        text = before + begin + "\n".join(lines) + "\n" + end + after
    with open(page, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--write", metavar="PAGE")
    parser.add_argument("-j", type=int, required=True)
    parser.add_argument("--units", metavar="N", type=int, default=GENERATED_UNITS)
    parser.add_argument("--sample", metavar="N", type=int, default=1)
    parser.add_argument("subjects", nargs="+")
    options = parser.parse_args()
    options.build = os.path.abspath(options.build)
    sections, missed = {}, False
    try:
        for name in options.subjects:
            measure = measure_merge if name == "merge" else None
            lines, problems = (
                measure(options) if measure else measure_database(name, options)
            )
            sections[name] = lines
            print("\n".join(lines) + "\n", flush=True)
            for problem in problems:
                missed = True
                print(f"benchmark: {name}: {problem}", file=sys.stderr)
        if options.write:
            write_figures(options.write, sections)
    except Failed as failure:
        print(f"benchmark: error: {failure}", file=sys.stderr)
        return 2
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
