#!/usr/bin/env python3
"""Looks at a Debian package of raiify, and uses what is in it.

    package.py FOLDER SCRATCH [--install]

FOLDER holds the one package. It is unpacked to SCRATCH and used from there.

With --install apt installs it, it is used from where it then stands, and is
removed again, whatever happened. Where the kernel allows it, all of that is
done in layers over /usr, /var and /etc that only this process sees: other
tests that run at the same time must not find the header. Otherwise the header
is left out. A machine that has raiify installed already is left alone.
"""

import glob
import os
import subprocess
import sys
import tempfile

FINDING = """\
#include <stddef.h>
void work(size_t);
void run(int *p) {
  try { work(sizeof *p); } catch (...) { delete p; throw; }
  delete p;
}
"""
PROGRAM = """\
#include <raiify/scope_guard.hpp>
int main() {
  int status = 1;
  { raiify::scope_exit cleanup([&] { status = 0; }); }
  return status;
}
"""


def run(*command, status=0):
    """Runs a command, insists on its exit status, and gives what it prints."""
    done = subprocess.run(
        command,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != status:
        sys.exit(
            f"package.py: {command} ended with {done.returncode}, not {status}:"
            f"\n{done.stdout}"
        )
    return done.stdout


def insist(condition, what):
    if not condition:
        sys.exit(f"package.py: {what}")


def is_installed():
    """Whether raiify is installed."""
    return bool(glob.glob("/var/lib/dpkg/info/raiify.list"))


def list_contents(package, root):
    print(run("dpkg-deb", "--field", package))
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            shown = "/" + os.path.relpath(path, root)
            kind = run("file", "-b", path)
            if "ELF" in kind:
                shown += ": " + kind.strip().rsplit(", ", 1)[1]
            print(shown)


def use(root, scratch, has_header=True):
    """Uses the command, the module, the header, the pages and the completions
    below a root."""
    usr = os.path.join(root, "usr")
    raiify = os.path.join(usr, "bin", "raiify")
    os.makedirs(scratch, exist_ok=True)
    finding = os.path.join(scratch, "finding.cpp")
    program = os.path.join(scratch, "program")
    for path, text in ((finding, FINDING), (program + ".cpp", PROGRAM)):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    insist("raiify " in run(raiify, "--version"), "no version")
    page = os.path.join(
        usr, "share/doc/raiify/docs/checks/raii-emulated-finally.md"
    )
    insist(os.path.isfile(page), f"no page {page}")
    output = run(raiify, finding, "--", status=1)
    insist("[raii-emulated-finally]" in output, f"no finding: {output}")
    insist(page in output, f"another page than {page}: {output}")

    module = os.path.join(usr, "lib/raiify/RaiifyTidyModule.so")
    output = run(
        "clang-tidy-22",
        f"--load={module}",
        "--checks=-*,raii-*",
        finding,
        "--",
    )
    insist("[raii-emulated-finally]" in output, f"no finding: {output}")
    insist(page in output, f"another page than {page}: {output}")

    if has_header:
        include = [] if root == "/" else ["-I", os.path.join(usr, "include")]
        run("g++", "-std=c++17", *include, program + ".cpp", "-o", program)
        run(program)

    manual = os.path.join(usr, "share/man/man1/raiify.1.gz")
    insist("SYNOPSIS" in run("man", "--local-file", manual), "no manual")
    completion = os.path.join(usr, "share/bash-completion/completions/raiify")
    run("bash", "-c", f"source '{completion}' && complete -p raiify")


def lay_over(folders):
    """Puts a layer over each folder that takes what is written there, for this
    process and those that it starts. False where that cannot be done."""
    layer = tempfile.mkdtemp()
    try:
        run("mount", "-t", "tmpfs", "tmpfs", layer)
        for folder in folders:
            upper = os.path.join(layer, folder.strip("/"))
            os.makedirs(upper + ".work")
            os.makedirs(upper)
            options = f"lowerdir={folder},upperdir={upper},workdir={upper}.work"
            run("mount", "-t", "overlay", "overlay", "-o", options, folder)
    except SystemExit as reason:
        print(f"no layers here: {reason}")
        return False
    return True


def install(package, scratch, is_private):
    """Installs the package, uses it and removes it again."""
    if is_installed():
        print("installed: not tried, as this machine has raiify already")
        return
    apt = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120"]
    layered = is_private and lay_over(["/usr", "/var", "/etc"])
    if not layered:
        leave_out = "--path-exclude=/usr/include/raiify/*"
        apt += ["-o", f"DPkg::Options::={leave_out}"]
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    try:
        run(
            *apt,
            "install",
            "--no-install-recommends",
            os.path.abspath(package),
        )
        use("/", os.path.join(scratch, "installed"), has_header=layered)
        print("installed: works")
    finally:
        run(*apt, "purge", "raiify")
    insist(not is_installed(), "raiify is still installed")
    for left in ("bin/raiify", "lib/raiify", "share/doc/raiify"):
        path = os.path.join("/usr", left)
        insist(not os.path.exists(path), f"{path} is left behind")
    print("removed: nothing is left")


def main():
    if sys.argv[1] == "--only-install":
        package = glob.glob(os.path.join(sys.argv[2], "*.deb"))[0]
        # Mounted in here, and nowhere else?
        own = os.readlink("/proc/self/ns/mnt")
        parent = os.readlink(f"/proc/{os.getppid()}/ns/mnt")
        install(package, sys.argv[3], is_private=own != parent)
        return
    folder, scratch = sys.argv[1:3]
    packages = glob.glob(os.path.join(folder, "*.deb"))
    insist(len(packages) == 1, f"packages: {packages}")
    root = os.path.abspath(os.path.join(scratch, "root"))
    os.makedirs(root)
    run("dpkg-deb", "--extract", packages[0], root)
    list_contents(packages[0], root)
    use(root, os.path.join(scratch, "used"))
    print("unpacked: works")
    if "--install" not in sys.argv[3:]:
        return
    # Mounts of a process of its own end with it.
    alone = ["unshare", "--mount", "--propagation", "private"]
    can = subprocess.run([*alone, "true"], capture_output=True, check=False)
    arguments = [sys.executable, __file__, "--only-install", *sys.argv[1:3]]
    command = [*alone, *arguments] if can.returncode == 0 else arguments
    sys.stdout.flush()
    sys.exit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()
