#!/usr/bin/env python3
"""Counts what lit recorded and prints "N passed, N failed" as the last line.

Each lit test and each case of a unit test counts once; what is unsupported or
was skipped counts in neither number. Exits 1 when a test failed or none
passed.
"""

import json
import sys

PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
NOT_RUN = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def main():
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            tests = json.load(file)["tests"]
    except (OSError, ValueError, KeyError) as error:
        print(f"no test results: {error}", file=sys.stderr)
        tests = []
    codes = [test["code"] for test in tests]
    passed = sum(code in PASSED for code in codes)
    failed = sum(code not in PASSED | NOT_RUN for code in codes)
    not_run = sorted(t["name"] for t in tests if t["code"] in NOT_RUN)
    for name in not_run:
        print(f"not run here: {name}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
