"""Small changes of a rewritten function, as lists of lines."""

import re

GUARD = re.compile(r"\b(make_)?(scope_exit|scope_fail|scope_success|rollback_guard)\b")
CALL = re.compile(r"^\s*\w+\.(run|release|commit)\(\);")
STATEMENT = re.compile(r"^\s*[^\s#/}].*;$")
KINDS = ("scope_exit", "scope_fail", "scope_success", "rollback_guard")


def is_statement(line):
    """A statement on one line that is no declaration of what others need."""
    return bool(STATEMENT.match(line)) and "template" not in line


def guards_of(lines):
    """The lines of each guard: (first, one past the last)."""
    found = []
    for i, line in enumerate(lines):
        if not GUARD.search(line):
            continue
        depth = 0
        for end in range(i, len(lines)):
            depth += lines[end].count("(") + lines[end].count("{")
            depth -= lines[end].count(")") + lines[end].count("}")
            if depth <= 0:
                found.append((i, end + 1))
                break
    return found


def moved(lines, i, j):
    """Line i put in front of what was line j."""
    rest = lines[:i] + lines[i + 1 :]
    at = j if j < i else j - 1
    return rest[:at] + [lines[i]] + rest[at:]


def on_guards(lines, guards):
    """Other kinds, other order, other place, less in them."""
    for start, end in guards:
        yield "drop guard", lines[:start] + lines[end:]
        kind = GUARD.search(lines[start]).group(2)
        for other in KINDS:
            if other == kind:
                continue
            line = lines[start].replace(kind, other)
            text = lines[:start] + [line] + lines[start + 1 :]
            calls = ("release", "commit") if other == "rollback_guard" else (
                "commit", "release"
            )
            yield f"{kind} to {other}", [
                line.replace(f".{calls[0]}();", f".{calls[1]}();") for line in text
            ]
        if "[&]" in lines[start]:
            line = lines[start].replace("[&]", "[=]")
            yield "capture by value", lines[:start] + [line] + lines[start + 1 :]
        inner = re.search(r"\{ (.*) \}", lines[start])
        if inner:
            parts = [part for part in inner.group(1).split(";") if part.strip()]
            for i in range(len(parts)):
                kept = "".join(p + ";" for p in parts[:i] + parts[i + 1 :])
                line = lines[start].replace(inner.group(1), kept.strip())
                yield "drop from guard", lines[:start] + [line] + lines[start + 1 :]
        unit = lines[start:end]
        if end < len(lines) - 1:
            yield "guard later", lines[:start] + [lines[end]] + unit + lines[end + 1 :]
        if start > 1:
            yield "guard earlier", (
                lines[: start - 1] + unit + [lines[start - 1]] + lines[end:]
            )
    for (a, b), (c, d) in zip(guards, guards[1:]):
        yield "swap guards", (
            lines[:a] + lines[c:d] + lines[b:c] + lines[a:b] + lines[d:]
        )


def on_calls(lines):
    for i, line in enumerate(lines):
        match = CALL.match(line)
        if not match:
            continue
        yield f"drop {match[1]}", lines[:i] + lines[i + 1 :]
        for other in ("run", "release", "commit"):
            if other != match[1]:
                text = line.replace(f".{match[1]}()", f".{other}()")
                yield f"{match[1]} to {other}", lines[:i] + [text] + lines[i + 1 :]
        yield f"{match[1]} earlier", moved(lines, i, i - 1)
        if i + 2 < len(lines):
            yield f"{match[1]} later", moved(lines, i, i + 2)


def on_statements(lines):
    last = len(lines) - 1
    for i, line in enumerate(lines[1:last], 1):
        if not is_statement(line) or CALL.match(line) or GUARD.search(line):
            continue
        yield "drop statement", lines[:i] + lines[i + 1 :]
        yield "repeat statement", lines[: i + 1] + lines[i:]
        if i + 2 <= last:
            yield "statement later", moved(lines, i, i + 2)
        if i > 1 and not is_statement(lines[i - 1]):
            yield "statement earlier", moved(lines, i, i - 1)


def mutants_of(text, rng, most):
    """At most `most` (what, text), those on guards first."""
    lines = text.splitlines()
    first = list(on_guards(lines, guards_of(lines))) + list(on_calls(lines))
    rest = list(on_statements(lines))
    rng.shuffle(first)
    rng.shuffle(rest)
    kept = first[: most * 2 // 3]
    kept += rest[: most - len(kept)]
    return [(what, "\n".join(mutant) + "\n") for what, mutant in kept]
