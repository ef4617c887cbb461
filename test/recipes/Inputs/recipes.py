#!/usr/bin/env python3
"""Runs the recipes of a page in a scratch project.

    recipes.py PAGE SECTION --prefix=DIR --inputs=DIR --scratch=DIR --hooks=FILE

Every code block below the heading SECTION is run as its kind says: workflows of
GitHub and GitLab, configurations of pre-commit, CMake lists, shell. Each is
run on two branches: one whose last commit repeats a cleanup, where each run of
raiify or of its checks has to fail, and one without, where everything has to
succeed.

PREFIX/bin is where raiify is installed. What would install packages or use the
network is stood in for (STUBS).
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys

try:
    import yaml
except ImportError:  # Debian's own Python has the package python3-yaml.
    if sys.executable == "/usr/bin/python3":
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

# What a recipe may call and is stood in for.
STUBS = {"apt-get", "curl", "sudo"}
ACTIONS = {
    "actions/checkout": None,
    "actions/cache": "path",
    "github/codeql-action/upload-sarif": "sarif_file",
}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


class Problem(Exception):
    """Why a recipe does not do what the page says."""


def blocks_of(page, section):
    """(language, text) of the blocks below the heading."""
    with open(page, encoding="utf-8") as file:
        parts = re.split(r"^## (.+)$", file.read(), flags=re.M)
    texts = dict(zip(parts[1::2], parts[2::2]))
    if section not in texts:
        raise Problem(f"{page} has no section '{section}'")
    blocks = [block for block in BLOCK.findall(texts[section]) if block[0]]
    if not blocks:
        raise Problem(f"section '{section}' has no blocks")
    return blocks


class Scratch:
    """A project with a history, and an environment to run recipes in."""

    def __init__(self, given):
        self.given, self.repeats, self.ran = given, False, 0
        self.base = os.path.abspath(given.scratch)
        shutil.rmtree(self.base, ignore_errors=True)
        self.folder = os.path.join(self.base, "robot")
        stubs = os.path.join(self.base, "stubs")
        os.makedirs(stubs)
        # No settings of the folders above.
        with open(
            os.path.join(self.base, ".clang-tidy"), "w", encoding="utf-8"
        ) as file:
            file.write("Checks: 'raii-*'\n")
        for stub in STUBS:
            self._write_stub(os.path.join(stubs, stub))
        path = [stubs, os.path.join(given.prefix, "bin"), os.environ["PATH"]]
        self.env = dict(
            os.environ,
            PATH=os.pathsep.join(path),
            HOME=self.base,
            CMAKE_PREFIX_PATH=given.prefix,
            PRE_COMMIT_HOME=os.path.join(self.base, "hooks"),
            GIT_CONFIG_NOSYSTEM="1",
            RAIIFY_DEB="https://example.org/raiify.deb",
        )
        for who in ("AUTHOR", "COMMITTER"):
            self.env[f"GIT_{who}_NAME"] = "robot"
            self.env[f"GIT_{who}_EMAIL"] = "robot@example.org"
        self._make_history()

    @staticmethod
    def _write_stub(path):
        with open(path, "w", encoding="utf-8") as file:
            file.write('#!/bin/sh\ncase $0 in *sudo) "$@";; esac\n')
        os.chmod(path, 0o755)

    def _make_history(self):
        """A clone of a repository with a branch `main`, which is clean. The
        branches `repeats` and `clean` have one more commit."""
        origin = os.path.join(self.base, "origin")
        shutil.copytree(os.path.join(self.given.inputs, "project"), origin)
        ignored = os.path.join(origin, ".gitignore")
        with open(ignored, "w", encoding="utf-8") as file:
            file.write("build/\n")
        self.commit_all(origin, "init -q -b main .")
        self.git(f"clone -q {shlex.quote(origin)} robot", self.base)
        tape = os.path.join("src", "tape.cpp")
        repeated = os.path.join(self.given.inputs, "repeated.cpp")
        self.git("checkout -q -b clean main", self.folder)
        self.write(tape, "// A new line.\n", mode="a")
        self.commit_all(self.folder)
        self.git("checkout -q -b repeats main", self.folder)
        shutil.copy(repeated, os.path.join(self.folder, tape))
        self.commit_all(self.folder)

    def enter(self, branch):
        """The build folder stays: to configure anew takes seconds."""
        self.git(f"checkout -q -f {branch}", self.folder)
        self.repeats = branch == "repeats"

    def commit_all(self, folder, *before):
        for command in (*before, "add .", "commit -q -m change"):
            self.git(command, folder)

    def git(self, command, folder):
        command = ["git", *shlex.split(command)]
        subprocess.run(command, cwd=folder, env=self.env, check=True)

    def write(self, name, text, mode="w"):
        path = os.path.join(self.folder, name)
        with open(path, mode, encoding="utf-8") as file:
            file.write(text)

    def shell(self, script, env=None):
        """Runs a script as CI does and gives its status and output."""
        script = script.replace("/usr/lib/raiify", self.module_folder())
        run = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=self.folder,
            env={**self.env, **(env or {})},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return run.returncode, run.stdout

    def module_folder(self):
        """Where the module for clang-tidy is installed."""
        for folder, _, files in os.walk(self.given.prefix):
            if "RaiifyTidyModule.so" in files:
                return folder
        raise Problem("the module for clang-tidy is not installed")

    def step(self, name, script, env=None, looks=None):
        """Runs one step and insists on its status. \\p looks: whether it looks
        for findings and fails on them; told from the script without it."""
        if looks is None:
            looks = bool(re.search(r"^\s*raiify ", script, re.M))
            looks = looks and "--exit-zero" not in script
        status, output = self.shell(script, env)
        wanted = looks and self.repeats
        if (status != 0) != wanted:
            raise Problem(
                f"{name}: exit status {status}, not "
                f"{'a failure' if wanted else '0'}:\n{script}\n{output}"
            )
        if wanted and "raii-emulated-finally" not in output:
            raise Problem(f"{name}: failed of something else:\n{output}")
        self.ran += 1
        print(f"{name}: exit status {status}")

    def insist_on_file(self, name):
        if not os.path.exists(os.path.join(self.folder, name)):
            raise Problem(f"'{name}' is not there")


# ===----------------------------------------------------------------------===#
# GitHub and GitLab
# ===----------------------------------------------------------------------===#


def is_taken(condition, event):
    """Whether a step of a workflow is for \\p event."""
    if condition is None:
        return True
    match = re.fullmatch(r"github\.event_name == '(\w+)'", condition)
    if not match:
        raise Problem(f"unknown condition: {condition}")
    return match[1] == event


def run_github(scratch, workflow):
    # YAML 1.1 reads the key `on` as true.
    for event in workflow[True]:
        for job in workflow["jobs"].values():
            env = {k: str(v) for k, v in job.get("env", {}).items()}
            env["GITHUB_BASE_REF"] = "main"
            for number, step in enumerate(job["steps"]):
                if not is_taken(step.get("if"), event):
                    continue
                name = f"github {event} {step.get('name', number)}"
                if "run" in step:
                    scratch.step(name, step["run"], env)
                    continue
                action = step["uses"].split("@")[0]
                if action not in ACTIONS:
                    raise Problem(f"unknown action: {action}")
                if ACTIONS[action] == "sarif_file":
                    scratch.insist_on_file(step["with"]["sarif_file"])


def run_gitlab(scratch, jobs):
    for name, job in jobs.items():
        env = {k: str(v) for k, v in job.get("variables", {}).items()}
        for part in ("before_script", "script"):
            for number, line in enumerate(job.get(part, [])):
                scratch.step(f"gitlab {name} {part} {number}", line, env)
        for report in job["artifacts"]["reports"].values():
            scratch.insist_on_file(report)
        for path in job["cache"]["paths"]:
            scratch.insist_on_file(path)


# ===----------------------------------------------------------------------===#
# pre-commit, CMake, shell
# ===----------------------------------------------------------------------===#


def hooks_repository(scratch):
    """A clone of raiify's repository, as far as pre-commit reads it."""
    folder = os.path.join(scratch.base, "raiify")
    if not os.path.exists(folder):
        os.makedirs(folder)
        shutil.copy(scratch.given.hooks, folder)
        scratch.commit_all(folder, "init -q -b main .")
        scratch.git("tag v0.1.0", folder)
    return folder


def run_pre_commit(scratch, text):
    text = text.replace(
        "https://example.org/raiify", hooks_repository(scratch)
    )
    scratch.write(".pre-commit-config.yaml", text)
    scratch.step("git", "git add .pre-commit-config.yaml")
    scratch.step(
        "database",
        "cmake -S . -B build -G Ninja -DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
    )
    scratch.step("pre-commit", "pre-commit run --all-files", looks=True)


def run_cmake(scratch, text):
    scratch.write("CMakeLists.txt", text)
    target = " --target raiify-lint" if "raiify_add_lint" in text else ""
    scratch.step("configure", "cmake -S . -B build -G Ninja")
    scratch.step("build", f"cmake --build build{target}", looks=True)


def run_block(scratch, language, text):
    if language == "cmake":
        run_cmake(scratch, text)
    elif language == "sh":
        for line in text.splitlines():
            looks = bool(re.search(r"-lint|run-clang-tidy|^raiify", line))
            scratch.step(line, line, looks=looks)
    elif language == "yaml":
        value = yaml.safe_load(text)
        if "jobs" in value:
            run_github(scratch, value)
        elif "repos" in value:
            run_pre_commit(scratch, text)
        else:
            run_gitlab(scratch, value)
    else:
        raise Problem(f"a block of a kind that is not known: {language}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("section")
    for name in ("--prefix", "--inputs", "--scratch", "--hooks"):
        parser.add_argument(name, required=True)
    given = parser.parse_args()
    try:
        blocks = blocks_of(given.page, given.section)
        scratch = Scratch(given)
        for branch in ("repeats", "clean"):
            scratch.enter(branch)
            print(f"on the branch '{branch}':")
            for language, text in blocks:
                run_block(scratch, language, text)
        if not scratch.ran:
            raise Problem("nothing was run")
    except Problem as problem:
        print(f"recipes.py: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
