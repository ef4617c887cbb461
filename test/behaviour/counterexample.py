"""Compares what a counterexample says with what runs printed.

Both become sequences of calls into the runtime. A counterexample names the
events that lead to the difference and one way on from there to the end of the
function: the run before must have the calls up to the difference and the next
one of its first trace, the same run after those of the second.
"""

import os
import re

CALLS = (
    "work compute ready more step mark measure probe open_it close_it attach_it "
    "detach_it acquire_it release_it open_pair lock unlock open close push pop "
    "init Noisy Quiet Node ~Node"
).split()
TYPES = ("Base", "Derived", "Other", "int")
ANSWER = re.compile(r"\b(?:ready|probe|more)\((\d+)\)'? is (true|false)")
CALL = re.compile(r"(\w+)\((?:(\d+)\))?")
LOCAL = re.compile(r"\b(Noisy|Quiet) \w+(\()")
SECOND = re.compile("!(?:" + "|".join(TYPES) + ")")
TURNS = re.compile(r"^'?\w+ < 2'? is |^next of ")
THROWS = re.compile(r" throws( [\w ]+)?$")
EVENT = re.compile(r"^(~?\w+)\((-?\d+)\)")


def lines(findings):
    """The counterexamples, to be shown."""
    shown = []
    for finding in findings:
        shown.append(f"---- counterexample of {finding['check']}")
        told = finding["counterexample"] or {}
        for side in ("before", "after"):
            shown += [f"{side}: {event}" for event in told.get(side, [])]
    return shown


def said(event):
    """A regular expression for what one line of a counterexample prints."""
    if TURNS.search(event):
        # The judge knows no values: fewer turns of a loop than there are.
        return "(?:[^;!]*;)*?"
    throws = THROWS.search(event)
    ending = ""
    if throws:
        kind = (throws[1] or "").strip()
        ending = f"!{kind}" if kind in TYPES else r"!\w+"
        event = event[: throws.start()]
    if event.lstrip("'").startswith("delete "):
        return r"~Node\(-?\d+\);"
    calls = []
    for name, argument in CALL.findall(LOCAL.sub(r"\1\2", event)):
        if name.startswith("act"):
            # A lambda: what it calls is not told.
            calls.append(r"(?:[^;!]*;)?[^;!]*")
        elif name in CALLS:
            value = argument or r"-?\d+"
            calls.append(rf"{name}\({value}\)")
    if not calls:
        return ""
    if not throws:
        return "".join(call + ";" for call in calls)
    ways = [
        "".join(call + ";" for call in calls[:i]) + calls[i] + ending + ";"
        for i in range(len(calls))
    ]
    return f"(?:{'|'.join(ways)})"


def answers(finding):
    """What the conditions have to be: arguments for a generated program."""
    wanted = {}
    told = finding["counterexample"] or {"before": []}
    for event in told["before"]:
        for number, value in ANSWER.findall(event):
            digit = "1" if value == "true" else "0"
            wanted[number] = wanted.get(number, "") + digit
    return [f"{number}={value}" for number, value in wanted.items()]


def printed(trace):
    """The calls of a run: `work(3);`, `work(3)!Base;` for one that throws."""
    calls = []
    for line in trace.splitlines():
        match = EVENT.match(line)
        if match and match[1] in CALLS:
            calls.append(f"{match[1]}({match[2]})")
        elif line.startswith("throws ") and calls:
            calls[-1] += "!" + line.split()[1]
    return "".join(call + ";" for call in calls)


def pattern(events, common):
    """What a run prints that takes the `common` first events, and then the next
    call of its own, or none up to the end."""
    wanted = "".join(said(event) for event in events[:common])
    own = [said(event) for event in events[common:]]
    calls = [call for call in own if call]
    wanted += calls[0] if calls else "$"
    # The driver chooses the type of a second exception.
    first, throw, rest = wanted.partition("!")
    return f"(?:^|;){first}{throw}" + SECOND.sub(r"!\\w+", rest)


def matches(finding, before, after, alone=True):
    """Whether two traces of the same run part as the counterexample says: what
    follows is one way on of many. Where it is not the only rewrite of the
    function, the others may show, too."""
    told = finding["counterexample"]
    if not told or before == after:
        return False
    common = len(os.path.commonprefix([told["before"], told["after"]]))
    if not re.search(pattern(told["before"], common), printed(before)):
        return False
    return not alone or bool(
        re.search(pattern(told["after"], common), printed(after))
    )
