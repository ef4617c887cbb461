#!/usr/bin/env python3
"""Compares two reports in JSON, but for what edits write.

    same_findings.py REPORT REPORT

A run over sources proves the copies of one cleanup once more, with the guard
that they share. A merge of shards parses nothing and leaves each copy the
rewrite that its unit has. All else must be equal, and so must be which findings
have edits, of which files.
"""

import json
import sys


def read(name):
    with open(name, encoding="utf-8") as file:
        report = json.load(file)
    for finding in report["findings"]:
        finding["edits"] = sorted({edit["file"] for edit in finding["edits"]})
    return report


one, other = read(sys.argv[1]), read(sys.argv[2])
if one != other:
    for left, right in zip(one["findings"], other["findings"]):
        if left != right:
            print(json.dumps(left, indent=1), json.dumps(right, indent=1))
            break
    print(one["summary"], other["summary"], sep="\n")
    sys.exit("the reports differ")
if not any(finding["edits"] for finding in one["findings"]):
    sys.exit("no finding has an edit: nothing is compared")
