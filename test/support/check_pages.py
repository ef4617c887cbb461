#!/usr/bin/env python3
"""Reports what the tables of checks/model name and nothing speaks of or tests.

    check_pages.py ROOT

Each check of Checks.def needs docs/checks/NAME.md with its summary, the
headings below and every option, and fixtures test/checks/NAME.cpp (expects
findings of it) and test/checks/NAME-negative.cpp (expects none).

Each reason of Reasons.def and each assumption of Assumptions.def needs a row of
a table in docs/soundness.md that begins with its id in backquotes, and a test
that speaks of it: one with `[ID]` or `refused: ID` for a reason, `assuming ID`
or `--assume=ID` for an assumption, or `Reason::KIND` or `AssumptionKind::KIND`
in a unit test. That page may have no rows for others.

Exits 1 when something is missing.
"""

import os
import re
import sys

HEADINGS = [
    "What it does",
    "Why is this bad",
    "Example",
    "Use instead",
    "Fix safety",
    "Options",
    "Limits",
]
CHECK = re.compile(
    r'^RAIIFY_CHECK\((\w+),\s*"([^"]+)",\s*((?:"[^"]*"\s*)+),\s*"([^"]+)"\)',
    re.M,
)
REASON = re.compile(r'^RAIIFY_REASON\((\w+),\s*"([^"]+)"', re.M)
ASSUMPTION = re.compile(r'^RAIIFY_ASSUMPTION\((\w+),\s*"([^"]+)"', re.M)
ROW = re.compile(r"^\| `([^`]+)` \|", re.M)
OPTION = re.compile(r'^ +\{"(\w+)",\s*"[^"]*",', re.M)


def read(root, *parts):
    """A file's text, or None where there is no such file."""
    try:
        with open(os.path.join(root, *parts), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def folded(text):
    return " ".join(text.split())


def page_problems(root, name, summary, guideline, options):
    page = read(root, "docs", "checks", f"{name}.md")
    if page is None:
        yield "no page"
        return
    if summary not in folded(page):
        yield f"the page lacks the summary: {summary}"
    if not re.search(rf"\b{re.escape(guideline)}\b", page):
        yield f"the page lacks the guideline {guideline}"
    headings = re.findall(r"^#+ +(.*?)[?.]? *$", page, re.M)
    for heading in HEADINGS:
        if heading not in headings:
            yield f"the page lacks the heading: {heading}"
    for option in options:
        if not re.search(rf"\b{option}\b", page):
            yield f"the page lacks the option {option}"


def fixture_problems(root, name):
    for suffix in ("", "-negative"):
        fixture = read(root, "test", "checks", f"{name}{suffix}.cpp")
        if fixture is None:
            yield f"no fixture {name}{suffix}.cpp"
            continue
        if not re.search(rf"RUN: %check_raiify %s {name} ", fixture):
            yield f"{name}{suffix}.cpp does not run the check"
        expects = re.search(rf"CHECK-(MESSAGES|NOTES).*\[{name}\]", fixture)
        if bool(expects) == bool(suffix):
            yield f"{name}{suffix}.cpp expects {'some' if expects else 'nothing'}"


def test_texts(root):
    """The texts of all tests but the one of this script, which names ids that
    need not be tested."""
    for folder, _, files in os.walk(os.path.join(root, "test")):
        for name in sorted(files):
            path = os.path.relpath(os.path.join(folder, name), root)
            if name.endswith((".cpp", ".test")) and path != os.path.join(
                "test", "project", "pages.test"
            ):
                yield read(root, path)


def verdict_problems(root, reasons, assumptions):
    page = read(root, "docs", "soundness.md") or ""
    rows = ROW.findall(page)
    tests = "\n".join(test_texts(root))
    for kind, name in reasons:
        if name not in rows:
            yield f"docs/soundness.md: no row for the reason {name}"
        spoken = rf"\[{name}\]|refused: {name}\b|\bReason::{kind}\b"
        if not re.search(spoken, tests):
            yield f"reason {name}: no test speaks of it"
    for kind, name in assumptions:
        if name not in rows:
            yield f"docs/soundness.md: no row for the assumption {name}"
        spoken = rf"assum\w+[ =]{name}\b|\bAssumptionKind::{kind}\b"
        if not re.search(spoken, tests):
            yield f"assumption {name}: no test speaks of it"
    known = {name for _, name in reasons + assumptions}
    for name in rows:
        if name not in known:
            yield f"docs/soundness.md: {name} is no reason and no assumption"


def main():
    root = sys.argv[1]
    checks = CHECK.findall(read(root, "checks", "model", "Checks.def") or "")
    options = OPTION.findall(read(root, "checks", "model", "Config.cpp") or "")
    reasons = REASON.findall(read(root, "checks", "model", "Reasons.def") or "")
    assumptions = ASSUMPTION.findall(
        read(root, "checks", "model", "Assumptions.def") or ""
    )
    problems = []
    for count, what in (
        (len(checks), "checks"),
        (len(options), "options"),
        (len(reasons), "reasons"),
        (len(assumptions), "assumptions"),
    ):
        if not count:
            problems.append(f"no {what} read")
    for _, name, literal, guideline in checks:
        summary = folded("".join(re.findall(r'"([^"]*)"', literal)))
        for problem in page_problems(root, name, summary, guideline, options):
            problems.append(f"{name}: {problem}")
        for problem in fixture_problems(root, name):
            problems.append(f"{name}: {problem}")
    problems += verdict_problems(root, reasons, assumptions)
    pages = os.path.join(root, "docs", "checks")
    known = {name for _, name, _, _ in checks}
    for page in sorted(os.listdir(pages)) if os.path.isdir(pages) else []:
        stem = os.path.splitext(page)[0]
        if stem.startswith("raii-") and stem not in known:
            problems.append(f"docs/checks/{page}: no such check")
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
