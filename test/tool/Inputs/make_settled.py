#!/usr/bin/env python3
"""Makes a project of programs whose `main` repeats cleanup at its exits.

    make_settled.py FOLDER

What a scan sees is enough to refuse a guard in most of them; the names of the
others say why it is not. FOLDER/compile_commands.json lists all.
"""

import json
import os
import sys

folder = os.path.realpath(sys.argv[1])


def write(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


LIBRARY = """#ifndef LIBRARY_H
#define LIBRARY_H
void start() noexcept; void stop() noexcept;
void work(); void shut(int);
struct Parser { Parser(); ~Parser(); void parse(); };
extern bool flag;
"""
# Long enough for a scan to leave the body out.
LONG = "".join(f"  if (flag) shut({number});\n" for number in range(120))


def program(work, before=""):
    """A main that works between `start()` and `stop()`."""
    return f"""#include "library.h"
{before}
int main() {{
  start();
  if (flag) {{ stop(); return 1; }}
  {work}
  if (!flag) {{ stop(); return 2; }}
  stop();
  return 0;
}}
"""


PROGRAMS = {
    # A scan is enough.
    "throws": program("work();"),
    "allocates": program("new Parser;"),
    "handles": program(
        "try { work(); } catch (int) { shut(text(1)); }",
        "inline int text(int x) { return x; }",
    ),
    # It is not.
    "may_fit": program(
        "busy();", f"inline void busy() noexcept(false) {{\n{LONG}}}"
    ),
    "may_end": program(
        "try { work(); } catch (int) { tell(); }",
        f"inline void tell() {{\n{LONG}}}",
    ),
    "has_comment": program("work(); // NOLINT"),
    "asks_for_macro": program(
        "work();",
        "#ifdef OTHER_H\nint *p; void g() { try { work(); } "
        "catch (...) { delete p; throw; } delete p; }\n#endif",
    ),
    "can_be_rewritten": program("work();").replace("main()", "run()"),
    # Something that others release is forgotten here.
    "forgets": program(
        "work();",
        "void forgets() { Parser *p = new Parser; try { p->parse(); } "
        "catch (...) { throw; } }",
    ),
}
RELEASE = (
    "{ Parser *p = new Parser; try { p->parse(); } "
    "catch (...) { delete p; throw; } delete p; }\n"
)

os.makedirs(folder, exist_ok=True)
write("library.h", LIBRARY + "#endif\n")
write("other.h", "#ifndef OTHER_H\n#define OTHER_H\nvoid other();\n#endif\n")
names = []
for name, text in PROGRAMS.items():
    names.append(f"{name}.cpp")
    write(names[-1], text)
# Most units read other.h, so that it is in what scans begin with.
for number in range(5):
    names.append(f"releases{number}.cpp")
    write(
        names[-1],
        '#include "library.h"\n#include "other.h"\n'
        f"void releases{number}() {RELEASE}",
    )
commands = [
    {
        "directory": folder,
        "file": name,
        "arguments": ["c++", "-std=c++17", "-c", name],
    }
    for name in names
]
write(".clang-tidy", "Checks: 'raii-*'\n")
write("compile_commands.json", json.dumps(commands))
