"""Compiles generated files, runs them, runs raiify on them, and compares what
they print. Shared by run.py and mutate.py."""

import collections
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
NAME = re.compile(r"f\d+_\d+")
BLOCK = re.compile(r"^// begin (\S+)\n(.*?)^// end \1$", re.M | re.S)


class Failure(Exception):
    """Something that must not happen: the test cannot go on."""


def find_compiler(wanted):
    for name in (wanted, os.environ.get("CXX"), "clang++-22", "clang++", "g++"):
        if name and shutil.which(name):
            return name
    raise Failure("no compiler")


def find_tool(name):
    return os.path.join(ROOT, "build", "release", "bin", name)


def flags(standard):
    guard = os.path.join(ROOT, "checks", "guard")
    return [f"-std={standard}", "-w", f"-I{HERE}", f"-I{guard}"]


def checked(command, statuses=(0,)):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in statuses:
        shown = " ".join(command)
        raise Failure(
            f"status {done.returncode}: {shown}\n{done.stdout}{done.stderr}"
        )
    return done.stdout


class Builder:
    """Turns sources into programs."""

    def __init__(self, compiler, folder):
        self.compiler = compiler
        self.runtime = os.path.join(folder, "runtime.o")
        source = os.path.join(HERE, "runtime.cpp")
        checked([compiler, "-std=c++17", "-O1", "-c", source, "-o", self.runtime])

    def errors(self, source, standard):
        """What the compiler says of a file; empty if it compiles."""
        command = [self.compiler, "-fsyntax-only"]
        if "clang" in self.compiler:
            command.append("-ferror-limit=0")
        done = subprocess.run(
            command + flags(standard) + [source],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stderr if done.returncode else ""

    def build(self, source, standard):
        program = os.path.splitext(source)[0]
        command = [self.compiler, "-O0"] + flags(standard)
        checked(command + ["-c", source, "-o", program + ".o"])
        checked([self.compiler, program + ".o", self.runtime, "-o", program])
        os.remove(program + ".o")
        return program


Run = collections.namedtuple("Run", "tags calls hash")


def runs_of(program):
    """Function -> run -> what came out."""
    runs = collections.defaultdict(dict)
    for line in checked([program]).splitlines():
        name, key, tags, calls, digest = line.split(" ")
        runs[name][key] = Run(tags, calls, digest)
    return runs


def traces_of(program, name, arguments):
    """The traces that a program prints: run -> trace."""
    done = subprocess.run(
        [program, name] + arguments, capture_output=True, text=True, check=False
    )
    traces = {}
    for part in done.stdout.split("== ")[1:]:
        key, _, trace = part.partition("\n")
        traces[key] = trace
    return traces


def trace_of(program, name, key):
    return traces_of(program, name, key.split(".")).get(key, "")


def functions_of(text):
    """Name -> text of the functions of a generated file."""
    return {match[1]: match[2] for match in BLOCK.finditer(text)}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def function_name(qualified):
    """The generated function that a name is about; empty if none."""
    found = NAME.search(qualified or "")
    if not found or qualified.startswith("run_"):
        return ""
    return found.group()


def raiify(tool, sources, standard, options, report):
    """Runs raiify and gives back what it reports."""
    command = [tool, "--format=json", "--quiet", "-o", report]
    checked(
        command + options + sources + ["--"] + flags(standard), statuses=(0, 1)
    )
    with open(report, encoding="utf-8") as file:
        findings = json.load(file)["findings"]
    # These speak of others, which are there as well.
    return [one for one in findings if one["check"] != "raii-copied-cleanup"]


def assumptions_of(findings):
    """What the rewrites of findings rest on: (id, detail). One that became
    conditional only when another one was rewritten may rest on anything."""
    assumed = set()
    for one in findings:
        if one["verdict"] == "conditional":
            for assumption in one["assumptions"]:
                assumed.add((assumption["id"], assumption["detail"]))
        elif one["verdict"] != "equivalent":
            assumed.add(("caught-types", ""))
            assumed.add(("nothrow-cleanup", " ".join(one["cleanup"])))
    return assumed


def is_call_of(call, detail):
    """Whether `release_it(104)` may be what `'release_it(h1)' ...` is about."""
    name, _, value = call.rstrip(")").partition("(")
    for said, argument in re.findall(r"(\w+)\(([^()]*)\)", detail):
        if said == name and (not argument.isdigit() or argument == value):
            return True
    return False


def breaks(run, facts, assumed):
    """Whether a run does what the assumptions rule out."""
    for what, detail in assumed:
        if what == "nothrow-cleanup" and run.calls != "-":
            if any(is_call_of(call, detail) for call in run.calls.split("+")):
                return True
        if what == "caught-types" and facts["caught"] is not None:
            if any(tag in "BDOiR" and tag not in facts["caught"] for tag in run.tags):
                return True
    return False


def difference(before, after, facts, assumed):
    """The first run with another result, of those that keep to the
    assumptions. One that only one side has follows from a difference in an
    earlier run."""
    for key, run in before.items():
        if breaks(run, facts, assumed) or key not in after:
            continue
        if run.hash != after[key].hash:
            return key
    return None


def differing(before, after):
    return [
        key for key in before if key in after and before[key].hash != after[key].hash
    ]


def broken_functions(path, errors):
    """Functions that compiler errors stand in: name -> the errors."""
    lines = read(path).splitlines()
    broken = collections.defaultdict(list)
    where = re.compile(re.escape(path) + r":(\d+):\d+: (?:fatal )?error")
    for error in errors.splitlines():
        match = where.match(error)
        if not match:
            continue
        for line in lines[int(match[1]) - 1 :: -1]:
            if line.startswith("// begin "):
                broken[line.split()[2]].append(error)
                break
    return broken


def replace_function(path, name, text):
    whole = read(path)
    start = whole.index(f"// begin {name}\n") + len(f"// begin {name}\n")
    end = whole.index(f"// end {name}\n", start)
    with open(path, "w", encoding="utf-8") as file:
        file.write(whole[:start] + text + whole[end:])


def trace_difference(programs, name, key):
    """What two programs print in a run, as a unified diff."""
    traces = [trace_of(program, name, key).splitlines() for program in programs]
    return list(difflib.unified_diff(*traces, "before", "after", "", "", 30, ""))


def main(check, arguments):
    """Calls check(arguments, folder) and makes an exit status of it."""
    try:
        if arguments.keep:
            os.makedirs(os.path.join(arguments.keep, "before"), exist_ok=True)
            return 0 if check(arguments, arguments.keep) else 1
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "before"))
            return 0 if check(arguments, folder) else 1
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 2
