#!/usr/bin/env python3
"""Checks that a report in JSON has some of the findings of another.

    reported_of.py PART WHOLE [CHECK@FILE:LINE...]

Every finding of PART stands in WHOLE as it is there, but for the rewrite. The
findings of PART are those that are named, in their order.
"""

import json
import sys


def read(name):
    with open(name, encoding="utf-8") as file:
        findings = json.load(file)["findings"]
    for finding in findings:
        for key in ("edits", "verdict", "assumptions", "reason"):
            del finding[key]
    return findings


part, whole = read(sys.argv[1]), read(sys.argv[2])
for finding in part:
    if finding not in whole:
        sys.exit("not in the other: " + json.dumps(finding, indent=1))
seen = [f"{f['check']}@{f['file']}:{f['line']}" for f in part]
if seen != sys.argv[3:]:
    sys.exit("reported are: " + " ".join(seen))
