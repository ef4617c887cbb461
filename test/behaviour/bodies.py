"""Random bodies for generated functions: calls, conditions, loops, locals with
destructors, and exits with or without a copy of the cleanup before them."""

from dataclasses import dataclass, field, replace


def indent(lines):
    return ["  " + line for line in lines]


def block(lines):
    return ["{"] + indent(lines) + ["}"]


@dataclass
class Context:
    """Where a statement stands."""

    # What stands before an exit out of the region.
    copy: list = field(default_factory=list)
    # Whether a handler that cleans up is in reach.
    in_try: bool = False
    # Whether break and continue leave the region: a loop is around it.
    outer_loop: bool = False
    # Whether break and continue stay in the region.
    inner_loop: bool = False
    in_switch: bool = False
    # Whether nothing here may throw.
    steady: bool = False
    # Whether `throw` may be an exit.
    may_throw: bool = True
    # Expressions to work with.
    uses: list = field(default_factory=list)
    level: int = 0


class Function:
    """One function while it is written."""

    def __init__(self, rng, name):
        self.rng = rng
        self.name = name
        self.member = False
        self.result = "int"
        self.trap = ""
        self.frame = "free"
        # Why nobody can say that an exact rewrite exists; empty if one does.
        self.doubts = []
        # The types that every typed handler catches; None if all are caught.
        self.caught = None
        # Whether some cleanup may throw.
        self.nothrow = True
        self.exits_left = 2
        self.handle = ""
        self.handle_type = ""
        self.params = {}
        self.macros = []
        # What acquires the handle within the region.
        self.acquired = []
        # Whether structured bindings may be used.
        self.bindings = False
        self.count = 0

    def number(self):
        self.count += 1
        return self.count

    def chance(self, percent):
        return self.rng.randrange(100) < percent

    def doubt(self, why):
        if why not in self.doubts:
            self.doubts.append(why)

    # ---- values -----------------------------------------------------------

    def condition(self, context):
        call = "probe" if context.steady or self.chance(25) else "ready"
        return self.rng.choice(
            [f"{call}({self.number()})"] * 4 + [f"x > {self.number()}"]
        )

    def value(self, throws, handle=True):
        """What a return gives back; may throw only if asked to."""
        n = self.number()
        call = "compute" if throws and self.chance(40) else "measure"
        if self.result == "int":
            values = [f"{n}", "x", f"{call}({n})", f"{call}(x)", f"x + {n}"]
            if handle and self.handle_type == "int":
                values.append(self.handle)
        elif self.result == "bool":
            asks = "ready" if call == "compute" else "probe"
            values = ["true", "false", f"x > {n}", f"{asks}({n})"]
        elif self.result == "Node *":
            values = ["nullptr"]
            if handle and self.handle_type == "Node *":
                values += [self.handle] * 2
        else:
            values = [f"Noisy({n})"]
        return self.rng.choice(values)

    def returned(self, throws=True, handle=True):
        if self.result == "void":
            return "return;"
        return f"return {self.value(throws, handle)};"

    def early(self):
        """A way out before the handle is there."""
        return self.returned(handle=False)

    def last(self, hidden=False):
        """The end of the function; `hidden` if the handle is out of scope."""
        if self.result == "void":
            return []
        return [self.returned(handle=not hidden)]

    # ---- statements -------------------------------------------------------

    def leave(self, context):
        """An exit out of the region, the copy before it."""
        ways = ["return"] * 3
        if context.outer_loop and not context.inner_loop:
            ways += ["continue"] * 2
            if not context.in_switch:
                ways += ["break"] * 2
        if context.may_throw:
            ways += ["throw"]
        way = self.rng.choice(ways)
        if way == "throw":
            before = [] if context.in_try else context.copy
            return before + [f"throw Other({self.number()});"]
        if way != "return":
            return context.copy + [way + ";"]
        # Behind a copy in the try block nothing may throw: the handler would
        # clean up a second time.
        throws = not context.steady and not (context.in_try and context.copy)
        if self.result == "Noisy" and not throws:
            return [self.call(context)]
        return context.copy + [self.returned(throws)]

    def call(self, context):
        n = self.number()
        if context.steady:
            calls = [f"step({n});", f"x = measure(x + {n});"]
            calls += [f"step({use});" for use in context.uses]
        else:
            calls = [f"work({n});", f"work(x + {n});", f"x = compute({n});"]
            calls += [f"work({use});" for use in context.uses]
            calls += [f"step({n});"]
        return self.rng.choice(calls)

    def condition_exit(self, context):
        self.exits_left -= 1
        before = [self.call(context)] if self.chance(40) else []
        return [f"if ({self.condition(context)}) {{"] + indent(
            before + self.leave(context)
        ) + ["}"]

    def local(self, context):
        n = self.number()
        kind = "Quiet" if context.steady else "Noisy"
        return [f"{kind} q{n}({n});"] + (
            [f"step(q{n}.value());"] if self.chance(50) else []
        )

    def branch(self, context):
        lines = [f"if ({self.condition(context)}) {{"]
        lines += indent(self.statements(context, 1 + self.rng.randrange(2)))
        if self.chance(40):
            lines += ["} else {"] + indent(self.statements(context, 1))
        return lines + ["}"]

    def looped(self, context):
        inner = replace(context, inner_loop=True, in_switch=False)
        body = self.statements(inner, 1 + self.rng.randrange(2))
        if self.chance(40):
            jump = self.rng.choice(["break;", "continue;"])
            body += [f"if ({self.condition(context)})", f"  {jump}"]
            body += [self.call(inner)]
        n = self.number()
        kinds = ["for", "range"] + ([] if context.steady else ["while", "do"])
        kind = self.rng.choice(kinds)
        if kind == "for":
            return [f"for (int i{n} = 0; i{n} < 2; ++i{n}) {{"] + indent(
                body
            ) + ["}"]
        if kind == "range":
            return (
                [f"int items{n}[] = {{{n}, {n + 1}}};"]
                + [f"for (int item : items{n}) {{", f"  step(item);"]
                + indent(body)
                + ["}"]
            )
        if kind == "while":
            return [f"while (more({n})) {{"] + indent(body) + ["}"]
        return ["do {"] + indent(body) + [f"}} while (more({n}));"]

    def switched(self, context):
        inner = replace(context, in_switch=True)
        n = self.number()
        return (
            [f"switch (measure({n}) % 3) {{", "case 0: {"]
            + indent(self.statements(inner, 1))
            + ["  break;", "}", "case 1:"]
            + indent([self.call(context)])
            + ["  // falls through", "default:"]
            + indent([self.call(context)])
            + ["}"]
        )

    def handled(self, context):
        """A try of its own that has nothing to do with the cleanup."""
        caught = self.rng.choice(["const Other &", "int"])
        inner = replace(context, copy=[], may_throw=False)
        body = [self.call(inner)] + (self.local(inner) if self.chance(30) else [])
        return (
            ["try {"]
            + indent(body)
            + [f"}} catch ({caught}) {{"]
            + indent([self.call(context)])
            + ["}"]
        )

    def closure(self, context):
        n = self.number()
        inner = replace(context, copy=[], uses=[])
        return [
            f"auto act{n} = [&](int k) {{ {self.call(inner)} }};",
            f"act{n}({n});",
        ]

    def statements(self, context, count):
        lines = []
        for _ in range(count):
            lines += self.statement(context)
        return lines

    def statement(self, context):
        context = replace(context, level=context.level + 1)
        kinds = [(8, lambda: [self.call(context)]), (4, lambda: self.local(context))]
        if self.exits_left > 0 and context.level < 4:
            kinds.append((9, lambda: self.condition_exit(context)))
        if context.level < 3:
            kinds += [
                (3, lambda: self.branch(context)),
                (3, lambda: self.looped(context)),
                (1, lambda: self.switched(context)),
                (1, lambda: block(self.statements(context, 2))),
                (1, lambda: self.closure(context)),
            ]
            if not context.steady:
                kinds.append((2, lambda: self.handled(context)))
        weights = [weight for weight, _ in kinds]
        return self.rng.choices([make for _, make in kinds], weights)[0]()
