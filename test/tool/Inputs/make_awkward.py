#!/usr/bin/env python3
"""Makes sources that a report has trouble with.

    make_awkward.py FOLDER

FOLDER/in has sources with names that each format has to escape, FOLDER/out one
that is not below it. The texts have tabs, a byte order mark, line ends of all
kinds, letters beyond ASCII and bytes that are no UTF-8 in front of findings, and
cleanup that reads like markup.
"""

import os
import sys

WORK = b"void work(); void release(int *, const char *);\n"
TRY = b"  try { work(); } catch (...) { %s; throw; }\n  %s;\n}\n"


def function(name, cleanup=b"delete p", lead=b""):
    return b"void %s(int *p) {\n%s" % (name, lead) + TRY % (cleanup, cleanup)


def in_text(text):
    return b'release(p, "%s")' % text


SOURCES = {
    "plain.cpp": WORK + function(b"f") + function(b"g"),
    "a b%25,c:d'e=f;g.cpp": WORK + function(b"f"),
    '"quoted" & <x>#?[1]{2}.cpp': WORK + function(b"f"),
    "\u00e9\u20ac\U0001f600.cpp": WORK + function(b"f"),
    "two\nlines.cpp": WORK + function(b"f"),
    "letters.cpp": WORK
    + function(b"f", lead="\t/* \u00e9\u20ac\U0001f600 */".encode()),
    "latin.cpp": WORK + function(b"f", lead=b"\t/* \xe9\xe8 \xff */"),
    "mark.cpp": b"\xef\xbb\xbf" + (WORK + function(b"f")).replace(b"\n", b" "),
    "ends.cpp": (WORK + function(b"f")).replace(b"\n", b"\r")
    + function(b"g").replace(b"\n", b"\r\n"),
    "markup.cpp": WORK
    + function(b"f", in_text(b"::error file=x,line=1::50% <a href='b'> &amp; {0}"))
    + function(b"g", in_text(b"]]> %0A \\n \\\" [a](b) ${x}"))
    + b"void (*table[2])(int *);\n"
    + function(b"h", b"table[1](p)"),
    "bytes.cpp": WORK + function(b"f", in_text(b"\xe9\xff")),
    "twice.cpp": WORK
    + b"void f(int *p) {\n"
    + 2 * (b"  {" + TRY % (b"delete p", b"delete p"))
    + b"}\n",
    "macro.cpp": WORK
    + b"#define FREE(p) \\\n  delete \\\n  p\n"
    + function(b"f", b"FREE(p)"),
    "leak.cpp": b"int open(int); void close(int); bool bad(int);\n"
    b"int f(int n) {\n  int fd = open(n);\n  if (bad(1)) { close(fd); return 1; }\n"
    b"  if (bad(2)) return 2;\n  if (bad(3)) { close(fd); return 3; }\n"
    b"  close(fd);\n  return 0;\n}\n",
    "hidden.cpp": WORK
    + b"// NOLINTBEGIN(raii-*)\n"
    + function(b"f", in_text(b"{}"))
    + b"// NOLINTEND(raii-*)\n",
    "broken.cpp": WORK + function(b"f") + b"#error {0} <no> 50%\n",
    "../out/side.cpp": WORK + function(b"f"),
}

for folder in ("in", "out"):
    os.makedirs(os.path.join(sys.argv[1], folder))
    with open(os.path.join(sys.argv[1], folder, ".clang-tidy"), "w") as file:
        file.write("Checks: 'raii-*,-raii-copied-cleanup'\n")
for name, text in SOURCES.items():
    with open(os.path.join(sys.argv[1], "in", name), "wb") as file:
        file.write(text)
