#!/usr/bin/env python3
"""Prints what zsh makes of lines when Tab is pressed at their end.

    complete_zsh.py --functions=FOLDER LINE...

zsh runs at a terminal of its own, without the user's files, with FOLDER in
front of its path of functions. One line of output for each LINE.
"""

import os
import pty
import select
import sys
import tempfile

# Longest that one completion may take, in seconds.
LIMIT = 60


def read_until(terminal, wanted):
    """Reads up to \\p wanted; the screen's contents do not matter."""
    seen = b""
    while wanted not in seen:
        if not select.select([terminal], [], [], LIMIT)[0]:
            sys.exit(f"complete_zsh.py: no '{wanted}' from zsh: {seen}")
        try:
            seen += os.read(terminal, 4096)
        except OSError:
            sys.exit(f"complete_zsh.py: zsh ended: {seen}")


def main():
    functions = os.path.abspath(sys.argv[1].split("=", 1)[1])
    lines = sys.argv[2:]
    with tempfile.TemporaryDirectory() as scratch:
        result = os.path.join(scratch, "result")
        # Ctrl-X writes the line that is being edited and empties it.
        setup = f"""
            fpath=({functions} $fpath)
            autoload -Uz compinit && compinit -u -d {scratch}/dump
            write-line() {{
              print -r -- "${{BUFFER%% }}" >> {result}
              BUFFER=
              zle -I
              print WRIT""TEN
            }}
            zle -N write-line
            bindkey '^X' write-line
            bindkey '^I' complete-word
            print REA""DY
        """
        with open(
            os.path.join(scratch, "setup"), "w", encoding="utf-8"
        ) as file:
            file.write(setup)
        child, terminal = pty.fork()
        if child == 0:
            os.environ["TERM"] = "dumb"
            os.execvp("zsh", ["zsh", "-f", "-i"])
        os.write(terminal, f"source {scratch}/setup\n".encode())
        read_until(terminal, b"READY")
        for line in lines:
            os.write(terminal, line.encode() + b"\t\x18")
            read_until(terminal, b"WRITTEN")
        os.write(terminal, b"exit\n")
        with open(result, encoding="utf-8") as file:
            print(file.read(), end="")
        os.close(terminal)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
