#!/usr/bin/env python3
"""Insists on the same findings in all formats, read as their consumers do.

    check_formats.py REPORT.json REPORT.sarif REPORT.github REPORT.gitlab
        REPORT.checkstyle

Run it in the folder that the reports are of. Each report is brought into the
form of the JSON report's findings, as far as it has them; columns and edits of
SARIF are counted in the sources again. Exits 1 at the first difference.
"""

import base64
import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree


def load(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def same(what, one, other):
    if one != other:
        sys.exit(f"{what}: {one!r} is not {other!r}")


def utf16_length(raw):
    return len(raw.decode("utf-8", "replace").encode("utf-16-le")) // 2


def lines_of(name):
    """The lines with their ends, as SARIF is told to part them."""
    with open(name, "rb") as file:
        text = file.read()
    return re.findall(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$|\Z", text)


def offset_of(name, line, column):
    """The byte at a place that counts in UTF-16 code units."""
    lines = lines_of(name)
    offset = sum(map(len, lines[: line - 1]))
    here = lines[line - 1]
    if line == 1 and here.startswith(b"\xef\xbb\xbf"):
        offset, here = offset + 3, here[3:]
    for length in range(len(here) + 1):
        if utf16_length(here[:length]) == column - 1:
            # A sequence of several bytes counts when it is whole.
            while utf16_length(here[: length + 1]) == column - 1:
                if length == len(here):
                    break
                length += 1
            return offset + length
    return sys.exit(f"{name}:{line}:{column}: no such place")


def message_of(text):
    """Without the escapes of SARIF."""
    text = text["text"].replace("{{", "{").replace("}}", "}")
    if "\\](" in text:
        text = text.replace("\\[", "[").replace("\\]", "]")
    return text


def path_of(location):
    path = urllib.parse.unquote(location["uri"])
    return path if "uriBaseId" in location else path[len("file://") :]


def place_of(physical):
    name, region = path_of(physical["artifactLocation"]), physical["region"]
    line = region["startLine"]
    begin = offset_of(name, line, 1)
    if line == 1 and lines_of(name)[0].startswith(b"\xef\xbb\xbf"):
        begin -= 3
    column = offset_of(name, line, region["startColumn"]) - begin + 1
    return name, line, column


def edits_of(result):
    for fix in result.get("fixes", []):
        for change in fix["artifactChanges"]:
            name = path_of(change["artifactLocation"])
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                inserted = replacement.get("insertedContent", {"text": ""})
                if "byteOffset" in region:
                    raw = base64.b64decode(inserted["binary"])
                    text = raw.decode("utf-8", "replace")
                    yield name, region["byteOffset"], region["byteLength"], text
                    continue
                begin, end = (
                    offset_of(name, region[f"{at}Line"], region[f"{at}Column"])
                    for at in ("start", "end")
                )
                yield name, begin, end - begin, inserted["text"]


def check_sarif(findings, run):
    rules = run["tool"]["driver"]["rules"]
    shown = [r for r in run["results"] if not r["suppressions"]]
    same("results", len(shown), len(findings))
    for finding, result in zip(findings, shown):
        what = f"{finding['file']}: SARIF"
        same(what, rules[result["ruleIndex"]]["id"], result["ruleId"])
        location = result["locations"][0]
        name, line, column = place_of(location["physicalLocation"])
        place = finding["file"], finding["line"], finding["column"]
        same(what, (name, line, column), place)
        same(what, result["ruleId"], finding["check"])
        same(
            what,
            location["logicalLocations"][0]["fullyQualifiedName"],
            finding["function"],
        )
        message = message_of(result["message"])
        if not message.startswith(finding["message"] + ".\n"):
            sys.exit(f"{what}: {message!r}, not {finding['message']!r}")
        same(
            what,
            result["partialFingerprints"],
            {"raiify/v1": finding["fingerprint"]},
        )
        for field in ("verdict", "assumptions", "reason", "counterexample"):
            same(what, result["properties"][field], finding[field])
        same(
            what,
            [
                place_of(note["physicalLocation"]) + (message_of(note["message"]),)
                for note in result["relatedLocations"]
            ],
            [
                (note["file"], note["line"], note["column"], note["message"])
                for note in finding["related"]
            ],
        )
        same(
            what,
            list(edits_of(result)),
            [
                (edit["file"], edit["offset"], edit["length"], edit["text"])
                for edit in finding["edits"]
            ],
        )


def unescaped(text, escapes):
    for code in escapes + ("%0D", "%0A", "%25"):
        text = text.replace(code, chr(int(code[1:], 16)))
    return text


def check_github(findings, text):
    commands = text.split("\n")
    same("GitHub's last line", commands.pop(), "")
    same("GitHub's commands", len(commands), len(findings))
    for finding, command in zip(findings, commands):
        parsed = re.fullmatch("::warning ([^:]*)::(.*)", command)
        if not parsed:
            sys.exit(f"no command: {command!r}")
        properties = dict(
            (name, unescaped(value, ("%3A", "%2C")))
            for name, _, value in (
                pair.partition("=") for pair in parsed.group(1).split(",")
            )
        )
        same(
            "GitHub",
            properties,
            {
                "file": finding["file"],
                "line": str(finding["line"]),
                "col": str(finding["column"]),
                "title": finding["check"],
            },
        )
        message = unescaped(parsed.group(2), ())
        if not message.startswith(finding["message"] + "\n"):
            sys.exit(f"GitHub: {message!r}, not {finding['message']!r}")


def check_gitlab(findings, issues):
    fingerprints = [issue["fingerprint"] for issue in issues]
    same("GitLab's fingerprints", len(set(fingerprints)), len(findings))
    # Those that several files share are another one in all but the first.
    first = {}
    for finding, fingerprint in zip(findings, fingerprints):
        same(
            "GitLab's fingerprint",
            first.setdefault(finding["fingerprint"], fingerprint),
            finding["fingerprint"],
        )
    same(
        "GitLab",
        [
            (
                issue["location"]["path"],
                issue["location"]["lines"]["begin"],
                issue["check_name"],
                issue["description"],
            )
            for issue in issues
        ],
        [
            (f["file"], f["line"], f["check"], f["message"]) for f in findings
        ],
    )


def check_checkstyle(findings, root):
    same("Checkstyle's root", root.tag, "checkstyle")
    names = [file.attrib["name"] for file in root]
    same("Checkstyle's files", len(set(names)), len(names))
    same(
        "Checkstyle",
        [
            (file.tag, file.attrib["name"], error.tag, error.attrib)
            for file in root
            for error in file
        ],
        [
            (
                "file",
                f["file"],
                "error",
                {
                    "line": str(f["line"]),
                    "column": str(f["column"]),
                    "severity": "warning",
                    "message": f["message"],
                    "source": "raiify." + f["check"],
                },
            )
            for f in findings
        ],
    )


def main():
    plain, sarif, github, gitlab, checkstyle = sys.argv[1:]
    findings = load(plain)["findings"]
    if not findings:
        sys.exit("no findings to compare")
    check_sarif(findings, load(sarif)["runs"][0])
    with open(github, encoding="utf-8", newline="\n") as file:
        check_github(findings, file.read())
    check_gitlab(findings, load(gitlab))
    check_checkstyle(findings, xml.etree.ElementTree.parse(checkstyle).getroot())
    print(f"{len(findings)} findings in every format")


main()
