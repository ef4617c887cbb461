"""Holds a page of --format=html against the report of --format=json.

    check_page.py PAGE JSON

Prints a line for each thing that is as it should be, and ends at the first that
is not.
"""

import base64
import hashlib
import html.parser
import json
import sys

# What makes a browser load something.
LOADS = {"src", "href", "action", "data", "poster", "srcset", "background"}
# Beside what --format=json has.
ADDED = {"detail", "applied", "summary", "diff", "part", "lines"}


class Page(html.parser.HTMLParser):
    """The elements of a page that matter here."""

    def __init__(self, text):
        super().__init__()
        self.policy = None
        self.loads = []
        self.texts = {"script": [], "style": []}
        self.tags = set()
        self.inside = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.add(tag)
        self.loads += [v for k, v in attrs.items() if k in LOADS]
        if attrs.get("http-equiv") == "Content-Security-Policy":
            self.policy = attrs["content"]
        if tag in ("script", "style"):
            self.inside = self.texts.setdefault(attrs.get("type", tag), [])
            self.inside.append("")

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside is not None:
            self.inside[-1] += data


def check_alone(page):
    assert page.loads == ["data:,"], page.loads
    assert page.policy.startswith("default-src 'none'; "), page.policy
    assert "http" not in page.policy and "unsafe" not in page.policy
    for name in ("script", "style"):
        (text,) = page.texts[name]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest())
        assert f"{name}-src 'sha256-{digest.decode()}'" in page.policy, name
        for word in ("url(", "@import", "fetch(", "XMLHttpRequest", "import("):
            assert word not in text, word
    known = "html head meta title link style body div noscript script".split()
    assert page.tags == set(known), page.tags
    (notices,) = page.texts["text/plain"]
    for name in ("preact", "diff2html", "highlight.js", "d3-hierarchy"):
        assert f"{name} " in notices and "Copyright" in notices, name
    print("stands alone, its scripts and styles are those of its policy")


def without(finding, names):
    return {k: v for k, v in finding.items() if k not in names}


def check_findings(data, wanted):
    assert len(data["findings"]) == len(wanted["findings"])
    for ours, theirs in zip(data["findings"], wanted["findings"]):
        ours = without(ours, ADDED)
        ours["related"] = [without(note, ADDED) for note in ours["related"]]
        theirs = without(theirs, {"edits"})
        assert ours == theirs, (ours, theirs)
        # The order of fields is the same, too.
        assert list(ours) == list(theirs)
    for name in ("version", "failures", "summary"):
        assert data[name] == wanted[name], name
    print(f"holds the {len(wanted['findings'])} findings of the JSON report, "
          "in order")


def lines_of(sources):
    """The lines that the page holds, by file and number, each once."""
    lines = {}
    for source in sources:
        for first, text in source["parts"]:
            for number, line in enumerate(text.split("\n"), first):
                key = source["file"], number
                assert key not in lines, key
                lines[key] = line
    return lines


def on_disk(name):
    with open(name, "rb") as file:
        text = file.read()
    return text.decode("utf-8", "replace").split("\n")


def check_sources(data):
    lines = lines_of(data["sources"])
    files = {}
    for finding in data["findings"]:
        for place in [finding] + finding["related"]:
            if place["part"] == "page":
                continue
            first, last = place["lines"]
            assert first <= place["line"] <= last, place
            text = files.setdefault(place["file"], on_disk(place["file"]))
            for number in range(first, min(last, len(text) - 1) + 1):
                shown = lines[place["file"], number]
                # One wrong byte may be one sign to one reader, two to another.
                assert shown.replace("\ufffd", "") == text[number - 1].replace(
                    "\ufffd", ""), (shown, text[number - 1])
    print("shows the source of every place")


def check_diffs(data, wanted):
    for finding, theirs in zip(data["findings"], wanted["findings"]):
        diff = finding["diff"]
        assert (diff is not None) == bool(theirs["edits"]), finding
        if diff is None:
            continue
        assert diff.startswith("--- ") and "\n@@ " in diff, diff
        for edit in theirs["edits"]:
            for line in edit["text"].split("\n"):
                assert line.strip() in diff, line
    print("has a diff for every rewrite, and for nothing else")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        page = Page(file.read())
    with open(sys.argv[2], encoding="utf-8") as file:
        wanted = json.load(file)
    check_alone(page)
    (data,) = page.texts["application/json"]
    data = json.loads(data)
    check_findings(data, wanted)
    check_sources(data)
    check_diffs(data, wanted)


if __name__ == "__main__":
    main()
