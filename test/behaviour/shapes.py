"""The shapes of cleanup code that generated functions have, and their traps.

Each shape returns the lines of a function's body. It says fn.doubt(why) where
it is not certain that an exact rewrite into a guard exists.
"""

from dataclasses import replace

from bodies import Context, block, indent
import cleanups

# Traps -> shapes that have them. All but the first two make it uncertain that
# an exact rewrite exists.
TRAPS = {
    "nested": ("finally", "rollback", "siblings"),
    "inner-shadow": ("finally", "rollback", "siblings", "exits"),
    "shadow-exit": ("finally", "exits"),
    "reassigned": ("finally", "rollback", "exits"),
    "reads-cleanup": ("finally", "exits"),
    "commit": ("finally", "exits"),
    "twice": ("finally",),
    "order": ("finally", "exits"),
    "step-missing": ("finally", "siblings", "exits"),
    "goto": ("finally", "exits"),
    "macro": ("finally", "rollback", "exits"),
    "reads-exception": ("finally", "rollback"),
    "conditional-rethrow": ("finally", "rollback"),
    "slicing": ("finally",),
    "late": ("finally", "rollback"),
    "guarded-cleanup": ("finally", "rollback"),
    "throwing-prefix": ("finally", "siblings"),
}
HARMLESS = ("nested", "inner-shadow")


def pick(fn, steady=False, several=20):
    """The cleanup of a function."""
    made = cleanups.make(fn.rng, 1, fn.member, steady, fn.bindings)
    if fn.chance(several) or fn.trap in ("order", "step-missing"):
        other = cleanups.make(fn.rng, 2, False, steady)
        kept = made
        made = cleanups.both(made, other)
        made.handle, made.handle_type = kept.handle, kept.handle_type
    fn.handle, fn.handle_type = made.handle, made.handle_type
    if not made.nothrow:
        fn.nothrow = False
        fn.doubt("cleanup may throw")
    if "loop" in made.kind and fn.shape != "finally":
        # Elsewhere a loop of releases is not taken for a release.
        fn.doubt("loop")
    if "binding" in made.kind:
        fn.doubt("structured binding")
    if "given" in made.kind and fn.shape != "finally":
        fn.doubt("nothing is acquired")
    fn.params.update(made.params)
    if fn.result == "Node *" and made.handle_type != "Node *":
        fn.result = "int"
    return made


def trapped(fn, cleanup):
    """Drops a trap that this cleanup cannot have; the others raise doubts."""
    needs = {
        "shadow-exit": cleanup.shadow,
        "inner-shadow": cleanup.shadow,
        "reassigned": cleanup.reassign,
        "late": cleanup.handle and len(cleanup.acquire) == 1,
        "reads-cleanup": cleanup.reads and fn.result in ("int", "bool"),
    }
    if not needs.get(fn.trap, True):
        fn.trap = ""
    if fn.trap and fn.trap not in HARMLESS:
        fn.doubt(fn.trap)


def uses(cleanup):
    if not cleanup.handle:
        return []
    if cleanup.handle_type == "Node *":
        return [f"{cleanup.handle}->size()"]
    return [cleanup.handle]


def taken(fn, cleanup, context):
    """What stands before the region: locals, an early way out, the
    acquisition."""
    lines = []
    if fn.chance(25):
        lines += fn.local(context)
    if fn.chance(20):
        lines += [f"if ({fn.condition(context)})", f"  {fn.early()}"]
    if fn.trap == "late":
        # The handle is declared here, and acquired in the region.
        empty = "-1" if cleanup.handle_type == "int" else "nullptr"
        declared, value = cleanup.acquire[0].split(" = ", 1)
        fn.acquired = [f"{cleanup.handle} = {value}"]
        return lines + [f"{declared} = {empty};"]
    lines += cleanup.acquire
    if cleanup.failed and fn.chance(40):
        lines += [f"if ({cleanup.failed})", f"  {fn.early()}"]
    return lines


def special(fn, cleanup, context, copy):
    """The statements that make the trap, inside the region."""
    n = fn.number()
    when = f"if ({fn.condition(context)}) {{"
    if fn.trap == "inner-shadow":
        return block(cleanup.shadow)
    if fn.trap == "shadow-exit":
        return [when] + indent(cleanup.shadow + [fn.returned(False)]) + ["}"]
    if fn.trap == "reassigned":
        return [cleanup.reassign] if fn.chance(50) else (
            [when] + indent([cleanup.reassign]) + ["}"]
        )
    if fn.trap == "reads-cleanup":
        value = cleanup.reads if fn.result == "bool" else f"{cleanup.reads} ? {n} : 0"
        return [when] + indent(copy + [f"return {value};"]) + ["}"]
    if fn.trap == "commit":
        return [when] + indent([fn.returned(False)]) + ["}"]
    if fn.trap == "twice":
        return [when] + indent(copy) + ["}"]
    if fn.trap == "order":
        return [when] + indent(copy[::-1] + [fn.returned(False)]) + ["}"]
    if fn.trap == "step-missing":
        return [when] + indent(copy[:-1] + [fn.returned(False)]) + ["}"]
    if fn.trap == "nested":
        return nested(fn, context, copy)
    return []


def nested(fn, context, copy):
    """A finally within the region, with an exit through both."""
    inner = cleanups.make(fn.rng, 5, False, steady=True)
    fn.params.update(inner.params)
    within = replace(
        context, copy=inner.release + copy, inner_loop=context.inner_loop, level=1
    )
    body = fn.statements(within, 1 + fn.rng.randrange(2))
    n = fn.number()
    lines = inner.acquire + ["try {"] + indent(body)
    if fn.chance(50):
        lines += ["} catch (...) {"] + indent(inner.release + ["throw;"]) + ["}"]
        return block(lines + inner.release + [f"work({n});"])
    lines += indent(inner.release)
    return block(
        lines + ["} catch (...) {"] + indent(inner.release + ["throw;"]) + ["}"]
    )


def region(fn, cleanup, context, copy):
    """The guarded statements."""
    lines = fn.acquired + fn.statements(context, 1 + fn.rng.randrange(3))
    lines += special(fn, cleanup, context, copy)
    return lines + fn.statements(context, fn.rng.randrange(2))


def macro(fn, cleanup, lines):
    """Hides the copies of a cleanup in a macro."""
    if fn.trap != "macro" or len(cleanup.release) != 1:
        return lines
    text = cleanup.release[0]
    name = f"GIVE_BACK_{fn.name}"
    fn.macros = [f"#define {name} {text[:-1]}"]
    return [
        line.replace(text, name + ";") if line.strip() == text else line
        for line in lines
    ]


def wrapped(fn, lines, loop):
    if not loop:
        return lines
    n = fn.number()
    return [f"for (int j{n} = 0; j{n} < 2; ++j{n}) {{"] + indent(lines) + ["}"]


# ---- emulated finally -------------------------------------------------------


def finally_handler(fn, release, atEnd):
    """The handler: how it is written, and whether it ends the exception."""
    n = fn.number()
    caught, lines = "...", release + ["throw;"]
    if fn.trap == "reads-exception":
        caught, lines = "const Base &e", ["mark(e.Id);"] + lines
    elif fn.trap == "conditional-rethrow":
        lines = release + [f"if (ready({n}))", "  throw;"] + [fn.returned()]
    elif fn.trap == "slicing":
        caught, lines = "Base e", release + ["throw e;"]
    elif fn.trap == "throwing-prefix":
        lines = [f"work({n});"] + lines
    elif fn.trap == "guarded-cleanup":
        lines = guarded(release)
    elif fn.trap == "step-missing" or fn.chance(45):
        pass
    else:
        way = fn.rng.randrange(8)
        if way == 0:
            caught = fn.rng.choice(["const Base &", "const Derived &", "int"])
        elif way == 1:
            lines = [f"mark({n});"] + lines
        elif way == 2:
            lines = release + [f"work({n});", "throw;"]
        elif way == 3:
            lines = [f"mark({n});"] + release + [f"mark({n + 50});", "throw;"]
            fn.doubt("cleanup in the middle of the handler")
        elif way == 4:
            lines = release + [fn.returned()]
        elif way == 5:
            lines = release + [f"throw Other({n});"]
        elif way == 6 and atEnd:
            lines = release + ([f"x = {n};"] if fn.chance(50) else [])
        elif way == 7:
            lines = release + [f"mark({n});", fn.returned()]
    if caught != "...":
        fn.doubt("typed handler")
        fn.caught = types_of([caught])
    return [f"}} catch ({caught}) {{"] + indent(lines) + ["}"]


def guarded(release):
    """A handler in which the cleanup's own exceptions get lost."""
    return ["try {"] + indent(release) + ["} catch (...) {", "}", "throw;"]


def types_of(caught):
    """The letters of what these handlers catch (see runtime.cpp)."""
    found = ""
    for one in caught:
        for word, letters in (("Base", "BD"), ("Derived", "D"), ("Other", "O")):
            if word in one:
                found += letters
        if one.startswith("int"):
            found += "i"
        if one == "...":
            return "BDOiR"
    return "".join(sorted(set(found)))


def emulated_finally(fn):
    cleanup = pick(fn)
    trapped(fn, cleanup)
    loop = fn.result != "Noisy" and fn.chance(20)
    at_end = fn.chance(45)
    plain = Context(uses=[])
    copy = list(cleanup.release)
    handler_copy = list(cleanup.release)
    if not fn.trap and "+" in cleanup.kind and fn.chance(30):
        # The handler gives back more than the normal way: what comes first or
        # what comes last is common.
        copy = copy[:1] if fn.chance(50) else copy[-1:]
    context = Context(copy, in_try=True, outer_loop=loop, uses=uses(cleanup))
    lines = taken(fn, cleanup, plain)
    if fn.chance(25):
        lines += fn.statements(replace(plain, level=4), 1)
    body = region(fn, cleanup, context, copy) + (copy if at_end else [])
    lines += ["try {"] + indent(body)
    lines += finally_handler(fn, handler_copy, at_end)
    if not at_end:
        lines += copy
    after = replace(plain, level=2)
    exits, fn.exits_left = fn.exits_left, 0
    if fn.chance(50):
        lines += fn.statements(after, 1 + fn.rng.randrange(2))
    if fn.chance(8):
        lines += nested(fn, after, [])
    fn.exits_left = exits
    if fn.trap == "goto":
        n = fn.number()
        lines = [f"again{n}:;"] + lines
        lines += [f"if (more({n}))", f"  goto again{n};"]
        lines = block(lines)
    hidden = loop or fn.trap == "goto"
    return macro(fn, cleanup, wrapped(fn, lines, loop)) + fn.last(hidden)


# ---- rollback ---------------------------------------------------------------


def rollback(fn):
    cleanup = pick(fn)
    trapped(fn, cleanup)
    plain = Context(uses=[])
    loop = fn.result != "Noisy" and fn.chance(15)
    context = Context(
        [], in_try=True, outer_loop=loop, uses=uses(cleanup)
    )
    lines = taken(fn, cleanup, plain)
    if fn.chance(20):
        lines += fn.statements(replace(plain, level=4), 1)
    body = region(fn, cleanup, context, [])
    if not loop and fn.chance(35):
        body += [fn.returned()]
    n = fn.number()
    caught, handler = "...", cleanup.release + ["throw;"]
    if fn.trap == "reads-exception":
        caught, handler = "const Base &e", ["mark(e.Id);"] + handler
    elif fn.trap == "conditional-rethrow":
        handler = cleanup.release + [f"if (ready({n}))", "  throw;"]
    elif fn.trap == "guarded-cleanup":
        handler = guarded(cleanup.release)
    elif fn.chance(20):
        caught = fn.rng.choice(["const Base &", "const Derived &", "const Other &"])
    if caught != "...":
        fn.doubt("typed handler")
        fn.caught = types_of([caught])
    lines += ["try {"] + indent(body)
    lines += [f"}} catch ({caught}) {{"] + indent(handler) + ["}"]
    exits, fn.exits_left = fn.exits_left, 0
    if fn.chance(40):
        lines += fn.statements(replace(plain, level=2), 1)
    fn.exits_left = exits
    return macro(fn, cleanup, wrapped(fn, lines, loop)) + fn.last(loop)


# ---- sibling handlers -------------------------------------------------------

HANDLERS = [
    ["const Derived &", "const Base &", "..."],
    ["const Base &", "..."],
    ["const Base &", "..."],
    ["const Other &", "..."],
    ["int", "const Base &", "..."],
    ["const Derived &", "const Base &"],
    ["const Base &", "const Other &", "int"],
]


def siblings(fn):
    cleanup = pick(fn)
    trapped(fn, cleanup)
    plain = Context(uses=[])
    copy = cleanup.release if fn.chance(35) else []
    context = Context(copy, in_try=True, uses=uses(cleanup))
    lines = taken(fn, cleanup, plain)
    at_end = fn.chance(60)
    body = region(fn, cleanup, context, copy) + (copy if at_end else [])
    caught = fn.rng.choice(HANDLERS)
    if caught[-1] != "...":
        fn.doubt("typed handlers")
        fn.caught = types_of(caught)
    lines += ["try {"] + indent(body)
    lacking = fn.chance(10)
    if lacking:
        fn.doubt("a handler lacks the cleanup")
    for i, one in enumerate(caught):
        release = cleanup.release
        if lacking and i == 0:
            release = [f"mark({fn.number()});"]
        elif fn.trap == "step-missing" and i == 0:
            release = release[1:]
        elif fn.trap == "throwing-prefix" and i == 0:
            release = [f"work({fn.number()});"] + release
        ends = [["throw;"], ["throw;"], [fn.returned()]]
        ends.append([f"throw Other({fn.number()});"])
        ends.append([f"work({fn.number()});", "throw;"])
        ends.append([f"mark({fn.number()});", "throw;"])
        if at_end or not copy:
            ends.append([f"x = {fn.number()};"])
        lines += [f"}} catch ({one}) {{"] + indent(release + fn.rng.choice(ends))
    lines.append("}")
    if not at_end:
        lines += copy
    fn.exits_left = 0
    if fn.chance(40):
        lines += fn.statements(replace(plain, level=2), 1)
    return lines + fn.last()


# ---- exit cleanup -----------------------------------------------------------


def exit_cleanup(fn):
    steady = fn.chance(70)
    if fn.result == "Noisy":
        fn.result = "int"
    cleanup = pick(fn, steady)
    trapped(fn, cleanup)
    if not steady:
        fn.doubt("an exception passes the copies by")
    # What is declared outside of the loop is not cleaned up a turn at a time.
    loop = bool(cleanup.handle) and fn.chance(20)
    context = Context(
        cleanup.release,
        outer_loop=loop,
        steady=steady,
        uses=uses(cleanup),
    )
    lines = taken(fn, cleanup, Context(uses=[]))
    fn.exits_left = 1 + fn.rng.randrange(2)
    lines += fn.condition_exit(context)
    lines += region(fn, cleanup, context, cleanup.release)
    if not loop and fn.trap != "goto" and cleanup.handle and fn.chance(25):
        fn.exits_left = 1
        lines += fn.condition_exit(context)
        if fn.result == cleanup.handle_type:
            return macro(fn, cleanup, lines) + [f"return {cleanup.handle};"]
    lines += cleanup.release
    if fn.trap == "goto":
        n = fn.number()
        lines = block(
            [f"again{n}:;"] + lines + [f"if (more({n}))", f"  goto again{n};"]
        )
    hidden = loop or fn.trap == "goto"
    return macro(fn, cleanup, wrapped(fn, lines, loop)) + fn.last(hidden)


SHAPES = {
    "finally": (40, emulated_finally),
    "rollback": (20, rollback),
    "siblings": (15, siblings),
    "exits": (25, exit_cleanup),
}
