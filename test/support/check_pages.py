#!/usr/bin/env python3
"""Reports checks of Checks.def that lack a page, a part of it, or fixtures.

    check_pages.py ROOT

Each check needs docs/checks/NAME.md with its summary, the headings below and
every option, and fixtures test/checks/NAME.cpp (expects findings of it) and
test/checks/NAME-negative.cpp (expects none). Exits 1 when one is missing.
"""

import os
import re
import sys

HEADINGS = [
    "What it does",
    "Why is this bad",
    "Example",
    "Use instead",
    "Options",
    "Limits",
]
CHECK = re.compile(
    r'^RAIIFY_CHECK\((\w+),\s*"([^"]+)",\s*((?:"[^"]*"\s*)+),\s*"([^"]+)"\)',
    re.M,
)
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


def main():
    root = sys.argv[1]
    checks = CHECK.findall(read(root, "checks", "model", "Checks.def") or "")
    options = OPTION.findall(read(root, "checks", "model", "Config.cpp") or "")
    problems = []
    if not checks or not options:
        problems.append(f"{len(checks)} checks and {len(options)} options read")
    for _, name, literal, guideline in checks:
        summary = folded("".join(re.findall(r'"([^"]*)"', literal)))
        for problem in page_problems(root, name, summary, guideline, options):
            problems.append(f"{name}: {problem}")
        for problem in fixture_problems(root, name):
            problems.append(f"{name}: {problem}")
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
