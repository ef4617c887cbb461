"""Writes a page with many findings, copies of those that a page has.

    make_many.py PAGE COUNT OUTPUT
"""

import json
import re
import sys

DATA = re.compile(r'(<script type="application/json" id="report">)(.*?)(</)',
                  re.S)


def copy_of(finding, number):
    """The finding under another name in another file."""
    file = f"src/part{number % 37:02}/deep/file{number % 801:03}.cpp"
    related = [dict(note, file=file) for note in finding["related"]]
    return dict(finding, fingerprint=f"{number:016x}", file=file,
                line=number + 1, function=f"many::function{number}",
                related=related)


def main():
    page, count, output = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    with open(page, encoding="utf-8") as file:
        text = file.read()
    report = json.loads(DATA.search(text)[2])
    some = report["findings"]
    report["findings"] = [copy_of(some[i % len(some)], i) for i in range(count)]
    data = json.dumps(report).replace("<", "\\u003c")
    with open(output, "w", encoding="utf-8") as file:
        file.write(DATA.sub(lambda m: m[1] + data + m[3], text, count=1))


if __name__ == "__main__":
    main()
