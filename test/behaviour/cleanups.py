"""What generated functions take and give back: one Cleanup a kind."""

from dataclasses import dataclass, field


@dataclass
class Cleanup:
    """What is taken, how it is given back, and what the function needs for
    it."""

    kind: str
    acquire: list
    release: list
    # Parameter -> what the caller declares for it.
    params: dict = field(default_factory=dict)
    # Whether it works on members of Machine.
    member: bool = False
    # Whether no statement of `release` may throw.
    nothrow: bool = True
    # Whether acquiring may throw.
    acquire_throws: bool = True
    # What is handed to the caller, and its type.
    handle: str = ""
    handle_type: str = ""
    # What says that there is nothing to give back.
    failed: str = ""
    # A condition of what the cleanup writes, for traps.
    reads: str = ""
    # How the operand gets another value, for traps.
    reassign: str = ""
    # A statement that hides the operand and releases another one, for traps.
    shadow: list = field(default_factory=list)


def handle(n, opener, closer, nothrow=True):
    name = f"h{n}"
    return Cleanup(
        f"{opener}-{closer}",
        [f"int {name} = {opener}(a + {n});"],
        [f"{closer}({name});"],
        nothrow=nothrow,
        handle=name,
        handle_type="int",
        failed=f"{name} < 0",
        reassign=f"{name} = {opener}(a + 40);",
        shadow=[f"int {name} = measure(a);", f"{closer}({name});"],
    )


def node(n):
    name = f"p{n}"
    return Cleanup(
        "new-delete",
        [f"Node *{name} = new Node(a + {n});"],
        [f"delete {name};"],
        handle=name,
        handle_type="Node *",
        reassign=f"{name} = new Node(30);",
        shadow=[f"Node *{name} = new Node(31);", f"delete {name};"],
    )


def mutex(n):
    return Cleanup(
        "lock-unlock",
        [f"m{n}.lock();"],
        [f"m{n}.unlock();"],
        {f"Mutex &m{n}": f"Mutex m{n}({n});"},
        shadow=[f"Mutex m{n}(8);", f"m{n}.lock();", f"m{n}.unlock();"],
    )


def stack(n):
    return Cleanup(
        "push-pop",
        [f"s{n}.push(a);"],
        [f"s{n}.pop();"],
        {f"Stack &s{n}": f"Stack s{n};"},
    )


def gate(n):
    return Cleanup(
        "open-close",
        [f"g{n}.open();"],
        [f"g{n}.close();"],
        {f"Gate &g{n}": f"Gate g{n}({n});"},
        nothrow=False,
    )


def member_mutex(n):
    return Cleanup(
        "member-lock", ["mutex.lock();"], ["mutex.unlock();"], member=True
    )


def flag(n):
    return Cleanup(
        "flag",
        ["busy = true;"],
        ["busy = false;"],
        member=True,
        acquire_throws=False,
        reads="busy",
    )


def depth(n):
    return Cleanup(
        "depth",
        ["++depth;"],
        ["--depth;"],
        member=True,
        acquire_throws=False,
        reads="depth > 0",
    )


def saved(n):
    return Cleanup(
        "saved",
        [f"int old{n} = state;", f"state = a + {n};"],
        [f"state = old{n};"],
        member=True,
        acquire_throws=False,
        reads="state > 0",
    )


def member_node(n):
    return Cleanup(
        "member-node",
        [f"node = new Node(a + {n});"],
        ["delete node;", "node = nullptr;"],
        member=True,
        reads="node == nullptr",
    )


def global_flag(n):
    return Cleanup(
        "global-flag",
        ["g_busy = true;"],
        ["g_busy = false;"],
        acquire_throws=False,
        reads="g_busy",
    )


def global_depth(n):
    return Cleanup(
        "global-depth",
        ["++g_depth;"],
        ["--g_depth;"],
        acquire_throws=False,
        reads="g_depth > 0",
    )


def tested_handle(n):
    made = handle(n, "open_it", "close_it")
    made.kind = "tested"
    made.release = [f"if (h{n} >= 0) close_it(h{n});"]
    made.shadow = []
    return made


def loop(n):
    return Cleanup(
        "loop",
        [f"int hs{n}[2] = {{open_it(1), open_it(2)}};"],
        [f"for (int k = 0; k < 2; ++k) close_it(hs{n}[k]);"],
    )


def binding(n):
    """A handle that a lambda cannot capture by name before C++20."""
    made = handle(n, "open_it", "close_it")
    made.kind = "binding"
    made.acquire = [f"auto [h{n}, e{n}] = open_pair(a);", f"step(e{n});"]
    made.reassign, made.failed, made.shadow = "", "", []
    return made


def given(n):
    """A parameter that the function is to delete."""
    made = node(n)
    made.kind = "given"
    made.acquire = []
    made.params = {f"Node *&p{n}": f"Node *p{n} = new Node({n});"}
    made.acquire_throws = False
    return made


def make(rng, n, member, steady=False, bindings=False):
    """A cleanup of any kind; `steady` leaves out those that may throw."""
    kinds = [
        (1, lambda: given(n)),
        (1 if bindings else 0, lambda: binding(n)),
        (6, lambda: handle(n, "open_it", "close_it")),
        (3, lambda: handle(n, "attach_it", "detach_it")),
        (5, lambda: node(n)),
        (4, lambda: mutex(n)),
        (2, lambda: stack(n)),
        (2, lambda: global_flag(n)),
        (1, lambda: global_depth(n)),
        (1, lambda: tested_handle(n)),
        (1, lambda: loop(n)),
    ]
    if not steady:
        kinds += [
            (2, lambda: handle(n, "acquire_it", "release_it", nothrow=False)),
            (1, lambda: gate(n)),
        ]
    if member:
        kinds += [
            (7, lambda: flag(n)),
            (3, lambda: depth(n)),
            (2, lambda: saved(n)),
            (3, lambda: member_mutex(n)),
            (2, lambda: member_node(n)),
        ]
    weights = [weight for weight, _ in kinds]
    return rng.choices([made for _, made in kinds], weights)[0]()


def both(first, second):
    """One cleanup that gives back the second, then the first."""
    return Cleanup(
        f"{first.kind}+{second.kind}",
        first.acquire + second.acquire,
        second.release + first.release,
        {**first.params, **second.params},
        first.member or second.member,
        first.nothrow and second.nothrow,
        first.acquire_throws or second.acquire_throws,
        reads=first.reads or second.reads,
    )
